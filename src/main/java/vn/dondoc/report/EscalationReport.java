package vn.dondoc.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.deadline.WorkingCalendar;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.duty.DutyState;
import vn.dondoc.duty.TimeStatus;
import vn.dondoc.escalation.Stage;
import vn.dondoc.organisation.Kind;
import vn.dondoc.organisation.Officers;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.Viewer;

/**
 * Every deadline of a campaign that was missed and what followed, as far as the asking person may
 * see it: all of it the committee, the lead agency and administrators; its own with its communes an
 * agency or a district; nothing anybody else. One query for the rows and one for the sums.
 */
@Component
@Transactional(readOnly = true)
public class EscalationReport {

  /** Whether what a case went through happened while it held the duty. */
  private static final String COMMITTEE_TOLD =
      """
      case when e.committee_told_at <= coalesce(i.left_at, :now)
        then greatest(e.committee_told_at, i.joined_at) end
      """;

  /** A duty that joins a case when it is with the committee is not brought before the superior. */
  private static final String SUPERIOR_TOLD =
      """
      case when e.superior_told_at is not null
        and (e.committee_told_at is null or i.joined_at < e.committee_told_at) then i.joined_at end
      """;

  private static final String MATCHING =
      """
      from missed_deadline m
      join duty d on d.id = m.duty_id
      join duty_definition f on f.id = d.definition_id
      join unit u on u.code = d.unit
      left join escalation_item i on i.id =
        (select max(n.id) from escalation_item n where n.duty_id = m.duty_id and n.due = m.due)
      left join escalation_case e on e.id = i.case_id
      left join escalation_decision x on x.id =
        (select max(y.id) from escalation_decision y
         where y.duty_id = m.duty_id and y.case_id = i.case_id and y.decided_at >= i.joined_at
           and y.decided_at <= coalesce(i.left_at, :now))
      where d.campaign_id = :campaign
        and (:all or %1$s in (:own))
        and (cast(:start as timestamp) is null or m.recorded_at >= :start)
        and (cast(:end as timestamp) is null or m.recorded_at < :end)
        and (cast(:agency as varchar) is null or %1$s = :agency)
        and (cast(:stage as varchar) is null
          or case when i.left_at is null then e.stage else 'CLOSED' end = :stage)
      """
          .formatted(DutyCounts.AGENCY);

  private static final String ROWS =
      """
      select count(*) over () as matching, m.duty_id, m.due as missed, d.clause, f.name, f.is_request,
        d.unit, u.name as unit_name, %s as agency, f.coordinators, d.original_due, d.due, d.state,
        d.submitted_at, i.left_at, e.stage, %s as superior_told, %s as committee_told,
        case when e.superior_urged_at between i.joined_at and coalesce(i.left_at, :now)
          then e.superior_urged_at end as superior_urged,
        x.decision, x.decided_at, x.decided_by, x.remark,
        coalesce(
          (select s.reason from submission s where s.id =
            (select max(t.id) from submission t where t.duty_id = d.id and t.reason is not null)),
          (select o.description from difficulty o where o.id =
            (select max(p.id) from difficulty p where p.campaign_id = d.campaign_id
              and p.unit = d.unit and p.clause = d.clause))) as cause
      """
              .formatted(DutyCounts.AGENCY, SUPERIOR_TOLD, COMMITTEE_TOLD)
          + MATCHING
          + "order by agency, d.unit, %s, m.due\n".formatted(Duties.CLAUSE_ORDER);

  private static final String SUMS =
      """
      select %s as agency, count(*) as missed,
        count(case when d.due = m.due and %s then 1 end) as still_open,
        count(%s) as superior_told, count(%s) as committee_told,
        count(case when x.decision = 'EXTEND' then 1 end) as extended,
        count(case when x.decision = 'URGE' then 1 end) as urged,
        count(case when x.decision = 'REASSIGN' then 1 end) as reassigned,
        count(case when x.decision = 'WAIVE' then 1 end) as waived
      """
              .formatted(DutyCounts.AGENCY, DutyCounts.OVERDUE, SUPERIOR_TOLD, COMMITTEE_TOLD)
          + MATCHING
          + "group by %s order by 1\n".formatted(DutyCounts.AGENCY);

  private static final Map<String, String> DECISIONS =
      Map.of(
          "EXTEND", "gia hạn",
          "URGE", "đôn đốc bằng văn bản",
          "REASSIGN", "phân công lại",
          "WAIVE", "cho phép không thực hiện");

  private final JdbcClient jdbc;
  private final WorkingCalendar calendar;
  private final DueDates dueDates;
  private final Units units;
  private final Officers officers;
  private final Clock clock;

  EscalationReport(
      JdbcClient jdbc,
      WorkingCalendar calendar,
      DueDates dueDates,
      Units units,
      Officers officers,
      Clock clock) {
    this.jdbc = jdbc;
    this.calendar = calendar;
    this.dueDates = dueDates;
    this.units = units;
    this.officers = officers;
    this.clock = clock;
  }

  /**
   * A campaign that the person may see something of.
   *
   * @param title with number and date of its document
   * @param whole whether the person sees all of it
   */
  public record CampaignChoice(
      String id, String documentNumber, LocalDate issuedOn, String title, boolean whole) {}

  /**
   * Some rows of a report.
   *
   * @param total how many there are in all
   */
  public record Found(long total, List<EscalationRow> rows) {}

  /** Whether there is anything here for this person: communes have nothing to see. */
  public boolean concerns(Viewer viewer) {
    return viewer.administrator()
        || viewer.units().stream()
            .flatMap(code -> units.find(code).stream())
            .anyMatch(unit -> unit.kind() != Kind.COMMUNE);
  }

