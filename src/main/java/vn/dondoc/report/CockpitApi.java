package vn.dondoc.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.lang.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.dondoc.deadline.WorkingCalendar;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.duty.DutyHistory;
import vn.dondoc.duty.HistoryEntry;
import vn.dondoc.escalation.CaseHistory;
import vn.dondoc.organisation.Officers;
import vn.dondoc.organisation.Units;
import vn.dondoc.report.DutyReports.CampaignStanding;
import vn.dondoc.report.DutyReports.Overdue;
import vn.dondoc.report.DutyReports.StageCounts;
import vn.dondoc.report.ReportWorkflow.Failures;
import vn.dondoc.report.ReportWorkflow.Step;
import vn.dondoc.report.ReportWorkflow.Steps;
import vn.dondoc.security.NotFound;

/** What our plugins in Cockpit show; the front door lets administrators alone in. */
@RestController
@RequestMapping("/api/cockpit")
@Transactional(readOnly = true)
class CockpitApi {

  private static final int PAGE = 50;
  private static final int FAILURES = 5;

  private final DutyReports reports;
  private final ReportWorkflow workflow;
  private final DutyHistory dutyHistory;
  private final CaseHistory caseHistory;
  private final WorkingCalendar calendar;
  private final Units units;
  private final Officers officers;
  private final Clock clock;

  CockpitApi(
      DutyReports reports,
      ReportWorkflow workflow,
      DutyHistory dutyHistory,
      CaseHistory caseHistory,
      WorkingCalendar calendar,
      Units units,
      Officers officers,
      Clock clock) {
    this.reports = reports;
    this.workflow = workflow;
    this.dutyHistory = dutyHistory;
    this.caseHistory = caseHistory;
    this.calendar = calendar;
    this.units = units;
    this.officers = officers;
    this.clock = clock;
  }

  /**
   * @param processDefinitionId the process that the campaign runs in, null if it has been removed
   */
  record CampaignRow(@JsonUnwrapped CampaignStanding campaign, String processDefinitionId) {}

  record AgencyRow(String code, String name, @JsonUnwrapped DutyCounts counts) {}

  record StageRow(String stageText, long cases, long duties, LocalDateTime oldest) {}

  record OverdueRow(
      long id,
      String documentNumber,
      String unit,
      String clause,
      String name,
      LocalDateTime due,
      int workingDaysLate,
      String stateText,
      @Nullable String stageText,
      @Nullable String processInstanceId) {}

  /**
   * @param total how many match, on all pages
   */
  record OverduePage(long total, List<OverdueRow> rows) {}

  /**
   * An entry of a history.
   *
   * @param ended null while it goes on, and for what takes no time
   * @param called the process instance that it started, null if none
   */
  record Entry(
      LocalDateTime at,
      @Nullable LocalDateTime ended,
      String text,
      @Nullable String actorName,
      @Nullable String remark,
      @Nullable String called) {}

  /**
   * @param ofSubject whether it is what happened to a duty or a case; else these are the steps of a
   *     process
   * @param next what to ask for to see older entries, null if there are none
   */
  record History(boolean ofSubject, List<Entry> entries, @Nullable Integer next) {}

  /** Campaigns that are not closed, those with most overdue duties first. */
  @GetMapping("/campaigns")
  List<CampaignRow> campaigns() {
    List<CampaignStanding> campaigns = reports.campaigns();
    Map<String, String> definitions =
        workflow.definitionsOf(
            campaigns.stream().map(CampaignStanding::id).collect(Collectors.toSet()));
    return campaigns.stream()
        .map(campaign -> new CampaignRow(campaign, definitions.get(campaign.id())))
        .toList();
  }

  /** Agencies and districts, those with most overdue duties first; communes with their district. */
  @GetMapping("/agencies")
  List<AgencyRow> agencies(@RequestParam(required = false) String campaign) {
    return reports.agencies(campaign).stream()
        .map(row -> new AgencyRow(row.code(), units.name(row.code()), row.counts()))
        .toList();
  }

  /** Open escalation cases by stage. */
  @GetMapping("/cases")
  List<StageRow> cases(@RequestParam(required = false) String campaign) {
    return reports.cases(campaign).stream().map(CockpitApi::row).toList();
  }

  private static StageRow row(StageCounts counts) {
    return new StageRow(counts.stage().text(), counts.cases(), counts.duties(), counts.oldest());
  }

  /** Jobs that fail. */
  @GetMapping("/failures")
  Failures failures() {
    return workflow.failures(FAILURES);
  }

  /** What stands at the activities of a process's diagram, by activity id. */
  @GetMapping("/process-definitions/{id}/standing")
  Map<String, DutyCounts> standing(@PathVariable String id) {
    return reports.standing(shown(id));
  }

  /**
   * A page of the overdue duties of a process, the longest overdue first.
   *
   * @param text what a unit, its superior, the duty or its clause is called, tone marks or not
   * @param from how many to leave out
   */
  @GetMapping("/process-definitions/{id}/overdue")
  OverduePage overdue(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "0") int from) {
    LocalDate today = LocalDate.now(clock);
    List<Overdue> found = reports.overdue(shown(id), text.strip(), Math.max(0, from), PAGE);
    return new OverduePage(
        found.isEmpty() ? 0 : found.get(0).matching(),
        found.stream().map(duty -> row(duty, today)).toList());
  }

  private OverdueRow row(Overdue duty, LocalDate today) {
    return new OverdueRow(
        duty.id(),
        duty.documentNumber(),
        duty.unit(),
        duty.clause(),
        duty.name(),
        duty.due(),
        calendar.workingDaysBetween(duty.due().toLocalDate(), today),
        duty.state().text(),
        duty.stage() == null ? null : duty.stage().text(),
        duty.processInstanceId());
  }

  private ShownProcess shown(String processDefinitionId) {
    return workflow.shown(processDefinitionId).orElseThrow(() -> new NotFound("quy trình"));
  }

  /**
   * What has happened in a process instance, newest first: to the duty if it is the life of one, to
   * the escalation case if it handles one, else the steps of the process, page by page.
   *
   * @param from how many of the newest steps to leave out
   */
  @GetMapping("/process-instances/{id}/history")
  History history(@PathVariable String id, @RequestParam(defaultValue = "0") int from) {
    return workflow
        .dutyOf(id)
        .map(dutyHistory::of)
        .or(() -> workflow.caseOf(id).map(caseHistory::of))
        .map(CockpitApi::ofSubject)
        .orElseGet(() -> ofProcess(id, Math.max(0, from)));
  }

  private static History ofSubject(List<HistoryEntry> history) {
    List<Entry> entries =
        history.stream()
            .map(
                entry ->
                    new Entry(
                        entry.at(), null, entry.text(), entry.actorName(), entry.remark(), null))
            .collect(Collectors.toList());
    Collections.reverse(entries);
    return new History(true, entries, null);
  }

  private History ofProcess(String id, int from) {
    Steps found = workflow.steps(id, from, PAGE);
    return new History(
        false, found.steps().stream().map(this::entry).toList(), found.more() ? from + PAGE : null);
  }

  private Entry entry(Step step) {
    return new Entry(
        step.at(),
        step.ended(),
        units
            .find(step.calledFor())
            .map(unit -> step.text() + " – " + unit.name())
            .orElse(step.text()),
        officers.nameOf(step.actor()),
        step.cancelled() ? "Đã hủy" : null,
        step.called());
  }
}
