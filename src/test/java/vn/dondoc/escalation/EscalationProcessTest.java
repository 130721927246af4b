package vn.dondoc.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
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
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.CoverageMayReadModels;
import vn.dondoc.ProcessKeys;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.engine.InvalidInput;

@SmallProvinceTest
@Import({ProcessEngineCoverageConfiguration.class, CoverageMayReadModels.class})
class EscalationProcessTest {

  private static final String COMMUNE = "xa-16663";
  private static final String OTHER_COMMUNE = "xa-16666";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";

  /**
   * Only 11.d1 and 11.d2 of the communes fall due so early, and of the others their plans and
   * letters.
   */
  private static final String TARGETS_DUE = "2024-05-14T17:00";

  @TestConfiguration
  static class Coverage {

    @Bean
    @Primary
    ProcessEngineCoverageProperties everyNodeAndFlowOfEscalation() {
      return ProcessKeys.fullCoverageOf("Escalation");
    }
  }

  @Autowired Province province;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;
  @Autowired EscalationWorkflow workflow;
  @Autowired EscalationCases escalations;
  @Autowired TransactionTemplate transactions;

  private String campaign;
  private long targets;

  /** A campaign in which nothing but the targets of one commune (11.d1) is left open on 14 May. */
  @BeforeEach
  void issue() {
    campaign = province.issue();
    targets = province.dutyId(campaign, "11.d1", COMMUNE);
    province.finish(campaign, "11.d1", OTHER_COMMUNE, DISTRICT);
    for (String clause : List.of("11.a1", "11.b1", "11.d0", "12.a")) {
      province.finish(campaign, clause, DISTRICT, LEAD);
    }
    for (String clause : List.of("7.b", "12.a")) {
      province.finish(campaign, clause, "ubmttq-tinh", LEAD);
    }
    for (String clause : List.of("1.a1", "1.b1")) {
      province.finish(campaign, clause, LEAD, COMMITTEE);
    }
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void tellsNobodyOneMinuteBeforeTheDueDate() {
    province.passes("2024-05-14T16:59");

    assertThat(cases()).isZero();
    assertThat(province.tasksOf(DISTRICT, "UrgeUnit")).isEmpty();
  }

  @Test
  void bringsAnOverdueDutyBeforeItsDistrictOneMinuteAfterTheDueDate() {
    province.passes("2024-05-14T17:01");

    Task urge = province.taskOf(DISTRICT, "UrgeUnit");
    assertThat(urge.getName())
        .isEqualTo("Đôn đốc nhiệm vụ quá hạn: các đơn vị thuộc UBND thành phố Vinh");
    assertThat(urge.getDueDate()).isEqualTo("2024-05-16T17:00:00");
    assertThat(dutiesInOpenCases()).containsExactly(targets);
    assertThat(province.events(targets)).containsExactly("OVERDUE", "SUPERIOR_TOLD");
    assertThat(runtime.getVariables(urge.getExecutionId()))
        .containsOnlyKeys(
            "caseId",
            "campaignId",
            "unit",
            "superior",
            "unitKind",
            "superiorDays",
            "committeeDays",
            "chairDays");
  }

  @Test
  void completesOnTheLastMinuteOfTheDueDateWithoutEscalation() {
    province.at("2024-05-14T16:59");
    report();
    province.passes("2024-05-14T17:01");

    assertThat(cases()).isZero();
  }

  @Test
  void leavesItWithTheDistrictUntilOneMinuteBeforeItsTimeIsUp() {
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-16T16:59");

    assertThat(province.tasksOf(COMMITTEE, "DecideEscalation")).isEmpty();
  }

  @Test
  void bringsAnOverdueCommuneBeforeTheCommitteeWhenItsDistrictStaysSilentForTwoWorkingDays() {
    overdueSinceTargets();
    province.passes("2024-05-16T17:01");

    assertThat(province.tasksOf(DISTRICT, "UrgeUnit")).isEmpty();
    Task decide = province.taskOf(COMMITTEE, "DecideEscalation");
    assertThat(decide.getDueDate()).isEqualTo("2024-05-21T17:00:00");
    assertThat(province.events(targets))
        .containsExactly("OVERDUE", "SUPERIOR_TOLD", "COMMITTEE_TOLD");
  }

  @Test
  void givesTheUnitAnotherTwoWorkingDaysAfterItsDistrictUrgedIt() {
    province.passes("2024-05-14T17:01");
    province.at("2024-05-15T09:00");
    province.complete(
        province.taskOf(DISTRICT, "UrgeUnit"), DISTRICT, Map.of("remark", "Làm ngay"));

    province.passes("2024-05-17T16:59");
    assertThat(province.tasksOf(COMMITTEE, "DecideEscalation")).isEmpty();
    province.passes("2024-05-17T17:01");
    assertThat(province.tasksOf(COMMITTEE, "DecideEscalation")).hasSize(1);
    assertThat(province.events(targets))
        .containsExactly("OVERDUE", "SUPERIOR_TOLD", "SUPERIOR_URGED", "COMMITTEE_TOLD");
  }

  @Test
  void tellsTheChairWhenTheCommitteeIsSilentAndAgainEveryFiveWorkingDays() {
    beforeTheCommittee();

    province.passes("2024-05-21T16:59");
    assertThat(chairTold()).isZero();
    province.passes("2024-05-21T17:01");
    assertThat(chairTold()).isOne();
    province.passes("2024-05-28T16:59");
    assertThat(chairTold()).isOne();
    province.passes("2024-05-28T17:01");
    assertThat(chairTold()).isEqualTo(2);
    assertThat(province.events(targets)).filteredOn("CHAIR_TOLD"::equals).hasSize(2);
    assertThat(province.tasksOf(COMMITTEE, "DecideEscalation")).hasSize(1);
  }

  @Test
  void givesTheDutyANewDueDateTaskAndTimerWhenTheCommitteeExtendsIt() {
    beforeTheCommittee();
    decide(Map.of("decision", "extend", "newDue", "2024-05-24"));

    Task task = province.require("PerformDuty", targets);
    assertThat(task.getDueDate()).isEqualTo("2024-05-24T17:00:00");
    assertThat(
            management
                .createJobQuery()
                .processInstanceId(task.getProcessInstanceId())
                .timers()
                .singleResult()
                .getDuedate())
        .isEqualTo("2024-05-24T17:00:00");
    assertThat(province.column(targets, "due", LocalDateTime.class)).isEqualTo("2024-05-24T17:00");
    assertClosed();
    assertThat(province.events(targets)).endsWith("COMMITTEE_TOLD", "EXTENDED");

    province.passes("2024-05-24T16:59");
    assertThat(dutiesInOpenCases()).doesNotContain(targets);
    province.passes("2024-05-24T17:01");
    assertThat(dutiesInOpenCases()).contains(targets);
    assertThat(province.count("select count(*) from missed_deadline where duty_id = ?", targets))
        .isEqualTo(2);
  }

  @Test
  void movesTheTaskToTheOtherUnitWhenTheCommitteeReassignsIt() {
    beforeTheCommittee();
    decide(Map.of("decision", "reassign", "newUnit", OTHER_COMMUNE, "remark", "Làm thay"));

    Task task = province.require("PerformDuty", targets);
    assertThat(tasks.getIdentityLinksForTask(task.getId()))
        .extracting(IdentityLink::getGroupId)
        .containsExactly(OTHER_COMMUNE);
    assertThat(task.getDueDate())
        .as("three working days to answer")
        .isEqualTo("2024-05-21T17:00:00");
    assertClosed();
  }

  @Test
  void endsTheDutyWhenTheCommitteeWaivesIt() {
    beforeTheCommittee();
    decide(Map.of("decision", "waive", "remark", "Thiên tai"));

    assertThat(province.state(targets)).isEqualTo("WAIVED");
    assertThat(province.about("PerformDuty", targets)).isEmpty();
    assertClosed();
  }

  @Test
  void comesBackToTheCommitteeWhenTheUrgedUnitDoesNotAnswerInTime() {
    beforeTheCommittee();
    decide(Map.of("decision", "urge", "newDue", "2024-05-22", "remark", "Báo cáo ngay"));

    assertThat(province.events(targets)).endsWith("URGED");
    assertThat(province.require("PerformDuty", targets).getDueDate())
        .isEqualTo("2024-05-14T17:00:00");
    province.passes("2024-05-22T16:59");
    assertThat(province.tasksOf(COMMITTEE, "DecideEscalation")).isEmpty();
    province.passes("2024-05-22T17:01");
    assertThat(province.tasksOf(COMMITTEE, "DecideEscalation")).hasSize(1);
  }

  @Test
  void givesAnUrgedUnitThreeWorkingDaysWhenTheCommitteeNamesNoDate() {
    beforeTheCommittee();
    decide(Map.of("decision", "urge"));

    assertThat(
            province
                .jdbc
                .sql("select answer_due from escalation_case")
                .query(LocalDateTime.class)
                .single())
        .isEqualTo("2024-05-21T17:00");
  }

  @Test
  void decidesForEachDutyOnItsOwn() throws Exception {
    province.passes("2024-05-14T17:01");
    long list = province.dutyId(campaign, "11.d2", COMMUNE);
    long otherList = province.dutyId(campaign, "11.d2", OTHER_COMMUNE);
    province.passes("2024-05-17T17:01");
    Task task = province.taskOf(COMMITTEE, "DecideEscalation");
    assertThat(dutiesInOpenCases()).containsExactlyInAnyOrder(targets, list, otherList);

    province.complete(
        task,
        COMMITTEE,
        Map.of(
            "decision",
            "extend",
            "newDue",
            "2024-05-28",
            "decisions",
            new ObjectMapper()
                .writeValueAsString(
                    Map.of(
                        list,
                        Map.of("decision", "waive", "remark", "Không còn cần"),
                        otherList,
                        Map.of("decision", "urge", "newDue", "2024-05-21")))));

    assertThat(province.column(targets, "due", LocalDateTime.class)).isEqualTo("2024-05-28T17:00");
    assertThat(province.state(list)).isEqualTo("WAIVED");
    assertThat(dutiesInOpenCases()).containsExactly(otherList);
  }

  @Test
  void closesByItselfWhenItsLastDutyIsReported() {
    province.passes("2024-05-14T17:01");
    report();

    assertThat(province.tasksOf(DISTRICT, "UrgeUnit")).isEmpty();
    assertClosed();
  }

  @Test
  void closesWithTheNextSweepIfItCouldNotCloseAtOnce() {
    province.passes("2024-05-14T17:01");
    province.jdbc.sql("update duty set case_id = null where id = ?").param(targets).update();
    province.jdbc.sql("update duty set state = 'DONE' where id = ?").param(targets).update();

    province.passes("2024-05-14T17:06");

    assertThat(province.tasksOf(DISTRICT, "UrgeUnit")).isEmpty();
    assertClosed();
  }

  @Test
  void comesBackWhenTheReportIsNotEnough() {
    province.passes("2024-05-14T17:01");
    report();
    province.complete(
        province.require("ReviewDuty", targets),
        DISTRICT,
        Map.of("accepted", false, "remark", "Thiếu"));
    province.passes("2024-05-14T17:10");

    assertThat(province.tasksOf(DISTRICT, "UrgeUnit")).hasSize(1);
    assertThat(province.count("select count(*) from missed_deadline where duty_id = ?", targets))
        .isOne();
  }

  @Test
  void joinsTheOpenCaseWithWhatFallsOverdueLater() {
    overdueSinceTargets();
    province.passes("2024-05-17T17:01");

    assertThat(cases()).isOne();
    assertThat(dutiesInOpenCases())
        .containsExactlyInAnyOrder(
            targets,
            province.dutyId(campaign, "11.d2", COMMUNE),
            province.dutyId(campaign, "11.d2", OTHER_COMMUNE));
    assertThat(province.events(province.dutyId(campaign, "11.d2", COMMUNE)))
        .as("the case is with the committee by now")
        .containsExactly("OVERDUE", "COMMITTEE_TOLD");
  }

  @Test
  void holdsADutyThatStillWaitsForItsTurnAndCanWaiveIt() {
    long conferences = province.dutyId(campaign, "11.d3", COMMUNE);
    province.passes("2024-05-31T17:01");
    assertThat(dutiesInOpenCases()).contains(conferences);
    province.passes("2024-06-04T17:01");
    Task task =
        province.tasksOf(COMMITTEE, "DecideEscalation").stream()
            .filter(
                decide -> DISTRICT.equals(runtime.getVariable(decide.getExecutionId(), "superior")))
            .findFirst()
            .orElseThrow();
    province.complete(task, COMMITTEE, Map.of("decision", "waive", "remark", "Hết tháng"));

    assertThat(province.state(conferences)).isEqualTo("WAIVED");
    assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(COMMUNE).count())
        .as("nothing of the commune is left to do")
        .isZero();
  }

