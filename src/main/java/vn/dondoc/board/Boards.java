package vn.dondoc.board;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.board.BoardFacts.Cell;
import vn.dondoc.board.BoardFacts.Span;
import vn.dondoc.deadline.WorkingCalendar;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.organisation.Kind;
import vn.dondoc.organisation.Units;

/** Puts boards together. */
@Component
@Transactional(readOnly = true)
class Boards {

  private static final Comparator<String> CLAUSE_ORDER =
      Comparator.comparingInt(Boards::section).thenComparing(Comparator.naturalOrder());

  /** The curve ends when nearly all was to be done; a few duties may last until the year's end. */
  private static final double NEARLY_ALL = 0.99;

  private final BoardFacts facts;
  private final Units units;
  private final WorkingCalendar calendar;

  Boards(BoardFacts facts, Units units, WorkingCalendar calendar) {
    this.facts = facts;
    this.units = units;
    this.calendar = calendar;
  }

  Board of(Scope scope) {
    List<Cell> cells = facts.cells(scope);
    Map<String, List<Cell>> byUnit =
        cells.stream()
            .collect(Collectors.groupingBy(Cell::unit, TreeMap::new, Collectors.toList()));
    List<Board.Clause> clauses =
        cells.stream()
            .filter(cell -> isLocal(cell.unit()))
            .map(cell -> new Board.Clause(cell.clause(), cell.name()))
            .distinct()
            .sorted(Comparator.comparing(Board.Clause::clause, CLAUSE_ORDER))
            .toList();
    List<Board.Figure> figures = figures(scope);
    return new Board(
        scope.campaign(),
        scope.asOf(),
        scope.at(),
        scope.all(),
        sum(cells),
        agencies(byUnit),
        localities(byUnit, clauses),
        clauses,
        progress(scope),
        figures.stream().filter(figure -> figure.amount() != null).toList(),
        (int) figures.stream().filter(figure -> figure.amount() == null).count(),
        cases(scope),
        obstacles(scope));
  }

  /** The figures of all duties in the order of the directive, each summed over all units. */
  List<Board.Figure> figures(Scope scope) {
    return facts.figures(scope).stream()
        .sorted(Comparator.comparing(Board.Figure::clause, CLAUSE_ORDER))
        .toList();
  }

  private boolean isLocal(String code) {
    Kind kind = units.require(code).kind();
    return kind == Kind.DISTRICT || kind == Kind.COMMUNE;
  }

  private List<Board.Agency> agencies(Map<String, List<Cell>> byUnit) {
    return byUnit.entrySet().stream()
        .filter(entry -> !isLocal(entry.getKey()))
        .map(
            entry ->
                new Board.Agency(entry.getKey(), units.name(entry.getKey()), sum(entry.getValue())))
        .sorted(
            Comparator.comparing((Board.Agency agency) -> agency.counts().overdue())
                .thenComparing(agency -> agency.counts().dueSoon())
                .reversed()
                .thenComparing(Board.Agency::name))
        .toList();
  }

  private List<Board.Locality> localities(
      Map<String, List<Cell>> byUnit, List<Board.Clause> clauses) {
    Comparator<DutyCounts> best =
        Comparator.comparing((DutyCounts counts) -> -share(counts))
            .thenComparing(DutyCounts::overdue);
    List<Board.Locality> sorted =
        byUnit.entrySet().stream()
            .filter(entry -> isLocal(entry.getKey()))
            .map(
                entry ->
                    new Board.Locality(
                        entry.getKey(),
                        units.name(entry.getKey()),
                        0,
                        sum(entry.getValue()),
                        row(entry.getValue(), clauses)))
            .sorted(
                Comparator.comparing(Board.Locality::counts, best)
                    .thenComparing(Board.Locality::name))
            .toList();
    List<Board.Locality> ranked = new ArrayList<>();
    for (Board.Locality locality : sorted) {
      Board.Locality above = ranked.isEmpty() ? null : ranked.get(ranked.size() - 1);
      int place =
          above != null && best.compare(above.counts(), locality.counts()) == 0
              ? above.place()
              : ranked.size() + 1;
      ranked.add(
          new Board.Locality(
              locality.code(), locality.name(), place, locality.counts(), locality.cells()));
    }
    return ranked;
  }

  private static double share(DutyCounts counts) {
    return counts.total() == counts.waived()
        ? 1
        : (double) counts.done() / (counts.total() - counts.waived());
  }

  private static List<DutyCounts> row(List<Cell> cells, List<Board.Clause> clauses) {
    Map<String, DutyCounts> byClause = new HashMap<>();
    cells.forEach(cell -> byClause.merge(cell.clause(), cell.counts(), DutyCounts::plus));
    return Arrays.asList(
        clauses.stream().map(clause -> byClause.get(clause.clause())).toArray(DutyCounts[]::new));
  }

  private static DutyCounts sum(List<Cell> cells) {
    return cells.stream().map(Cell::counts).reduce(DutyCounts.NONE, DutyCounts::plus);
  }

  private List<Board.Day> progress(Scope scope) {
    List<Span> spans = facts.spans(scope);
    LocalDate issued = scope.campaign().issuedOn();
    LocalDate today = scope.at().toLocalDate();
    long all = spans.stream().mapToLong(Span::duties).sum();
    List<Board.Day> days = new ArrayList<>();
    long planned = 0;
    for (LocalDate day = issued;
        !day.isAfter(today) || planned < NEARLY_ALL * all;
        day = day.plusDays(1)) {
      LocalDate until = day;
      planned = sum(spans, span -> !span.due().isAfter(until));
      days.add(
          new Board.Day(
              day,
              planned,
              day.isAfter(today)
                  ? null
                  : sum(spans, span -> span.done() != null && !span.done().isAfter(until))));
    }
    return days;
  }

  private static long sum(List<Span> spans, Predicate<Span> which) {
    return spans.stream().filter(which).mapToLong(Span::duties).sum();
  }

  private List<Board.OpenCase> cases(Scope scope) {
    LocalDate today = scope.at().toLocalDate();
    return facts.cases(scope).stream()
        .map(
            open ->
                new Board.OpenCase(
                    open.id(),
                    open.unit().equals(open.superior())
                        ? "Các đơn vị thuộc " + units.name(open.unit())
                        : units.name(open.unit()),
                    units.name(open.superior()),
                    open.stage(),
                    open.openedAt(),
                    calendar.workingDaysBetween(open.openedAt().toLocalDate(), today),
                    open.duties()))
        .toList();
  }

  private List<Board.Obstacles> obstacles(Scope scope) {
    Map<ObstacleState, Long> found =
        facts.obstacles(scope).stream()
            .collect(Collectors.toMap(Board.Obstacles::state, Board.Obstacles::count));
    return Arrays.stream(ObstacleState.values())
        .map(state -> new Board.Obstacles(state, found.getOrDefault(state, 0L)))
        .toList();
  }

  /** Sections are numbers: 2 before 10. */
  private static int section(String clause) {
    String number = clause.split("\\.", 2)[0];
    return number.chars().allMatch(Character::isDigit) && !number.isEmpty()
        ? Integer.parseInt(number)
        : Integer.MAX_VALUE;
  }
}
