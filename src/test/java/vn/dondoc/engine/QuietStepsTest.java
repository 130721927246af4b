package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.SubProcessBuilder;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people and systems do is in the history of a process, what the model passes by is not. */
class QuietStepsTest {

  private ProcessEngine engine;

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void leavesOutStartsGatewaysFramesAndWhatTheModelCallsQuietAndKeepsTheRest() {
    engine =
        SmallEngine.with(
            configuration ->
                configuration.setCustomPostBPMNParseListeners(
                    new ArrayList<>(List.of(new QuietSteps()))));
    SubProcessBuilder frame =
        Bpmn.createExecutableProcess("steps")
            .camundaHistoryTimeToLive(1)
            .startEvent("Started")
            .exclusiveGateway("Which")
            .parallelGateway("Split")
            .subProcess("Frame");
    frame.multiInstance().parallel().cardinality("2");
    BpmnModelInstance model =
        frame
            .embeddedSubProcess()
            .startEvent("Begun")
            .userTask("Report")
            .endEvent("Reported")
            .subProcessDone()
            .serviceTask("Note")
            .camundaExpression("${true}")
            .serviceTask("Open")
            .camundaExpression("${true}")
            .endEvent("Ended")
            .done();
    CamundaProperty quiet = model.newInstance(CamundaProperty.class);
    quiet.setCamundaName("quiet");
    quiet.setCamundaValue("true");
    ServiceTask open = model.getModelElementById("Open");
    ExtensionElements extensions = model.newInstance(ExtensionElements.class);
    open.setExtensionElements(extensions);
    extensions.addExtensionElement(CamundaProperties.class).getCamundaProperties().add(quiet);
    engine.getRepositoryService().createDeployment().addModelInstance("steps.bpmn", model).deploy();

    String process = engine.getRuntimeService().startProcessInstanceByKey("steps").getId();
    TaskService tasks = engine.getTaskService();
    tasks.createTaskQuery().list().forEach(task -> tasks.complete(task.getId()));

    HistoryService history = engine.getHistoryService();
    assertThat(
            history.createHistoricActivityInstanceQuery().processInstanceId(process).list().stream()
                .map(HistoricActivityInstance::getActivityId))
        .containsExactlyInAnyOrder("Report", "Report", "Reported", "Reported", "Note", "Ended");
    assertThat(
            history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(process)
                .finished()
                .count())
        .isEqualTo(6);
  }
}
