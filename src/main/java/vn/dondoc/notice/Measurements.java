package vn.dondoc.notice;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.DutyState;
import vn.dondoc.duty.TimeStatus;
import vn.dondoc.escalation.Stage;

/**
 * Numbers for monitoring ({@code /actuator/prometheus}): duties, escalation cases, mail and jobs.
 * All of them are read together and kept for some seconds, however many are asked for. Of duties
 * and cases those of running campaigns count.
 *
 * <p>The numbers are those of the database: every node tells the same, so take the maximum over
 * nodes, not the sum.
 */
@Component
class Measurements implements MeterBinder {

  private static final Duration MAX_AGE = Duration.ofSeconds(15);

  private final JdbcClient jdbc;
  private final Mails mails;
  private final DueDates dueDates;
  private final Clock clock;
  private volatile Snapshot snapshot;

  Measurements(JdbcClient jdbc, Mails mails, DueDates dueDates, Clock clock) {
    this.jdbc = jdbc;
    this.mails = mails;
    this.dueDates = dueDates;
    this.clock = clock;
  }

  /**
   * @param failed jobs that nobody tries again unless told to
   * @param delaySeconds how long the oldest job that could run has waited, 0 if there is none
   */
  private record Jobs(long failed, double delaySeconds) {}

  private record Standing(DutyState state, TimeStatus time) {}

  private record Snapshot(
      Map<Standing, Long> duties,
      Map<Stage, Long> cases,
      Map<MailState, Long> mails,
      Jobs jobs,
      long readAt) {

    long overdue() {
      return duties.entrySet().stream()
          .filter(each -> each.getKey().time() == TimeStatus.OVERDUE)
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /** One for every value that a label can have, so that none is missing while it is zero. */
  @Override
  public void bindTo(MeterRegistry registry) {
    for (DutyState state : DutyState.values()) {
      for (TimeStatus time : possible(state)) {
        Standing standing = new Standing(state, time);
        gauge(
            registry,
            "dondoc.duties",
            Tags.of("state", label(state), "time", label(time)),
            "Nhiệm vụ của các đợt đang thực hiện",
            seen -> seen.duties().getOrDefault(standing, 0L));
      }
    }
    gauge(
        registry,
        "dondoc.duties.overdue",
        Tags.empty(),
        "Nhiệm vụ quá hạn của các đợt đang thực hiện",
        Snapshot::overdue);
    for (Stage stage : Stage.values()) {
      gauge(
          registry,
          "dondoc.cases",
          Tags.of("stage", label(stage)),
          "Hồ sơ quá hạn của các đợt đang thực hiện",
          seen -> seen.cases().getOrDefault(stage, 0L));
    }
    for (MailState state : MailState.values()) {
      gauge(
          registry,
          "dondoc.mails",
          Tags.of("state", label(state)),
          "Thư gửi các đơn vị",
          seen -> seen.mails().get(state));
    }
    gauge(
        registry,
        "dondoc.jobs.failed",
        Tags.empty(),
        "Việc tự động đã hỏng, chờ quản trị",
        seen -> seen.jobs().failed());
    Gauge.builder("dondoc.jobs.delay", this, measured -> measured.now().jobs().delaySeconds())
        .baseUnit("seconds")
        .description("Việc tự động đến hạn đã chờ lâu nhất")
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      Tags tags,
      String description,
      ToDoubleFunction<Snapshot> value) {
    Gauge.builder(name, this, measured -> value.applyAsDouble(measured.now()))
        .tags(tags)
        .description(description)
        .register(registry);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<TimeStatus> possible(DutyState state) {
    return switch (state) {
      case DONE -> List.of(TimeStatus.DONE_ON_TIME, TimeStatus.DONE_LATE);
      case WAIVED -> List.of(TimeStatus.WAIVED);
      default -> List.of(TimeStatus.IN_TIME, TimeStatus.DUE_SOON, TimeStatus.OVERDUE);
    };
  }

  /** Reads everything again at the next question. */
  void forget() {
    snapshot = null;
  }

  private synchronized Snapshot now() {
    Snapshot current = snapshot;
    if (current == null || System.nanoTime() - current.readAt() > MAX_AGE.toNanos()) {
      long readAt = System.nanoTime();
      current = new Snapshot(duties(), cases(), mails.counts(), jobs(), readAt);
      snapshot = current;
    }
    return current;
  }

  /** Says in SQL what {@link TimeStatus#of} says of one duty. */
  private Map<Standing, Long> duties() {
    Map<Standing, Long> duties = new HashMap<>();
    jdbc.sql(
            """
            select w.state, w.time_status, count(*) as duties from (
              select d.state,
                case when d.state = 'WAIVED' then 'WAIVED'
                  when d.state = 'DONE' and d.submitted_at > d.due then 'DONE_LATE'
                  when d.state = 'DONE' then 'DONE_ON_TIME'
                  when coalesce(d.submitted_at, :now) > d.due then 'OVERDUE'
                  when d.due > :soon then 'IN_TIME' else 'DUE_SOON' end as time_status
              from duty d join campaign c on c.id = d.campaign_id where c.closed_at is null
            ) w group by w.state, w.time_status
            """)
        .param("now", LocalDateTime.now(clock))
        .param("soon", dueDates.soon())
        .query(
            row -> {
              duties.put(
                  new Standing(
                      DutyState.valueOf(row.getString("state")),
                      TimeStatus.valueOf(row.getString("time_status"))),
                  row.getLong("duties"));
            });
    return duties;
  }

  private Map<Stage, Long> cases() {
    Map<Stage, Long> cases = new HashMap<>();
    jdbc.sql(
            """
            select e.stage, count(*) as cases from escalation_case e
            join campaign c on c.id = e.campaign_id where c.closed_at is null group by e.stage
            """)
        .query(
            row -> {
              cases.put(Stage.valueOf(row.getString("stage")), row.getLong("cases"));
            });
    return cases;
  }

  /** A job without a due date is due since it is there; one that a node holds is not waiting. */
  private Jobs jobs() {
    LocalDateTime now = LocalDateTime.now(clock);
    return jdbc.sql(
            """
            select count(case when retries_ <= 0 then 1 end) as failed,
              min(case when retries_ > 0 and suspension_state_ = 1
                and (lock_exp_time_ is null or lock_exp_time_ < :now)
                and (duedate_ is null or duedate_ <= :now)
                then coalesce(duedate_, create_time_) end) as oldest
            from act_ru_job
            """)
        .param("now", now)
        .query(
            (row, n) -> {
              LocalDateTime oldest = row.getObject("oldest", LocalDateTime.class);
              return new Jobs(
                  row.getLong("failed"),
                  oldest == null
                      ? 0
                      : Math.max(0, Duration.between(oldest, now).toMillis() / 1000.0));
            })
        .single();
  }
}
