package vn.dondoc.engine;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.builder.UserTaskBuilder;

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
    deployTask(engine, task -> task.camundaTaskListenerExpression(event, listener));
    engine.getRuntimeService().startProcessInstanceByKey("one", variables);
    return engine.getTaskService().createTaskQuery().singleResult().getId();
  }

  /** Deploys a process «one» of one task «work», which is set up as told. */
  static void deployTask(ProcessEngine engine, UnaryOperator<UserTaskBuilder> work) {
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "one.bpmn",
            work.apply(
                    Bpmn.createExecutableProcess("one")
                        .camundaHistoryTimeToLive(1)
                        .startEvent()
                        .userTask("work"))
                .endEvent()
                .done())
        .deploy();
  }
}
