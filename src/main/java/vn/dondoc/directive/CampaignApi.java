package vn.dondoc.directive;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.duty.HistoryEntry;
import vn.dondoc.engine.DeployedDuties;
import vn.dondoc.organisation.Kind;
import vn.dondoc.organisation.Officers;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** Campaigns and difficulties, as the forms of the lead agency and the committee show them. */
@RestController
@Transactional(readOnly = true)
class CampaignApi {

  private final JdbcClient jdbc;
  private final Campaigns campaigns;
  private final Difficulties difficulties;
  private final Units units;
  private final Officers officers;
  private final DueDates dueDates;
  private final DeployedDuties deployed;

  CampaignApi(
      JdbcClient jdbc,
      Campaigns campaigns,
      Difficulties difficulties,
      Units units,
      Officers officers,
      DueDates dueDates,
      DeployedDuties deployed) {
    this.jdbc = jdbc;
    this.campaigns = campaigns;
    this.difficulties = difficulties;
    this.units = units;
    this.officers = officers;
    this.dueDates = dueDates;
    this.deployed = deployed;
  }

  record CampaignRef(String id, String documentNumber, String title) {

    static CampaignRef of(Campaign campaign) {
      return new CampaignRef(campaign.id(), campaign.documentNumber(), campaign.title());
    }
  }

  record UnitRef(String code, String name) {}

  record AgencyTotals(UnitRef unit, @JsonUnwrapped DutyCounts totals) {}

  record ReportView(
      String kind,
      String title,
      String content,
      String obstacles,
      String nextTasks,
      String proposals,
      LocalDateTime submittedAt,
      String submittedBy,
      String submittedByName,
      String decisionText,
      String remark) {}

  record CampaignView(
      String id,
      String documentNumber,
      String title,
      LocalDate issuedOn,
      LocalDate periodStart,
      LocalDate periodEnd,
      DutyCounts totals,
      List<AgencyTotals> agencies,
      List<ReportView> reports) {}

  /**
   * Whom a campaign would reach.
   *
   * @param missing codes of units that the directive names and that do not exist: they would get no
   *     duties
   */
  record Audience(long provincialAgencies, long districts, long communes, List<String> missing) {}

  record ClauseRef(String clause, String name) {}

  record DifficultyView(
      long id,
      CampaignRef campaign,
      UnitRef unit,
      String clause,
      String description,
      LocalDateTime raisedAt,
      String raisedBy,
      String raisedByName,
      String opinion,
      List<HistoryEntry> history) {}

  /** Running campaigns, newest first. */
  @GetMapping("/api/campaigns")
  List<CampaignRef> running() {
    return campaigns.running().stream().map(CampaignRef::of).toList();
  }

  @GetMapping("/api/campaigns/audience")
  Audience audience() {
    Map<Kind, Long> counts =
        units.all().stream()
            .collect(Collectors.groupingBy(unit -> unit.kind(), Collectors.counting()));
    return new Audience(
        counts.getOrDefault(Kind.AGENCY, 0L),
        counts.getOrDefault(Kind.DISTRICT, 0L),
        counts.getOrDefault(Kind.COMMUNE, 0L),
        deployed.unitsNamed().stream().filter(code -> !units.exists(code)).toList());
  }

