package vn.dondoc.duty;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.impl.spi.el.ElExpression;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.ElProviderCompatible;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.Submission.Outcome;
import vn.dondoc.engine.Actor;
import vn.dondoc.engine.DeployedDuties;
import vn.dondoc.engine.DutyDeclaration;
import vn.dondoc.engine.Input;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.engine.SystemAuthority;
import vn.dondoc.organisation.Units;

/**
 * Between the process {@code Duty} and the duties: what the engine says happened, and what the
 * engine is told.
 */
@Component("dutyWorkflow")
public class DutyWorkflow {

  private static final String DECISION = "DutyDecided";
  private static final String NOT_WAITING =
      "Kết quả không còn chờ duyệt: có người vừa xử lý, hoặc hệ thống chưa kịp chuyển đến.";
  private static final String ADJUSTMENT = "CalendarAdjustment";

  /** Duties whose processes are told of their new due date in one transaction. */
  private static final int AT_ONCE = 10;

  private final Duties duties;
  private final Figures figures;
  private final DeployedDuties deployed;
  private final Units units;
  private final DueDates dueDates;
  private final RuntimeService runtime;
  private final TaskService tasks;
  private final CalendarMoves calendarMoves;
  private final SystemAuthority system;
  private final Audit audit;
  private final ObjectProvider<ProcessEngineConfigurationImpl> engine;

  DutyWorkflow(
      Duties duties,
      Figures figures,
      DeployedDuties deployed,
      Units units,
      DueDates dueDates,
      RuntimeService runtime,
      TaskService tasks,
      CalendarMoves calendarMoves,
      SystemAuthority system,
      Audit audit,
      ObjectProvider<ProcessEngineConfigurationImpl> engine) {
    this.duties = duties;
    this.figures = figures;
    this.deployed = deployed;
    this.units = units;
    this.dueDates = dueDates;
    this.runtime = runtime;
    this.tasks = tasks;
    this.calendarMoves = calendarMoves;
    this.system = system;
    this.audit = audit;
    this.engine = engine;
  }

  /**
   * A unit's process begins: everything that it will ask of the unit is assigned at once, also what
   * has to wait its turn.
   */
  public void assign(DelegateExecution execution) {
    List<Assignment> assignments =
        deployed.assignedBy(execution.getProcessDefinitionId()).stream()
            .map(declaration -> assignment(declaration, execution))
            .toList();
    duties.assign(campaignId(execution), assignments);
  }

  /** The id of the duty that the current call activity is about. */
  public long dutyIn(DelegateExecution execution) {
    DutyDeclaration declaration =
        deployed.declaredAt(execution.getProcessDefinitionId(), execution.getCurrentActivityId());
    Assignment assignment = assignment(declaration, execution);
    String campaign = campaignId(execution);
    Optional<Long> known = duties.idOf(campaign, assignment.clause(), assignment.unit());
    if (known.isEmpty()) {
      // Added to the model after the unit's process began, which was then migrated.
      duties.assign(campaign, List.of(assignment));
    }
    return known
        .or(() -> duties.idOf(campaign, assignment.clause(), assignment.unit()))
        .orElseThrow();
  }

  private Assignment assignment(DutyDeclaration declaration, DelegateExecution execution) {
    String unit = (String) evaluate(declaration.unit(), execution);
    Date due = (Date) evaluate(declaration.due(), execution);
    return new Assignment(
        declaration.processDefinitionId(),
        declaration.activityId(),
        declaration.clause(),
        units.require(unit).code(),
        dueDates.local(due));
  }

  private Object evaluate(String expression, VariableScope scope) {
    return engine.getObject().getExpressionManager().createExpression(expression).getValue(scope);
  }

  private static String campaignId(DelegateExecution execution) {
    return (String) execution.getVariable("campaignId");
  }

  /** The duty's turn has come, for the first time or again. */
  public void open(DelegateExecution execution) {
    Duty duty = duties.open(dutyId(execution), execution.getProcessInstanceId());
    execution.setVariable("clause", duty.clause());
    execution.setVariable("unit", duty.unit());
  }

  /** The officer's task is there: it bears the name of the duty. */
  public void taskOpened(DelegateTask task) {
    task.setName(duties.name(dutyId(task)));
  }

