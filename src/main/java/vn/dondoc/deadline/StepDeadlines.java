package vn.dondoc.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.StepMoves.Group;
import vn.dondoc.deadline.StepMoves.Move;
import vn.dondoc.deadline.StepWorkflow.Open;
import vn.dondoc.deadline.StepWorkflow.Step;
import vn.dondoc.engine.ExpressionValues;

/**
 * What a change of the working calendar does to steps beside the duties: what superiors, lead
 * agency and committee have to do by a date, and what the processes do at one.
 */
@Component
@Transactional
class StepDeadlines implements OpenDeadlines {

  private static final Logger log = LoggerFactory.getLogger(StepDeadlines.class);

  /** Tasks and timers that get their new date in one transaction. */
  private static final int AT_ONCE = 50;

  private final StepWorkflow workflow;
  private final StepMoves moves;
  private final ExpressionValues expressions;
  private final DueDates dueDates;
  private final ApplicationEventPublisher events;

  StepDeadlines(
      StepWorkflow workflow,
      StepMoves moves,
      ExpressionValues expressions,
      DueDates dueDates,
      ApplicationEventPublisher events) {
    this.workflow = workflow;
    this.moves = moves;
    this.expressions = expressions;
    this.dueDates = dueDates;
    this.events = events;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Moving> moving(CalendarChange change) {
    return shown(find(change));
  }

  @Override
  public List<Moving> decide(
      CalendarChange change, long decisionId, boolean move, String person, String remark) {
    List<Move> found = find(change);
    moves.note(decisionId, found, move);
    if (move) {
      found.stream()
          .filter(Move::setByHand)
          .map(each -> new DayTakenOff(each.oldDue(), each.newDue()))
          .distinct()
          .forEach(events::publishEvent);
    }
    return shown(found);
  }

  /** What was done meanwhile, or given another date, is left alone. */
  @Override
  public void follow(long decisionId) {
    List<Move> pending = moves.pending(decisionId, AT_ONCE);
    workflow.follow(pending);
    moves.takenUp(decisionId, pending);
  }

  @Override
  @Transactional(readOnly = true)
  public Progress progressOf(long decisionId) {
    return moves.progressOf(decisionId);
  }

  private List<Moving> shown(List<Move> found) {
    return found.stream()
        .collect(Collectors.groupingBy(Group::of, Collectors.summingInt(each -> 1)))
        .entrySet()
        .stream()
        .map(
            entry ->
                new Moving(
                    entry.getKey().document(),
                    null,
                    entry.getKey().name(),
                    entry.getKey().oldDue(),
                    entry.getKey().newDue(),
                    entry.getKey().setByHand(),
                    entry.getValue()))
        .sorted(
            Comparator.comparing(Moving::document, Comparator.nullsLast(String::compareTo))
                .thenComparing(Moving::from)
                .thenComparing(Moving::name)
                .thenComparing(Moving::to)
                .thenComparing(Moving::setByHand))
        .toList();
  }

  /** What the date of a step depends on, so that thousands of alike steps are counted once. */
  private record Count(Step step, LocalDate since, Map<String, Object> variables) {}

  /** When a step is due in the calendar as it stands and as it will be. */
  private record Counted(LocalDateTime before, LocalDateTime after) {}

  private List<Move> find(CalendarChange change) {
    Map<Count, Optional<Counted>> counted = new HashMap<>();
    Map<String, String> documents = moves.documents();
    List<Move> found = new ArrayList<>();
    for (Open open : workflow.open(change.day())) {
      Optional<Counted> byCalendar =
          counted
              .computeIfAbsent(
                  new Count(open.step(), open.since(), open.variables()),
                  count -> counted(count, change))
              .filter(each -> each.before().equals(open.due()));
      LocalDateTime newDue =
          byCalendar.isPresent()
              ? byCalendar.get().after()
              : dueDates.offADayOff(open.due(), change).orElse(open.due());
      if (!newDue.equals(open.due())) {
        found.add(
            new Move(
                open.step().kind(),
                open.id(),
                open.processInstanceId(),
                documents.get(open.campaignId()),
                open.step().name(),
                open.due(),
                newDue,
                byCalendar.isEmpty()));
      }
    }
    return found;
  }

  /** Nothing if the calendar has no say in it. */
  private Optional<Counted> counted(Count count, CalendarChange change) {
    if (!count.step().counted()) {
      return Optional.empty();
    }
    LocalDateTime before;
    try {
      before = change.before(count.since(), () -> due(count));
    } catch (CalendarYearMissing e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // One process whose variables do not fit its model must not freeze the calendar.
      log.warn("Cannot count when {} is due: {}", count, e.toString());
      return Optional.empty();
    }
    return Optional.of(new Counted(before, change.after(count.since(), () -> due(count))));
  }

  private LocalDateTime due(Count count) {
    return dueDates.local((Date) expressions.of(count.step().due(), count.variables()));
  }
}
