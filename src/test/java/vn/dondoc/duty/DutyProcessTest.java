package vn.dondoc.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.community.process_test_coverage.spring_test.common.ProcessEngineCoverageProperties;
import org.camunda.community.process_test_coverage.spring_test.platform7.ProcessEngineCoverageConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import vn.dondoc.CoverageMayReadModels;
import vn.dondoc.ProcessKeys;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.engine.InvalidInput;

@SmallProvinceTest
@Import({ProcessEngineCoverageConfiguration.class, CoverageMayReadModels.class})
class DutyProcessTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";

  @TestConfiguration
  static class Coverage {

    @Bean
    @Primary
    ProcessEngineCoverageProperties everyNodeAndFlowOfDuty() {
      return ProcessKeys.fullCoverageOf("Duty");
    }
  }

  @Autowired Province province;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;

  private String campaign;
  private long duty;

  @BeforeEach
  void issue() {
    campaign = province.issue();
    duty = province.dutyId(campaign, "11.d4", COMMUNE);
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void givesTheUnitATaskNamedAfterTheDutyWithItsDueDate() {
    Task task = province.duty(campaign, "11.d4", COMMUNE);

    assertThat(task.getName()).isEqualTo("Chỉ đạo đoàn thể xã tuyên truyền theo nhóm");
    assertThat(task.getDueDate()).isEqualTo("2024-05-31T17:00:00");
    assertThat(task.getFollowUpDate()).isEqualTo("2024-05-28T17:00:00");
    assertThat(
            tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(link -> link.getGroupId())
                .toList())
        .containsExactly(COMMUNE);
    assertThat(runtime.getVariables(task.getExecutionId()))
        .containsOnlyKeys("dutyId", "clause", "unit", "campaignId")
        .containsEntry("clause", "11.d4")
        .containsEntry("unit", COMMUNE);
    assertThat(province.state(duty)).isEqualTo("NOT_ACCEPTED");
  }

  @Test
  void isInProgressOnceAnOfficerClaimsItAndNoLongerWhenGivenUp() {
    Task task = province.duty(campaign, "11.d4", COMMUNE);

    province.as(
        COMMUNE,
        () -> {
          tasks.claim(task.getId(), COMMUNE);
          return null;
        });
    assertThat(province.state(duty)).isEqualTo("IN_PROGRESS");
    assertThat(province.column(duty, "officer", String.class)).isEqualTo(COMMUNE);

    province.as(
        COMMUNE,
        () -> {
          tasks.setAssignee(task.getId(), null);
          return null;
        });
    assertThat(province.state(duty)).isEqualTo("NOT_ACCEPTED");
    assertThat(province.events(duty)).containsExactly("CLAIMED", "UNCLAIMED");
  }

  @Test
  void letsNobodyMoveItsDueDatePastTheExtension() {
    Task task = province.duty(campaign, "11.d4", COMMUNE);
    task.setDueDate(new java.util.Date(task.getDueDate().getTime() + 86_400_000));

    assertThatThrownBy(
            () ->
                province.as(
                    COMMUNE,
                    () -> {
                      tasks.saveTask(task);
                      return null;
                    }))
        .hasRootCauseInstanceOf(InvalidInput.class);
    assertThat(province.duty(campaign, "11.d4", COMMUNE).getDueDate())
        .isEqualTo("2024-05-31T17:00:00");
  }

  @Test
  void isDoneWhenTheDistrictAcceptsTheReport() {
    report(Map.of("metrics", "{\"activities\": 3, \"attendees\": 120.5}"));

    Task review = province.require("ReviewDuty", duty);
    assertThat(review.getDueDate()).isEqualTo("2024-05-08T17:00:00");
    assertThat(province.state(duty)).isEqualTo("IN_REVIEW");
    province.complete(review, DISTRICT, Map.of("accepted", true, "remark", "Tốt"));

    assertThat(province.state(duty)).isEqualTo("DONE");
    assertThat(figure("activities")).isEqualByComparingTo("3");
    assertThat(figure("attendees")).isEqualByComparingTo("120.5");
    assertThat(province.events(duty)).containsExactly("SUBMITTED", "ACCEPTED");
    assertThat(
            province.count(
                "select count(*) from submission where duty_id = ? and answer = 'ACCEPTED' and"
                    + " submitted_by = 'xa-16663' and answered_by = 'huyen-412'",
                duty))
        .isOne();
    assertThat(processes()).isZero();
  }

  @Test
  void takesFiguresAsAJsonVariableToo() {
    report(
        Map.of(
            "metrics",
            org.camunda.spin.plugin.variable.SpinValues.jsonValue("{\"activities\": 7}").create()));

    assertThat(figure("activities")).isEqualByComparingTo("7");
  }

  @Test
  void takesAFigureBackThatTheNextReportLeavesEmpty() {
    report(Map.of("metrics", "{\"activities\": 3, \"attendees\": 50}"));
    province.complete(
        province.require("ReviewDuty", duty),
        DISTRICT,
        Map.of("accepted", false, "remark", "Số hoạt động sai"));
    report(Map.of("metrics", "{\"activities\": null}"));

    assertThat(province.count("select count(*) from duty_figure where duty_id = ?", duty)).isOne();
    assertThat(figure("attendees")).isEqualByComparingTo("50");
  }

  @Test
  void keepsNothingOfTheReportInProcessVariables() {
    report(Map.of("metrics", "{\"activities\": 3}"));

    Task review = province.require("ReviewDuty", duty);
    assertThat(runtime.getVariables(review.getExecutionId()))
        .containsOnlyKeys("dutyId", "clause", "unit", "campaignId", "outcome");
  }

  @Test
  void returnsToTheSameOfficerWithTheSameDueDateWhenTheDistrictAsksForMore() {
    Task first = province.duty(campaign, "11.d4", COMMUNE);
    tasks.claim(first.getId(), COMMUNE);
    report(Map.of());
    province.complete(
        province.require("ReviewDuty", duty),
        DISTRICT,
        Map.of("accepted", false, "remark", "Thiếu ảnh"));

    Task again = province.duty(campaign, "11.d4", COMMUNE);
    assertThat(again.getAssignee()).isEqualTo(COMMUNE);
    assertThat(again.getDueDate()).isEqualTo("2024-05-31T17:00:00");
    assertThat(province.state(duty)).isEqualTo("IN_PROGRESS");
    assertThat(province.column(duty, "submitted_at", LocalDateTime.class)).isNull();
    assertThat(province.events(duty)).containsExactly("CLAIMED", "SUBMITTED", "SUPPLEMENT_ASKED");

    report(Map.of());
    province.complete(province.require("ReviewDuty", duty), DISTRICT, Map.of("accepted", true));
    assertThat(province.state(duty)).isEqualTo("DONE");
  }

  @Test
  void movesTaskTimerAndDueDateWhenTheDistrictGrantsTheDateAskedFor() {
    askForMoreTime("2024-06-14");
    assertThat(province.state(duty)).isEqualTo("EXTENSION_ASKED");
    province.complete(province.require("DecideExtension", duty), DISTRICT, Map.of("granted", true));

    Task task = province.duty(campaign, "11.d4", COMMUNE);
    assertThat(task.getDueDate()).isEqualTo("2024-06-14T17:00:00");
    assertThat(timer()).isEqualTo("2024-06-14T17:00:00");
    assertThat(province.column(duty, "due", LocalDateTime.class)).isEqualTo("2024-06-14T17:00");
    assertThat(province.column(duty, "original_due", LocalDateTime.class))
        .isEqualTo("2024-05-31T17:00");
    assertThat(province.events(duty)).containsExactly("EXTENSION_ASKED", "EXTENSION_GRANTED");
  }

  @Test
  void takesTheDateThatTheDistrictSetsInsteadOfTheOneAskedFor() {
    askForMoreTime("2024-06-14");
    province.complete(
        province.require("DecideExtension", duty),
        DISTRICT,
        Map.of("granted", true, "newDue", "2024-06-05"));

    assertThat(province.duty(campaign, "11.d4", COMMUNE).getDueDate())
        .isEqualTo("2024-06-05T17:00:00");
  }

  @Test
  void keepsTheDueDateWhenTheDistrictRefusesMoreTime() {
    askForMoreTime("2024-06-14");
    province.complete(
        province.require("DecideExtension", duty),
        DISTRICT,
        Map.of("granted", false, "remark", "Phải xong trong tháng"));

    assertThat(province.duty(campaign, "11.d4", COMMUNE).getDueDate())
        .isEqualTo("2024-05-31T17:00:00");
    assertThat(timer()).isEqualTo("2024-05-31T17:00:00");
    assertThat(province.state(duty)).isEqualTo("NOT_ACCEPTED");
    assertThat(province.events(duty)).containsExactly("EXTENSION_ASKED", "EXTENSION_REFUSED");
  }

  @Test
  void goesToTheLeadAgencyWhenReturnedAndFromThereToAnotherUnit() {
    returnIt();
    assertThat(province.state(duty)).isEqualTo("RETURNED");
    Task decision = province.require("DecideReturn", duty);
    assertThat(province.tasksOf(LEAD, "DecideReturn"))
        .extracting(Task::getId)
        .contains(decision.getId());
    province.complete(
        decision,
        LEAD,
        Map.of("decision", "reassign", "newUnit", "xa-16666", "newDue", "2024-06-07"));

    Task task = province.require("PerformDuty", duty);
    assertThat(
            tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(link -> link.getGroupId())
                .toList())
        .containsExactly("xa-16666");
    assertThat(task.getDueDate()).isEqualTo("2024-06-07T17:00:00");
    assertThat(runtime.getVariable(task.getExecutionId(), "unit")).isEqualTo("xa-16666");
    assertThat(province.events(duty)).containsExactly("RETURNED", "REASSIGNED");
    assertThatThrownBy(() -> province.complete(task, COMMUNE, Map.of("outcome", "done")))
        .isInstanceOf(AuthorizationException.class);
  }

  @Test
  void endsWithoutResultWhenTheLeadAgencyWaivesAReturnedDuty() {
    returnIt();
    province.complete(
        province.require("DecideReturn", duty),
        LEAD,
        Map.of("decision", "waive", "remark", "Xã không có đoàn thể này"));

    assertThat(province.state(duty)).isEqualTo("WAIVED");
    assertThat(processes()).isZero();
  }

  @Test
  void goesToTheCommitteeWhenTheLeadAgencyReturnsItsOwn() {
    long own = province.dutyId(campaign, "1.e", LEAD);
    province.complete(
        province.require("PerformDuty", own),
        LEAD,
        Map.of("outcome", "return", "reason", "Thuộc MTTQ"));

    assertThat(province.taskOf(COMMITTEE, "DecideReturn").getId())
        .isEqualTo(province.require("DecideReturn", own).getId());
  }

  @Test
  void recordsNothingOneMinuteBeforeTheDueDate() {
    province.passes("2024-05-31T16:59");

    assertThat(missed()).isZero();
  }

  @Test
  void recordsTheMissedDeadlineOneMinuteAfterTheDueDateAndKeepsTheTaskOpen() {
    province.passes("2024-05-31T17:01");

    assertThat(missed()).isOne();
    assertThat(province.about("PerformDuty", duty)).hasSize(1);
    assertThat(province.events(duty)).containsExactly("OVERDUE", "SUPERIOR_TOLD");
  }

  @Test
  void recordsByItsOwnTimerWithoutTheSweep() {
    province.at("2024-05-31T17:01");
    management
        .createJobQuery()
        .processInstanceId(process())
        .list()
        .forEach(job -> management.executeJob(job.getId()));

    assertThat(missed()).isOne();
    assertThat(province.events(duty)).containsExactly("OVERDUE");
  }

  @Test
  void doesNotEscalateAnExtendedDutyAtItsOldDate() {
    askForMoreTime("2024-06-14");
    province.complete(province.require("DecideExtension", duty), DISTRICT, Map.of("granted", true));

    province.passes("2024-05-31T17:01");
    assertThat(missed()).isZero();
    province.passes("2024-06-14T16:59");
    assertThat(missed()).isZero();
    province.passes("2024-06-14T17:01");
    assertThat(missed()).isOne();
  }

  @Test
  void isOnTimeWhenSubmittedOnTimeHoweverLongTheReviewTakes() {
    province.at("2024-05-31T16:59");
    report(Map.of());
    province.passes("2024-06-20T08:00");
    province.complete(province.require("ReviewDuty", duty), DISTRICT, Map.of("accepted", true));

    assertThat(missed()).isZero();
    assertThat(
            TimeStatus.of(
                DutyState.DONE,
                province.column(duty, "due", LocalDateTime.class),
                province.column(duty, "submitted_at", LocalDateTime.class),
                province.now(),
                province.now()))
        .isEqualTo(TimeStatus.DONE_ON_TIME);
  }

  @Test
  void opensTheConferencesOnlyWhenTargetsAndListAreAccepted() {
    long conferences = province.dutyId(campaign, "11.d3", COMMUNE);
    assertThat(province.state(conferences)).isEqualTo("WAITING");
    assertThat(province.about("PerformDuty", conferences)).isEmpty();

    province.finish(campaign, "11.d1", COMMUNE, DISTRICT);
    assertThat(province.about("PerformDuty", conferences)).isEmpty();
    province.finish(campaign, "11.d2", COMMUNE, DISTRICT);

    assertThat(province.about("PerformDuty", conferences)).hasSize(1);
    assertThat(province.state(conferences)).isEqualTo("NOT_ACCEPTED");
  }

  @Test
  void recordsTheMissedDeadlineOfADutyThatStillWaitsForItsTurn() {
    province.passes("2024-05-31T17:01");

    assertThat(
            province.count(
                "select count(*) from missed_deadline where duty_id = ?",
                province.dutyId(campaign, "11.d3", COMMUNE)))
        .isOne();
  }

  @Test
  void givesUpAPendingRequestWhenTheCommitteeDecidesAboveIt() {
    askForMoreTime("2024-06-28");
    province.passes("2024-05-31T17:01");
    province.passes("2024-06-04T17:01");
    for (Task decision : province.tasksOf(COMMITTEE, "DecideEscalation")) {
      province.complete(decision, COMMITTEE, Map.of("decision", "extend", "newDue", "2024-06-12"));
    }

    assertThat(province.about("DecideExtension", duty)).isEmpty();
    assertThat(province.duty(campaign, "11.d4", COMMUNE).getDueDate())
        .isEqualTo("2024-06-12T17:00:00");
    assertThat(timer()).isEqualTo("2024-06-12T17:00:00");
  }

  @ParameterizedTest(name = "{0}={1} is refused, naming {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          outcome      | -                           | done      | outcome
          outcome      | finished                    | done      | outcome
          metrics      | {"activities": -1}          | done      | metrics.activities
          metrics      | {"activities": "ba"}        | done      | metrics.activities
          metrics      | {"nothing": 1}              | done      | metrics
          metrics      | [1]                         | done      | metrics
          metrics      | {"activities"               | done      | metrics
          requestedDue | -                           | extension | requestedDue
          requestedDue | 2024-05-06                  | extension | requestedDue
          requestedDue | 2024-05-30                  | extension | requestedDue
          requestedDue | 2024-06-15                  | extension | requestedDue
          requestedDue | 2029-06-15                  | extension | requestedDue
          requestedDue | 15/6/2024                   | extension | requestedDue
          reason       | -                           | extension | reason
          reason       | '  '                        | extension | reason
          reason       | -                           | return    | reason
          """)
  void leavesTheTaskAsItWasWhenTheReportIsWrong(
      String name, String value, String outcome, String field) {
    Task task = province.duty(campaign, "11.d4", COMMUNE);
    Map<String, Object> report =
        new HashMap<>(Map.of("outcome", outcome, "reason", "Mưa lũ", "requestedDue", "2024-06-14"));
    report.put(name, value);

    assertThatThrownBy(() -> province.complete(task, COMMUNE, report))
        .hasRootCauseInstanceOf(InvalidInput.class)
        .rootCause()
        .extracting("field")
        .isEqualTo(field);

    assertThat(province.duty(campaign, "11.d4", COMMUNE).getId()).isEqualTo(task.getId());
    assertThat(province.state(duty)).isEqualTo("NOT_ACCEPTED");
    assertThat(province.count("select count(*) from submission where duty_id = ?", duty)).isZero();
    assertThat(runtime.getVariables(task.getExecutionId())).hasSize(4);
  }

  @ParameterizedTest(name = "{0} with {1} is refused, naming {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ReviewDuty      | {}                                                 | accepted
          ReviewDuty      | {"accepted": false}                                | remark
          DecideExtension | {}                                                 | granted
          DecideExtension | {"granted": false}                                 | remark
          DecideExtension | {"granted": true, "newDue": "2024-06-15"}          | newDue
          DecideReturn    | {}                                                 | decision
          DecideReturn    | {"decision": "keep"}                               | decision
          DecideReturn    | {"decision": "waive"}                              | remark
          DecideReturn    | {"decision": "reassign"}                           | newUnit
          DecideReturn    | {"decision": "reassign", "newUnit": "xa-1"}        | newUnit
          DecideReturn    | {"decision": "reassign", "newUnit": "ubnd-tinh"}   | newUnit
          """)
  void leavesTheTaskAsItWasWhenTheAnswerIsWrong(String key, String answer, String field)
      throws Exception {
    switch (key) {
      case "ReviewDuty" -> report(Map.of());
      case "DecideExtension" -> askForMoreTime("2024-06-14");
      default -> returnIt();
    }
    Task task = province.require(key, duty);
    String superior = key.equals("DecideReturn") ? LEAD : DISTRICT;
    @SuppressWarnings("unchecked")
    Map<String, Object> variables =
        new com.fasterxml.jackson.databind.ObjectMapper().readValue(answer, Map.class);

    assertThatThrownBy(() -> province.complete(task, superior, variables))
        .hasRootCauseInstanceOf(InvalidInput.class)
        .rootCause()
        .extracting("field")
        .isEqualTo(field);
    assertThat(province.require(key, duty).getId()).isEqualTo(task.getId());
  }

  @Test
  void isNobodysToReviewButTheDistricts() {
    report(Map.of());
    Task review = province.require("ReviewDuty", duty);

    for (String stranger : List.of(COMMUNE, "xa-16666", "ubmttq-tinh")) {
      assertThatThrownBy(() -> province.complete(review, stranger, Map.of("accepted", true)))
          .isInstanceOf(AuthorizationException.class);
    }
  }

  private void report(Map<String, Object> more) {
    Map<String, Object> report = new HashMap<>(Map.of("outcome", "done", "summary", "Đã làm"));
    report.putAll(more);
    province.complete(province.duty(campaign, "11.d4", COMMUNE), COMMUNE, report);
  }

  private void askForMoreTime(String until) {
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "extension", "requestedDue", until, "reason", "Mưa lũ"));
  }

  private void returnIt() {
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "return", "reason", "Không thuộc thẩm quyền"));
  }

  private BigDecimal figure(String metric) {
    return province
        .jdbc
        .sql("select amount from duty_figure where duty_id = ? and metric = ?")
        .params(duty, metric)
        .query(BigDecimal.class)
        .single();
  }

  private long missed() {
    return province.count("select count(*) from missed_deadline where duty_id = ?", duty);
  }

  private String process() {
    return province.column(duty, "process_instance_id", String.class);
  }

  private long processes() {
    return runtime.createProcessInstanceQuery().processInstanceId(process()).count();
  }

  private java.util.Date timer() {
    return management
        .createJobQuery()
        .processInstanceId(process())
        .timers()
        .singleResult()
        .getDuedate();
  }
}