  /**
   * The clauses under which the person's units owe something, to name the one that a difficulty
   * concerns.
   */
  @GetMapping("/api/campaigns/{id}/clauses")
  List<ClauseRef> clauses(@PathVariable String id) {
    var own = Viewer.current().units();
    if (own.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select distinct d.clause, f.name from duty d
            join duty_definition f on f.id = d.definition_id
            where d.campaign_id = :campaign and d.unit in (:units) order by d.clause
            """)
        .param("campaign", id)
        .param("units", own)
        .query(ClauseRef.class)
        .list();
  }

  @GetMapping("/api/campaigns/{id}")
  CampaignView campaign(@PathVariable String id) {
    Campaign campaign =
        campaigns
            .find(id)
            .filter(found -> Viewer.current().isOf(found.leadUnit(), found.committee()))
            .orElseThrow(() -> new NotFound("đợt vận động"));
    return new CampaignView(
        campaign.id(),
        campaign.documentNumber(),
        campaign.title(),
        campaign.issuedOn(),
        campaign.periodStart(),
        campaign.periodEnd(),
        totals(id),
        agencies(id),
        reports(id));
  }

  private DutyCounts totals(String id) {
    return counting(
            "select " + DutyCounts.COLUMNS + " from duty d where d.campaign_id = :campaign", id)
        .query((row, n) -> DutyCounts.of(row))
        .single();
  }

  /** One line for each agency and district; communes count with their district. */
  private List<AgencyTotals> agencies(String id) {
    return counting(
            """
            select %1$s as code, %2$s
            from duty d join unit u on u.code = d.unit where d.campaign_id = :campaign
            group by %1$s order by 1
            """
                .formatted(DutyCounts.AGENCY, DutyCounts.COLUMNS),
            id)
        .query((row, n) -> new AgencyTotals(unit(row.getString("code")), DutyCounts.of(row)))
        .list();
  }

  private JdbcClient.StatementSpec counting(String sql, String campaign) {
    return jdbc.sql(sql)
        .param("campaign", campaign)
        .param("now", campaigns.now())
        .param("soon", dueDates.soon());
  }

  private List<ReportView> reports(String id) {
    return jdbc.sql(
            """
            select kind, content, obstacles, next_tasks, proposals, submitted_at, submitted_by, answer,
              remark
            from campaign_report where campaign_id = ? order by id
            """)
        .param(id)
        .query(
            (row, n) ->
                new ReportView(
                    row.getString("kind").toLowerCase(Locale.ROOT),
                    row.getString("kind").equals("FINAL") ? "Báo cáo tổng kết" : "Báo cáo tuần",
                    row.getString("content"),
                    row.getString("obstacles"),
                    row.getString("next_tasks"),
                    row.getString("proposals"),
                    row.getObject("submitted_at", LocalDateTime.class),
                    row.getString("submitted_by"),
                    officers.nameOf(row.getString("submitted_by")),
                    decision(row.getString("answer")),
                    row.getString("remark")))
        .list();
  }

  private static String decision(String answer) {
    return answer == null ? null : answer.equals("ACCEPTED") ? "Phê duyệt" : "Yêu cầu bổ sung";
  }

  private UnitRef unit(String code) {
    return new UnitRef(code, units.name(code));
  }

  @GetMapping("/api/difficulties/{id}")
  DifficultyView difficulty(@PathVariable long id) {
    return difficulties
        .find(id)
        .filter(this::mayBeSeen)
        .map(this::view)
        .orElseThrow(() -> new NotFound("khó khăn, vướng mắc"));
  }

  private boolean mayBeSeen(Difficulty difficulty) {
    Campaign campaign = campaigns.require(difficulty.campaignId());
    return Viewer.current().isOf(difficulty.unit(), campaign.leadUnit(), campaign.committee());
  }

  private DifficultyView view(Difficulty difficulty) {
    var history = new ArrayList<HistoryEntry>();
    history.add(
        new HistoryEntry(
            difficulty.raisedAt(),
            "Nêu khó khăn, vướng mắc",
            difficulty.raisedBy(),
            officers.nameOf(difficulty.raisedBy()),
            null));
    if (difficulty.opinionAt() != null) {
      history.add(
          new HistoryEntry(
              difficulty.opinionAt(),
              "Cơ quan chủ trì cho ý kiến",
              difficulty.opinionBy(),
              officers.nameOf(difficulty.opinionBy()),
              difficulty.opinion()));
    }
    if (difficulty.directionAt() != null) {
      history.add(
          new HistoryEntry(
              difficulty.directionAt(),
              "UBND tỉnh chỉ đạo",
              difficulty.directionBy(),
              officers.nameOf(difficulty.directionBy()),
              difficulty.direction()));
    }
    return new DifficultyView(
        difficulty.id(),
        CampaignRef.of(campaigns.require(difficulty.campaignId())),
        unit(difficulty.unit()),
        difficulty.clause(),
        difficulty.description(),
        difficulty.raisedAt(),
        difficulty.raisedBy(),
        officers.nameOf(difficulty.raisedBy()),
        difficulty.opinion(),
        history);
  }
}
