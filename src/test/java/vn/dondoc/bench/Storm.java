package vn.dondoc.bench;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** 5 and 6: deadlines pass, all of a campaign in the same minute, and one alone. */
final class Storm {

  private static final Duration MOST = Duration.ofMinutes(15);

  private Storm() {}

  /**
   * Seconds after the deadlines.
   *
   * @param told until all are recorded, grouped and with the superiors
   * @param all until no timer is left, either
   */
  record Times(double told, double all) {}

  static Times passes(Side side) {
    side.at("2024-06-03T08:00:00");
    side.jdbc()
        .sql(
            "update act_ru_job set duedate_ = current_timestamp - interval '10' year where handler_type_ = 'timer-start-event' and process_def_key_ = 'EscalationSweep'")
        .update();
    long start = System.nanoTime();
    side.wake();
    side.until("what is overdue is with the superiors", MOST, () -> isWithSuperiors(side));
    double told = seconds(start);
    side.until("no timer is left", MOST, () -> !hasTimers(side));
    double all = seconds(start);
    side.rest();
    return new Times(told, all);
  }

  private static boolean isWithSuperiors(Side side) {
    return !side.any(
            """
            duty where due < timestamp '2024-06-01 00:00:00' and case_id is null
            and state in ('WAITING', 'NOT_ACCEPTED', 'IN_PROGRESS')
            """)
        && !side.any("escalation_case where process_instance_id is null");
  }

  private static boolean hasTimers(Side side) {
    return side.any(
        "act_ru_job where handler_type_ = 'timer-transition' and handler_cfg_ like 'DuePassed%'"
            + " and duedate_ < timestamp '2024-06-01 00:00:00'");
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** 6: a single deadline while nothing else happens; how late it is noticed. */
  static Measured lateness(Side ours, Side vanilla, int samples) throws Exception {
    ours.wake();
    vanilla.wake();
    List<Double> here = new ArrayList<>();
    List<Double> there = new ArrayList<>();
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < samples; i++) {
      // Long enough for both to fall as deeply asleep as they ever do.
      Thread.sleep(75_000 + random.nextInt(60_000));
      String one = due(ours);
      String other = due(vanilla);
      long start = System.nanoTime();
      double[] late = {-1, -1};
      while (late[0] < 0 || late[1] < 0) {
        if (late[0] < 0 && isGone(ours, one)) {
          late[0] = seconds(start);
        }
        if (late[1] < 0 && isGone(vanilla, other)) {
          late[1] = seconds(start);
        }
        Thread.sleep(5);
      }
      here.add(late[0]);
      there.add(late[1]);
    }
    ours.rest();
    vanilla.rest();
    return Measured.of(
        "6", "lateness of one deadline, p99", "vanilla", "s", 0.1, 0.99, here, there);
  }

  /** Makes one open deadline pass now, by the engine's clock, which all sides share. */
  private static String due(Side side) {
    Timestamp now = new Timestamp(ClockUtil.getCurrentTime().getTime());
    String job =
        side.jdbc()
            .sql(
                """
                select id_ from act_ru_job where handler_type_ = 'timer-transition'
                and handler_cfg_ like 'DuePassed%' and duedate_ > ? limit 1
                """)
            .param(now)
            .query(String.class)
            .single();
    side.jdbc().sql("update act_ru_job set duedate_ = ? where id_ = ?").params(now, job).update();
    return job;
  }

  private static boolean isGone(Side side, String job) {
    return side.count("select count(*) from act_ru_job where id_ = ?", job) == 0;
  }
}
