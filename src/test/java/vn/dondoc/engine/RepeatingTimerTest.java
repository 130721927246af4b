package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A timer that starts a process every few minutes is one, whatever happens while it runs. */
class RepeatingTimerTest {

  private final Work work = new Work();
  private ProcessEngine engine;
  private ManagementService management;

  /** What the first node does waits, and ends too late; what the second does meanwhile fails. */
  public static class Work {

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    public void run() throws InterruptedException {
      if (begun.getCount() == 0 && goOn.getCount() > 0) {
        throw new IllegalStateException("failed at once");
      }
      begun.countDown();
      assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @BeforeEach
  void start() {
    engine = SmallEngine.with(configuration -> configuration.setBeans(Map.of("work", work)));
    management = engine.getManagementService();
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "sweep.bpmn",
            Bpmn.createExecutableProcess("sweep")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .timerWithCycle("R/PT5M")
                .serviceTask("work")
                .camundaExpression("${work.run()}")
                .endEvent()
                .done())
        .deploy();
  }

  @AfterEach
  void stop() {
    ClockUtil.reset();
    engine.close();
  }

  @Test
  void isOneAgainAfterTwoNodesRanItAtOnceAndBothFailed() throws Exception {
    Job timer = management.createJobQuery().singleResult();
    passes(Duration.ofMinutes(5));
    CompletableFuture<Void> slow =
        CompletableFuture.runAsync(() -> management.executeJob(timer.getId()));
    assertThat(work.begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> management.executeJob(timer.getId()))
        .hasMessageContaining("failed at once");
    work.goOn.countDown();
    assertThatThrownBy(slow::join).hasCauseInstanceOf(OptimisticLockingException.class);
    // The failed one, and for each failure one that follows it.
    assertThat(management.createJobQuery().list()).hasSize(3);

    runAllDue();

    assertThat(management.createJobQuery().list()).hasSize(1);
    runAllDue();
    assertThat(management.createJobQuery().list()).hasSize(1);
  }

  private void runAllDue() {
    passes(Duration.ofMinutes(5));
    management
        .createJobQuery()
        .executable()
        .list()
        .forEach(job -> management.executeJob(job.getId()));
  }

  private void passes(Duration time) {
    ClockUtil.setCurrentTime(
        new Date(ClockUtil.getCurrentTime().getTime() + time.toMillis() + 1000));
  }
}
