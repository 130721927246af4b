package vn.dondoc.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.engine.InvalidInput;

@SmallProvinceTest
class CampaignProcessTest {

  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";

  @Autowired Province province;
  @Autowired ProcessEngine engine;
  @Autowired RuntimeService runtime;
  @Autowired FormService forms;
  @Autowired RepositoryService repository;

  @BeforeEach
  void morning() {
    province.at(Province.ISSUE);
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void assignsEveryDutyOfEveryUnitAtOnce() {
    String campaign = province.issue();

    assertThat(duties(campaign, "bhxh-tinh")).isEqualTo(13);
    assertThat(duties(campaign, "ubmttq-tinh")).isEqualTo(4);
    assertThat(duties(campaign, "huyen-412")).isEqualTo(9);
    assertThat(duties(campaign, "xa-16663")).isEqualTo(7);
    assertThat(province.count("select count(*) from duty where campaign_id = ?", campaign))
        .isEqualTo(13 + 4 + 9 + 2 * 7);
  }

  @Test
  void runsFromTheStartFormToTheApprovedFinalReport() {
    new CampaignRun(province, engine).toItsEnd(definition("Campaign"));
  }

  @Test
  void asksForAWeeklyReportEveryFridayMorningOfThePeriodAndNoLonger() {
    province.issue();

    province.passes("2024-05-10T07:59");
    assertThat(province.tasksOf(LEAD, "WriteWeeklyReport")).isEmpty();
    province.passes("2024-05-10T08:01");
    Task first = province.taskOf(LEAD, "WriteWeeklyReport");
    assertThat(first.getDueDate()).isEqualTo("2024-05-10T17:00:00");
    for (String friday :
        List.of("2024-05-17", "2024-05-24", "2024-05-31", "2024-06-07", "2024-06-14")) {
      province.passes(friday + "T08:01");
    }
    assertThat(province.tasksOf(LEAD, "WriteWeeklyReport")).hasSize(4);
  }

  @Test
  void asksForOneReportAtTheEndOfAPeriodWithoutAFriday() {
    province.as(
        COMMITTEE, () -> province.start("17/UBND-VX", "2024-05-06", "2024-05-06", "2024-05-08"));
    province.runJobs();

    province.passes("2024-05-08T07:59");
    assertThat(province.tasksOf(LEAD, "WriteWeeklyReport")).isEmpty();
    province.passes("2024-05-08T08:01");
    province.passes("2024-05-15T08:01");
    assertThat(province.tasksOf(LEAD, "WriteWeeklyReport")).hasSize(1);
  }

  @Test
  void asksForTheFinalReportOnlyWhenTheResultsAreDue() {
    province.issue();

    province.passes("2024-06-05T16:59");
    assertThat(province.tasksOf(LEAD, "WriteFinalReport")).isEmpty();
    province.passes("2024-06-05T17:01");
    assertThat(province.tasksOf(LEAD, "WriteFinalReport")).hasSize(1);
  }

  @Test
  void doesNotMixTwoCampaignsSideBySide() {
    String first = province.issue();
    String second =
        province.as(
            COMMITTEE,
            () -> province.start("16/UBND-VX", "2024-05-06", "2024-05-01", "2024-06-28"));
    province.runJobs();

    assertThat(
            province
                .jdbc
                .sql("select campaign_id, count(*) from duty group by campaign_id")
                .query((row, n) -> row.getLong(2))
                .list())
        .containsExactly(40L, 40L);
    province.finish(first, "11.d1", "xa-16663", "huyen-412");
    assertThat(province.state(province.dutyId(second, "11.d1", "xa-16663")))
        .isEqualTo("NOT_ACCEPTED");
    assertThat(province.duty(second, "11.d4", "xa-16663").getDueDate())
        .isEqualTo("2024-06-28T17:00:00");

    province.passes("2024-05-31T17:01");
    assertThat(
            province.count(
                "select count(*) from escalation_item i join duty d on d.id = i.duty_id"
                    + " join escalation_case c on c.id = i.case_id"
                    + " where c.campaign_id <> d.campaign_id"))
        .isZero();
  }

  @Test
  void countsDeadlinesOverTet() {
    province.at("2024-02-05T08:00");
    String campaign =
        province.as(
            COMMITTEE, () -> province.start("2/UBND-VX", "2024-02-05", "2024-02-05", "2024-02-29"));
    province.runJobs();

    assertThat(province.duty(campaign, "11.d0", "huyen-412").getDueDate())
        .as("four working days after 5 February, with Tết from the 8th to the 14th between")
        .isEqualTo("2024-02-16T17:00:00");
    province.passes("2024-02-16T16:59");
    assertThat(province.count("select count(*) from missed_deadline")).isZero();
    province.passes("2024-02-16T17:01");
    assertThat(province.count("select count(*) from missed_deadline")).isPositive();
  }

  @Test
  void countsASwappedSaturdayAsAWorkingDay() {
    province.at("2024-04-25T08:00");
    String campaign =
        province.as(
            COMMITTEE, () -> province.start("9/UBND-VX", "2024-04-25", "2024-04-25", "2024-05-31"));
    province.runJobs();

    assertThat(province.duty(campaign, "11.d0", "huyen-412").getDueDate())
        .as("26 April, 2 and 3 May, and Saturday 4 May, which makes up for 29 April")
        .isEqualTo("2024-05-04T17:00:00");
    province.passes("2024-05-04T16:59");
    assertThat(province.count("select count(*) from missed_deadline")).isZero();
    province.passes("2024-05-04T17:01");
    assertThat(province.count("select count(*) from missed_deadline")).isPositive();
  }

  @ParameterizedTest(name = "{0}, {1}, {2} to {3} is refused, naming {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "' ',     2024-05-06, 2024-05-01, 2024-05-31, documentNumber",
        "15/UBND, -,          2024-05-01, 2024-05-31, issuedOn",
        "15/UBND, 6/5/2024,   2024-05-01, 2024-05-31, issuedOn",
        "15/UBND, 2024-05-06, -,          2024-05-31, periodStart",
        "15/UBND, 2024-05-06, 2024-05-01, -,          periodEnd",
        "15/UBND, 2024-05-06, 2024-05-20, 2024-05-10, periodEnd",
        "15/UBND, 2024-06-06, 2024-05-01, 2024-05-31, periodEnd",
        "15/UBND, 2023-05-08, 2023-05-01, 2024-05-31, issuedOn",
        "15/UBND, 2027-05-06, 2027-05-01, 2028-05-31, periodEnd"
      })
  void isNotIssuedWhenItsFormIsWrong(
      String number, String issuedOn, String periodStart, String periodEnd, String field) {
    Map<String, Object> form = new java.util.HashMap<>();
    form.put("documentNumber", number);
    form.put("issuedOn", issuedOn);
    form.put("periodStart", periodStart);
    form.put("periodEnd", periodEnd);

    assertThatThrownBy(
            () -> province.as(COMMITTEE, () -> runtime.startProcessInstanceByKey("Campaign", form)))
        .hasRootCauseInstanceOf(InvalidInput.class)
        .rootCause()
        .extracting("field")
        .isEqualTo(field);
    assertThat(province.count("select count(*) from campaign")).isZero();
  }

