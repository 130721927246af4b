package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler.TimerJobConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.SmallProvinceTest;

@SmallProvinceTest
@ActiveProfiles("demo")
@TestPropertySource(properties = "dondoc.demo.campaign=false")
@DirtiesContext
class DemoClockTest {

  @Autowired DemoClock demo;
  @Autowired AdjustableClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired ManagementService management;
  @Autowired HistoryService history;
  @Autowired ProcessEngineConfigurationImpl engine;
  @Autowired TransactionTemplate transaction;

  @AfterAll
  static void machineTime() {
    ClockUtil.reset();
  }

  @Test
  void movesOurTimeAndTheEnginesAlikeAndRunsOn() throws InterruptedException {
    demo.move(null, "2024-05-06T08:00");
    assertSame("2024-05-06T08:00:00+07:00");
    Instant before = clock.instant();
    Thread.sleep(20);
    assertThat(clock.instant()).isAfter(before);

    demo.move("P3D", null);
    assertSame("2024-05-09T08:00:00+07:00");
    demo.move("PT2H", null);
    assertSame("2024-05-09T10:00:00+07:00");
  }

  @Test
  void goesOnWhereItWasAfterARestart() {
    demo.move(null, "2024-05-20T08:00");
    clock.shift(Duration.ZERO);

    demo.prepare();

    assertSame("2024-05-20T08:00:00+07:00");
  }

  @Test
  void refusesWhatIsNoTimeAndStaysWhereItIs() {
    demo.move(null, "2024-05-06T08:00");

    for (var answer :
        new org.springframework.boot.actuate.endpoint.web.WebEndpointResponse<?>[] {
          demo.move(null, null),
          demo.move("P3D", "2024-05-06T08:00"),
          demo.move("ba ngày", null),
          demo.move(null, "mai"),
          demo.move("PT2562047788015215H", null),
          demo.move(null, "+999999999-01-01T00:00")
        }) {
      assertThat(answer.getStatus()).isEqualTo(400);
    }
    assertSame("2024-05-06T08:00:00+07:00");
  }

  @Test
  void startsOnTheMorningOfTheIssueWhenItWasNeverMoved() {
    jdbc.sql("delete from demo_clock").update();

    demo.prepare();

    assertSame("2024-05-06T08:00:00+07:00");
    assertThat(demo.now().get("now")).startsWith("2024-05-06T08:00:0").endsWith("+07:00");
  }

  @Test
  void letsTimersThatStartProcessesRunAtOnceAfterTheTimeWentBack() {
    demo.move(null, "2024-06-20T08:00");
    demo.move(null, "2024-05-06T08:00");

    assertThat(
            management
                .createJobQuery()
                .processDefinitionKey("EscalationSweep")
                .duedateLowerThan(Date.from(clock.instant().plusSeconds(1)))
                .count())
        .isOne();
  }

  @Test
  void isMovedWhileTheSweepStartsWhoseTimerThenIsAnother() throws Exception {
    demo.move(null, "2024-05-06T08:00");
    Job timer = sweep().singleResult();
    // As the job executor does: the sweep's timer is replaced by the next while the clock is moved.
    assertThat(
            during(
                    () -> management.executeJob(timer.getId()),
                    () -> demo.move(null, "2024-05-20T08:00"))
                .getStatus())
        .isEqualTo(200);

    assertThat(sweep().singleResult().getId()).isNotEqualTo(timer.getId());
    assertSame("2024-05-20T08:00:00+07:00");
  }

  @Test
  void isMovedWhileTheTimerOfTheSweepIsTakenToBeRun() throws Exception {
    demo.move(null, "2024-05-06T08:00");
    String timer = sweep().singleResult().getId();

    assertThat(whileTaken(timer, () -> demo.move(null, "2024-05-01T08:00")).getStatus())
        .isEqualTo(200);

    assertSame("2024-05-01T08:00:00+07:00");
    assertThat(sweep().singleResult().getDuedate())
        .isBefore(Date.from(clock.instant().plusSeconds(1)));
  }

  @Test
  void isMovedWhileTheTidyingUpOfTheHistoryIsTakenToBeRun() throws Exception {
    demo.move(null, "2024-05-06T08:00");
    String tidyingUp = history.findHistoryCleanupJobs().get(0).getId();

    assertThat(whileTaken(tidyingUp, () -> demo.move(null, "2024-05-20T08:00")).getStatus())
        .isEqualTo(200);

    assertThat(history.findHistoryCleanupJobs().get(0).getDuedate())
        .isBetween("2024-05-21T01:00:00+07:00", "2024-05-21T01:00:01+07:00");
  }

  /** Does something that changes a job while another transaction has just taken it. */
  private <T> T whileTaken(String job, Supplier<T> change) throws Exception {
    return during(
        () -> jdbc.sql("update act_ru_job set rev_ = rev_ + 1 where id_ = ?").param(job).update(),
        change);
  }

  /** Does something while another transaction has done its work, and is not committed yet. */
  private <T> T during(Runnable work, Supplier<T> change) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      work.run();
                      begun.countDown();
                      awaits(ended);
                    }));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(ended::countDown);
    T result = change.get();
    other.join();
    return result;
  }

  private JobQuery sweep() {
    return management.createJobQuery().processDefinitionKey("EscalationSweep").timers();
  }

  private static void awaits(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void leavesTheTimerThatGoesOnAlone() {
    demo.move(null, "2024-05-06T08:01");
    String goingOn = sweep().singleResult().getId();
    // As the engine leaves one when two nodes have failed with it, see RepeatingTimerTest.
    engine
        .getCommandExecutorTxRequired()
        .execute(
            context -> {
              TimerEntity timer = (TimerEntity) context.getJobManager().findJobById(goingOn);
              followed(timer, true);
              timer.createNewTimerJob(timer.getDuedate());
              followed(timer, false);
              return null;
            });
    assertThat(sweep().list()).hasSize(2);

    demo.move("PT1M", null);

    assertThat(sweep().singleResult().getId()).isEqualTo(goingOn);
  }

  private static void followed(TimerEntity timer, boolean followed) {
    TimerJobConfiguration configuration =
        (TimerJobConfiguration) timer.getJobHandlerConfiguration();
    configuration.setFollowUpJobCreated(followed);
    timer.setJobHandlerConfiguration(configuration);
  }

  @Test
  void doesNotExistOutsideTheDemo() {
    new ApplicationContextRunner()
        .withUserConfiguration(DemoClock.class)
        .run(context -> assertThat(context).doesNotHaveBean(DemoClock.class));
  }

  private void assertSame(String expected) {
    Instant instant = OffsetDateTime.parse(expected).toInstant();
    assertThat(Duration.between(instant, clock.instant()))
        .isBetween(Duration.ZERO, Duration.ofSeconds(5));
    assertThat(Duration.between(instant, ClockUtil.now().toInstant()))
        .isBetween(Duration.ZERO, Duration.ofSeconds(5));
  }
}