  /** A superior's task is there: it names the duty it is about and the unit. */
  public void decisionOpened(DelegateTask task) {
    Duty duty = duties.require(dutyId(task));
    task.setName(task.getName() + ": " + duty.name() + " – " + units.name(duty.unit()));
  }

  /** Somebody took the task, gave it up, or was given it by a colleague. */
  public void held(DelegateTask task) {
    duties.held(dutyId(task), task.getAssignee(), Actor.of(task));
  }

  /**
   * Tasklist lets whoever works on a task change its due date, which would move neither the
   * deadline nor its timer.
   *
   * @throws InvalidInput if the task's due date is no longer the duty's
   */
  public void keepDueDate(DelegateTask task) {
    Date due = duties.due(dutyId(task));
    if (task.getDueDate() == null || task.getDueDate().getTime() != due.getTime()) {
      throw new InvalidInput(
          "due", "Hạn hoàn thành (due) chỉ thay đổi khi đề nghị gia hạn được chấp nhận.");
    }
  }

  /**
   * An officer completes {@code PerformDuty}.
   *
   * @throws InvalidInput if something is missing or wrong; the task then stays as it was
   */
  public void submit(DelegateTask task) {
    long dutyId = dutyId(task);
    Input input = Input.of(task);
    Optional<String> summary = input.text("summary", "Kết quả thực hiện");
    Optional<String> reason = input.text("reason", "Lý do");
    Optional<LocalDate> requested = input.date("requestedDue", "Hạn đề nghị");
    Map<String, BigDecimal> amounts = figures.read(dutyId, input.json("metrics").orElse(null));
    Outcome outcome = outcome(input.text("outcome", "Kết quả xử lý").orElse(null));
    if (outcome != Outcome.DONE && reason.isEmpty()) {
      throw new InvalidInput("reason", "Chưa nhập lý do (reason).");
    }
    LocalDate requestedDue = null;
    if (outcome == Outcome.EXTENSION) {
      requestedDue =
          requested.orElseThrow(
              () -> new InvalidInput("requestedDue", "Chưa nhập hạn đề nghị (requestedDue)."));
      dueDates.requireNewDue(requestedDue, "requestedDue", "Hạn đề nghị");
      if (!requestedDue.isAfter(duties.require(dutyId).due().toLocalDate())) {
        throw new InvalidInput(
            "requestedDue", "Hạn đề nghị (requestedDue) phải sau hạn hoàn thành hiện nay.");
      }
    }
    // The gateway compares: whatever the case it was sent in.
    task.setVariable("outcome", outcome.name().toLowerCase(Locale.ROOT));
    duties.submit(
        dutyId,
        new Submission(
            outcome,
            summary.orElse(null),
            outcome == Outcome.DONE ? null : reason.get(),
            requestedDue,
            amounts),
        Actor.of(task));
  }

  private static Outcome outcome(String text) {
    if (text != null) {
      for (Outcome outcome : Outcome.values()) {
        if (outcome.name().equalsIgnoreCase(text)) {
          return outcome;
        }
      }
    }
    throw new InvalidInput(
        "outcome",
        "Chưa chọn kết quả xử lý (outcome): done – báo cáo hoàn thành, extension – đề nghị gia hạn,"
            + " return – trả lại.");
  }

  /**
   * The signed-in person answers a result from our own list: completes {@code ReviewDuty} as from
   * Tasklist, in a transaction of its own.
   *
   * @param task its id, null if there is none
   * @param remark may be null if the result is accepted
   * @throws InvalidInput if nothing was done, with the reason
   */
  void review(String task, boolean accepted, String remark) {
    if (task == null) {
      throw new InvalidInput("duty", NOT_WAITING);
    }
    Map<String, Object> answer = new HashMap<>();
    answer.put("accepted", accepted);
    if (remark != null) {
      answer.put("remark", remark);
    }
    try {
      tasks.complete(task, answer);
    } catch (AuthorizationException e) {
      throw new InvalidInput("duty", "Việc duyệt kết quả này thuộc đơn vị khác.");
    } catch (OptimisticLockingException | NullValueException e) {
      throw new InvalidInput("duty", NOT_WAITING);
    } catch (ProcessEngineException e) {
      throw NestedExceptionUtils.getRootCause(e) instanceof InvalidInput refused ? refused : e;
    }
  }