  @Test
  void goesStraightToTheCommitteeForTheLeadAgency() {
    province.passes("2024-05-31T17:01");

    Task decide = province.taskOf(COMMITTEE, "DecideEscalation");
    assertThat(runtime.getVariable(decide.getExecutionId(), "unit")).isEqualTo(LEAD);
  }

  @Test
  void goesToTheLeadAgencyForADistrictAndAnAgencyEachInItsOwnCase() {
    province.passes("2024-05-31T17:01");

    assertThat(province.tasksOf(LEAD, "UrgeUnit"))
        .extracting(Task::getName)
        .containsExactlyInAnyOrder(
            "Đôn đốc nhiệm vụ quá hạn: UBND thành phố Vinh",
            "Trao đổi về nhiệm vụ quá hạn: Ủy ban MTTQ Việt Nam tỉnh");
  }

  @Test
  void runsTheSweepTwiceWithoutDoingAnythingTwice() {
    province.passes("2024-05-14T17:01");
    workflow.sweep();
    workflow.sweep();
    province.runJobs();

    assertThat(cases()).isOne();
    assertThat(province.tasksOf(DISTRICT, "UrgeUnit")).hasSize(1);
    assertThat(province.events(targets)).containsExactly("OVERDUE", "SUPERIOR_TOLD");
  }

