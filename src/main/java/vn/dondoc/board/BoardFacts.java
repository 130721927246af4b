package vn.dondoc.board;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.escalation.Stage;

/** What the board is made of: one query for each part, in as many rows as there is to show. */
@Component
class BoardFacts {

  private static final String AGENCY_OF_G = DutyCounts.AGENCY.replace("u.", "g.");

  private final JdbcClient jdbc;

  BoardFacts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How the duties of one clause stand.
   *
   * @param unit code of an agency or of a district, which then counts with its communes; of any
   *     unit where not the whole campaign is seen
   */
  record Cell(String unit, String clause, String name, DutyCounts counts) {}

  /** Everything that is counted on the board, so that all its sums are sums of the same numbers. */
  List<Cell> cells(Scope scope) {
    return scope
        .in(
            jdbc.sql(
                """
                select %1$s as code, d.clause, min(f.name) as name, %2$s
                from %3$s join unit u on u.code = d.unit join duty_definition f on f.id = d.definition_id
                where %4$s
                group by %1$s, d.clause
                """
                    .formatted(
                        scope.all() ? DutyCounts.AGENCY : "u.code",
                        DutyCounts.COLUMNS,
                        scope.duties(),
                        Scope.DUTIES)))
        .query(
            (row, n) ->
                new Cell(
                    row.getString("code"),
                    row.getString("clause"),
                    row.getString("name"),
                    DutyCounts.of(row)))
        .list();
  }

  /**
   * Duties that were to be done by the same day and were done on the same day.
   *
   * @param due the day as the directive was issued
   * @param done the day of the report, null if they are not done
   */
  record Span(LocalDate due, @Nullable LocalDate done, long duties) {}

  /** When duties were to be done and were done; without those that nobody has to do. */
  List<Span> spans(Scope scope) {
    return scope
        .in(
            jdbc.sql(
                """
                select g.due, g.done, count(*) as duties from (
                  select cast(d.original_due as date) as due,
                    case when d.state = 'DONE' then cast(d.submitted_at as date) end as done
                  from %s where %s and d.state <> 'WAIVED') g
                group by g.due, g.done
                """
                    .formatted(scope.duties(), Scope.DUTIES)))
        .query(Span.class)
        .list();
  }

  /** The figures of all duties that are to be done, summed by duty and figure. */
  List<Board.Figure> figures(Scope scope) {
    return figures(scope, "g.clause, min(g.name) as name", "g.clause", "true")
        .query(Board.Figure.class)
        .list();
  }

  /**
   * A figure of one agency, district or unit.
   *
   * @param units how many units are asked for it
   * @param reported how many have given it
   */
  record Share(String code, long units, long reported, @Nullable BigDecimal amount) {}

  /** How a figure adds up, by agency and district. */
  List<Share> figureByAgency(Scope scope, String clause, String metric) {
    return figures(
            scope,
            AGENCY_OF_G + " as code",
            AGENCY_OF_G,
            "d.clause = :clause and m.metric = :metric")
        .param("clause", clause)
        .param("metric", metric)
        .query(Share.class)
        .list();
  }

  /** How a figure adds up, by unit. */
  List<Share> figureByUnit(Scope scope, String clause, String metric) {
    return figures(scope, "g.code as code", "g.code", "d.clause = :clause and m.metric = :metric")
        .param("clause", clause)
        .param("metric", metric)
        .query(Share.class)
        .list();
  }

  /** How the figure of an agency, or of a district with its communes, adds up, by unit. */
  List<Share> figureByUnit(Scope scope, String clause, String metric, String agency) {
    return figures(
            scope,
            "g.code as code",
            "g.code",
            "d.clause = :clause and m.metric = :metric and %s = :agency"
                .formatted(DutyCounts.AGENCY))
        .param("clause", clause)
        .param("metric", metric)
        .param("agency", agency)
        .query(Share.class)
        .list();
  }

