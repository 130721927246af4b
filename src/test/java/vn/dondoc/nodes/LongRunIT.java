package vn.dondoc.nodes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten campaigns of a year on two nodes and one PostgreSQL, with everybody at work: {@code mvn
 * verify -Plongrun}. What was measured in each campaign is in {@code target/long-run.txt} and
 * {@code .json}. All agencies and districts take part, with {@code -Ddondoc.longrun.communes=…}
 * communes each; {@code -Ddondoc.longrun.seed=…} makes another year.
 */
@Tag("longrun")
class LongRunIT {

  private static final int CAMPAIGNS = Integer.getInteger("dondoc.longrun.campaigns", 10);
  private static final int COMMUNES = Integer.getInteger("dondoc.longrun.communes", 2);

  /** A Monday; the next ones are issued five weeks apart, or on the Monday after the closing. */
  private static final LocalDate FIRST = LocalDate.parse("2025-01-06");

  /** A month passes in a minute; the server's cleaner is to come as often in it. */
  private static final Map<String, String> FAST_FORWARD =
      Map.of("autovacuum_naptime", "2s", "autovacuum_vacuum_cost_delay", "0");

  /**
   * How much larger it may be in the last three campaigns than in those after the first: see {@link
   * Measures#growth}. What is kept for ever, our own tables, is looked at by none of these.
   */
  private static final Map<String, Double> GROWTH =
      Map.ofEntries(
          entry("issuing, ms", 1.5),
          entry("reporting, p95 ms", 1.5),
          entry("board, p95 ms", 1.5),
          entry("node 1, heap MB", 1.25),
          entry("node 2, heap MB", 1.25),
          entry("node 1, resident MB", 1.25),
          entry("node 2, resident MB", 1.25),
          // As many as have ever been asked at once, which comes about by and by.
          entry("node 1, threads", 1.3),
          entry("node 2, threads", 1.3),
          entry("connections, most", 1.1),
          entry("runtime MB", 1.5),
          // Three of ten campaigns stay until the end of the year; if all did, it would be three
          // times.
          entry("runtime rows", 2.0),
          entry("history rows", 2.0));

  @TempDir Path home;

  @Test
  void nothingGrowsInAYearButWhatIsToBeKept() {
    long seed = Long.getLong("dondoc.longrun.seed", 20250106);
    try (PostgresServer server = PostgresServer.start(FAST_FORWARD);
        Crew crew = new Crew(home, seed, server, this::someOfTheProvince);
        Year year = new Year(crew, seed)) {
      try {
        LocalDate day = FIRST;
        for (int n = 0; n < CAMPAIGNS; n++) {
          LocalDate over = year.campaign(day);
          day =
              Year.later(
                  day.plusWeeks(5), over.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)));
          assertThat(year.offices.faults()).as("what the server could not answer").isEmpty();
        }
        year.end(LocalDate.parse("2025-12-31"));
      } finally {
        year.measures.write(
            Path.of("target"),
            "long-run",
            Map.of("seed", seed, "communes of each district", COMMUNES));
        System.out.println(year.measures.table());
        crew.tell("done " + year.offices.done() + ", refused " + year.offices.refusals());
      }
      crew.holds(crew.settle());
      assertThat(year.offices.faults()).isEmpty();
      crew.tell("more rows than before: " + year.extraRows());
      crew.await("empty runtime tables", () -> year.extraRows().isEmpty());
      assertThat(year.remembered()).as("processes in the engine's history").isZero();
      if (year.measures.isLongEnough()) {
        GROWTH.forEach(
            (measure, most) ->
                assertThat(year.measures.growth(measure))
                    .as("growth of " + measure)
                    .isLessThanOrEqualTo(most));
      }
    }
  }

  private Node.Plan someOfTheProvince(Node.Plan plan) {
    try {
      List<String> lines =
          Files.readAllLines(Path.of("src/main/resources/data/units.csv"), StandardCharsets.UTF_8);
      Map<String, List<String>> byDistrict =
          lines.stream()
              .skip(1)
              .collect(
                  Collectors.groupingBy(
                      line -> line.substring(0, line.indexOf(',')),
                      TreeMap::new,
                      Collectors.toList()));
      List<String> some =
          byDistrict.values().stream()
              .flatMap(communes -> communes.stream().limit(COMMUNES))
              .collect(Collectors.toList());
      some.add(0, lines.get(0));
      Path file = home.resolve("some-communes.csv");
      Files.write(file, some, StandardCharsets.UTF_8);
      return plan.with(
          "dondoc.organisation.districts-and-communes=file:" + file,
          "dondoc.retention.engine-history=P30D");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
