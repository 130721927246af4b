package vn.dondoc.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.task.Task;

/** 7: what Tasklist shows an officer, among 50,000 open tasks. */
final class TaskLists {

  private static final int PAGE = 15;

  /**
   * Requests that do not count: until then Java is still compiling, and times halve. Where they
   * take long it is the database, which does not become faster.
   */
  private static final int WARMING_UP = 8_000;

  private static final Duration WARMING_UP_AT_MOST = Duration.ofMinutes(1);

  private TaskLists() {}

  static Measured measure(Side ours, int officers) {
    String filter =
        ours.engine()
            .getFilterService()
            .createFilterQuery()
            .filterName("Việc của đơn vị")
            .singleResult()
            .getId();
    List<String> units =
        ours.jdbc()
            .sql("select code from unit where kind <> 'PROVINCE' order by code")
            .query(String.class)
            .list();
    List<Double> page = new ArrayList<>();
    List<Double> sql = new ArrayList<>();
    Instant begun = Instant.now();
    boolean warm = false;
    for (int i = 0; page.size() < officers; i++) {
      warm = warm || i >= WARMING_UP || begun.plus(WARMING_UP_AT_MOST).isBefore(Instant.now());
      String unit = units.get(i * 7 % units.size());
      // In turns, as whoever comes second finds the unit's tasks in the processor's caches.
      Looked byHand = i % 2 == 0 ? null : byHand(ours, unit);
      Looked inTasklist = inTasklist(ours, unit, filter);
      byHand = byHand == null ? byHand(ours, unit) : byHand;
      if (byHand.count() != inTasklist.count() || byHand.shown() != inTasklist.shown()) {
        throw new IllegalStateException(unit + ": " + inTasklist + ", by hand " + byHand);
      }
      if (warm) {
        page.add(inTasklist.time());
        sql.add(byHand.time());
      }
    }
    return Measured.of(
        "7",
        "Tasklist's page and count, 50,000 open, p95",
        "SQL by hand",
        "ms",
        2,
        0.95,
        page,
        sql);
  }

  /**
   * A page and a count.
   *
   * @param shown how many tasks the page has
   * @param count how many there are
   * @param time in milliseconds
   */
  private record Looked(int shown, long count, double time) {}

  private static Looked inTasklist(Side side, String unit, String filter) {
    FilterService filters = side.engine().getFilterService();
    long start = System.nanoTime();
    List<Task> shown = side.as(unit, () -> filters.listPage(filter, 0, PAGE));
    long counted = side.as(unit, () -> filters.count(filter));
    return new Looked(shown.size(), counted, (System.nanoTime() - start) / 1e6);
  }

  /** All that the page is made of: every column of the task. */
  private static Looked byHand(Side side, String unit) {
    long start = System.nanoTime();
    List<String> rows =
        side.jdbc()
            .sql(
                """
                select distinct t.* from act_ru_task t join act_ru_identitylink l on l.task_id_ = t.id_
                where l.group_id_ = ? and l.type_ = 'candidate' order by t.due_date_ fetch first 15 rows only
                """)
            .param(unit)
            .query((row, n) -> row.getString("name_"))
            .list();
    long count =
        side.count(
            "select count(distinct t.id_) from act_ru_task t join act_ru_identitylink l on l.task_id_ = t.id_"
                + " where l.group_id_ = ? and l.type_ = 'candidate'",
            unit);
    return new Looked(rows.size(), count, (System.nanoTime() - start) / 1e6);
  }
}
