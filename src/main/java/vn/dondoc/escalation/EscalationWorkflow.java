package vn.dondoc.escalation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.variable.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.Duty;
import vn.dondoc.duty.DutyEvent;
import vn.dondoc.duty.DutyWorkflow;
import vn.dondoc.engine.Actor;
import vn.dondoc.engine.Input;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.engine.PassedTimers;
import vn.dondoc.engine.SystemAuthority;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;

/** Between the processes {@code Escalation} and {@code EscalationSweep} and the cases. */
@Component("escalationWorkflow")
public class EscalationWorkflow {

  private static final Logger log = LoggerFactory.getLogger(EscalationWorkflow.class);
  private static final String SETTLED = "CaseSettled";

  /** Where a duty's own timer records what the sweep has recorded for all. */
  private static final String DUTY = "Duty";

  private static final String DUE_PASSED = "DuePassed";

  private final EscalationCases cases;
  private final Duties duties;
  private final DutyWorkflow dutyWorkflow;
  private final Units units;
  private final DueDates dueDates;
  private final DecisionService decisions;
  private final RuntimeService runtime;
  private final SystemAuthority system;
  private final PassedTimers timers;
  private final ObjectMapper json;
  private final Audit audit;
  private final TransactionTemplate newTransaction;

  EscalationWorkflow(
      EscalationCases cases,
      Duties duties,
      DutyWorkflow dutyWorkflow,
      Units units,
      DueDates dueDates,
      DecisionService decisions,
      RuntimeService runtime,
      SystemAuthority system,
      PassedTimers timers,
      ObjectMapper json,
      Audit audit,
      PlatformTransactionManager transactions) {
    this.cases = cases;
    this.duties = duties;
    this.dutyWorkflow = dutyWorkflow;
    this.units = units;
    this.dueDates = dueDates;
    this.decisions = decisions;
    this.runtime = runtime;
    this.system = system;
    this.timers = timers;
    this.json = json;
    this.audit = audit;
    this.newTransaction = new TransactionTemplate(transactions);
    this.newTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** What decides whether duties share a case. */
  private record CaseKey(String campaignId, String unit, String superior, String unitKind) {}

  /**
   * Groups everything overdue into cases, opening those that are not open yet, and closes the cases
   * that have nothing left. Looks at the facts alone, so it also finds duties that still wait for
   * their turn, and misses nothing if it did not run for a while.
   */
  public void sweep() {
    duties.recordAllOverdue();
    List<Duty> overdue = duties.overdueWithoutCase();
    Map<String, EscalationPolicy> policies = new LinkedHashMap<>();
    overdue.stream()
        .collect(
            Collectors.groupingBy(
                duty -> key(duty, policies), LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (key, group) -> bring(key, group, policies.get(key.unitKind()).superiorDays() == 0));
    cases.openWithoutDuties().forEach(empty -> settle(empty.id()));
    timers.drop(DUTY, DUE_PASSED);
  }

  private CaseKey key(Duty duty, Map<String, EscalationPolicy> policies) {
    String kind = unitKind(duty);
    String superior = duties.superior(duty);
    EscalationPolicy policy = policies.computeIfAbsent(kind, this::policy);
    String unit = policy.groupsBySuperior() ? superior : duty.unit();
    return new CaseKey(duty.campaignId(), unit, superior, kind);
  }

  private String unitKind(Duty duty) {
    Unit unit = units.require(duty.unit());
    return unit.code().equals(duty.lead()) ? "LEAD" : unit.kind().name();
  }

  private EscalationPolicy policy(String unitKind) {
    // A person who only looks at a case need not be allowed to evaluate decisions.
    var row =
        system.call(
            () ->
                decisions
                    .evaluateDecisionTableByKey(
                        "EscalationPolicy", Variables.putValue("unitKind", unitKind))
                    .getSingleResult());
    if (row == null) {
      throw new IllegalStateException(
          "Bảng EscalationPolicy không có dòng cho loại đơn vị " + unitKind);
    }
    return new EscalationPolicy(
        row.getEntry("caseOf"),
        number(row.getEntry("superiorDays")),
        number(row.getEntry("committeeDays")),
        number(row.getEntry("chairDays")),
        number(row.getEntry("answerDays")));
  }

  /** Working days that an urged unit has to answer if the committee names no date. */
  int answerDays(String unitKind) {
    return policy(unitKind).answerDays();
  }

  private static int number(Object value) {
    return ((Number) value).intValue();
  }

  private void bring(CaseKey key, List<Duty> group, boolean skipsSuperior) {
    EscalationCases.Opened opened =
        cases.openFor(key.campaignId(), key.unit(), key.superior(), key.unitKind(), skipsSuperior);
    cases.join(opened.caseId(), group.stream().map(Duty::id).toList());
    if (opened.isNew()) {
      var process =
          runtime.startProcessInstanceByKey(
              "Escalation",
              key.unit(),
              Variables.putValue("caseId", opened.caseId())
                  .putValue("campaignId", key.campaignId())
                  .putValue("unit", key.unit())
                  .putValue("superior", key.superior())
                  .putValue("unitKind", key.unitKind()));
      cases.runsIn(opened.caseId(), process.getId());
    }
  }

  /** The direct superior's task is there. */
  public void urgingOpened(DelegateTask task) {
    EscalationCase escalation = cases.require(caseId(task));
    String verb =
        cases.isCourteous(escalation.id()) ? "Trao đổi về nhiệm vụ quá hạn" : task.getName();
    task.setName(verb + ": " + cases.subject(escalation));
  }

  /** The committee's task is there. */
  public void decisionOpened(DelegateTask task) {
    task.setName(task.getName() + ": " + cases.subject(cases.require(caseId(task))));
  }

  /** The direct superior completes {@code UrgeUnit}. */
  public void urged(DelegateTask task) {
    Optional<String> remark = Input.of(task).text("remark", "Ý kiến");
    cases.urgedBySuperior(caseId(task), Actor.of(task), remark.orElse(null));
    audit(task, "Đôn đốc");
  }

  /**
   * The committee completes {@code DecideEscalation}: one decision for all duties of the case, and
   * others for some of them in {@code decisions}, a JSON object of duty id → {@code {decision,
   * newDue, newUnit, remark}}.
   */
  public void decided(DelegateTask task) {
    long caseId = caseId(task);
    Input input = Input.of(task);
    Raw forAll =
        new Raw(
            input.text("decision", "Quyết định").orElse(null),
            input.text("newDue", "Hạn mới").orElse(null),
            input.text("newUnit", "Đơn vị nhận nhiệm vụ").orElse(null),
            input.text("remark", "Ý kiến").orElse(null));
    Map<Long, Raw> exceptions = exceptions(input.json("decisions"));
    int answerDays = answerDays(cases.require(caseId).unitKind());
    Map<Long, Decision> decided = new LinkedHashMap<>();
    for (Duty duty : duties.ofCase(caseId)) {
      Raw own = exceptions.remove(duty.id());
      decided.put(
          duty.id(),
          own == null
              ? decision(forAll, "", duty, answerDays)
              : decision(own, "decisions." + duty.id() + ".", duty, answerDays));
    }
    if (!exceptions.isEmpty()) {
      throw new InvalidInput(
          "decisions",
          "Nhiệm vụ số "
              + exceptions.keySet().iterator().next()
              + " (decisions) không còn trong hồ sơ này, hãy tải lại biểu mẫu.");
    }
    if (decided.isEmpty()) {
      // Everything was settled while the form was open; what was typed is still checked.
      Kind.of(forAll.decision(), "");
    }
    cases.decide(caseId, decided, Actor.of(task));
    audit(
        task,
        decided.values().stream()
            .collect(Collectors.groupingBy(Decision::kind, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(each -> each.getKey().text() + ": " + each.getValue() + " nhiệm vụ")
            .collect(Collectors.joining("; ")));
  }

  private void audit(DelegateTask task, String decision) {
    audit.record(Actor.of(task), Action.DECISION, "case/" + caseId(task), decision);
  }

  /** A decision as it was typed. */
  private record Raw(String decision, String newDue, String newUnit, String remark) {}

  private Map<Long, Raw> exceptions(Optional<String> text) {
    Map<Long, Raw> exceptions = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return exceptions;
    }
    try {
      JsonNode node = json.readTree(text.get());
      if (!node.isObject()) {
        throw notAnObject();
      }
      node.properties()
          .forEach(entry -> exceptions.put(Long.valueOf(entry.getKey()), raw(entry.getValue())));
    } catch (JsonProcessingException | NumberFormatException e) {
      throw notAnObject();
    }
    return exceptions;
  }

  private static InvalidInput notAnObject() {
    return new InvalidInput(
        "decisions",
        "Quyết định riêng (decisions) phải là đối tượng JSON dạng {\"số nhiệm vụ\": {\"decision\": …}}.");
  }

  private static Raw raw(JsonNode node) {
    return new Raw(
        text(node, "decision"), text(node, "newDue"), text(node, "newUnit"), text(node, "remark"));
  }

  private static String text(JsonNode node, String name) {
    String text = node.path(name).asText("").strip();
    return text.isEmpty() ? null : text;
  }

  /** Names of decisions in the REST contract. */
  private static final class Kind {

    static Decision.Kind of(String text, String prefix) {
      if (text != null) {
        for (Decision.Kind kind : Decision.Kind.values()) {
          if (kind.name().equalsIgnoreCase(text)) {
            return kind;
          }
        }
      }
      throw new InvalidInput(
          prefix + "decision",
          "Chưa chọn quyết định ("
              + prefix
              + "decision): extend – gia hạn, urge – đôn đốc, reassign – phân công lại, waive –"
              + " cho phép không thực hiện.");
    }
  }

  private Decision decision(Raw raw, String prefix, Duty duty, int answerDays) {
    Decision.Kind kind = Kind.of(raw.decision(), prefix);
    Optional<LocalDate> day =
        Optional.ofNullable(raw.newDue())
            .map(text -> Input.parse(text, prefix + "newDue", "Hạn mới"));
    day.ifPresent(newDue -> dueDates.requireNewDue(newDue, prefix + "newDue", "Hạn mới"));
    LocalDateTime newDue = day.map(dueDates::closeOf).orElse(null);
    return switch (kind) {
      case EXTEND -> {
        if (newDue == null) {
          throw new InvalidInput(
              prefix + "newDue", "Chưa nhập hạn mới (" + prefix + "newDue) để gia hạn.");
        }
        yield new Decision(kind, newDue, null, raw.remark());
      }
      case URGE -> new Decision(kind, orAnswerDays(newDue, answerDays), null, raw.remark());
      case REASSIGN ->
          new Decision(
              kind,
              orAnswerDays(newDue, answerDays),
              dutyWorkflow.requireUnit(raw.newUnit(), duty),
              raw.remark());
      case WAIVE -> {
        if (raw.remark() == null) {
          throw new InvalidInput(
              prefix + "remark",
              "Chưa nhập ý kiến (" + prefix + "remark): lý do cho phép không thực hiện.");
        }
        yield new Decision(kind, null, null, raw.remark());
      }
    };
  }

  private LocalDateTime orAnswerDays(LocalDateTime day, int answerDays) {
    return day != null ? day : dueDates.workingDaysFromNow(answerDays);
  }

  /** What the committee decided takes effect, all of it or nothing. */
  public void apply(long caseId) {
    Map<Long, String> inCase =
        duties.ofCase(caseId).stream().collect(Collectors.toMap(Duty::id, Duty::unit));
    Set<Long> moved = new HashSet<>();
    List<LocalDateTime> answers = new ArrayList<>();
    List<CaseDecided.DecidedDuty> decided = new ArrayList<>();
    List<EscalationCases.Pending> urged = new ArrayList<>();
    for (EscalationCases.Pending decision : cases.pendingDecisions(caseId)) {
      long dutyId = decision.dutyId();
      // What was reported after the decision was taken goes its ordinary way.
      if (inCase.containsKey(dutyId)) {
        switch (decision.decision()) {
          case EXTEND ->
              duties.extend(dutyId, decision.newDue(), decision.decidedBy(), decision.remark());
          case REASSIGN ->
              duties.reassign(
                  dutyId,
                  decision.newUnit(),
                  decision.newDue(),
                  decision.decidedBy(),
                  decision.remark());
          case WAIVE -> duties.waive(dutyId, decision.decidedBy(), decision.remark());
          case URGE -> {
            duties.history(dutyId, DutyEvent.Kind.URGED, decision.decidedBy(), decision.remark());
            answers.add(decision.newDue());
            urged.add(decision);
          }
        }
        if (decision.decision() != Decision.Kind.URGE) {
          moved.add(dutyId);
        }
        decided.add(
            new CaseDecided.DecidedDuty(
                dutyId,
                inCase.get(dutyId),
                outcome(decision.decision()),
                decision.newDue(),
                decision.newUnit(),
                decision.remark()));
      }
      cases.applied(decision.id());
    }
    cases.urged(caseId, urged);
    dutyWorkflow.decided(moved);
    cases.tookEffect(caseId, decided);
    if (cases.holdsDuties(caseId)) {
      cases.awaitAnswer(
          caseId,
          answers.stream()
              .min(LocalDateTime::compareTo)
              .orElseGet(
                  () -> dueDates.workingDaysFromNow(answerDays(cases.require(caseId).unitKind()))));
    }
  }

  private static CaseDecided.Outcome outcome(Decision.Kind decision) {
    return switch (decision) {
      case EXTEND -> CaseDecided.Outcome.EXTENDED;
      case URGE -> CaseDecided.Outcome.URGED;
      case REASSIGN -> CaseDecided.Outcome.REASSIGNED;
      case WAIVE -> CaseDecided.Outcome.WAIVED;
    };
  }

  /**
   * Closes the process of a case at once when its last duty leaves. Should that fail, for example
   * because somebody decides on the case in the same moment, the next sweep closes it.
   */
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void settleAfterCommit(CaseEmptied emptied) {
    try {
      newTransaction.executeWithoutResult(status -> settle(emptied.caseId()));
    } catch (RuntimeException e) {
      log.info("Case {} is left to the next sweep: {}", emptied.caseId(), e.toString());
    }
  }

  private void settle(long caseId) {
    if (cases.holdsDuties(caseId)) {
      return;
    }
    EscalationCase escalation = cases.require(caseId);
    if (!escalation.isOpen()) {
      return;
    }
    system.run(
        () -> {
          Execution waiting =
              runtime
                  .createExecutionQuery()
                  .processInstanceId(escalation.processInstanceId())
                  .messageEventSubscriptionName(SETTLED)
                  .singleResult();
          if (waiting != null) {
            runtime.messageEventReceived(SETTLED, waiting.getId());
          }
        });
  }

  private static long caseId(DelegateTask task) {
    return ((Number) task.getVariable("caseId")).longValue();
  }
}
