package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two at once on a task, the slower one between what it has read and what it goes on to read. */
class GoneTasksTest {

  private final Figures figures = new Figures();
  private ProcessEngine engine;
  private TaskService tasks;
  private String task;

  /** Reads a value of the process, as our listeners do; the first one waits before it does. */
  public static class Figures {

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    boolean refuses;

    public void completed(DelegateTask task) throws InterruptedException {
      if (refuses) {
        throw new IllegalStateException("a fault of its own");
      }
      if (begun.getCount() > 0) {
        begun.countDown();
        assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
      }
      task.setVariable("doubled", 2 * ((Number) task.getVariable("figure")).longValue());
    }
  }

  @BeforeEach
  void start() {
    engine =
        SmallEngine.with(
            configuration -> {
              configuration.setBeans(Map.of("figures", figures));
              configuration.setCustomPreCommandInterceptorsTxRequired(
                  List.of(new GoneTasks(configuration)));
            });
    tasks = engine.getTaskService();
    task =
        SmallEngine.startTask(
            engine,
            TaskListener.EVENTNAME_COMPLETE,
            "${figures.completed(task)}",
            Map.of("figure", 21));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void tellTheSlowerOfTwoWhoCompleteATaskThatItIsGone() throws Exception {
    CompletableFuture<Throwable> slower =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> completeAs("slow")));
    assertThat(figures.begun.await(10, TimeUnit.SECONDS)).isTrue();
    completeAs("fast");
    figures.goOn.countDown();

    assertThat(slower.get(10, TimeUnit.SECONDS))
        .isInstanceOf(TaskGone.class)
        .hasCauseInstanceOf(ProcessEngineException.class);
    assertThat(Overtaken.answer(slower.get()))
        .hasValueSatisfying(
            answer -> {
              assertThat(answer.getStatus()).isEqualTo(409);
              assertThat(answer.getEntity().toString()).contains("đã có người xử lý");
            });
  }

  @Test
  void tellWhoComesLaterThatTheTaskIsGone() {
    figures.goOn.countDown();
    completeAs("fast");

    assertThatThrownBy(() -> completeAs("late")).isInstanceOf(TaskGone.class);
    assertThatThrownBy(() -> as("late", () -> tasks.claim(task, "late")))
        .isInstanceOf(TaskGone.class);
  }

  @Test
  void leaveFaultsAlone() {
    figures.refuses = true;

    assertThatThrownBy(() -> completeAs("one"))
        .isNotInstanceOf(TaskGone.class)
        .hasRootCauseMessage("a fault of its own");
    assertThatThrownBy(() -> as("one", () -> tasks.deleteTask(task)))
        .isNotInstanceOf(TaskGone.class);
  }

  @Test
  void doNotTellWhetherThereIsATaskThatThePersonMayNotSee() {
    engine.getProcessEngineConfiguration().setAuthorizationEnabled(true);

    assertThatThrownBy(() -> completeAs("stranger")).isInstanceOf(AuthorizationException.class);
  }

  private void completeAs(String person) {
    as(person, () -> tasks.complete(task));
  }

  private void as(String person, Runnable action) {
    engine.getIdentityService().setAuthenticatedUserId(person);
    try {
      action.run();
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }
}
