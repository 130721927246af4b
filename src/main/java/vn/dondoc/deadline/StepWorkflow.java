package vn.dondoc.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.ExpressionValues;
import vn.dondoc.engine.SystemAuthority;

/**
 * The steps of all processes that are due at a date: user tasks with a due date, and timers. Those
 * of the officer who performs a duty are not among them: they go by the duty's own due date.
 */
@Component
class StepWorkflow {

  private static final String COUNTED = "calendar";
  private static final String OF_A_DUTY = "duties";
  private static final String CAMPAIGN = "campaignId";
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

  /** Processes about which one query asks. */
  private static final int AT_ONCE = 500;

  private final RepositoryService repository;
  private final RuntimeService runtime;
  private final TaskService tasks;
  private final ManagementService management;
  private final SystemAuthority system;
  private final DueDates dueDates;

  /** By process definition and by id in its model; a deployed model never changes. */
  private final Map<String, Map<String, Step>> models = new ConcurrentHashMap<>();

  StepWorkflow(
      RepositoryService repository,
      RuntimeService runtime,
      TaskService tasks,
      ManagementService management,
      SystemAuthority system,
      DueDates dueDates) {
    this.repository = repository;
    this.runtime = runtime;
    this.tasks = tasks;
    this.management = management;
    this.system = system;
    this.dueDates = dueDates;
  }

  /** What in the engine bears the date. */
  enum Kind {
    TASK,
    TIMER
  }

  /**
   * A step as its model declares it.
   *
   * @param name what people read; of a timer, what follows it and when
   * @param due expression of the date
   * @param variables that the expression names
   * @param counted whether it counts in the working calendar; what does not has been set by
   *     somebody
   */
  record Step(
      String id, Kind kind, String name, String due, Set<String> variables, boolean counted) {}

  /**
   * A step that somebody still has to take, or that the engine still will.
   *
   * @param id of the task or the job
   * @param since the day on which it began to wait, from which it may have been counted
   * @param campaignId null if it is about none
   * @param variables those that the expression names
   */
  record Open(
      String id,
      String processInstanceId,
      Step step,
      LocalDate since,
      LocalDateTime due,
      String campaignId,
      Map<String, Object> variables) {}

  /**
   * Everything that is due on this day or later. Steps are counted forward, so nothing that is due
   * before a day moves with it.
   */
  List<Open> open(LocalDate from) {
    return system.call(
        () -> {
          Date start = dueDates.date(from.atStartOfDay());
          Map<String, Map<String, Step>> declared = declared();
          List<Open> open = new ArrayList<>(openTasks(declared, start));
          open.addAll(openTimers(declared, start));
          return withVariables(open);
        });
  }

  /**
   * Gives a task or a timer its new date, unless it is gone or has been given another date
   * meanwhile.
   */
  void follow(Collection<StepMoves.Move> moves) {
    Map<String, StepMoves.Move> toTask = byId(moves, Kind.TASK);
    Map<String, StepMoves.Move> toTimer = byId(moves, Kind.TIMER);
    system.run(
        () -> {
          if (!toTask.isEmpty()) {
            tasks
                .createTaskQuery()
                .taskIdIn(toTask.keySet().toArray(String[]::new))
                .list()
                .forEach(task -> follow(task, toTask.get(task.getId())));
          }
          if (!toTimer.isEmpty()) {
            management
                .createJobQuery()
                .jobIds(toTimer.keySet())
                .list()
                .forEach(job -> follow(job, toTimer.get(job.getId())));
          }
        });
  }

  private void follow(Task task, StepMoves.Move move) {
    if (dueDates.date(move.oldDue()).equals(task.getDueDate())) {
      task.setDueDate(dueDates.date(move.newDue()));
      tasks.saveTask(task);
    }
  }

  private void follow(Job timer, StepMoves.Move move) {
    if (dueDates.date(move.oldDue()).equals(timer.getDuedate())) {
      management.setJobDuedate(timer.getId(), dueDates.date(move.newDue()), false);
    }
  }

  private static Map<String, StepMoves.Move> byId(Collection<StepMoves.Move> moves, Kind kind) {
    return moves.stream()
        .filter(move -> move.kind() == kind)
        .collect(Collectors.toMap(StepMoves.Move::engineId, move -> move));
  }

  // What is open

  private List<Open> openTasks(Map<String, Map<String, Step>> declared, Date from) {
    String[] ids = ids(declared, Kind.TASK).toArray(String[]::new);
    if (ids.length == 0) {
      return List.of();
    }
    return tasks.createTaskQuery().taskDefinitionKeyIn(ids).dueAfter(from).list().stream()
        .filter(task -> stepAt(declared, task) != null)
        .map(
            task ->
                new Open(
                    task.getId(),
                    task.getProcessInstanceId(),
                    stepAt(declared, task),
                    dueDates.local(task.getCreateTime()).toLocalDate(),
                    dueDates.local(task.getDueDate()),
                    null,
                    Map.of()))
        .toList();
  }

