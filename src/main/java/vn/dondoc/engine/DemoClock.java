package vn.dondoc.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/clock} of the demo: an administrator moves the time and sees what falls due. The
 * setting is kept in the database, so that a demo goes on where it was. It does not exist outside
 * the demo profile.
 */
@Component
@Profile("demo")
@Order(1)
@Endpoint(id = "clock")
class DemoClock implements Preparation, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(DemoClock.class);

  /** The working morning on which the demo's campaign is issued. */
  private static final LocalDateTime FIRST_MORNING = LocalDateTime.of(2024, 5, 6, 8, 0);

  /** A timer that fires again within this time need not be waited for. */
  private static final Duration OFTEN = Duration.ofMinutes(10);

  private static final int ATTEMPTS = 5;

  private static final TimerStartEventJobHandler START = new TimerStartEventJobHandler();

  private final AdjustableClock clock;
  private final JdbcClient jdbc;
  private final ManagementService management;
  private final HistoryService history;
  private final ProcessEngineConfigurationImpl engine;
  private final ScheduledExecutorService follower =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "demo-clock");
            thread.setDaemon(true);
            return thread;
          });

  /** What the database said last; only a new saying moves the clock, as tests stop it by hand. */
  private volatile Duration said;

  private boolean following;

  DemoClock(
      AdjustableClock clock,
      JdbcClient jdbc,
      ManagementService management,
      HistoryService history,
      ProcessEngineConfigurationImpl engine) {
    this.clock = clock;
    this.jdbc = jdbc;
    this.management = management;
    this.history = history;
    this.engine = engine;
  }

  @Override
  public void prepare() {
    stored().ifPresentOrElse(this::adopt, () -> set(at(FIRST_MORNING)));
    if (!following) {
      following = true;
      follower.scheduleWithFixedDelay(this::follow, 1, 1, TimeUnit.SECONDS);
    }
  }

  private Optional<Duration> stored() {
    return jdbc.sql("select offset_millis from demo_clock")
        .query(Long.class)
        .optional()
        .map(Duration::ofMillis);
  }

  private void adopt(Duration offset) {
    said = offset;
    clock.shift(offset);
  }

  /** Another node's clock was moved: this one goes along. */
  private synchronized void follow() {
    try {
      stored()
          .filter(offset -> !offset.equals(said))
          .ifPresent(
              offset -> {
                adopt(offset);
                engine.getJobExecutor().jobWasAdded();
              });
    } catch (RuntimeException e) {
      log.debug("The clock of the other nodes is not known this time: {}", e.toString());
    }
  }

  @Override
  public void destroy() {
    follower.shutdownNow();
  }

  /** {@code {"now": "2024-05-06T08:00:00+07:00"}}. */
  @ReadOperation
  public Map<String, String> now() {
    return Map.of("now", ZonedDateTime.now(clock).toOffsetDateTime().toString());
  }

  /**
   * Moves the clock and lets what is due by then run.
   *
   * @param advance ISO-8601 period or duration, e.g. {@code P3D} or {@code PT2H}
   * @param at local date and time, e.g. {@code 2024-05-06T08:00}
   */
  @WriteOperation
  public WebEndpointResponse<Map<String, String>> move(
      @Nullable String advance, @Nullable String at) {
    if ((advance == null) == (at == null)) {
      return refused(
          "Cần đúng một trong hai: advance (ví dụ P3D) hoặc at (ví dụ 2024-05-06T08:00).");
    }
    Instant target;
    try {
      target = advance != null ? after(advance) : at(LocalDateTime.parse(at));
      Duration.between(Instant.now(), target).toMillis(); // Fails on what no clock can show.
    } catch (DateTimeException | ArithmeticException e) {
      return refused(
          advance != null
              ? "advance «"
                  + advance
                  + "» không phải khoảng thời gian ISO-8601, ví dụ P3D hoặc PT2H."
              : "at «" + at + "» không phải thời điểm, ví dụ 2024-05-06T08:00.");
    }
    // Read before the time moves: what falls due by it must not be started once more.
    List<Job> timers = timersThatStartProcesses();
    set(target);
    timers.forEach(this::startAnew);
    engine.getJobExecutor().jobWasAdded();
    return new WebEndpointResponse<>(now());
  }

  private static WebEndpointResponse<Map<String, String>> refused(String reason) {
    return new WebEndpointResponse<>(Map.of("message", reason), 400);
  }

  private Instant after(String amount) {
    return amount.contains("T")
        ? clock.instant().plus(Duration.parse(amount))
        : ZonedDateTime.now(clock).plus(Period.parse(amount)).toInstant();
  }

  private Instant at(LocalDateTime local) {
    return local.atZone(clock.getZone()).toInstant();
  }

  private synchronized void set(Instant target) {
    clock.runFrom(target);
    long offset = clock.offset().toMillis();
    said = Duration.ofMillis(offset);
    if (jdbc.sql("update demo_clock set offset_millis = ?").param(offset).update() == 0) {
      jdbc.sql("insert into demo_clock (offset_millis) values (?)").param(offset).update();
    }
    // Its next night was that of the old time.
    insist(() -> history.cleanUpHistoryAsync(false));
  }

  /** Once more, if the job executor has taken the job at this very moment. */
  private static void insist(Runnable change) {
    for (int attempt = 1; ; attempt++) {
      try {
        change.run();
        return;
      } catch (OptimisticLockingException taken) {
        if (attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  /**
   * Those that go on. A job in whose middle the time moved has outlived its lock, is begun once
   * more, and may leave timers beside the one that goes on: they would start the process once each.
   */
  private List<Job> timersThatStartProcesses() {
    List<Job> going = new ArrayList<>();
    for (Job job : management.createJobQuery().timers().list()) {
      JobEntity timer = (JobEntity) job;
      if (timer.getJobHandlerType().equals(START.getType())) {
        if (START.newConfiguration(timer.getJobHandlerConfigurationRaw()).isFollowUpJobCreated()) {
          drop(job);
        } else {
          going.add(job);
        }
      }
    }
    return going;
  }

  private void drop(Job surplus) {
    try {
      management.deleteJob(surplus.getId());
    } catch (ProcessEngineException e) {
      log.debug("It runs, or has run: {}", e.toString());
    }
  }

  /**
   * Timers that start processes were computed from the old time; back in time they would be silent
   * until then. What runs every few minutes runs at once, what runs at a time of day waits for it.
   * One that runs at this very moment is followed by another, which counts from the new time.
   */
  private void startAnew(Job timer) {
    Instant now = clock.instant();
    if (!timer.getDuedate().toInstant().isAfter(now)) {
      return; // It is due as it is.
    }
    try {
      insist(() -> recalculate(timer.getId(), now));
    } catch (ProcessEngineException e) {
      if (management.createJobQuery().jobId(timer.getId()).count() > 0) {
        throw e;
      }
    }
  }

  private void recalculate(String timer, Instant now) {
    management.recalculateJobDuedate(timer, false);
    Job anew = management.createJobQuery().jobId(timer).singleResult();
    if (anew != null && anew.getDuedate().toInstant().isBefore(now.plus(OFTEN))) {
      management.setJobDuedate(timer, Date.from(now));
    }
  }
}
