package vn.dondoc.report;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;
import vn.dondoc.deadline.DueDates;

/** What only the engine knows of processes that are under way. */
@Component
class ReportWorkflow {

  private static final String DUTY = "Duty";

  /** Steps of a process that people would not call steps. */
  private static final Set<String> SILENT =
      Set.of(
          "startEvent",
          "parallelGateway",
          "exclusiveGateway",
          "inclusiveGateway",
          "subProcess",
          "multiInstanceBody");

  private final RepositoryService repository;
  private final RuntimeService runtime;
  private final HistoryService history;
  private final ManagementService management;
  private final DueDates dueDates;

  ReportWorkflow(
      RepositoryService repository,
      RuntimeService runtime,
      HistoryService history,
      ManagementService management,
      DueDates dueDates) {
    this.repository = repository;
    this.runtime = runtime;
    this.history = history;
    this.management = management;
    this.dueDates = dueDates;
  }

  /** What the diagram of this deployed version is about, if it is deployed. */
  Optional<ShownProcess> shown(String processDefinitionId) {
    Map<String, List<ProcessDefinition>> deployed =
        repository
            .createProcessDefinitionQuery()
            .orderByProcessDefinitionVersion()
            .desc()
            .list()
            .stream()
            .collect(Collectors.groupingBy(ProcessDefinition::getKey));
    return deployed.values().stream()
        .flatMap(Collection::stream)
        .filter(definition -> definition.getId().equals(processDefinitionId))
        .findFirst()
        .map(definition -> shown(definition, deployed));
  }

  private ShownProcess shown(
      ProcessDefinition definition, Map<String, List<ProcessDefinition>> deployed) {
    Map<String, ShownProcess.Called> calls = new HashMap<>();
    for (CallActivity call : callsOf(definition)) {
      String key = call.getCalledElement();
      Set<String> within = new HashSet<>();
      collect(key, deployed, within);
      calls.put(call.getId(), new ShownProcess.Called(versions(key, deployed), within));
    }
    return new ShownProcess(
        versions(definition.getKey(), deployed), calls, definition.getKey().equals(DUTY));
  }

  private void collect(
      String key, Map<String, List<ProcessDefinition>> deployed, Set<String> within) {
    if (within.addAll(versions(key, deployed))) {
      callsOf(deployed.get(key).get(0))
          .forEach(call -> collect(call.getCalledElement(), deployed, within));
    }
  }

  private List<CallActivity> callsOf(ProcessDefinition definition) {
    return repository
        .getBpmnModelInstance(definition.getId())
        .getModelElementsByType(CallActivity.class)
        .stream()
        .filter(call -> !DUTY.equals(call.getCalledElement()))
        .toList();
  }

  private static Set<String> versions(String key, Map<String, List<ProcessDefinition>> deployed) {
    return deployed.getOrDefault(key, List.of()).stream()
        .map(ProcessDefinition::getId)
        .collect(Collectors.toSet());
  }

  /** The ids of the process definitions that these campaigns run in, by the campaign's id. */
  Map<String, String> definitionsOf(Set<String> campaigns) {
    if (campaigns.isEmpty()) {
      return Map.of();
    }
    return runtime.createProcessInstanceQuery().processInstanceIds(campaigns).list().stream()
        .collect(Collectors.toMap(Execution::getId, campaign -> campaign.getProcessDefinitionId()));
  }

  /** The duty that this process instance is the life of, if it is one and still runs. */
  Optional<Long> dutyOf(String processInstanceId) {
    return id("dutyId", processInstanceId);
  }

  /** The escalation case that this process instance handles, if it is one and still runs. */
  Optional<Long> caseOf(String processInstanceId) {
    return id("caseId", processInstanceId);
  }

  private Optional<Long> id(String variable, String processInstanceId) {
    return Optional.ofNullable(
            runtime
                .createVariableInstanceQuery()
                .processInstanceIdIn(processInstanceId)
                .variableName(variable)
                .variableScopeIdIn(processInstanceId)
                .singleResult())
        .map(VariableInstance::getValue)
        .map(id -> ((Number) id).longValue());
  }

  /**
   * A step of a process.
   *
   * @param ended null while it goes on
   * @param actor user id, null if nobody in particular acted
   * @param called the process instance that it started, null if none
   * @param calledFor business key of that instance: the code of a unit where one is its subject
   */
  record Step(
      LocalDateTime at,
      LocalDateTime ended,
      boolean cancelled,
      String text,
      String actor,
      String called,
      String calledFor) {}