  private static Step stepAt(Map<String, Map<String, Step>> declared, Task task) {
    return declared
        .getOrDefault(task.getProcessDefinitionId(), Map.of())
        .get(task.getTaskDefinitionKey());
  }

  private List<Open> openTimers(Map<String, Map<String, Step>> declared, Date from) {
    List<Open> open = new ArrayList<>();
    for (String id : ids(declared, Kind.TIMER)) {
      management.createJobQuery().timers().activityId(id).duedateHigherThan(from).list().stream()
          // One that failed waits to be tried again, which is no deadline.
          .filter(job -> job.getExceptionMessage() == null)
          .filter(
              job -> declared.getOrDefault(job.getProcessDefinitionId(), Map.of()).containsKey(id))
          .map(
              job ->
                  new Open(
                      job.getId(),
                      job.getProcessInstanceId(),
                      declared.get(job.getProcessDefinitionId()).get(id),
                      dueDates.local(job.getCreateTime()).toLocalDate(),
                      dueDates.local(job.getDuedate()),
                      null,
                      Map.of()))
          .forEach(open::add);
    }
    return open;
  }

  private static Set<String> ids(Map<String, Map<String, Step>> declared, Kind kind) {
    return declared.values().stream()
        .flatMap(steps -> steps.values().stream())
        .filter(step -> step.kind() == kind)
        .map(Step::id)
        .collect(Collectors.toSet());
  }

  /** What the expressions ask of their processes, a few hundred processes in a query. */
  private List<Open> withVariables(List<Open> open) {
    Set<String> names = new HashSet<>(Set.of(CAMPAIGN));
    open.forEach(each -> names.addAll(each.step().variables()));
    List<String> processes = open.stream().map(Open::processInstanceId).distinct().toList();
    Map<String, Map<String, Object>> values = new HashMap<>();
    for (int first = 0; first < processes.size(); first += AT_ONCE) {
      List<String> some = processes.subList(first, Math.min(first + AT_ONCE, processes.size()));
      for (VariableInstance variable :
          runtime
              .createVariableInstanceQuery()
              .executionIdIn(some.toArray(String[]::new))
              .variableNameIn(names.toArray(String[]::new))
              .list()) {
        values
            .computeIfAbsent(variable.getProcessInstanceId(), id -> new HashMap<>())
            .put(variable.getName(), variable.getValue());
      }
    }
    return open.stream()
        .map(each -> with(each, values.getOrDefault(each.processInstanceId(), Map.of())))
        .toList();
  }

  private static Open with(Open open, Map<String, Object> values) {
    Map<String, Object> named = new HashMap<>(values);
    named.keySet().retainAll(open.step().variables());
    return new Open(
        open.id(),
        open.processInstanceId(),
        open.step(),
        open.since(),
        open.due(),
        values.get(CAMPAIGN) instanceof String id ? id : null,
        named);
  }

  // What the models declare

  private Map<String, Map<String, Step>> declared() {
    return repository.createProcessDefinitionQuery().list().stream()
        .map(ProcessDefinition::getId)
        .collect(
            Collectors.toMap(
                id -> id,
                id ->
                    models.computeIfAbsent(id, key -> read(repository.getBpmnModelInstance(key)))));
  }

  private static Map<String, Step> read(BpmnModelInstance model) {
    Map<String, Step> steps = new HashMap<>();
    for (UserTask task : model.getModelElementsByType(UserTask.class)) {
      if (task.getCamundaDueDate() != null) {
        add(steps, task, Kind.TASK, task.getName(), task.getCamundaDueDate());
      }
    }
    for (TimerEventDefinition timer : model.getModelElementsByType(TimerEventDefinition.class)) {
      if (timer.getTimeDate() != null && timer.getParentElement() instanceof FlowNode event) {
        add(steps, event, Kind.TIMER, nameOfTimer(event), timer.getTimeDate().getTextContent());
      }
    }
    return Map.copyOf(steps);
  }

  private static void add(
      Map<String, Step> steps, FlowNode node, Kind kind, String name, String due) {
    Set<String> names = new HashSet<>(ExpressionValues.names(due));
    if (!names.contains(OF_A_DUTY)) {
      boolean counted = names.remove(COUNTED);
      steps.put(
          node.getId(),
          new Step(node.getId(), kind, name, due, counted ? Set.copyOf(names) : Set.of(), counted));
    }
  }

  /** An event is named after the state that is reached; a person asks what will happen then. */
  private static String nameOfTimer(FlowNode event) {
    String state = event.getName();
    return event.getSucceedingNodes().list().stream()
        .map(FlowNode::getName)
        .filter(next -> next != null && !next.isBlank())
        .findFirst()
        .map(
            next ->
                "%s (%s%s)"
                    .formatted(
                        next, state.substring(0, 1).toLowerCase(VIETNAMESE), state.substring(1)))
        .orElse(state);
  }
}
