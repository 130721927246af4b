package vn.dondoc.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The letter of May 2024, issued on one side. */
final class Letter {

  static final String COMMITTEE = "ubnd-tinh";
  static final String ISSUED = "2024-05-06T08:00";

  /** Duties that wait for no other. */
  static final int OPEN = 2943;

  private static final Duration MOST = Duration.ofMinutes(10);

  private Letter() {}

  /** How long it took until the last task was there, in seconds. */
  static double issue(Side side) {
    side.at(ISSUED);
    side.wake();
    long start = System.nanoTime();
    String id = start(side);
    side.until(
        "all tasks of the letter",
        MOST,
        // Counting takes long, so only when no unit's process is left to be begun.
        () -> !side.any("act_ru_job where handler_type_ = 'async-continuation'") && open(side, id));
    double seconds = (System.nanoTime() - start) / 1e9;
    side.rest();
    return seconds;
  }

  private static boolean open(Side side, String campaign) {
    return side.count(
            "select count(*) from duty where campaign_id = ? and state = 'NOT_ACCEPTED'", campaign)
        == OPEN;
  }

  /** The same for a province of another size: until nothing is left to be handed out. */
  static void issueHere(Side side) {
    side.at(ISSUED);
    side.wake();
    start(side);
    side.until(
        "all tasks of the letter",
        MOST,
        () -> side.count("select count(*) from act_ru_job where duedate_ is null") == 0);
    side.rest();
  }

  static String start(Side side) {
    return side.as(
        COMMITTEE,
        () ->
            side.engine()
                .getRuntimeService()
                .startProcessInstanceByKey(
                    "Campaign",
                    UUID.randomUUID().toString(),
                    Map.of(
                        "documentNumber", "15/UBND-VX",
                        "issuedOn", "2024-05-06",
                        "periodStart", "2024-05-01",
                        "periodEnd", "2024-05-31"))
                .getId());
  }

  /** An officer's task: its id, the unit, and figures that may be reported. */
  record Owed(String task, String unit) {}

  /** Tasks of different units, one of each, then the next of each. */
  static List<Owed> owed(Side side, int count) {
    return side.jdbc()
        .sql(
            """
            select t.id_, d.unit from act_ru_task t join duty d on d.process_instance_id = t.proc_inst_id_
            where t.task_def_key_ = 'PerformDuty' and d.state = 'NOT_ACCEPTED'
            order by row_number() over (partition by d.unit order by d.id), d.unit
            """)
        .query((row, n) -> new Owed(row.getString(1), row.getString(2)))
        .list()
        .subList(0, count);
  }

  /** The officer reports it as done. */
  static void report(Side side, Owed owed) {
    side.as(
        owed.unit(),
        () -> {
          side.engine()
              .getTaskService()
              .complete(owed.task(), Map.of("outcome", "done", "summary", "Đã thực hiện"));
          return null;
        });
  }
}
