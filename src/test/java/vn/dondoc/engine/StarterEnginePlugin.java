package vn.dondoc.engine;

import java.util.ArrayList;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;

/** Leaves the engine as Camunda's starter makes it, but for the catalogue of duties. */
public class StarterEnginePlugin extends EnginePlugin {

  private final ApplicationContext context;

  StarterEnginePlugin(
      ObjectProvider<ModelCheck> check,
      ApplicationEventPublisher events,
      ApplicationContext context,
      HistoryRetention retention,
      StartTurn turn,
      RunningJobs running) {
    super(check, events, context, retention, turn, running);
    this.context = context;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    super.preInit(configuration);
    configuration.setExpressionManager(new SpringExpressionManager(context, null));
    configuration.setCustomSessionFactories(new ArrayList<>());
    configuration.setCustomPreCommandInterceptorsTxRequired(new ArrayList<>());
    configuration.setCustomPreCommandInterceptorsTxRequiresNew(new ArrayList<>());
    configuration.setCustomPostBPMNParseListeners(new ArrayList<>());
    configuration.setLoggingContextActivityId("activityId");
    configuration.setLoggingContextActivityName("activityName");
    configuration.setLoggingContextApplicationName("applicationName");
    configuration.setLoggingContextProcessDefinitionId("processDefinitionId");
    configuration.setLoggingContextProcessInstanceId("processInstanceId");
    configuration.setLoggingContextTenantId("tenantId");
    configuration.setLoggingContextEngineName("engineName");
    configuration.setCmmnEnabled(true);
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    // Its tables as they come.
  }
}
