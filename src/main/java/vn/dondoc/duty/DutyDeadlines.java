package vn.dondoc.duty;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.CalendarChange;
import vn.dondoc.deadline.CalendarYearMissing;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.deadline.OpenDeadlines;
import vn.dondoc.deadline.WorkingCalendar;
import vn.dondoc.duty.CalendarMoves.Group;

/**
 * What a change of the working calendar does to duties. Those that were submitted keep their due
 * date: it has been met or missed.
 */
@Component
@Transactional
class DutyDeadlines implements OpenDeadlines {

  private final CalendarMoves moves;
  private final DutyWorkflow workflow;
  private final WorkingCalendar calendar;
  private final DueDates dueDates;
  private final ApplicationEventPublisher events;

  DutyDeadlines(
      CalendarMoves moves,
      DutyWorkflow workflow,
      WorkingCalendar calendar,
      DueDates dueDates,
      ApplicationEventPublisher events) {
    this.moves = moves;
    this.workflow = workflow;
    this.calendar = calendar;
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
        workflow.dueDatesMoved(decisionId);
      } else {
        moves.keep(decisionId, person, remark);
      }
    }
    return found.stream().map(Move::shown).toList();
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
              ? offADayOff(group.due(), change)
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
    Supplier<LocalDateTime> due = () -> workflow.dueDate(group);
    LocalDateTime after = change.after(due);
    try {
      return Optional.of(after).filter(other -> !other.equals(change.before(due)));
    } catch (CalendarYearMissing e) {
      return Optional.of(after);
    }
  }

  /** A date that somebody chose is moved only if it would become a day off. */
  private Optional<LocalDateTime> offADayOff(LocalDateTime due, CalendarChange change) {
    if (!due.toLocalDate().equals(change.day())
        || change.after(() -> calendar.isWorkingDay(change.day()))) {
      return Optional.empty();
    }
    return Optional.of(
        dueDates.local(change.after(() -> calendar.workingDaysAfter(change.day(), 0))));
  }
}
