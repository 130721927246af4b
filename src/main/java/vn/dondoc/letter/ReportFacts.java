package vn.dondoc.letter;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.duty.TimeStatus;
import vn.dondoc.organisation.Kind;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;
import vn.dondoc.report.EscalationReport;
import vn.dondoc.report.EscalationReport.CampaignChoice;
import vn.dondoc.report.EscalationRow;
import vn.dondoc.report.EscalationSearch;
import vn.dondoc.security.Viewer;

/** What documents say, as it is now; one query for each list. */
@Component
@Transactional(readOnly = true)
class ReportFacts {

  private static final Viewer NOBODY = new Viewer("", Set.of(), false);

  private final JdbcClient jdbc;
  private final EscalationReport escalations;
  private final Units units;
  private final DueDates dueDates;
  private final Clock clock;

  ReportFacts(
      JdbcClient jdbc, EscalationReport escalations, Units units, DueDates dueDates, Clock clock) {
    this.jdbc = jdbc;
    this.escalations = escalations;
    this.units = units;
    this.dueDates = dueDates;
    this.clock = clock;
  }

  LocalDateTime now() {
    return LocalDateTime.now(clock);
  }

  Optional<CampaignFacts> campaign(String id) {
    return jdbc.sql(CampaignFacts.SELECT + "where c.id = ?")
        .param(id)
        .query(CampaignFacts.class)
        .optional();
  }

  /** How an agency or a district with its communes stands. */
  record Standing(Unit unit, DutyCounts counts) {}

  /** Agencies first, then districts. */
  List<Standing> standings(String campaign) {
    return jdbc
        .sql(
            """
            select %s as agency, %s from duty d join unit u on u.code = d.unit
            where d.campaign_id = :campaign group by %s order by 1
            """
                .formatted(DutyCounts.AGENCY, DutyCounts.COLUMNS, DutyCounts.AGENCY))
        .param("campaign", campaign)
        .param("now", now())
        .param("soon", dueDates.soon())
        .query((row, n) -> new Standing(units.require(row.getString("agency")), DutyCounts.of(row)))
        .list()
        .stream()
        .sorted((one, other) -> Boolean.compare(isDistrict(one), isDistrict(other)))
        .toList();
  }

  static boolean isDistrict(Standing standing) {
    return standing.unit().kind() == Kind.DISTRICT;
  }

  /**
   * A figure against its target, of a unit: a duty that asks for {@code …Achieved} and {@code
   * …TargetYear} (or another {@code …Target…}) compares the two.
   */
  record Figure(String agency, String name, BigDecimal target, BigDecimal achieved) {

    Figure plus(Figure other) {
      return new Figure(agency, name, target.add(other.target), achieved.add(other.achieved));
    }
  }

  /** By unit, in the order in which the duty asks for them. */
  List<Figure> figures(String campaign) {
    Map<String, Figure> found = new LinkedHashMap<>();
    jdbc.sql(
            """
            select %1$s as agency, m.metric, m.label, sum(g.amount) as amount, min(m.place) as place
            from duty_figure g join duty d on d.id = g.duty_id join unit u on u.code = d.unit
            join duty_metric m on m.definition_id = d.definition_id and m.metric = g.metric
            where d.campaign_id = :campaign and (m.metric like '%%Target%%' or m.metric like '%%Achieved')
              and exists (select 1 from duty_metric o where o.definition_id = d.definition_id
                and o.metric like '%%Achieved')
            group by %1$s, m.metric, m.label order by 1, 5, 2
            """
                .formatted(DutyCounts.AGENCY))
        .param("campaign", campaign)
        .query(
            row -> {
              String agency = row.getString("agency");
              String metric = row.getString("metric");
              boolean isTarget = metric.contains("Target");
              String subject = metric.replaceAll("Target.*|Achieved$", "");
              BigDecimal amount = row.getBigDecimal("amount");
              Figure figure =
                  new Figure(
                      agency,
                      isTarget ? "" : row.getString("label").replaceFirst("^Đã thực hiện ", ""),
                      isTarget ? amount : BigDecimal.ZERO,
                      isTarget ? BigDecimal.ZERO : amount);
              found.merge(
                  agency + "/" + subject,
                  figure,
                  (one, other) ->
                      new Figure(
                          agency,
                          one.name().isEmpty() ? other.name() : one.name(),
                          one.target().add(other.target()),
                          one.achieved().add(other.achieved())));
            });
    return found.values().stream().filter(figure -> !figure.name().isEmpty()).toList();
  }

  /** A figure of a district with its communes that nothing sets a target for. */
  record LocalFigure(String agency, String clause, String label, BigDecimal amount) {}