  /**
   * The open task of this kind of each duty that the signed-in person may see.
   *
   * @param key e.g. {@code PerformDuty}
   * @return task ids by duty id
   */
  public Map<Long, String> tasks(String key, Collection<Duty> of) {
    Map<String, Long> dutyOfProcess =
        of.stream()
            .filter(duty -> duty.processInstanceId() != null)
            .collect(Collectors.toMap(Duty::processInstanceId, Duty::id));
    if (dutyOfProcess.isEmpty()) {
      return Map.of();
    }
    return tasks
        .createTaskQuery()
        .processInstanceIdIn(dutyOfProcess.keySet().toArray(String[]::new))
        .taskDefinitionKey(key)
        .list()
        .stream()
        .collect(
            Collectors.toMap(
                task -> dutyOfProcess.get(task.getProcessInstanceId()),
                Task::getId,
                (one, other) -> one));
  }

  /** The superior completes {@code ReviewDuty}. */
  public void reviewed(DelegateTask task) {
    long dutyId = dutyId(task);
    Input input = Input.of(task);
    boolean accepted = input.requiredFlag("accepted", "Kết quả duyệt");
    Optional<String> remark = input.text("remark", "Ý kiến");
    if (accepted) {
      duties.accept(dutyId, Actor.of(task), remark.orElse(null));
    } else {
      duties.askForMore(
          dutyId,
          Actor.of(task),
          remark.orElseThrow(
              () ->
                  new InvalidInput("remark", "Chưa nhập ý kiến (remark): cần bổ sung những gì.")));
    }
    audit(task, accepted ? "Duyệt kết quả" : "Yêu cầu bổ sung");
  }

  /** The superior completes {@code DecideExtension}, with the date asked for or another. */
  public void extensionDecided(DelegateTask task) {
    long dutyId = dutyId(task);
    Input input = Input.of(task);
    boolean granted = input.requiredFlag("granted", "Quyết định gia hạn");
    Optional<LocalDate> newDue = input.date("newDue", "Hạn mới");
    Optional<String> remark = input.text("remark", "Ý kiến");
    if (granted) {
      LocalDate due = newDue.orElseGet(() -> duties.requestedDue(dutyId));
      dueDates.requireNewDue(due, "newDue", "Hạn mới");
      duties.grantExtension(dutyId, dueDates.closeOf(due), Actor.of(task), remark.orElse(null));
    } else {
      duties.refuseExtension(
          dutyId,
          Actor.of(task),
          remark.orElseThrow(
              () -> new InvalidInput("remark", "Chưa nhập ý kiến (remark): lý do không gia hạn.")));
    }
    audit(task, granted ? "Đồng ý gia hạn" : "Không đồng ý gia hạn");
  }

  /** The lead agency completes {@code DecideReturn}. */
  public void returnDecided(DelegateTask task) {
    long dutyId = dutyId(task);
    Input input = Input.of(task);
    String decision = input.requiredText("decision", "Quyết định");
    Optional<String> newUnit = input.text("newUnit", "Đơn vị nhận nhiệm vụ");
    Optional<LocalDate> newDue = input.date("newDue", "Hạn mới");
    Optional<String> remark = input.text("remark", "Ý kiến");
    switch (decision) {
      case "reassign" -> {
        String unit = requireUnit(newUnit.orElse(null), duties.require(dutyId));
        newDue.ifPresent(due -> dueDates.requireNewDue(due, "newDue", "Hạn mới"));
        duties.reassignReturned(
            dutyId,
            unit,
            newDue.map(dueDates::closeOf).orElse(null),
            Actor.of(task),
            remark.orElse(null));
      }
      case "waive" ->
          duties.waiveReturned(
              dutyId,
              Actor.of(task),
              remark.orElseThrow(
                  () ->
                      new InvalidInput(
                          "remark", "Chưa nhập ý kiến (remark): lý do cho phép không thực hiện.")));
      default ->
          throw new InvalidInput(
              "decision",
              "Quyết định (decision) phải là reassign – phân công lại hoặc waive – cho phép không"
                  + " thực hiện.");
    }
    audit(task, decision.equals("reassign") ? "Phân công lại" : "Cho phép không thực hiện");
  }

