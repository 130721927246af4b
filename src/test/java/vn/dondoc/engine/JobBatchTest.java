package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.CallerRunsRejectedJobsHandler;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Jobs of one kind run together, and each for itself when one of them fails. */
class JobBatchTest {

  private static final List<Integer> ITEMS = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  private final Work work = new Work();
  private final ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
  private final BatchingJobExecutor executor = new BatchingJobExecutor();
  private ProcessEngine engine;

  /** What the jobs do: they note themselves, in this transaction or that. */
  public static class Work {

    final Set<Integer> faulty = ConcurrentHashMap.newKeySet();
    final List<CommandContext> transactions = new CopyOnWriteArrayList<>();
    final List<Integer> tried = new CopyOnWriteArrayList<>();

    public void on(int item) {
      tried.add(item);
      transactions.add(Context.getCommandContext());
      if (faulty.contains(item)) {
        throw new IllegalStateException("item " + item);
      }
    }
  }

  @BeforeEach
  void start() {
    threads.initialize();
    executor.setTaskExecutor(threads);
    executor.setRejectedJobsHandler(new CallerRunsRejectedJobsHandler());
    executor.setMaxJobsPerAcquisition(50);
    executor.setWaitTimeInMillis(50);
    executor.setMaxWait(100);
    engine =
        SmallEngine.with(
            configuration -> {
              configuration.setJobExecutor(executor);
              configuration.setBeans(Map.of("work", work));
            });
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "items.bpmn",
            Bpmn.createExecutableProcess("items")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask("work")
                .camundaExpression("${work.on(item)}")
                .multiInstance()
                .parallel()
                .camundaAsyncBefore()
                .camundaCollection("items")
                .camundaElementVariable("item")
                .multiInstanceDone()
                .userTask("done")
                .endEvent()
                .done())
        .deploy();
  }

  @AfterEach
  void stop() {
    executor.shutdown();
    engine.close();
    threads.shutdown();
  }

  private void run() {
    engine.getRuntimeService().startProcessInstanceByKey("items", Map.of("items", ITEMS));
    executor.start();
  }

  @Test
  void runsJobsOfOneKindInOneTransaction() {
    run();
    await().atMost(Duration.ofSeconds(20)).until(() -> tasks() == 1);
    assertThat(work.tried).containsExactlyInAnyOrderElementsOf(ITEMS);
    assertThat(Set.copyOf(work.transactions)).hasSize(1);
  }

  @Test
  void runsEachOnItsOwnWhenOneFailsAndCountsTheFailureThereAlone() {
    work.faulty.add(3);
    run();
    await().atMost(Duration.ofSeconds(20)).until(() -> jobs().size() == 1);
    Job failed = jobs().get(0);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                engine.getManagementService().createJobQuery().noRetriesLeft().count() == 1
                    && engine.getRuntimeService().createIncidentQuery().count() == 1);
    assertThat(engine.getManagementService().createJobQuery().jobId(failed.getId()).singleResult())
        .extracting(Job::getExceptionMessage)
        .asString()
        .contains("item 3");

    work.faulty.clear();
    engine.getManagementService().setJobRetries(failed.getId(), 1);
    await().atMost(Duration.ofSeconds(20)).until(() -> tasks() == 1);
    assertThat(engine.getRuntimeService().createIncidentQuery().count()).isZero();
    // What had been done together with it was undone, and done once more.
    assertThat(work.tried.stream().filter(item -> item == 9).count()).isBetween(1L, 2L);
  }

  private long tasks() {
    return engine.getTaskService().createTaskQuery().taskDefinitionKey("done").count();
  }

  private List<Job> jobs() {
    return engine.getManagementService().createJobQuery().list();
  }
}
