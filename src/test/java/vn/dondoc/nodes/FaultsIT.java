package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
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
 * Nodes are killed and the database goes away at random moments, again and again, and nothing is
 * lost: {@code mvn verify -Pfaults}, some twenty minutes. What happened when is printed, with the
 * seed; {@code -Ddondoc.faults.seed=…} draws the same moments again, {@code
 * -Ddondoc.faults.minutes=…} goes on for longer.
 */
@Tag("faults")
class FaultsIT {

  private static final Duration ENOUGH =
      Duration.ofMinutes(Long.getLong("dondoc.faults.minutes", 10));

  private static final int DUTIES = 3468;

  @TempDir Path home;

  @Test
  void nothingIsLostInManyCampaigns() {
    try (PostgresServer server = PostgresServer.start();
        Crew crew = new Crew(home, seed(), server, this::threeDistricts)) {
      Map<Crew.Fault, Integer> suffered = new TreeMap<>();
      LocalDate day = LocalDate.parse("2024-05-06");
      int campaigns = 0;
      do {
        campaigns++;
        crew.tell("campaign " + campaigns + " of " + day);
        crew.clock(day + "T08:00");
        LocalDate periodEnd = day.plusDays(18); // A Friday.
        crew.issue(day, periodEnd);
        suffer(crew, suffered, 5_000);
        crew.settle();
        crew.work.know(crew.tables);

        crew.work.begin(crew.random, 70);
        int before = crew.work.confirmedCount();
        suffer(crew, suffered, 5_000);
        crew.await("reports", () -> crew.work.confirmedCount() > before + 5);
        suffer(crew, suffered, 5_000);
        crew.work.end();

        // All that is due at the end of the period, with superiors and the committee at work; then
        // the digest of the next working day.
        crew.clock(periodEnd + "T17:01");
        crew.work.begin(crew.random, 70);
        int cases = crew.work.confirmedAboutCases();
        suffer(crew, suffered, 4_000);
        crew.await("urgings and decisions", () -> crew.work.confirmedAboutCases() > cases + 2);
        crew.work.end();
        crew.clock(day.plusDays(21) + "T07:31");
        suffer(crew, suffered, 4_000);
        crew.holds(crew.settle());
        day = day.plusDays(22).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
      } while (crew.sinceBegun().compareTo(ENOUGH) < 0 && day.getYear() < 2027);
      crew.tell(campaigns + " campaigns, " + suffered);
      assertThat(crew.number("select count(*) from campaign")).isEqualTo(campaigns);
    }
  }

  @Test
  void theWholeProvinceIsLaunchedAndFallsDueWhileNodesDie() {
    try (PostgresServer server = PostgresServer.start();
        Crew crew = new Crew(home, seed(), server, plan -> plan)) {
      crew.issue(LocalDate.parse("2024-05-06"), LocalDate.parse("2024-05-31"));
      crew.suffer(Crew.Fault.NODE_KILLED, 8_000);
      crew.suffer(Crew.Fault.DATABASE_STOPPED, 8_000);
      crew.suffer(Crew.Fault.BOTH_NODES_KILLED, 8_000);
      crew.settle();
      assertThat(crew.number("select count(*) from duty")).isEqualTo(DUTIES);

      crew.clock("2024-05-31T17:01");
      crew.suffer(Crew.Fault.NODE_KILLED, 6_000);
      crew.suffer(Crew.Fault.CONNECTIONS_CUT, 6_000);
      crew.holds(crew.settle());
      assertThat(crew.number("select count(*) from duty")).isEqualTo(DUTIES);
    }
  }

  @Test
  void aFullDiskIsAnErrorThatComesBack() throws Exception {
    Path disk = Files.createDirectory(home.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=400m,mode=777", "tmpfs", disk.toString()))
        .as("a small disk can be made; it takes root")
        .isZero();
    try (PostgresServer server =
            PostgresServer.startIn(
                Files.createDirectory(disk.resolve("postgres")), Map.of("max_wal_size", "64MB"));
        Crew crew = new Crew(home, seed(), server, this::threeDistricts)) {
      crew.issue(LocalDate.parse("2024-05-06"));
      Path filler = disk.resolve("filler");
      fill(filler);
      crew.tell("the disk is full");
      Crew.sleep(8_000);
      Files.delete(filler);
      server.ensureRunning();
      crew.settle();

      crew.work.know(crew.tables);
      crew.work.begin(crew.random, 80);
      crew.await("reports", () -> crew.work.confirmedCount() > 3);
      fill(filler);
      crew.tell("the disk is full");
      Crew.sleep(10_000);
      Files.delete(filler);
      server.ensureRunning();
      int before = crew.work.confirmedCount();
      crew.await("more reports", () -> crew.work.confirmedCount() > before + 3);
      crew.work.end();
      crew.holds(crew.settle());
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static void suffer(Crew crew, Map<Crew.Fault, Integer> suffered, int within) {
    Crew.Fault[] all = Crew.Fault.values();
    Crew.Fault fault = all[crew.random.nextInt(all.length)];
    suffered.merge(fault, 1, Integer::sum);
    crew.suffer(fault, within);
  }

  private static long seed() {
    return Long.getLong("dondoc.faults.seed", System.nanoTime());
  }

  /** All agencies, and of three districts six communes each. */
  private Node.Plan threeDistricts(Node.Plan plan) {
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
              .limit(3)
              .flatMap(communes -> communes.stream().limit(6))
              .collect(Collectors.toList());
      some.add(0, lines.get(0));
      Path file = home.resolve("three-districts.csv");
      Files.write(file, some, StandardCharsets.UTF_8);
      return plan.with("dondoc.organisation.districts-and-communes=file:" + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[65536];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
