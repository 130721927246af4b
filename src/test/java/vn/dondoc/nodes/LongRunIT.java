package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
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
  private static final int COMMUNES = Integer.getInteger("dondoc.longrun.communes", 8);

  /** A Monday, as all that follow it five weeks apart. */
  private static final LocalDate FIRST = LocalDate.parse("2025-01-06");

  /** A month passes in a minute; the server's cleaner is to come as often in it. */
  private static final Map<String, String> FAST_FORWARD =
      Map.of("autovacuum_naptime", "2s", "autovacuum_vacuum_cost_delay", "0");

  @TempDir Path home;

  @Test
  void nothingGrowsInAYearButWhatIsToBeKept() {
    long seed = Long.getLong("dondoc.longrun.seed", 20250106);
    try (PostgresServer server = PostgresServer.start(FAST_FORWARD);
        Crew crew = new Crew(home, seed, server, this::someOfTheProvince);
        Year year = new Year(crew, seed)) {
      try {
        for (int n = 0; n < CAMPAIGNS; n++) {
          year.campaign(FIRST.plusWeeks(5L * n));
          assertThat(year.offices.faults()).as("what the server could not answer").isEmpty();
        }
        year.end(LocalDate.parse("2025-12-31"));
      } finally {
        year.measures.write(Path.of("target"), "long-run", Map.of("seed", seed));
        System.out.println(year.measures.table());
        crew.tell("done " + year.offices.done() + ", refused " + year.offices.refusals());
      }
      crew.holds(crew.settle());
      assertThat(year.offices.faults()).isEmpty();
      crew.tell("more rows than before: " + year.extraRows());
      crew.await("empty runtime tables", () -> year.extraRows().isEmpty());
      assertThat(year.remembered()).as("processes in the engine's history").isZero();
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
