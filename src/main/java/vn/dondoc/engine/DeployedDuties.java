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
import org.springframework.stereotype.Component;

/** The duties that the deployed models declare. */
@Component
public class DeployedDuties {

  private static final Pattern UNITS_NAMED = Pattern.compile("units\\.present\\('([^']*)'\\)");

  private final RepositoryService repository;
  private final SystemAuthority system;

  /** By process definition. A deployed model never changes, so that all nodes know the same. */
  private final Map<String, Declared> known = new ConcurrentHashMap<>();

  DeployedDuties(RepositoryService repository, SystemAuthority system) {
    this.repository = repository;
    this.system = system;
  }

  /**
   * @param calls processes that are called once
   */
  private record Declared(List<DutyDeclaration> duties, List<String> calls) {}

  /**
   * The duties of one process and of the processes that it calls once, such as the detailed plan;
   * not of those that it starts per unit, which assign their own.
   */
  public List<DutyDeclaration> assignedBy(String processDefinitionId) {
    Declared declared = declaredBy(processDefinitionId);
    List<DutyDeclaration> duties = new ArrayList<>(declared.duties());
    for (String called : declared.calls()) {
      // Asked each time: another node may have deployed a newer one.
      duties.addAll(assignedBy(system.call(() -> latest(called)).getId()));
    }
    return duties;
  }

  /**
   * The duty that a call activity declares.
   *
   * @throws IllegalStateException if the activity declares none
   */
  public DutyDeclaration declaredAt(String processDefinitionId, String activityId) {
    return declaredBy(processDefinitionId).duties().stream()
        .filter(declaration -> declaration.activityId().equals(activityId))
        .findFirst()
        .or(
            () ->
                assignedBy(processDefinitionId).stream()
                    .filter(declaration -> declaration.activityId().equals(activityId))
                    .findFirst())
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
                .flatMap(model -> DutyDeclarations.leads(model).stream())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private Declared declaredBy(String processDefinitionId) {
    Declared declared = known.get(processDefinitionId);
    if (declared == null) {
      declared = system.call(() -> read(processDefinitionId));
      known.put(processDefinitionId, declared);
    }
    return declared;
  }

  private Declared read(String processDefinitionId) {
    BpmnModelInstance model = repository.getBpmnModelInstance(processDefinitionId);
    return new Declared(
        List.copyOf(DutyDeclarations.read(model, processDefinitionId)),
        model.getModelElementsByType(CallActivity.class).stream()
            .filter(call -> !DutyDeclarations.DUTY_PROCESS.equals(call.getCalledElement()))
            .filter(call -> call.getLoopCharacteristics() == null)
            .map(CallActivity::getCalledElement)
            .toList());
  }

  private ProcessDefinition latest(String key) {
    return repository
        .createProcessDefinitionQuery()
        .processDefinitionKey(key)
        .latestVersion()
        .singleResult();
  }
}
