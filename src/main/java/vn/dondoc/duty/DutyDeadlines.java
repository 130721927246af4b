package vn.dondoc.duty;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.CalendarChange;
import vn.dondoc.deadline.CalendarYearMissing;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.deadline.OpenDeadlines;
import vn.dondoc.duty.CalendarMoves.Group;
import vn.dondoc.engine.DeployedDuties;
import vn.dondoc.engine.ExpressionValues;

/**
 * What a change of the working calendar does to duties. Those that were submitted keep their due
 * date: it has been met or missed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@Transactional
class DutyDeadlines implements OpenDeadlines {

  /** Duties whose processes are told of their new due date in one transaction. */
  private static final int AT_ONCE = 10;

  private final CalendarMoves moves;
  private final DutyWorkflow workflow;
  private final DutyTasksWorkflow tasks;
  private final Duties duties;
  private final DeployedDuties deployed;
  private final ExpressionValues expressions;
  private final DueDates dueDates;
  private final ApplicationEventPublisher events;

  DutyDeadlines(
      CalendarMoves moves,
      DutyWorkflow workflow,
      DutyTasksWorkflow tasks,
      Duties duties,
      DeployedDuties deployed,
      ExpressionValues expressions,
      DueDates dueDates,
      ApplicationEventPublisher events) {
    this.moves = moves;
    this.workflow = workflow;
    this.tasks = tasks;
    this.duties = duties;
    this.deployed = deployed;
    this.expressions = expressions;
    this.dueDates = dueDates;
    this.events = events;
  }

  private record Move(Group group, LocalDateTime newDue) {

    Moving shown() {
      return new Moving(
          group.documentNumber(),
          group.clause(),
          group.name(),
          group.due(),
          newDue,
          group.setByHand(),
          group.count());
    }
  }

  @Override
  @Transactional(readOnly = true)
  public List<Moving> moving(CalendarChange change) {
    return find(change).stream().map(Move::shown).toList();
  }

  @Override
  public List<Moving> decide(
      CalendarChange change, long decisionId, boolean move, String person, String remark) {
    moves.lockOpen();
    List<Move> found = find(change);
    found.forEach(each -> moves.note(decisionId, each.group(), each.newDue()));
    if (!found.isEmpty()) {
      if (move) {
        moves.apply(decisionId, person, remark);
        events.publishEvent(new DueDatesMoved());
      } else {
        moves.keep(decisionId, person, remark);
      }
    }
    return found.stream().map(Move::shown).toList();
  }

  /**
   * Some more duties get a task and a timer by their new due date. Whatever has them, or has been
   * submitted meanwhile, is left alone.
   */
  @Override
  public void follow(long decisionId) {
    List<Long> pending = moves.pending(decisionId, AT_ONCE);
    List<Duty> performed =
        pending.stream()
            .map(duties::lock)
            .flatMap(Optional::stream)
            .filter(duty -> duty.state().isBeingPerformed())
            .toList();
    workflow.decided(
        tasks.behind(performed).stream()
            .map(Duty::id)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
    if (!pending.isEmpty()) {
      moves.takenUp(decisionId, pending);
    }
  }

  @Override
  @Transactional(readOnly = true)
  public Progress progressOf(long decisionId) {
    return moves.progressOf(decisionId);
  }

  private List<Move> find(CalendarChange change) {
    List<Move> found = new ArrayList<>();
    Map<List<Object>, Optional<LocalDateTime>> counted = new HashMap<>();
    for (Group group : moves.open()) {
      Optional<LocalDateTime> newDue =
          group.setByHand()
              ? dueDates.offADayOff(group.due(), change)
              : counted.computeIfAbsent(
                  List.of(group.campaignId(), group.definitionId()), key -> counted(group, change));
      newDue
          .filter(due -> !due.equals(group.due()))
          .ifPresent(due -> found.add(new Move(group, due)));
    }
    return found;
  }

  /**
   * What the duty's expression gives after the change; nothing if that is what it gave before, so
   * that a due date which an administrator once kept stays kept.
   */
  private Optional<LocalDateTime> counted(Group group, CalendarChange change) {
    Supplier<LocalDateTime> due = () -> dueDates.local((Date) due(group));
    LocalDateTime after = change.after(due);
    try {
      return Optional.of(after).filter(other -> !other.equals(change.before(due)));
    } catch (CalendarYearMissing e) {
      return Optional.of(after);
    }
  }

  private Object due(Group group) {
    return expressions.of(
        deployed.declaredAt(group.processDefinitionId(), group.activityId()).due(),
        Map.of(
            "issuedOn", group.issuedOn().toString(),
            "periodStart", group.periodStart().toString(),
            "periodEnd", group.periodEnd().toString()));
  }
}
