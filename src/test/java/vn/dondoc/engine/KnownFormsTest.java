package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which forms the tasks of a page have. */
class KnownFormsTest {

  private ProcessEngine engine;
  private TaskService tasks;

  @BeforeEach
  void start() {
    engine =
        SmallEngine.with(
            configuration -> configuration.setCustomSessionFactories(List.of(ListedTasks.FACTORY)));
    tasks = engine.getTaskService();
    deploy("report.html");
    engine.getRuntimeService().startProcessInstanceByKey("one");
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void areThoseOfTheirModel() {
    assertThat(form()).isEqualTo("report.html");
  }

  @Test
  void areThoseOfAModelThatThisNodeHasNotReadYet() {
    ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getDeploymentCache()
        .discardProcessDefinitionCache();

    assertThat(form()).isEqualTo("report.html");
  }

  @Test
  void areThoseOfTheVersionThatTheirProcessRunsBy() {
    deploy("later.html");

    assertThat(form()).isEqualTo("report.html");
  }

  @Test
  void areThereForASuspendedModelToo() {
    engine.getRepositoryService().suspendProcessDefinitionByKey("one");

    assertThat(form()).isEqualTo("report.html");
  }

  @Test
  void areNoneForATaskWithoutAModel() {
    tasks.complete(tasks.createTaskQuery().singleResult().getId());
    tasks.saveTask(tasks.newTask());

    assertThat(form()).isNull();
  }

  private String form() {
    List<Task> page = tasks.createTaskQuery().initializeFormKeys().listPage(0, 15);
    assertThat(page).hasSize(1);
    return page.get(0).getFormKey();
  }

  private void deploy(String form) {
    SmallEngine.deployTask(engine, task -> task.camundaFormKey(form));
  }
}
