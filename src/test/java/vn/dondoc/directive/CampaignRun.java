package vn.dondoc.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import vn.dondoc.Province;

/** A campaign from its start form to its approved final report, with everybody doing their part. */
class CampaignRun {

  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";

  private final Province province;
  private final TaskService tasks;
  private final FormService forms;

  CampaignRun(Province province, ProcessEngine engine) {
    init(engine);
    this.province = province;
    this.tasks = engine.getTaskService();
    this.forms = engine.getFormService();
  }

  void toItsEnd(String definitionId) {
    ProcessInstance process =
        province.as(
            COMMITTEE,
            () ->
                forms.submitStartForm(
                    definitionId,
                    Map.of(
                        "documentNumber",
                        "15/UBND-VX",
                        "issuedOn",
                        "2024-05-06",
                        "periodStart",
                        "2024-05-01",
                        "periodEnd",
                        "2024-05-31")));
    String campaign = process.getId();
    province.runJobs();
    assertThat(process).isWaitingAt("ResultsDue", "Implementation");
    province.passes("2024-05-10T08:01");
    province.complete(
        province.taskOf(LEAD, "WriteWeeklyReport"), LEAD, Map.of("content", "Tuần đầu"));

    finishEverything(campaign);
    assertThat(process)
        .as("the final report is still missing")
        .isWaitingAtExactly("ResultsDue", "Join_Reported");
    province.passes("2024-06-05T17:01");
    Task report = province.taskOf(LEAD, "WriteFinalReport");
    assertThat(report.getDueDate()).isEqualTo("2024-06-10T17:00:00");
    province.complete(report, LEAD, Map.of("content", "Bản thứ nhất. ".repeat(2_000)));
    province.complete(
        province.taskOf(COMMITTEE, "ApproveFinalReport"),
        COMMITTEE,
        Map.of("approved", false, "remark", "Bổ sung số liệu"));
    province.complete(
        province.taskOf(LEAD, "WriteFinalReport"), LEAD, Map.of("content", "Bản thứ hai"));
    province.complete(
        province.taskOf(COMMITTEE, "ApproveFinalReport"), COMMITTEE, Map.of("approved", true));

    assertThat(process)
        .isEnded()
        .hasPassedInOrder("ResultsDue", "WriteFinalReport", "ApproveFinalReport", "CampaignEnded");
    assertThat(
            province.count(
                "select count(*) from campaign where id = ? and closed_at is not null", campaign))
        .isOne();
    assertThat(
            province
                .jdbc
                .sql("select kind || ' ' || coalesce(answer, '-') from campaign_report order by id")
                .query(String.class)
                .list())
        .containsExactly("WEEKLY -", "FINAL REFUSED", "FINAL ACCEPTED");
  }

  /** Every unit reports, every superior accepts, until nothing is open. */
  private void finishEverything(String campaign) {
    for (int round = 0; round < 10; round++) {
      List<Task> open = new ArrayList<>();
      open.addAll(tasks.createTaskQuery().taskDefinitionKey("PerformDuty").list());
      open.addAll(tasks.createTaskQuery().taskDefinitionKey("ReviewDuty").list());
      if (open.isEmpty()) {
        break;
      }
      for (Task task : open) {
        tasks.complete(
            task.getId(),
            task.getTaskDefinitionKey().equals("PerformDuty")
                ? Map.of("outcome", "done", "summary", "Đã làm")
                : Map.of("accepted", true));
      }
      province.runJobs();
    }
    assertThat(
            province.count(
                "select count(*) from duty where campaign_id = ? and state <> 'DONE'", campaign))
        .isZero();
  }
}
