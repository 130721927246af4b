package vn.dondoc.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.duty.DutyState;
import vn.dondoc.engine.ToneMarksInSql;
import vn.dondoc.escalation.Stage;

/**
 * The duties of all campaigns that are not closed, in one query for each question and in as many
 * rows as there are campaigns, units or duties in the models, or as a page holds.
 */
@Component
class DutyReports {

  /** The agencies that these process definitions are about. */
  private static final String AGENCIES =
      """
      select %s from duty o join duty_definition g on g.id = o.definition_id
      join unit u on u.code = o.assigned_unit where g.process_definition_id in (:own)
      """
          .formatted(DutyCounts.AGENCY);

  private static final String OPEN =
      "c.closed_at is null and (cast(:campaign as varchar) is null or c.id = :campaign)";

  private final JdbcClient jdbc;
  private final DueDates dueDates;
  private final Clock clock;

  DutyReports(JdbcClient jdbc, DueDates dueDates, Clock clock) {
    this.jdbc = jdbc;
    this.dueDates = dueDates;
    this.clock = clock;
  }

  /** A campaign that is not closed. */
  record CampaignStanding(
      String id,
      String documentNumber,
      String title,
      LocalDate issuedOn,
      LocalDate periodEnd,
      @JsonUnwrapped DutyCounts counts) {}

  /** Those with most overdue duties first. */
  List<CampaignStanding> campaigns() {
    return counting(
            """
            select c.id, c.document_number, c.title, c.issued_on, c.period_end, %s
            from campaign c join duty d on d.campaign_id = c.id
            where %s
            group by c.id, c.document_number, c.title, c.issued_on, c.period_end
            order by overdue desc, c.issued_on desc, c.id
            """
                .formatted(DutyCounts.COLUMNS, OPEN),
            null)
        .query(
            (row, n) ->
                new CampaignStanding(
                    row.getString("id"),
                    row.getString("document_number"),
                    row.getString("title"),
                    row.getObject("issued_on", LocalDate.class),
                    row.getObject("period_end", LocalDate.class),
                    DutyCounts.of(row)))
        .list();
  }

  /** How an agency or a district stands. */
  record AgencyCounts(String code, DutyCounts counts) {}

  /**
   * Those with most overdue duties first.
   *
   * @param campaign id of the one that matters, null for all
   */
  List<AgencyCounts> agencies(@Nullable String campaign) {
    return counting(
            """
            select %s as agency, %s
            from duty d join unit u on u.code = d.unit join campaign c on c.id = d.campaign_id
            where %s
            group by %s
            order by overdue desc, due_soon desc, agency
            """
                .formatted(DutyCounts.AGENCY, DutyCounts.COLUMNS, OPEN, DutyCounts.AGENCY),
            campaign)
        .query((row, n) -> new AgencyCounts(row.getString("agency"), DutyCounts.of(row)))
        .list();
  }

  /**
   * Open escalation cases at one stage.
   *
   * @param duties how many duties they hold
   * @param oldest when the oldest of them was opened
   */
  record StageCounts(Stage stage, long cases, long duties, LocalDateTime oldest) {}

  /** By stage, in the order in which a case goes through them. */
  List<StageCounts> cases(@Nullable String campaign) {
    return jdbc
        .sql(
            """
            select e.stage, count(distinct e.id) as cases, count(d.id) as duties,
              min(e.opened_at) as oldest
            from escalation_case e join campaign c on c.id = e.campaign_id
            left join duty d on d.case_id = e.id
            where e.closed_at is null and %s
            group by e.stage
            """
                .formatted(OPEN))
        .param("campaign", campaign)
        .query(StageCounts.class)
        .list()
        .stream()
        .sorted((one, other) -> one.stage().compareTo(other.stage()))
        .toList();
  }

  private record Counted(
      String processDefinitionId, String activityId, String agency, DutyCounts counts) {}

