package vn.dondoc.escalation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.deadline.WorkingCalendar;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.Duty;
import vn.dondoc.duty.DutyState;
import vn.dondoc.duty.HistoryEntry;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** An escalation case with its duties, as the forms of superiors show it. */
@RestController
@Transactional(readOnly = true)
class CaseApi {

  private final JdbcClient jdbc;
  private final EscalationCases cases;
  private final EscalationWorkflow workflow;
  private final Duties duties;
  private final Units units;
  private final CaseHistory history;
  private final WorkingCalendar calendar;
  private final DueDates dueDates;
  private final Clock clock;

  CaseApi(
      JdbcClient jdbc,
      EscalationCases cases,
      EscalationWorkflow workflow,
      Duties duties,
      Units units,
      CaseHistory history,
      WorkingCalendar calendar,
      DueDates dueDates,
      Clock clock) {
    this.jdbc = jdbc;
    this.cases = cases;
    this.workflow = workflow;
    this.duties = duties;
    this.units = units;
    this.history = history;
    this.calendar = calendar;
    this.dueDates = dueDates;
    this.clock = clock;
  }

  /**
   * A case; times are local.
   *
   * @param courteous whether it holds duties that were asked for, not assigned
   * @param defaultNewDue the date for answers if the committee names none
   */
  record CaseView(
      long id,
      CampaignRef campaign,
      UnitRef unit,
      UnitRef superior,
      String stageText,
      boolean courteous,
      LocalDateTime openedAt,
      int answerDays,
      LocalDate defaultNewDue,
      List<OverdueDuty> duties,
      List<HistoryEntry> history) {}

  record CampaignRef(String id, String documentNumber, String title) {}

  record UnitRef(String code, String name) {}

  /**
   * A duty of the case.
   *
   * @param waiting whether it still waits for its predecessor
   */
  record OverdueDuty(
      long id,
      String clause,
      String name,
      UnitRef unit,
      LocalDateTime due,
      int workingDaysLate,
      String stateText,
      boolean waiting) {}

  @GetMapping("/api/cases/{id}")
  CaseView escalation(@PathVariable long id) {
    EscalationCase found =
        cases
            .find(id)
            .filter(
                escalation ->
                    Viewer.current()
                        .isOf(
                            escalation.unit(),
                            escalation.superior(),
                            escalation.lead(),
                            escalation.committee()))
            .orElseThrow(() -> new NotFound("hồ sơ quá hạn"));
    LocalDate today = LocalDate.now(clock);
    int answerDays = workflow.answerDays(found.unitKind());
    return new CaseView(
        id,
        campaign(found.campaignId()),
        new UnitRef(found.unit(), StringUtils.capitalize(cases.subject(found))),
        unit(found.superior()),
        found.stage().text(),
        cases.isCourteous(id),
        found.openedAt(),
        answerDays,
        dueDates.workingDaysFromNow(answerDays).toLocalDate(),
        duties.ofCase(id).stream().map(duty -> overdue(duty, today)).toList(),
        history.of(id));
  }

  private CampaignRef campaign(String id) {
    return jdbc.sql("select id, document_number, title from campaign where id = ?")
        .param(id)
        .query(CampaignRef.class)
        .single();
  }

  private UnitRef unit(String code) {
    return new UnitRef(code, units.name(code));
  }

  private OverdueDuty overdue(Duty duty, LocalDate today) {
    return new OverdueDuty(
        duty.id(),
        duty.clause(),
        duty.name(),
        unit(duty.unit()),
        duty.due(),
        calendar.workingDaysBetween(duty.due().toLocalDate(), today),
        duty.state().text(),
        duty.state() == DutyState.WAITING);
  }
}
