package vn.dondoc.duty;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.stereotype.Component;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.Submission.Outcome;
import vn.dondoc.engine.Actor;
import vn.dondoc.engine.DeployedDuties;
import vn.dondoc.engine.DutyDeclaration;
import vn.dondoc.engine.ExpressionValues;
import vn.dondoc.engine.Input;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Units;

/**
 * Between the process {@code Duty} and the duties: what the engine says happened, and what the
 * engine is told.
 */
@Component("dutyWorkflow")
public class DutyWorkflow {

  private static final String DECISION = "DutyDecided";

  private final Duties duties;
  private final Figures figures;
  private final DeployedDuties deployed;
  private final Units units;
  private final DueDates dueDates;
  private final RuntimeService runtime;
  private final Audit audit;
  private final ExpressionValues expressions;

  DutyWorkflow(
      Duties duties,
      Figures figures,
      DeployedDuties deployed,
      Units units,
      DueDates dueDates,
      RuntimeService runtime,
      Audit audit,
      ExpressionValues expressions) {
    this.duties = duties;
    this.figures = figures;
    this.deployed = deployed;
    this.units = units;
    this.dueDates = dueDates;
    this.runtime = runtime;
    this.audit = audit;
    this.expressions = expressions;
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
    String campaign = campaignId(execution);
    String unit = unit(declaration, execution);
    Optional<Long> known = duties.idOf(campaign, declaration.clause(), unit);
    if (known.isEmpty()) {
      // Added to the model after the unit's process began, which was then migrated.
      duties.assign(campaign, List.of(assignment(declaration, execution)));
    }
    return known.or(() -> duties.idOf(campaign, declaration.clause(), unit)).orElseThrow();
  }

  private Assignment assignment(DutyDeclaration declaration, DelegateExecution execution) {
    Date due = (Date) expressions.in(execution, declaration.due());
    return new Assignment(
        declaration.processDefinitionId(),
        declaration.activityId(),
        declaration.clause(),
        unit(declaration, execution),
        dueDates.local(due));
  }

  private String unit(DutyDeclaration declaration, DelegateExecution execution) {
    return units.require((String) expressions.in(execution, declaration.unit())).code();
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

  private static long dutyId(DelegateTask task) {
    // A task has no variables of its own, but the engine would look for them.
    return dutyId(task.getExecution());
  }

  private static long dutyId(VariableScope scope) {
    return ((Number) scope.getVariable("dutyId")).longValue();
  }
}
