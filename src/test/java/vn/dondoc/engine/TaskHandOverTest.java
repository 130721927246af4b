package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskHandOverTest {

  private final Book book = new Book();
  private ProcessEngine engine;
  private TaskService tasks;
  private TaskHandOver handOver;
  private String task;

  /** Writes down who has been given the task; waits in the middle of it with one of them. */
  public static class Book {

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    public void assigned(DelegateTask task) throws InterruptedException {
      if ("waited for".equals(task.getAssignee())) {
        begun.countDown();
        assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @BeforeEach
  void start() {
    engine =
        SmallEngine.with(
            configuration -> {
              configuration.setBeans(Map.of("book", book));
              configuration.setCustomPreCommandInterceptorsTxRequired(
                  List.of(new GoneTasks(configuration)));
            });
    tasks = engine.getTaskService();
    handOver = new TaskHandOver(engine);
    task =
        SmallEngine.startTask(
            engine, TaskListener.EVENTNAME_ASSIGNMENT, "${book.assigned(task)}", Map.of());
    engine.getIdentityService().setAuthenticatedUserId("head");
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void passesATaskOnThatNobodyHasTakenUpAndThenToAnother() {
    handOver.pass(task, null, "an");
    handOver.pass(task, "an", "binh");

    assertThat(holder()).isEqualTo("binh");
  }

  @Test
  void isRefusedWhereTheTaskHasChangedHandsSincePeopleLooked() {
    handOver.pass(task, null, "an");

    assertThatThrownBy(() -> handOver.pass(task, null, "binh"))
        .isInstanceOf(OptimisticLockingException.class);
    assertThat(holder()).isEqualTo("an");
  }

  @Test
  void isRefusedWhereTheTaskChangesHandsAtThatMoment() throws Exception {
    CompletableFuture<Throwable> slower =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> handOver.pass(task, null, "waited for")));
    assertThat(book.begun.await(10, TimeUnit.SECONDS)).isTrue();
    handOver.pass(task, null, "an");
    book.goOn.countDown();

    assertThat(slower.get(10, TimeUnit.SECONDS)).isInstanceOf(OptimisticLockingException.class);
    assertThat(holder()).isEqualTo("an");
  }

  @Test
  void tellsThatTheTaskIsGone() {
    tasks.complete(task);

    assertThatThrownBy(() -> handOver.pass(task, null, "an")).isInstanceOf(TaskGone.class);
  }

  private String holder() {
    return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
  }
}