  @Test
  void bringsIntoAnotherCaseWhatFallsOverdueWhileItsCaseIsBeingClosed() {
    beforeTheCommittee();
    long closing = province.count("select id from escalation_case");
    province.at("2024-05-17T17:01");

    CompletableFuture<Void> sweep =
        transactions.execute(
            status -> {
              settleTargets();
              assertThat(escalations.holdsDuties(closing)).isFalse();
              CompletableFuture<Void> running = meanwhile(workflow::sweep);
              escalations.close(closing);
              return running;
            });
    sweep.join();

    assertThat(dutiesInOpenCases())
        .containsExactlyInAnyOrder(
            province.dutyId(campaign, "11.d2", COMMUNE),
            province.dutyId(campaign, "11.d2", OTHER_COMMUNE));
    assertThat(cases()).isEqualTo(2);
  }

  @Test
  void doesNotCloseACaseIntoWhichSomethingIsBeingBrought() {
    beforeTheCommittee();
    long open = province.count("select id from escalation_case");
    settleTargets();
    province.at("2024-05-17T17:01");

    AtomicBoolean holds = new AtomicBoolean();
    CompletableFuture<Void> closing =
        transactions.execute(
            status -> {
              workflow.sweep();
              return meanwhile(() -> holds.set(escalations.holdsDuties(open)));
            });
    closing.join();

    assertThat(holds).isTrue();
    assertThat(cases()).isOne();
  }

