package vn.dondoc.directive;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.deadline.CalendarYearMissing;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.deadline.WorkingCalendar;
import vn.dondoc.engine.Actor;
import vn.dondoc.engine.Input;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.engine.ModelProperties;
import vn.dondoc.organisation.Units;

/** Between the process {@code Campaign} and the campaigns. */
@Component("campaignWorkflow")
public class CampaignWorkflow {

  private static final String PROCESS = "Campaign";
  private static final int MAX_DOCUMENT_NUMBER = 100;
  private static final int MAX_REPORT = 100_000;
  private static final int MAX_SECTION = 20_000;

  private final Campaigns campaigns;
  private final WorkingCalendar calendar;
  private final Units units;
  private final DueDates dueDates;
  private final RuntimeService runtime;
  private final Audit audit;

  CampaignWorkflow(
      Campaigns campaigns,
      WorkingCalendar calendar,
      Units units,
      DueDates dueDates,
      RuntimeService runtime,
      Audit audit) {
    this.campaigns = campaigns;
    this.calendar = calendar;
    this.units = units;
    this.dueDates = dueDates;
    this.runtime = runtime;
    this.audit = audit;
  }

  /** Issues a campaign as the start form would; returns its id. */
  String start(
      String documentNumber, LocalDate issuedOn, LocalDate periodStart, LocalDate periodEnd) {
    return runtime
        .startProcessInstanceByKey(
            PROCESS,
            documentNumber,
            Variables.putValue("documentNumber", documentNumber)
                .putValue("issuedOn", issuedOn.toString())
                .putValue("periodStart", periodStart.toString())
                .putValue("periodEnd", periodEnd.toString()))
        .getId();
  }

  /**
   * The start form was submitted.
   *
   * @throws InvalidInput if something is missing or the dates do not fit; nothing is issued then
   */
  public void issue(DelegateExecution execution) {
    Input input = Input.of(execution);
    String documentNumber =
        input
            .text("documentNumber", "Số, ký hiệu văn bản", MAX_DOCUMENT_NUMBER)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "documentNumber", "Chưa nhập số, ký hiệu văn bản (documentNumber)."));
    LocalDate issuedOn = input.requiredDate("issuedOn", "Ngày ban hành");
    LocalDate periodStart = input.requiredDate("periodStart", "Ngày bắt đầu");
    LocalDate periodEnd = input.requiredDate("periodEnd", "Ngày kết thúc");
    if (periodEnd.isBefore(periodStart)) {
      throw new InvalidInput("periodEnd", "Ngày kết thúc (periodEnd) phải từ ngày bắt đầu trở đi.");
    }
    if (periodEnd.isBefore(issuedOn)) {
      throw new InvalidInput(
          "periodEnd", "Ngày kết thúc (periodEnd) phải từ ngày ban hành trở đi.");
    }
    requireCalendar(issuedOn, "issuedOn", "Ngày ban hành");
    requireCalendar(periodEnd, "periodEnd", "Ngày kết thúc");
    Map<String, String> model = ModelProperties.of(execution);
    String campaignId = execution.getProcessInstanceId();
    campaigns.add(
        new Campaign(
            campaignId,
            model.get("directive"),
            model.get("title"),
            documentNumber,
            issuedOn,
            periodStart,
            periodEnd,
            units.require(model.get(ModelProperties.LEAD)).code(),
            units.top().code(),
            null,
            null),
        Actor.of(execution));
    execution.setVariable("campaignId", campaignId);
    execution.setVariable("documentNumber", documentNumber);
    execution.setVariable("issuedOn", issuedOn.toString());
    execution.setVariable("periodStart", periodStart.toString());
    execution.setVariable("periodEnd", periodEnd.toString());
    if (execution.getProcessBusinessKey() == null) {
      execution.setProcessBusinessKey(documentNumber);
    }
  }

  /** The last deadlines fall some working days after the period, perhaps in the year after. */
  private void requireCalendar(LocalDate day, String field, String label) {
    try {
      calendar.workingDaysAfter(day, 10);
      calendar.endOfYear(day);
    } catch (CalendarYearMissing e) {
      throw new InvalidInput(field, label + " (" + field + "): " + e.getMessage());
    }
  }

  /** A report task is there: it names the document it belongs to. */
  public void taskOpened(DelegateTask task) {
    Campaign campaign = campaigns.require(campaignId(task));
    task.setName(task.getName() + " – văn bản " + campaign.documentNumber());
    if (task.getTaskDefinitionKey().equals("WriteFinalReport")) {
      campaigns.finalReportDue(campaign, dueDates.local(task.getDueDate()));
    }
  }

  /** The lead agency completes {@code WriteWeeklyReport}. */
  public void weeklyReported(DelegateTask task) {
    campaigns.report(campaignId(task), "WEEKLY", text(task), Actor.of(task));
  }

  /** The lead agency completes {@code WriteFinalReport}. */
  public void finalReported(DelegateTask task) {
    campaigns.report(campaignId(task), "FINAL", text(task), Actor.of(task));
  }

  /** Clients that know nothing of the other sections send the first alone. */
  private static ReportText text(DelegateTask task) {
    Input input = Input.of(task);
    return new ReportText(
        input
            .text("content", "Nội dung báo cáo", MAX_REPORT)
            .orElseThrow(
                () -> new InvalidInput("content", "Chưa nhập nội dung báo cáo (content).")),
        input.text("obstacles", "Tồn tại, khó khăn, vướng mắc", MAX_SECTION).orElse(null),
        input.text("nextTasks", "Nhiệm vụ thời gian tới", MAX_SECTION).orElse(null),
        input.text("proposals", "Đề xuất, kiến nghị", MAX_SECTION).orElse(null));
  }

  /** The committee completes {@code ApproveFinalReport}. */
  public void finalReportAnswered(DelegateTask task) {
    Input input = Input.of(task);
    boolean approved = input.requiredFlag("approved", "Kết quả phê duyệt");
    Optional<String> remark = input.text("remark", "Ý kiến");
    if (!approved && remark.isEmpty()) {
      throw new InvalidInput("remark", "Chưa nhập ý kiến (remark): báo cáo cần sửa những gì.");
    }
    campaigns.answerFinalReport(campaignId(task), approved, remark.orElse(null), Actor.of(task));
    audit.record(
        Actor.of(task),
        Action.DECISION,
        "campaign/" + campaignId(task),
        approved ? "Phê duyệt báo cáo tổng kết" : "Yêu cầu sửa báo cáo tổng kết");
  }

  private static String campaignId(DelegateTask task) {
    return (String) task.getVariable("campaignId");
  }
}
