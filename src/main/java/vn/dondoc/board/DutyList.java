package vn.dondoc.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.WorkingCalendar;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.duty.DutyState;
import vn.dondoc.duty.TimeStatus;
import vn.dondoc.engine.ToneMarksInSql;

/** The duties behind every number of the board. */
@Component
@Transactional(readOnly = true)
class DutyList {

  private static final String FROM =
      """
      from %s join duty_definition f on f.id = d.definition_id join unit u on u.code = d.unit
      left join unit s on s.code = u.superior and u.kind = 'COMMUNE'
      where %s
      """;

  private final JdbcClient jdbc;
  private final WorkingCalendar calendar;

  DutyList(JdbcClient jdbc, WorkingCalendar calendar) {
    this.jdbc = jdbc;
    this.calendar = calendar;
  }

  /** Some of the duties, and how many there are in all. */
  record Found(List<DutyLine> duties, long total) {}

  /** Those that are due first come first. */
  Found find(Scope scope, DutySearch search, long from, int count) {
    List<Long> total = new ArrayList<>();
    Map<String, Object> parameters = new LinkedHashMap<>();
    String which = conditions(search, parameters);
    List<DutyLine> duties =
        scope
            .in(
                jdbc.sql(
                    """
                    select d.id, d.clause, f.name, u.code as unit, u.name as unit_name,
                      s.name as superior, d.original_due, d.due, d.submitted_at, d.state,
                      count(*) over () as matching
                    """
                        + FROM.formatted(scope.duties(), Scope.DUTIES + which)
                        + "order by d.due, "
                        + Duties.CLAUSE_ORDER
                        + ", u.code, d.id offset :from rows fetch next :count rows only"))
            .params(parameters)
            .param("from", from)
            .param("count", count)
            .query(
                (row, n) -> {
                  total.add(row.getLong("matching"));
                  return line(scope, row);
                })
            .list();
    return new Found(duties, total.isEmpty() ? 0 : total.get(0));
  }

  /** Clauses and names of the duties in the scope, in the order of the directive. */
  List<Board.Clause> clauses(Scope scope) {
    return scope
        .in(
            jdbc.sql(
                """
                select g.clause, g.name from (
                  select d.clause, min(f.name) as name from %s
                  join duty_definition f on f.id = d.definition_id where %s group by d.clause) g
                order by position('.' in g.clause), g.clause
                """
                    .formatted(scope.duties(), Scope.DUTIES)))
        .query(Board.Clause.class)
        .list();
  }

  private static String conditions(DutySearch search, Map<String, Object> parameters) {
    StringBuilder sql = new StringBuilder();
    if (search.status() != null) {
      sql.append(" and ").append(DutyCounts.condition(search.status()));
    }
    if (search.done() != null) {
      sql.append(" and d.state = 'DONE'");
    }
    if (search.state() != null) {
      sql.append(" and d.state = :state");
      parameters.put("state", search.state().name());
    }
    if (search.agency() != null) {
      sql.append(" and ").append(DutyCounts.AGENCY).append(" = :agency");
      parameters.put("agency", search.agency());
    }
    if (search.unit() != null) {
      sql.append(" and d.unit = :unit");
      parameters.put("unit", search.unit());
    }
    if (search.level() != null) {
      sql.append(" and u.kind ")
          .append(search.level() == DutySearch.Level.DISTRICTS ? "in" : "not in")
          .append(" ('DISTRICT', 'COMMUNE')");
    }
    if (search.clause() != null) {
      sql.append(" and d.clause = :clause");
      parameters.put("clause", search.clause());
    }
    if (search.escalation() != null) {
      sql.append(
          """
           and exists (select 1 from escalation_item i where i.case_id = :escalation
             and i.duty_id = d.id and i.joined_at <= :now
             and (i.left_at is null or i.left_at > :now))
          """);
      parameters.put("escalation", search.escalation());
    }
    if (search.text() != null) {
      sql.append(
          " and (d.clause = :text or %s like :pattern or %s like :pattern or %s like :pattern)"
              .formatted(
                  ToneMarksInSql.removed("u.name"),
                  ToneMarksInSql.removed("coalesce(s.name, '')"),
                  ToneMarksInSql.removed("f.name")));
      parameters.put("text", search.text());
      parameters.put("pattern", ToneMarksInSql.pattern(search.text()));
    }
    return sql.append('\n').toString();
  }

  private DutyLine line(Scope scope, ResultSet row) throws SQLException {
    LocalDateTime due = row.getObject("due", LocalDateTime.class);
    LocalDateTime submitted = row.getObject("submitted_at", LocalDateTime.class);
    DutyState state = DutyState.valueOf(row.getString("state"));
    TimeStatus status = TimeStatus.of(state, due, submitted, scope.at(), scope.soon());
    LocalDate until = (submitted == null ? scope.at() : submitted).toLocalDate();
    boolean late = status == TimeStatus.OVERDUE || status == TimeStatus.DONE_LATE;
    return new DutyLine(
        row.getLong("id"),
        row.getString("clause"),
        row.getString("name"),
        row.getString("unit"),
        row.getString("unit_name"),
        row.getString("superior"),
        row.getObject("original_due", LocalDateTime.class),
        due,
        submitted,
        state,
        status,
        late ? calendar.workingDaysBetween(due.toLocalDate(), until) : 0);
  }
}