  /** Steps, and whether there are older ones. */
  record Steps(List<Step> steps, boolean more) {}

  /**
   * What has happened in this process instance, newest first.
   *
   * @param from how many of the newest to leave out
   * @param count how many to look at
   */
  Steps steps(String processInstanceId, int from, int count) {
    List<HistoricActivityInstance> found =
        history
            .createHistoricActivityInstanceQuery()
            .processInstanceId(processInstanceId)
            .orderByHistoricActivityInstanceStartTime()
            .desc()
            .orderPartiallyByOccurrence()
            .desc()
            .listPage(from, count + 1);
    Map<String, String> keys = businessKeys(found);
    boolean more = found.size() > count;
    Stream<Step> passed =
        found.stream()
            .limit(count)
            .filter(activity -> !SILENT.contains(activity.getActivityType()))
            .map(activity -> step(activity, keys));
    boolean oldest = !more && (from == 0 || !found.isEmpty());
    return new Steps(
        Stream.concat(passed, oldest ? start(processInstanceId) : Stream.empty()).toList(), more);
  }

  /** How it began, which is in no history of steps. */
  private Stream<Step> start(String processInstanceId) {
    return history
        .createHistoricProcessInstanceQuery()
        .processInstanceId(processInstanceId)
        .list()
        .stream()
        .map(
            instance -> {
              LocalDateTime at = dueDates.local(instance.getStartTime());
              String text =
                  nameIn(instance.getProcessDefinitionId(), instance.getStartActivityId());
              return new Step(at, at, false, text, null, null, null);
            });
  }

  private Step step(HistoricActivityInstance activity, Map<String, String> keys) {
    return new Step(
        dueDates.local(activity.getStartTime()),
        activity.getEndTime() == null ? null : dueDates.local(activity.getEndTime()),
        activity.isCanceled(),
        activity.getActivityName() == null ? activity.getActivityId() : activity.getActivityName(),
        activity.getAssignee(),
        activity.getCalledProcessInstanceId(),
        keys.get(activity.getCalledProcessInstanceId()));
  }

  /** By process instance, of those that these activities started. */
  private Map<String, String> businessKeys(List<HistoricActivityInstance> activities) {
    Set<String> called =
        activities.stream()
            .map(HistoricActivityInstance::getCalledProcessInstanceId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Map<String, String> keys = new HashMap<>();
    if (!called.isEmpty()) {
      history
          .createHistoricProcessInstanceQuery()
          .processInstanceIds(called)
          .list()
          .forEach(instance -> keys.put(instance.getId(), instance.getBusinessKey()));
    }
    return keys;
  }

  /**
   * Something that the system has given up doing until an administrator has it tried again.
   *
   * @param step what it was about to do
   * @param since when it was put down to be done
   */
  record Failure(String processInstanceId, String process, String step, LocalDateTime since) {}

  /**
   * @param failed how many jobs have used up their attempts
   * @param retrying how many have failed and will be tried again by themselves
   * @param newest some of the failed ones
   */
  record Failures(long failed, long retrying, List<Failure> newest) {}

  /** Jobs that fail, so many by name at most. */
  Failures failures(int count) {
    long failed = management.createJobQuery().noRetriesLeft().count();
    return new Failures(
        failed,
        management.createJobQuery().withException().withRetriesLeft().count(),
        failed == 0
            ? List.of()
            : management
                .createJobQuery()
                .noRetriesLeft()
                .orderByJobId()
                .desc()
                .listPage(0, count)
                .stream()
                .map(this::failure)
                .toList());
  }

  private Failure failure(Job job) {
    String definition = job.getProcessDefinitionId();
    return new Failure(
        job.getProcessInstanceId(),
        definition == null ? null : repository.getProcessDefinition(definition).getName(),
        definition == null ? null : nameIn(definition, job.getFailedActivityId()),
        job.getCreateTime() == null ? null : dueDates.local(job.getCreateTime()));
  }

  private String nameIn(String processDefinitionId, String activityId) {
    if (activityId == null) {
      return null;
    }
    ModelElementInstance element =
        repository.getBpmnModelInstance(processDefinitionId).getModelElementById(activityId);
    return element instanceof FlowElement named && named.getName() != null
        ? named.getName()
        : activityId;
  }
}