  /** What waits for this transaction is left alone when it has had time to come so far. */
  private CompletableFuture<Void> meanwhile(Runnable other) {
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(() -> transactions.executeWithoutResult(status -> other.run()));
    try {
      running.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // As it should be.
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
    return running;
  }

  private void settleTargets() {
    province
        .jdbc
        .sql("update duty set case_id = null, state = 'DONE' where id = ?")
        .param(targets)
        .update();
    province
        .jdbc
        .sql("update escalation_item set left_at = joined_at where duty_id = ?")
        .param(targets)
        .update();
  }

  @ParameterizedTest(name = "{0} is refused, naming {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                  | decision
          {"decision": "forget"}                              | decision
          {"decision": "extend"}                              | newDue
          {"decision": "extend", "newDue": "2024-05-16"}      | newDue
          {"decision": "extend", "newDue": "2024-05-18"}      | newDue
          {"decision": "extend", "newDue": "mai"}             | newDue
          {"decision": "reassign"}                            | newUnit
          {"decision": "reassign", "newUnit": "xa-0"}         | newUnit
          {"decision": "waive"}                               | remark
          {"decision": "urge", "decisions": "[]"}             | decisions
          {"decision": "urge", "decisions": "{\\"0\\": {}}"}  | decisions
          """)
  void leavesTheCaseAsItWasWhenTheDecisionIsWrong(String decision, String field) throws Exception {
    beforeTheCommittee();
    @SuppressWarnings("unchecked")
    Map<String, Object> variables = new ObjectMapper().readValue(decision, Map.class);

    assertThatThrownBy(() -> decide(variables))
        .hasRootCauseInstanceOf(InvalidInput.class)
        .rootCause()
        .extracting("field")
        .isEqualTo(field);

    assertThat(province.tasksOf(COMMITTEE, "DecideEscalation")).hasSize(1);
    assertThat(province.count("select count(*) from escalation_decision")).isZero();
  }

  @Test
  void isDecidedByNobodyButTheCommittee() {
    beforeTheCommittee();
    Task decide = province.taskOf(COMMITTEE, "DecideEscalation");

    for (String stranger : List.of(COMMUNE, DISTRICT, LEAD)) {
      assertThatThrownBy(
              () ->
                  province.complete(
                      decide, stranger, Map.of("decision", "waive", "remark", "Thôi")))
          .isInstanceOf(AuthorizationException.class);
    }
  }

  /** The targets are overdue; the lists (11.d2) follow on 17 May. */
  private void overdueSinceTargets() {
    province.passes(TARGETS_DUE + ":30");
    province.passes("2024-05-14T17:05");
  }

  private void beforeTheCommittee() {
    overdueSinceTargets();
    province.passes("2024-05-16T17:01");
  }

  private void decide(Map<String, Object> decision) {
    province.complete(province.taskOf(COMMITTEE, "DecideEscalation"), COMMITTEE, decision);
  }

  private void report() {
    province.complete(
        province.require("PerformDuty", targets),
        COMMUNE,
        Map.of("outcome", "done", "summary", "Đã giao chỉ tiêu"));
  }

  private long cases() {
    return province.count("select count(*) from escalation_case");
  }

  private List<Long> dutiesInOpenCases() {
    return province
        .jdbc
        .sql(
            """
            select i.duty_id from escalation_item i join escalation_case c on c.id = i.case_id
            where i.left_at is null and c.closed_at is null order by i.duty_id
            """)
        .query(Long.class)
        .list();
  }

  private long chairTold() {
    return province.count("select chair_told_times from escalation_case");
  }

  private void assertClosed() {
    assertThat(province.count("select count(*) from escalation_case where closed_at is null"))
        .isZero();
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("Escalation").count())
        .isZero();
  }
}