  /** Each figure is looked up for its duty, so that those of other campaigns are never read. */
  private JdbcClient.StatementSpec figures(
      Scope scope, String columns, String groups, String which) {
    return scope.in(
        jdbc.sql(
            """
            select %1$s, g.metric, min(g.label) as label, min(g.place) as place, count(*) as units,
              count(g.amount) as reported, sum(g.amount) as amount
            from (
              select d.clause, f.name, u.kind, u.code, u.superior, m.metric, m.label, m.place,
                (%2$s) as amount
              from %3$s join unit u on u.code = d.unit
              join duty_definition f on f.id = d.definition_id
              join duty_metric m on m.definition_id = d.definition_id
              where %4$s and d.state <> 'WAIVED' and %5$s) g
            group by %6$s, g.metric
            order by %6$s, place
            """
                .formatted(columns, amount(scope), scope.duties(), Scope.DUTIES, which, groups)));
  }

  /** The figure m of the duty d, as it is or as it was. */
  private static String amount(Scope scope) {
    return scope.asOf() == null
        ? "select a.amount from duty_figure a where a.duty_id = d.id and a.metric = m.metric"
        : """
        select a.amount from duty_figure_change a
        where a.duty_id = d.id and a.metric = m.metric and a.at <= :now
        order by a.id desc fetch first row only
        """;
  }

  /** At which stage the case {@code e}, which was open, stood at the moment {@code now}. */
  private static final String STAGE_THEN =
      """
      case when exists (select 1 from escalation_decision x where x.case_id = e.id
          and x.decision = 'URGE' and x.decided_at <= :now
          and not exists (select 1 from escalation_event v where v.case_id = e.id
            and v.kind = 'COMMITTEE_TOLD' and v.at > x.decided_at and v.at <= :now))
        then 'ANSWER'
        when e.superior_told_at is null or e.committee_told_at <= :now then 'COMMITTEE'
        else 'SUPERIOR' end
      """;

  /** An escalation case that is open at the moment. */
  record OpenCase(
      long id, String unit, String superior, Stage stage, LocalDateTime openedAt, long duties) {}

  /** The oldest first. */
  List<OpenCase> cases(Scope scope) {
    return scope
        .in(
            jdbc.sql(
                """
                select e.id, e.unit, e.superior, e.opened_at, %s as stage,
                  (select count(*) from escalation_item i where i.case_id = e.id
                    and i.joined_at <= :now and (i.left_at is null or i.left_at > :now)) as duties
                from escalation_case e
                where e.campaign_id = :campaign and e.opened_at <= :now
                  and (e.closed_at is null or e.closed_at > :now)
                  and (:all or e.unit in (:units))
                order by e.opened_at, e.id
                """
                    .formatted(scope.asOf() == null ? "e.stage" : STAGE_THEN)))
        .query(OpenCase.class)
        .list();
  }

  /** How many obstacles are in each state that there is one in. */
  List<Board.Obstacles> obstacles(Scope scope) {
    return scope
        .in(
            jdbc.sql(
                """
                select o.state, count(*) as count from (
                  select %s as state from difficulty k where k.campaign_id = :campaign
                    and k.raised_at <= :now and (:all or k.unit in (:units))) o
                group by o.state
                """
                    .formatted(ObstacleState.AT)))
        .query(Board.Obstacles.class)
        .list();
  }

  /** An obstacle; times are local. */
  record Obstacle(
      String unit,
      @Nullable String clause,
      String description,
      LocalDateTime raisedAt,
      ObstacleState state,
      @Nullable String opinion,
      @Nullable String direction,
      long matching) {}

  /**
   * Obstacles, the newest first.
   *
   * @param state only those that have come so far, null for all
   */
  List<Obstacle> obstacles(Scope scope, @Nullable ObstacleState state, long from, int count) {
    return scope
        .in(
            jdbc.sql(
                """
                select o.*, count(*) over () as matching from (
                  select k.id, k.unit, k.clause, k.description, k.raised_at, %s as state,
                    case when k.opinion_at <= :now then k.opinion end as opinion,
                    case when k.direction_at <= :now then k.direction end as direction
                  from difficulty k where k.campaign_id = :campaign
                    and k.raised_at <= :now and (:all or k.unit in (:units))) o
                where (:state = '' or o.state = :state)
                order by o.raised_at desc, o.id desc
                offset :from rows fetch next :count rows only
                """
                    .formatted(ObstacleState.AT)))
        .param("state", state == null ? "" : state.name())
        .param("from", from)
        .param("count", count)
        .query(Obstacle.class)
        .list();
  }
}