  /** By district, in the order of the directive; without what nobody has to do any more. */
  List<LocalFigure> localFigures(String campaign) {
    return jdbc.sql(
            """
            select %1$s as agency, d.clause, min(m.label) as label, sum(g.amount) as amount
            from duty_figure g join duty d on d.id = g.duty_id join unit u on u.code = d.unit
            join duty_metric m on m.definition_id = d.definition_id and m.metric = g.metric
            where d.campaign_id = :campaign and d.state <> 'WAIVED'
              and u.kind in ('DISTRICT', 'COMMUNE')
              and not ((m.metric like '%%Target%%' or m.metric like '%%Achieved')
                and exists (select 1 from duty_metric o where o.definition_id = d.definition_id
                  and o.metric like '%%Achieved'))
            group by %1$s, d.clause, m.metric
            order by 1, %2$s, min(m.place)
            """
                .formatted(DutyCounts.AGENCY, Duties.CLAUSE_ORDER))
        .param("campaign", campaign)
        .query(LocalFigure.class)
        .list();
  }

  /** The same of all units together. */
  static List<Figure> total(List<Figure> figures) {
    Map<String, Figure> total = new LinkedHashMap<>();
    figures.forEach(figure -> total.merge(figure.name(), figure, Figure::plus));
    return List.copyOf(total.values());
  }

  /** Duties that are overdue or were done late, each once. */
  List<EscalationRow> overdue(CampaignFacts campaign) {
    return escalations.rows(EscalationSearch.all(campaign.id()), whole(campaign), NOBODY).stream()
        .filter(EscalationRow::stands)
        .filter(
            row ->
                row.timeStatus() == TimeStatus.OVERDUE || row.timeStatus() == TimeStatus.DONE_LATE)
        .toList();
  }

  private static CampaignChoice whole(CampaignFacts campaign) {
    return new CampaignChoice(
        campaign.id(), campaign.documentNumber(), campaign.issuedOn(), campaign.title(), true);
  }

  /**
   * A duty as the models declare it.
   *
   * @param units codes of all units that it was assigned to
   */
  record Assigned(
      String clause,
      String name,
      String task,
      String coordinators,
      String deliverable,
      LocalDateTime due,
      List<String> units) {}

  private record AssignedRow(
      String clause,
      String name,
      String task,
      String coordinators,
      String deliverable,
      LocalDateTime due,
      String unit) {}

  /** One for each clause, sections in the order of their numbers; as it was assigned at first. */
  List<Assigned> assigned(String campaign) {
    Map<String, Assigned> clauses = new LinkedHashMap<>();
    // Without its units a duty of all communes would be 460 rows; they are told by their kind.
    for (AssignedRow row :
        jdbc.sql(
                """
                select d.clause, f.name, f.task, f.coordinators, f.deliverable, d.original_due as due,
                  d.assigned_unit as unit
                from duty d join duty_definition f on f.id = d.definition_id
                where d.campaign_id = ? order by %s, d.assigned_unit
                """
                    .formatted(Duties.CLAUSE_ORDER))
            .param(campaign)
            .query(AssignedRow.class)
            .list()) {
      clauses
          .computeIfAbsent(
              row.clause(),
              clause ->
                  new Assigned(
                      clause,
                      row.name(),
                      row.task(),
                      row.coordinators(),
                      row.deliverable(),
                      row.due(),
                      new ArrayList<>()))
          .units()
          .add(row.unit());
    }
    return List.copyOf(clauses.values());
  }

  /** What the lead agency and the committee have done so far. */
  record Steering(
      long agencies, long districts, long communes, long urgedCases, Map<String, Long> decisions) {}

  Steering steering(String campaign) {
    Map<String, Long> kinds = new TreeMap<>();
    jdbc.sql(
            """
            select u.kind, count(distinct d.unit) as units from duty d join unit u on u.code = d.unit
            where d.campaign_id = ? group by u.kind
            """)
        .param(campaign)
        .query(
            row -> {
              kinds.put(row.getString("kind"), row.getLong("units"));
            });
    Map<String, Long> decisions = new TreeMap<>();
    jdbc.sql(
            """
            select x.decision, count(*) as duties from escalation_decision x
            join escalation_case e on e.id = x.case_id
            where e.campaign_id = ? and x.applied_at is not null group by x.decision
            """)
        .param(campaign)
        .query(
            row -> {
              decisions.put(row.getString("decision"), row.getLong("duties"));
            });
    long urged =
        jdbc.sql(
                "select count(*) from escalation_case where campaign_id = ? and superior_urged_at is"
                    + " not null")
            .param(campaign)
            .query(Long.class)
            .single();
    return new Steering(
        kinds.getOrDefault("AGENCY", 0L),
        kinds.getOrDefault("DISTRICT", 0L),
        kinds.getOrDefault("COMMUNE", 0L),
        urged,
        decisions);
  }

  /** What several units have put in the same words. */
  record Obstacle(String description, long count, long withCommittee) {}

  /** Those most often met first, at most ten. */
  List<Obstacle> obstacles(String campaign) {
    return jdbc.sql(
            """
            select description, count(*) as count,
              count(case when state = 'WITH_COMMITTEE' then 1 end) as with_committee
            from difficulty where campaign_id = ? group by description
            order by 2 desc, 1 fetch first 10 rows only
            """)
        .param(campaign)
        .query(Obstacle.class)
        .list();
  }
}