  @Test
  void isIssuedByNobodyButTheCommittee() {
    for (String stranger : List.of("xa-16663", "huyen-412", LEAD)) {
      assertThatThrownBy(
              () ->
                  province.as(
                      stranger,
                      () -> province.start("1/UBND", "2024-05-06", "2024-05-01", "2024-05-31")))
          .isInstanceOf(AuthorizationException.class);
    }
  }

  @Test
  void resolvesADifficultyWithTheLeadAgency() {
    province.issue();
    raise("xa-16663", "11.d5");
    Task task = province.taskOf(LEAD, "ResolveDifficulty");
    assertThat(task.getName()).isEqualTo("Giải quyết vướng mắc: UBND phường Đông Vĩnh");
    province.complete(
        task, LEAD, Map.of("resolution", "resolved", "opinion", "Mượn hội trường trường học"));

    assertThat(difficulty()).isEqualTo("RESOLVED");
    assertThat(province.tasksOf(COMMITTEE, "DecideDifficulty")).isEmpty();
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("Difficulty").count())
        .isZero();
  }

  @Test
  void putsADifficultyBeforeTheCommittee() {
    province.issue();
    raise("huyen-412", null);
    province.complete(
        province.taskOf(LEAD, "ResolveDifficulty"),
        LEAD,
        Map.of("resolution", "escalate", "opinion", "Vượt thẩm quyền"));
    assertThat(difficulty()).isEqualTo("WITH_COMMITTEE");
    province.complete(
        province.taskOf(COMMITTEE, "DecideDifficulty"),
        COMMITTEE,
        Map.of("direction", "Sở Tài chính bố trí kinh phí"));

    assertThat(difficulty()).isEqualTo("DIRECTED");
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("Difficulty").count())
        .isZero();
  }

  @Test
  void takesNoDifficultyWithoutADescriptionOrFromNobodysOfficer() {
    province.issue();

    assertThatThrownBy(() -> raise("xa-16663", null, " "))
        .rootCause()
        .extracting("field")
        .isEqualTo("description");
    assertThatThrownBy(() -> raise("nguoi-la", null, "Thiếu loa"))
        .rootCause()
        .extracting("field")
        .isEqualTo("unit");
    assertThat(province.count("select count(*) from difficulty")).isZero();
  }

  private void raise(String user, String clause) {
    raise(user, clause, "Thiếu hội trường");
  }

  private void raise(String user, String clause, String description) {
    Map<String, Object> form = new java.util.HashMap<>();
    form.put("clause", clause);
    form.put("description", description);
    province.as(user, () -> forms.submitStartForm(definition("Difficulty"), form));
    province.runJobs();
  }

  private String definition(String key) {
    return repository
        .createProcessDefinitionQuery()
        .processDefinitionKey(key)
        .latestVersion()
        .singleResult()
        .getId();
  }

  private String difficulty() {
    return province.jdbc.sql("select state from difficulty").query(String.class).single();
  }

  private long duties(String campaign, String unit) {
    return province.count(
        "select count(*) from duty where campaign_id = ? and unit = ?", campaign, unit);
  }
}
