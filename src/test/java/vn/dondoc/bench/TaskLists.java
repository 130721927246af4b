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
    FilterService filters = ours.engine().getFilterService();
    String filter =
        filters.createFilterQuery().filterName("Việc của đơn vị").singleResult().getId();
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
      long start = System.nanoTime();
      List<Task> shown = ours.as(unit, () -> filters.listPage(filter, 0, PAGE));
      long counted = ours.as(unit, () -> filters.count(filter));
      double time = (System.nanoTime() - start) / 1e6;
      start = System.nanoTime();
      List<String> rows = byHand(ours, unit);
      long count =
          ours.count(
              "select count(distinct t.id_) from act_ru_task t join act_ru_identitylink l on l.task_id_ = t.id_"
                  + " where l.group_id_ = ? and l.type_ = 'candidate'",
              unit);
      double hand = (System.nanoTime() - start) / 1e6;
      if (count != counted || rows.size() != shown.size()) {
        throw new IllegalStateException(
            unit + ": " + counted + " tasks in Tasklist, " + count + " by hand");
      }
      if (warm) {
        page.add(time);
        sql.add(hand);
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

  /** All that the page is made of: every column of the task. */
  private static List<String> byHand(Side side, String unit) {
    return side.jdbc()
        .sql(
            """
            select distinct t.* from act_ru_task t join act_ru_identitylink l on l.task_id_ = t.id_
            where l.group_id_ = ? and l.type_ = 'candidate' order by t.due_date_ fetch first 15 rows only
            """)
        .param(unit)
        .query((row, n) -> row.getString("name_"))
        .list();
  }
}
