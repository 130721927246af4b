package vn.dondoc.engine;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;

/** An engine with a database of its own and nothing else of the application. */
final class SmallEngine {

  private SmallEngine() {}

  /** One that is set up as Camunda is by itself, but for this; whoever starts it closes it. */
  static ProcessEngine with(Consumer<StandaloneInMemProcessEngineConfiguration> settings) {
    String name = UUID.randomUUID().toString();
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName(name);
    configuration.setHistoryTimeToLive("P1D");
    configuration.setJdbcUrl("jdbc:h2:mem:" + name);
    configuration.getProcessEnginePlugins().add(new SharedMappings("H2"));
    settings.accept(configuration);
    return configuration.buildProcessEngine();
  }

  /**
   * Starts a process of one task.
   *
   * @param listener what is called at this event of the task
   * @return id of the task
   */
  static String startTask(
      ProcessEngine engine, String event, String listener, Map<String, Object> variables) {
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "one.bpmn",
            Bpmn.createExecutableProcess("one")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .userTask("work")
                .camundaTaskListenerExpression(event, listener)
                .endEvent()
                .done())
        .deploy();
    engine.getRuntimeService().startProcessInstanceByKey("one", variables);
    return engine.getTaskService().createTaskQuery().singleResult().getId();
  }
}