  private void audit(DelegateTask task, String decision) {
    audit.record(Actor.of(task), Action.DECISION, "duty/" + dutyId(task), decision);
  }

  /**
   * Checks a unit that is to take over a duty.
   *
   * @throws InvalidInput if it is missing, unknown, or the committee, which no duty can be given to
   */
  public String requireUnit(String code, Duty duty) {
    if (code == null) {
      throw new InvalidInput("newUnit", "Chưa chọn đơn vị nhận nhiệm vụ (newUnit).");
    }
    if (!units.exists(code)) {
      throw new InvalidInput("newUnit", "Không có đơn vị mã «" + code + "» (newUnit).");
    }
    if (code.equals(duty.committee())) {
      throw new InvalidInput("newUnit", "Không thể phân công nhiệm vụ cho UBND tỉnh (newUnit).");
    }
    return code;
  }

  /**
   * Tells the processes of these duties that something was decided above them: another date,
   * another unit, or nothing more to do. They take up the duty as it now stands, with a new task
   * and a new timer.
   */
  public void decided(Set<Long> dutyIds) {
    for (long dutyId : dutyIds) {
      String process = duties.require(dutyId).processInstanceId();
      if (process == null) {
        continue; // It waits for its turn, and will begin as it now stands.
      }
      List<Execution> waiting =
          runtime
              .createExecutionQuery()
              .processInstanceId(process)
              .messageEventSubscriptionName(DECISION)
              .list();
      waiting.forEach(execution -> runtime.messageEventReceived(DECISION, execution.getId()));
    }
  }

  /** When the duties of this group would be due if they were assigned now. */
  LocalDateTime dueDate(CalendarMoves.Group group) {
    DutyDeclaration declaration =
        deployed.declaredAt(group.processDefinitionId(), group.activityId());
    VariableContext campaign =
        Variables.putValue("issuedOn", group.issuedOn().toString())
            .putValue("periodStart", group.periodStart().toString())
            .putValue("periodEnd", group.periodEnd().toString())
            .asVariableContext();
    ProcessEngineConfigurationImpl configuration = engine.getObject();
    var expressions = (ElProviderCompatible) configuration.getExpressionManager();
    ElExpression due = expressions.toElProvider().createExpression(declaration.due());
    // The engine evaluates inside its commands only.
    return dueDates.local(
        (Date)
            configuration
                .getCommandExecutorTxRequired()
                .execute(command -> due.getValue(campaign)));
  }

  /** Due dates were moved with the calendar; the processes of the duties follow bit by bit. */
  void dueDatesMoved(long decisionId) {
    system.run(
        () ->
            runtime.startProcessInstanceByKey(
                ADJUSTMENT,
                "calendar/" + decisionId,
                Variables.putValue("decisionId", decisionId)));
  }

  /**
   * Some more duties of this decision get a task and a timer by their new due date. May be repeated
   * at will: whatever has them, or has been submitted meanwhile, is left alone.
   */
  public void followCalendar(long decisionId) {
    List<Long> pending = calendarMoves.pending(decisionId, AT_ONCE);
    Set<Long> behind = new LinkedHashSet<>();
    for (long dutyId : pending) {
      duties.lock(dutyId).filter(this::isBehind).ifPresent(duty -> behind.add(duty.id()));
    }
    decided(behind);
    if (!pending.isEmpty()) {
      calendarMoves.takenUp(decisionId, pending);
    }
  }

  /** Whether duties of this decision still go by their old due date. */
  public boolean isFollowingCalendar(long decisionId) {
    return !calendarMoves.pending(decisionId, 1).isEmpty();
  }

  /** Whether the officer's task bears another date than the duty. */
  private boolean isBehind(Duty duty) {
    return duty.state().isBeingPerformed()
        && tasks
            .createTaskQuery()
            .processInstanceId(duty.processInstanceId())
            .taskDefinitionKey("PerformDuty")
            .list()
            .stream()
            .anyMatch(task -> !dueDates.date(duty.due()).equals(task.getDueDate()));
  }

  private static long dutyId(VariableScope scope) {
    return ((Number) scope.getVariable("dutyId")).longValue();
  }
}
