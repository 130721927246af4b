package vn.dondoc.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The duties that the deployed models declare. */
@Component
public class DeployedDuties {

  private static final Pattern UNITS_NAMED = Pattern.compile("units\\.present\\('([^']*)'\\)");

  private final RepositoryService repository;
  private final SystemAuthority system;
  private final Map<String, List<DutyDeclaration>> declaredBy = new ConcurrentHashMap<>();

  DeployedDuties(RepositoryService repository, SystemAuthority system) {
    this.repository = repository;
    this.system = system;
  }

  /**
   * The duties of one process and of the processes that it calls once, such as the detailed plan;
   * not of those that it starts per unit, which assign their own.
   */
  public List<DutyDeclaration> assignedBy(String processDefinitionId) {
    List<DutyDeclaration> known = declaredBy.get(processDefinitionId);
    if (known == null) {
      known = system.call(() -> read(processDefinitionId));
      declaredBy.put(processDefinitionId, known);
    }
    return known;
  }

  /**
   * The duty that a call activity declares.
   *
   * @throws IllegalStateException if the activity declares none
   */
  public DutyDeclaration declaredAt(String processDefinitionId, String activityId) {
    return assignedBy(processDefinitionId).stream()
        .filter(declaration -> declaration.activityId().equals(activityId))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(activityId + " is no duty of " + processDefinitionId));
  }

  /**
   * Codes of the units that the newest models name in {@code ${units.present('…')}}, whether these
   * units exist or not.
   */
  public Set<String> unitsNamed() {
    return system.call(
        () ->
            repository.createProcessDefinitionQuery().latestVersion().list().stream()
                .map(definition -> repository.getBpmnModelInstance(definition.getId()))
                .flatMap(
                    model ->
                        model
                            .getModelElementsByType(MultiInstanceLoopCharacteristics.class)
                            .stream())
                .map(MultiInstanceLoopCharacteristics::getCamundaCollection)
                .filter(Objects::nonNull)
                .map(UNITS_NAMED::matcher)
                .filter(Matcher::find)
                .flatMap(named -> Arrays.stream(named.group(1).split("[\\s,]+")))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Codes of the units that lead the directives of the newest models. */
  public Set<String> leads() {
    return system.call(
        () ->
            repository.createProcessDefinitionQuery().latestVersion().list().stream()
                .map(definition -> repository.getBpmnModelInstance(definition.getId()))
                .flatMap(model -> model.getModelElementsByType(Process.class).stream())
                .map(process -> DutyDeclarations.properties(process).get(ModelProperties.LEAD))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private List<DutyDeclaration> read(String processDefinitionId) {
    BpmnModelInstance model = repository.getBpmnModelInstance(processDefinitionId);
    List<DutyDeclaration> declarations =
        new ArrayList<>(DutyDeclarations.read(model, processDefinitionId));
    model.getModelElementsByType(CallActivity.class).stream()
        .filter(call -> !DutyDeclarations.DUTY_PROCESS.equals(call.getCalledElement()))
        .filter(call -> call.getLoopCharacteristics() == null)
        .map(call -> latest(call.getCalledElement()))
        .forEach(called -> declarations.addAll(read(called.getId())));
    return List.copyOf(declarations);
  }

  private ProcessDefinition latest(String key) {
    return repository
        .createProcessDefinitionQuery()
        .processDefinitionKey(key)
        .latestVersion()
        .singleResult();
  }

  @EventListener
  void forget(DutiesDeployed event) {
    declaredBy.clear();
  }
}
