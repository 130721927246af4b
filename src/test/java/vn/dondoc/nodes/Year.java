package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.dao.DataAccessException;
import vn.dondoc.security.Browser;

/**
 * Campaigns one after the other, five weeks apart, each until it is closed but for the targets of
 * the year, and then the end of the year. The clock stops where something happens: on working
 * mornings and afternoons, at deadlines, and at night, when the engine forgets.
 */
final class Year implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int LOOKS = 20;

  final Measures measures = new Measures();
  final Offices offices;

  private final Crew crew;
  private final Map<String, Long> empty;
  private final AtomicInteger connections = new AtomicInteger();
  private final ScheduledExecutorService counter = Executors.newSingleThreadScheduledExecutor();
  private Instant begun = Instant.now();

  Year(Crew crew, long seed) {
    this.crew = crew;
    this.offices = new Offices(crew, seed);
    this.empty = runtimeRows();
    counter.scheduleWithFixedDelay(this::countConnections, 0, 500, TimeUnit.MILLISECONDS);
  }

  /** From the issue to the closing; the first day after it. */
  LocalDate campaign(LocalDate day) {
    begun = Instant.now();
    connections.set(0);
    Map<String, Double> measured = new LinkedHashMap<>();
    clock(day.atTime(8, 0));
    measured.put("issuing, ms", issue(day));
    String campaign =
        crew.tables
            .sql("select id from campaign where issued_on = ?")
            .param(day)
            .query(String.class)
            .single();
    measured.put("duties", (double) count("duty", campaign));
    offices.raiseObstacles(campaign);
    work(day.plusDays(1).atTime(10, 0));
    work(day.plusDays(4).atTime(15, 0));
    clock(day.plusDays(4).atTime(17, 1));
    work(day.plusDays(7).atTime(7, 31));
    work(day.plusDays(11).atTime(15, 0));
    work(day.plusDays(14).atTime(7, 31));
    work(day.plusDays(18).atTime(15, 0));
    work(day.plusDays(21).atTime(7, 31));
    // The period ends on a Sunday, and therefore on the working day after it.
    measured.put(
        "deadlines passing, ms",
        clock(LocalDateTime.parse(offices.workingDay(day.plusDays(20)) + "T17:01")));
    measured.put(
        "overdue at once",
        (double) crew.number("select count(*) from duty where case_id is not null"));
    measured.putAll(looks(campaign));
    List.of(22, 24, 25).forEach(n -> work(day.plusDays(n).atTime(15, 0)));
    close(day.plusDays(28), campaign);
    night(crew.now().toLocalDate().plusDays(1));
    crew.holds(crew.settle());
    measure(measured, campaign);
    return crew.now().toLocalDate().plusDays(1);
  }

  private void close(LocalDate first, String campaign) {
    LocalDate day = first;
    while (open(campaign) > 0) {
      assertThat(day).as("closing " + campaign).isBefore(first.plusDays(30));
      day = LocalDate.parse(offices.workingDay(day));
      clock(day.atTime(16, 0));
      offices.work(day.atTime(16, 0), Offices.Mood.CLOSING);
      crew.settle();
      day = day.plusDays(1);
    }
  }

  private long open(String campaign) {
    return crew.tables
            .sql(
                """
                select count(*) from duty where campaign_id = ? and state not in ('DONE', 'WAIVED')
                  and not (clause = '11.a2' and state in ('NOT_ACCEPTED', 'IN_PROGRESS'))
                """)
            .param(campaign)
            .query(Long.class)
            .single()
        + crew.number(
            "select count(*) from act_ru_task where task_def_key_ in ('WriteFinalReport',"
                + " 'ApproveFinalReport', 'WriteWeeklyReport', 'ResolveDifficulty', 'DecideDifficulty')");
  }

  /**
   * What was left for the end of the year is done, or waived in the new one. A last campaign that
   * took its time may have ended later than the year.
   */
  void end(LocalDate lastDay) {
    LocalDate day = later(lastDay, crew.now().toLocalDate().plusDays(2));
    LocalDate latest = day.plusDays(30);
    LocalDateTime before = day.minusDays(1).atTime(10, 0);
    clock(before);
    offices.work(before, Offices.Mood.END_OF_YEAR);
    clock(day.atTime(17, 1));
    while (crew.number("select count(*) from campaign where closed_at is null") > 0) {
      assertThat(day).isBefore(latest);
      day = LocalDate.parse(offices.workingDay(day.plusDays(1)));
      clock(day.atTime(17, 1));
      offices.work(day.atTime(17, 1), Offices.Mood.END_OF_YEAR);
      crew.settle();
    }
    night(day.plusDays(31));
  }

  static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private double issue(LocalDate day) {
    long before = System.nanoTime();
    crew.issue(day);
    crew.await("the last task", offices::isNothingOnItsWay);
    double millis = Offices.millisSince(before);
    crew.settle();
    return millis;
  }

  /** Not if the clock is past it, as it is when Tết has moved the deadline before. */
  private void work(LocalDateTime at) {
    if (at.isBefore(crew.now())) {
      return;
    }
    clock(at);
    long before = System.nanoTime();
    offices.work(at, Offices.Mood.USUAL);
    crew.tell("worked %.1f s".formatted(Offices.millisSince(before) / 1000));
  }

  /** All nodes are at this time, and what has fallen due by then is done; milliseconds it took. */
  private double clock(LocalDateTime at) {
    if (at.isBefore(crew.now())) {
      return 0;
    }
    long before = System.nanoTime();
    crew.clock(at.toString());
    for (Node node : crew.all()) {
      node.await("the time", PATIENCE, () -> !node.now().toLocalDateTime().isBefore(at));
    }
    crew.settle();
    crew.tell("%s, after %.1f s".formatted(at, Offices.millisSince(before) / 1000));
    return Offices.millisSince(before);
  }

  /**
   * The engine forgets what it may. It begins when its window opens and pauses for longer each time
   * it finds little, which is why the night is made to pass.
   */
  private void night(LocalDate day) {
    clock(day.atTime(1, 1));
    while (overdueHistory() > 0 && crew.now().isBefore(day.atTime(3, 50))) {
      Crew.sleep(1_000);
      crew.advance("PT5M");
    }
    crew.tell("at night " + overdueHistory() + " rows of history are left that should be gone");
  }

  private long overdueHistory() {
    return crew.tables
        .sql("select count(*) from act_hi_actinst where removal_time_ < :now")
        .param("now", crew.now())
        .query(Long.class)
        .single();
  }

  /** The board of this campaign and, to compare, the smallest answer there is. */
  private Map<String, Double> looks(String campaign) {
    List<Double> board = new ArrayList<>();
    List<Double> least = new ArrayList<>();
    for (Node node : crew.all()) {
      Browser committee = node.as("ubnd-tinh");
      for (int n = 0; n < LOOKS; n++) {
        board.add(look(committee, "/board?campaign=" + campaign));
        least.add(look(committee, "/api/clock"));
      }
    }
    return new TreeMap<>(
        Map.of(
            "board, p50 ms", Measures.quantile(board, 0.5),
            "board, p95 ms", Measures.quantile(board, 0.95),
            "clock, p95 ms", Measures.quantile(least, 0.95)));
  }

  private static double look(Browser person, String path) {
    long before = System.nanoTime();
    assertThat(person.get(path).statusCode()).isEqualTo(200);
    return Offices.millisSince(before);
  }

  private void measure(Map<String, Double> measured, String campaign) {
    List<Double> reporting = offices.reporting();
    List<Double> listing = offices.listing();
    measured.put("reports", (double) reporting.size());
    measured.put("reporting, p50 ms", Measures.quantile(reporting, 0.5));
    measured.put("reporting, p95 ms", Measures.quantile(reporting, 0.95));
    measured.put("listing, p95 ms", Measures.quantile(listing, 0.95));
    measured.put("missed deadlines", missed(campaign));
    measured.put("connections, most", (double) connections.get());
    measured.put("in transaction at rest", (double) idleInTransaction());
    int number = 1;
    for (Node node : crew.all()) {
      Inside inside = Inside.of(node);
      measured.put("node " + number + ", heap MB", inside.heapMb());
      measured.put("node " + number + ", other MB", inside.otherMb());
      measured.put("node " + number + ", resident MB", inside.residentMb());
      measured.put("node " + number + ", threads", (double) inside.threads());
      number++;
    }
    measured.put(
        "open duties, all",
        (double) crew.number("select count(*) from duty where state not in ('DONE', 'WAIVED')"));
    measured.put(
        "runtime rows", (double) extraRows().values().stream().mapToLong(Long::longValue).sum());
    measured.put("runtime MB", megabytes("act\\_ru\\_%"));
    measured.put("history rows", (double) historyRows());
    measured.put("history MB", megabytes("act\\_hi\\_%"));
    measured.put("all tables MB", megabytes("%"));
    measured.put("minutes", Duration.between(begun, Instant.now()).toSeconds() / 60.0);
    measures.add(measured);
    crew.tell("measured " + measured + extraRows());
  }

  private double missed(String campaign) {
    return crew.tables
        .sql(
            "select count(*) from missed_deadline m join duty d on d.id = m.duty_id where d.campaign_id = ?")
        .param(campaign)
        .query(Double.class)
        .single();
  }

  private long count(String table, String campaign) {
    return crew.tables
        .sql("select count(*) from " + table + " where campaign_id = ?")
        .param(campaign)
        .query(Long.class)
        .single();
  }

  private double megabytes(String tables) {
    return crew.tables
            .sql(
                """
                select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c
                join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
                where c.relkind = 'r' and c.relname like ?
                """)
            .param(tables)
            .query(Double.class)
            .single()
        / 1024
        / 1024;
  }

  private long historyRows() {
    return rows("act\\_hi\\_%").values().stream().mapToLong(Long::longValue).sum();
  }

  /** By table of the engine's: how many rows there are more than before the first campaign. */
  Map<String, Long> extraRows() {
    Map<String, Long> extra = new TreeMap<>();
    runtimeRows()
        .forEach(
            (table, rows) -> {
              long more = rows - empty.getOrDefault(table, 0L);
              if (more != 0) {
                extra.put(table, more);
              }
            });
    return extra;
  }

  private Map<String, Long> runtimeRows() {
    return rows("act\\_ru\\_%");
  }

  /** What the engine remembers of campaigns, of their duties and of what became of these. */
  long remembered() {
    return crew.number(
        "select count(*) from act_hi_procinst where proc_def_key_ in"
            + " ('Campaign', 'Duty', 'Escalation', 'Difficulty')");
  }

  private Map<String, Long> rows(String tables) {
    Map<String, Long> rows = new TreeMap<>();
    crew.tables
        .sql("select tablename from pg_tables where schemaname = 'public' and tablename like ?")
        .param(tables)
        .query(String.class)
        .list()
        .forEach(table -> rows.put(table, crew.number("select count(*) from " + table)));
    return rows;
  }

  private void countConnections() {
    try {
      int now =
          crew.tables
                  .sql("select count(*) from pg_stat_activity where datname = current_database()")
                  .query(Integer.class)
                  .single()
              - 1;
      connections.accumulateAndGet(now, Math::max);
    } catch (DataAccessException notNow) {
      // Another time.
    }
  }

  private long idleInTransaction() {
    return crew.number(
        "select count(*) from pg_stat_activity where datname = current_database()"
            + " and state = 'idle in transaction' and state_change < now() - interval '5 seconds'");
  }

  @Override
  public void close() {
    counter.shutdownNow();
    offices.close();
  }
}
