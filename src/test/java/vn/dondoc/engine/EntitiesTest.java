package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.builder.SubProcessBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made in one step of an engine is written in an order that its database takes. */
class EntitiesTest {

  private static final int UNITS = 120;

  private ProcessEngine engine;

  @BeforeEach
  void start() {
    engine =
        SmallEngine.with(
            configuration -> configuration.setCustomSessionFactories(List.of(Entities.FACTORY)));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  /** Ids are numbers here and sorted as text: the tenth of them would go before the second. */
  @Test
  void putsEachExecutionAfterThoseThatItHangsOn() {
    SubProcessBuilder unit = Bpmn.createExecutableProcess("units").startEvent().subProcess("Unit");
    unit.multiInstance().parallel().cardinality(String.valueOf(UNITS));
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "units.bpmn",
            unit.embeddedSubProcess()
                .startEvent()
                .callActivity("Life")
                .calledElement("life")
                .endEvent()
                .subProcessDone()
                .endEvent()
                .done())
        .addModelInstance(
            "life.bpmn",
            Bpmn.createExecutableProcess("life")
                .startEvent()
                .parallelGateway("Split")
                .userTask("Report")
                .endEvent()
                .moveToNode("Split")
                .userTask("Watch")
                .endEvent()
                .done())
        .deploy();
    RuntimeService runtime = engine.getRuntimeService();

    String process = runtime.startProcessInstanceByKey("units", Map.of("of", "province")).getId();

    assertThat(runtime.createProcessInstanceQuery().superProcessInstanceId(process).list())
        .hasSize(UNITS);
    assertThat(engine.getTaskService().createTaskQuery().taskDefinitionKey("Watch").count())
        .isEqualTo(UNITS);
    List<Execution> executions = runtime.createExecutionQuery().list();
    assertThat(executions).extracting(Execution::getId).doesNotHaveDuplicates();
    runtime.deleteProcessInstance(process, "over");
    assertThat(runtime.createExecutionQuery().count()).isZero();
  }

  @Test
  void refusesAnIdThatMeansAll() {
    TaskService tasks = engine.getTaskService();
    Task task = tasks.newTask(Authorization.ANY);

    assertThatThrownBy(() -> tasks.saveTask(task))
        .isInstanceOf(ProcessEngineException.class)
        .hasMessageContaining("id cannot be *");
    assertThat(tasks.createTaskQuery().count()).isZero();
  }
}