  /**
   * What stands at the activities of a diagram, by activity id. A duty counts where its model
   * declares it, also after it was given to another unit. A call activity counts the duties of all
   * that it starts, as far as they are those of the agencies that the called process is about and,
   * if the shown process is one of an agency, of that agency: twelve agencies share the model of
   * the detailed plan.
   */
  Map<String, DutyCounts> standing(ShownProcess shown) {
    Set<String> within = shown.within();
    List<Counted> rows =
        counting(
                """
                select f.process_definition_id, f.activity_id, %s as agency, %s
                from duty d join duty_definition f on f.id = d.definition_id
                join unit u on u.code = d.assigned_unit join campaign c on c.id = d.campaign_id
                where %s and f.process_definition_id in (:definitions)
                group by f.process_definition_id, f.activity_id, %s
                """
                    .formatted(DutyCounts.AGENCY, DutyCounts.COLUMNS, OPEN, DutyCounts.AGENCY),
                null)
            .param("definitions", within)
            .query(
                (row, n) ->
                    new Counted(
                        row.getString("process_definition_id"),
                        row.getString("activity_id"),
                        row.getString("agency"),
                        DutyCounts.of(row)))
            .list();
    Map<String, DutyCounts> standing = new TreeMap<>();
    rows.stream()
        .filter(row -> shown.versions().contains(row.processDefinitionId()))
        .forEach(row -> standing.merge(row.activityId(), row.counts(), DutyCounts::plus));
    Set<String> own = agenciesOf(shown.versions(), rows);
    shown
        .calls()
        .forEach(
            (activity, called) -> {
              Set<String> agencies = new HashSet<>(agenciesOf(called.versions(), rows));
              if (!own.isEmpty()) {
                agencies.retainAll(own);
              }
              DutyCounts counts =
                  sum(
                      rows,
                      row ->
                          called.within().contains(row.processDefinitionId())
                              && agencies.contains(row.agency()));
              if (counts.total() > 0) {
                standing.put(activity, counts);
              }
            });
    return standing;
  }

  private static Set<String> agenciesOf(Collection<String> definitions, List<Counted> rows) {
    return rows.stream()
        .filter(row -> definitions.contains(row.processDefinitionId()))
        .map(Counted::agency)
        .collect(Collectors.toSet());
  }

  private static DutyCounts sum(List<Counted> rows, Predicate<Counted> which) {
    return rows.stream()
        .filter(which)
        .map(Counted::counts)
        .reduce(DutyCounts.NONE, DutyCounts::plus);
  }

  /** An overdue duty; stage is null while it is in no escalation case. */
  record Overdue(
      long id,
      String documentNumber,
      String unit,
      String clause,
      String name,
      LocalDateTime due,
      DutyState state,
      @Nullable Stage stage,
      @Nullable String processInstanceId,
      long matching) {}

  /**
   * Overdue duties of a process and of what it starts, the longest overdue first; as in {@link
   * #standing}.
   *
   * @param text what a unit, its superior, the duty or its clause is called, tone marks or not;
   *     empty for all
   */
  List<Overdue> overdue(ShownProcess shown, String text, int from, int count) {
    return jdbc.sql(
            """
            select d.id, c.document_number, n.name as unit, d.clause, f.name, d.due, d.state,
              e.stage, d.process_instance_id, count(*) over () as matching
            from duty d join duty_definition f on f.id = d.definition_id
            join unit u on u.code = d.assigned_unit join unit n on n.code = d.unit
            left join unit s on s.code = n.superior
            join campaign c on c.id = d.campaign_id
            left join escalation_case e on e.id = d.case_id
            where c.closed_at is null and %s
              and (:any or f.process_definition_id in (:definitions)
                and (%s in (%s) or not exists (%s)))
              and (d.clause = :text or %s like :pattern or %s like :pattern or %s like :pattern)
            order by d.due, d.clause, n.code, d.id
            offset :from rows fetch next :count rows only
            """
                .formatted(
                    DutyCounts.OVERDUE,
                    DutyCounts.AGENCY,
                    AGENCIES,
                    AGENCIES,
                    ToneMarksInSql.removed("n.name"),
                    ToneMarksInSql.removed("coalesce(s.name, '')"),
                    ToneMarksInSql.removed("f.name")))
        .param("now", LocalDateTime.now(clock))
        .param("any", shown.ofAnyDuty())
        .param("definitions", shown.within())
        .param("own", shown.versions())
        .param("text", text)
        .param("pattern", ToneMarksInSql.pattern(text))
        .param("from", from)
        .param("count", count)
        .query(Overdue.class)
        .list();
  }

  private JdbcClient.StatementSpec counting(String sql, @Nullable String campaign) {
    return jdbc.sql(sql)
        .param("campaign", campaign)
        .param("now", LocalDateTime.now(clock))
        .param("soon", dueDates.soon());
  }
}
