package vn.dondoc.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures the application beside a plain Camunda and beside plain SQL: {@code mvn -Pbench verify}.
 * Both sides run in this process, each on a database of its own, and take turns.
 *
 * <p>Arguments: {@code postgres} or {@code h2}, then what to measure, everything if nothing is
 * said.
 */
public final class Benchmark {

  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int LATE = Integer.getInteger("bench.late", 6);

  private Benchmark() {}

  public static void main(String[] arguments) throws Exception {
    boolean h2 = arguments.length > 0 && arguments[0].equals("h2");
    Set<String> wanted =
        arguments.length > 1
            ? Set.of(arguments).stream().collect(java.util.stream.Collectors.toSet())
            : Set.of("launch", "complete", "late", "list", "past", "start");
    List<Measured> results = new ArrayList<>();
    try (Servers servers =
        h2 ? Servers.h2(Files.createTempDirectory("bench")) : Servers.postgres()) {
      if (wanted.contains("start")) {
        show(results, Starting.measure(servers, RUNS));
      }
      if (wanted.contains("launch")) {
        try (Side ours = Side.ours(servers);
            Side vanilla = Side.vanilla(servers)) {
          show(results, Launching.measure(ours, vanilla, RUNS));
        }
      }
      if (wanted.contains("complete") || wanted.contains("late")) {
        try (Side ours = Side.ours(servers);
            Side vanilla = Side.vanilla(servers)) {
          Letter.issue(ours);
          Letter.issue(ours);
          Letter.issue(vanilla);
          ours.gatherStatistics();
          vanilla.gatherStatistics();
          if (wanted.contains("complete")) {
            show(results, List.of(Completing.measure(ours, servers, RUNS, 60)));
            show(results, List.of(Completing.locks(ours, vanilla, 600)));
          }
          if (wanted.contains("late")) {
            show(results, List.of(Storm.lateness(ours, vanilla, LATE)));
          }
        }
      }
      if (wanted.contains("list")) {
        try (Side ours = Side.ours(servers)) {
          for (int i = 0; i < Integer.getInteger("bench.campaigns", 17); i++) {
            Letter.issue(ours);
          }
          ours.gatherStatistics();
          show(results, List.of(TaskLists.measure(ours, 200)));
        }
      }
      if (wanted.contains("past")) {
        try (Side ours = Side.ours(servers)) {
          ours.at(Letter.ISSUED);
          show(results, PastCampaigns.measure(ours, 50, 200));
        }
      }
    }
    Path file = Path.of("target", "benchmark-" + (h2 ? "h2" : "postgres") + ".json");
    Files.writeString(file, json(results));
    System.out.println("\n" + file);
    results.forEach(System.out::println);
  }

  private static void show(List<Measured> results, List<Measured> more) {
    more.forEach(System.out::println);
    results.addAll(more);
  }

  private static String json(List<Measured> results) throws Exception {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Measured each : results) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("number", each.number());
      row.put("what", each.what());
      row.put("against", each.against());
      row.put("unit", each.unit());
      row.put("ours", each.ours());
      row.put("other", each.other());
      row.put("ratio", each.ratio());
      row.put("target", each.target());
      row.put("met", each.met());
      row.put("oursRuns", each.oursRuns());
      row.put("otherRuns", each.otherRuns());
      rows.add(row);
    }
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(rows);
  }
}