  /** The campaigns that this person may see something of, newest first. */
  public List<CampaignChoice> campaigns(Viewer viewer) {
    if (!concerns(viewer)) {
      return List.of();
    }
    return jdbc.sql(
            """
            select id, document_number, issued_on, title,
              (:administrator or lead_unit in (:own) or committee in (:own)) as whole
            from campaign order by issued_at desc, id
            """)
        .param("administrator", viewer.administrator())
        .param("own", own(viewer))
        .query(CampaignChoice.class)
        .list();
  }

  /** The campaign that a search is about, empty if there is none for this person. */
  public Optional<CampaignChoice> campaign(Viewer viewer, @Nullable String id) {
    return campaigns(viewer).stream()
        .filter(campaign -> id == null || campaign.id().equals(id))
        .findFirst();
  }

  /** All rows, by agency, unit and clause. */
  public List<EscalationRow> rows(EscalationSearch search, CampaignChoice campaign, Viewer viewer) {
    return find(ROWS, search, campaign, viewer).query((row, n) -> row(row)).list();
  }

  /** Some of the rows. */
  public Found page(
      EscalationSearch search, CampaignChoice campaign, Viewer viewer, int from, int count) {
    long[] total = {0};
    List<EscalationRow> rows =
        find(ROWS + "offset :from rows fetch next :count rows only", search, campaign, viewer)
            .param("from", from)
            .param("count", count)
            .query(
                (row, n) -> {
                  total[0] = row.getLong("matching");
                  return row(row);
                })
            .list();
    return new Found(total[0], rows);
  }

  /** One for each agency and district that has rows. */
  public List<EscalationSum> sums(EscalationSearch search, CampaignChoice campaign, Viewer viewer) {
    return find(SUMS, search, campaign, viewer)
        .query(
            (row, n) ->
                new EscalationSum(
                    row.getString("agency"),
                    units.name(row.getString("agency")),
                    units.require(row.getString("agency")).kind() == Kind.DISTRICT,
                    row.getLong("missed"),
                    row.getLong("still_open"),
                    row.getLong("superior_told"),
                    row.getLong("committee_told"),
                    row.getLong("extended"),
                    row.getLong("urged"),
                    row.getLong("reassigned"),
                    row.getLong("waived")))
        .list();
  }

  private JdbcClient.StatementSpec find(
      String sql, EscalationSearch search, CampaignChoice campaign, Viewer viewer) {
    return jdbc.sql(sql)
        .param("campaign", campaign.id())
        .param("all", campaign.whole())
        .param("own", own(viewer))
        .param("now", LocalDateTime.now(clock))
        .param("start", search.from() == null ? null : search.from().atStartOfDay())
        .param("end", search.to() == null ? null : search.to().plusDays(1).atStartOfDay())
        .param("agency", search.agency())
        .param("stage", search.stage() == null ? null : search.stage().name());
  }

  /** Communes see nothing here, and no list may be empty. */
  private List<String> own(Viewer viewer) {
    List<String> own =
        viewer.units().stream()
            .flatMap(code -> units.find(code).stream())
            .filter(unit -> unit.kind() != Kind.COMMUNE)
            .map(unit -> unit.code())
            .toList();
    return own.isEmpty() ? List.of("") : own;
  }

  private EscalationRow row(ResultSet row) throws SQLException {
    LocalDateTime now = LocalDateTime.now(clock);
    LocalDateTime missed = time(row, "missed");
    LocalDateTime due = time(row, "due");
    LocalDateTime originalDue = time(row, "original_due");
    LocalDateTime submitted = time(row, "submitted_at");
    LocalDateTime left = time(row, "left_at");
    LocalDateTime superiorTold = time(row, "superior_told");
    LocalDateTime committeeTold = time(row, "committee_told");
    LocalDateTime decided = time(row, "decided_at");
    DutyState state = DutyState.valueOf(row.getString("state"));
    TimeStatus status = TimeStatus.of(state, due, submitted, now, dueDates.soon());
    LocalDateTime until =
        left != null ? left : submitted != null && submitted.isAfter(missed) ? submitted : now;
    String stage = left != null ? "CLOSED" : row.getString("stage");
    String agency = row.getString("agency");
    String decision = row.getString("decision");
    return new EscalationRow(
        row.getLong("duty_id"),
        row.getString("clause"),
        row.getString("name"),
        row.getBoolean("is_request"),
        row.getString("unit"),
        row.getString("unit_name"),
        agency,
        units.name(agency),
        row.getString("coordinators"),
        originalDue,
        missed,
        due.equals(originalDue) ? null : due,
        state == DutyState.DONE ? submitted : null,
        daysLate(missed, until),
        row.getString("cause"),
        stage == null ? null : Stage.valueOf(stage),
        superiorTold,
        time(row, "superior_urged"),
        committeeTold,
        daysLate(missed, superiorTold),
        daysLate(missed, committeeTold),
        daysLate(missed, decided),
        decision == null ? null : DECISIONS.get(decision),
        decided,
        officers.nameOf(row.getString("decided_by")),
        row.getString("remark"),
        status,
        state.isEnded() ? status.text() : status.text() + " – " + state.text());
  }

  private Integer daysLate(LocalDateTime missed, @Nullable LocalDateTime until) {
    return until == null
        ? null
        : Math.max(0, calendar.workingDaysBetween(missed.toLocalDate(), until.toLocalDate()));
  }

  private static LocalDateTime time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class);
  }
}
