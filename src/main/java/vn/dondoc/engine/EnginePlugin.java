package vn.dondoc.engine;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.impl.util.StringUtil;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts our check before and our catalogue of duties behind every deployment, whether it comes from
 * the application's own start, from Camunda Modeler or from Cockpit.
 */
@Component
class EnginePlugin extends AbstractProcessEnginePlugin {

  private final ObjectProvider<ModelCheck> check;
  private final ApplicationEventPublisher events;
  private final ApplicationContext context;
  private final HistoryRetention retention;
  private final StartTurn turn;
  private final RunningJobs running;

  EnginePlugin(
      ObjectProvider<ModelCheck> check,
      ApplicationEventPublisher events,
      ApplicationContext context,
      HistoryRetention retention,
      StartTurn turn,
      RunningJobs running) {
    this.check = check;
    this.events = events;
    this.context = context;
    this.retention = retention;
    this.turn = turn;
    this.running = running;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    // Given back when all preparations are made.
    turn.take();
    DatabaseSchema.upgradeEngine(context.getBean(DataSource.class));
    configuration.setExpressionManager(new ModelExpressions(context));
    configuration.setScriptEngineResolver(new NoScripts());
    configuration.setHistoryRemovalTimeProvider(retention);
    configuration.setCustomSessionFactories(
        List.of(
            SavedFilters.factory(context.getBean(JdbcClient.class)),
            Entities.FACTORY,
            KnownRights.FACTORY,
            ListedTasks.FACTORY));
    // One of each for each of the engine's two chains, which link their members to each other.
    configuration.setCustomPreCommandInterceptorsTxRequired(guards(configuration));
    configuration.setCustomPreCommandInterceptorsTxRequiresNew(guards(configuration));
    configuration.setCustomPostBPMNParseListeners(
        added(
            added(configuration.getCustomPostBPMNParseListeners(), new SearchableTasks()),
            new QuietSteps()));
    leaveLogFieldsOut(configuration);
    StatementProperties.remember();
    // Nobody models cases.
    configuration.setCmmnEnabled(false);
    configuration.setCustomPreDeployers(
        added(
            configuration.getCustomPreDeployers(),
            deployment -> {
              if (deployment.isNew()) {
                refuseFaulty(deployment, configuration.getRepositoryService());
              }
            }));
    configuration.setCustomPostDeployers(
        added(
            configuration.getCustomPostDeployers(),
            deployment -> {
              if (deployment.isNew()) {
                announceDuties(deployment);
              }
            }));
  }

  @Override
  public void postInit(ProcessEngineConfigurationImpl configuration) {
    OwnTasks.addTo(configuration.getSqlSessionFactory().getConfiguration());
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    EngineIndexes.complete(context.getBean(DataSource.class));
  }

  /**
   * The engine would tell the log at each step where it is, in fields that no line of our log shows
   * and that take a tenth of the time in which a directive is issued. A failure names its step
   * without them.
   */
  private static void leaveLogFieldsOut(ProcessEngineConfigurationImpl configuration) {
    configuration.setLoggingContextActivityId(null);
    configuration.setLoggingContextActivityName(null);
    configuration.setLoggingContextApplicationName(null);
    configuration.setLoggingContextProcessDefinitionId(null);
    configuration.setLoggingContextProcessInstanceId(null);
    configuration.setLoggingContextTenantId(null);
    configuration.setLoggingContextEngineName(null);
  }

  private List<CommandInterceptor> guards(ProcessEngineConfigurationImpl configuration) {
    return List.of(
        running.watch(),
        new BoundedQueries(configuration),
        new ToneMarkSearch(configuration),
        new GoneTasks(configuration),
        new HeldTasks(configuration),
        new AskedFor(configuration));
  }

  private static <T> List<T> added(List<T> present, T another) {
    List<T> all = present == null ? new ArrayList<>() : new ArrayList<>(present);
    all.add(another);
    return all;
  }

  private void refuseFaulty(DeploymentEntity deployment, RepositoryService repository) {
    Map<String, BpmnModelInstance> models = new LinkedHashMap<>();
    List<ModelFault> faults = new ArrayList<>();
    for (ResourceEntity resource : deployment.getResources().values()) {
      if (isBpmn(resource)) {
        try {
          models.put(resource.getName(), read(resource));
        } catch (ModelException e) {
          faults.add(
              new ModelFault(resource.getName(), "?", "không đọc được BPMN: " + e.getMessage()));
        }
      } else if (isDmn(resource)) {
        faults.addAll(DecisionCheck.faults(resource.getName(), resource.getBytes()));
      }
    }
    if (!models.isEmpty()) {
      faults.addAll(check.getObject().check(models, deployedModels(repository)));
    }
    if (!faults.isEmpty()) {
      throw new ModelRefused(faults);
    }
  }

  private static Collection<BpmnModelInstance> deployedModels(RepositoryService repository) {
    return repository.createProcessDefinitionQuery().latestVersion().list().stream()
        .map(ProcessDefinition::getId)
        .map(repository::getBpmnModelInstance)
        .toList();
  }

  private void announceDuties(DeploymentEntity deployment) {
    List<ProcessDefinitionEntity> definitions =
        deployment.getDeployedArtifacts(ProcessDefinitionEntity.class);
    if (definitions == null) {
      return;
    }
    List<DutyDeclaration> declarations = new ArrayList<>();
    Set<String> leads = new TreeSet<>();
    for (ProcessDefinitionEntity definition : definitions) {
      BpmnModelInstance model = read(deployment.getResource(definition.getResourceName()));
      declarations.addAll(DutyDeclarations.read(model, definition.getId()));
      leads.addAll(DutyDeclarations.leads(model));
    }
    events.publishEvent(new DutiesDeployed(declarations, leads));
  }

  private static boolean isBpmn(ResourceEntity resource) {
    // As the engine's own deployer, which wants no dot.
    return StringUtil.hasAnySuffix(resource.getName(), BpmnDeployer.BPMN_RESOURCE_SUFFIXES);
  }

  private static boolean isDmn(ResourceEntity resource) {
    return StringUtil.hasAnySuffix(
        resource.getName(), DecisionDefinitionDeployer.DMN_RESOURCE_SUFFIXES);
  }

  private static BpmnModelInstance read(ResourceEntity resource) {
    return Bpmn.readModelFromStream(new ByteArrayInputStream(resource.getBytes()));
  }
}
