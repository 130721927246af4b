package vn.dondoc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.security.Browser;
import vn.dondoc.security.ServedProvinceTest;

@ServedProvinceTest
class CockpitApiTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final List<String> STATUSES =
      List.of("doneOnTime", "doneLate", "inTime", "dueSoon", "overdue", "waived");

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;
  @Autowired ObjectMapper json;

  private Browser administrator;
  private String campaign;

  @BeforeEach
  void issue() {
    campaign = province.issue();
    administrator = signIn("quan-tri");
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void countsTheDutiesOfAllCommunesAtTheActivitiesOfTheirDiagram() {
    province.finish(campaign, "11.d4", COMMUNE, DISTRICT);
    JsonNode before = standing("CommunePeoplesCommittee").path("Duty_11_d4");
    assertThat(before.path("total").asInt()).isEqualTo(2);
    assertThat(before.path("doneOnTime").asInt()).isOne();
    assertThat(before.path("inTime").asInt()).isOne();

    province.at("2024-05-29T08:00");
    assertThat(standing("CommunePeoplesCommittee").at("/Duty_11_d4/dueSoon").asInt()).isOne();

    province.at("2024-05-31T17:01");
    JsonNode after = standing("CommunePeoplesCommittee").path("Duty_11_d4");
    assertThat(after.path("doneOnTime").asInt()).isOne();
    assertThat(after.path("overdue").asInt()).isOne();
  }

  @Test
  void countsEveryDutyOfTheCampaignOnceAtWhatTheCampaignStarts() {
    province.finish(campaign, "11.d4", COMMUNE, DISTRICT);
    province.at("2024-05-31T17:01");
    JsonNode standing = standing("Campaign");

    assertThat(standing.path("DistrictPeoplesCommittee").path("total").asLong())
        .isEqualTo(
            province.count(
                "select count(*) from duty where unit = 'huyen-412' or unit like 'xa-%'"));
    assertThat(sum(standing, "total")).isEqualTo(province.count("select count(*) from duty"));
    standing.forEach(CockpitApiTest::addsUp);
  }

  @Test
  void countsOfTheSharedPlanOnAnAgencysDiagramOnlyItsOwn() {
    assertThat(standing("FatherlandFront").at("/DetailedPlan/total").asInt()).isOne();
    assertThat(standing("DetailedPlan").at("/Duty_12_a/total").asInt()).isGreaterThan(1);
  }

  @Test
  void countsADutyWhereItWasAssignedAlsoAfterItWasGivenToAnotherUnit() {
    province
        .jdbc
        .sql("update duty set unit = 'huyen-412' where clause = '11.d4' and unit = 'xa-16663'")
        .update();

    assertThat(standing("CommunePeoplesCommittee").at("/Duty_11_d4/total").asInt()).isEqualTo(2);
  }

  @Test
  void leavesOutCampaignsThatAreClosed() {
    province.at("2024-05-31T17:01");
    province.jdbc.sql("update campaign set closed_at = issued_at").update();

    assertThat(standing("CommunePeoplesCommittee")).isEmpty();
    assertThat(overdue("CommunePeoplesCommittee", "").path("total").asInt()).isZero();
    assertThat(get("/campaigns")).isEmpty();
    assertThat(get("/agencies")).isEmpty();
    assertThat(get("/cases")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CommunePeoplesCommittee",
        "DistrictPeoplesCommittee",
        "ProvincialSocialInsurance",
        "FatherlandFront",
        "Campaign"
      })
  void listsAsManyOverdueDutiesAsTheBadgesCount(String process) {
    province.finish(campaign, "11.d4", COMMUNE, DISTRICT);
    province.at("2024-05-31T17:01");

    assertThat(overdue(process, "").path("total").asLong())
        .isPositive()
        .isEqualTo(sum(standing(process), "overdue"));
  }

  @Test
  void listsAllOverdueDutiesBesideTheLifeOfADuty() {
    province.at("2024-05-31T17:01");

    assertThat(overdue("Duty", "").path("total").asLong())
        .isEqualTo(sum(standing("Campaign"), "overdue"));
    assertThat(overdue("Difficulty", "").path("total").asLong()).isZero();
  }

  @Test
  void tellsOfAnOverdueDutyHowLateItIsWhoActsAndWhereItRuns() {
    province.passes("2024-05-31T17:01");
    province.passes("2024-05-31T17:10");
    province.passes("2024-06-04T08:00");

    JsonNode row = overdue("CommunePeoplesCommittee", "11.d4").path("rows").path(0);
    assertThat(row.path("unit").asText()).isEqualTo("UBND phường Đông Vĩnh");
    assertThat(row.path("documentNumber").asText()).isEqualTo("15/UBND-VX");
    assertThat(row.path("clause").asText()).isEqualTo("11.d4");
    assertThat(row.path("due").asText()).isEqualTo("2024-05-31T17:00:00");
    assertThat(row.path("workingDaysLate").asInt()).isEqualTo(2);
    assertThat(row.path("stateText").asText()).isEqualTo("Chưa tiếp nhận");
    assertThat(row.path("stageText").asText()).isEqualTo("Cấp trên trực tiếp xử lý");
    assertThat(row.path("processInstanceId").asText())
        .isEqualTo(
            province.column(
                province.dutyId(campaign, "11.d4", COMMUNE), "process_instance_id", String.class));
  }

  @Test
  void leavesOutWhatWasSubmittedInTimeAndIsStillInReview() {
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "done", "summary", "X"));
    province.at("2024-05-31T17:01");

    assertThat(overdue("CommunePeoplesCommittee", "11.d4").path("total").asInt()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"đông vĩnh", "dong vinh", "  DONG VINH "})
  void findsAUnitWithOrWithoutToneMarks(String text) {
    province.at("2024-05-31T17:01");

    JsonNode page = overdue("CommunePeoplesCommittee", text);
    assertThat(page.path("total").asInt()).isPositive();
    assertThat(page.path("rows"))
        .allSatisfy(
            row -> assertThat(row.path("unit").asText()).isEqualTo("UBND phường Đông Vĩnh"));
  }

  @Test
  void findsTheCommunesOfADistrictByItsNameAndDutiesByTheirs() {
    province.at("2024-05-31T17:01");

    long all = overdue("CommunePeoplesCommittee", "").path("total").asLong();
    assertThat(overdue("CommunePeoplesCommittee", "thanh pho vinh").path("total").asLong())
        .isEqualTo(all);
    assertThat(overdue("CommunePeoplesCommittee", "doan the xa").path("total").asInt())
        .isEqualTo(2);
    assertThat(overdue("CommunePeoplesCommittee", "100%").path("total").asInt()).isZero();
    assertThat(overdue("CommunePeoplesCommittee", "_").path("total").asInt()).isZero();
  }

  @Test
  void givesOverdueDutiesPageByPageTheLongestOverdueFirst() {
    province.as(
        "ubnd-tinh", () -> province.start("16/UBND-VX", "2024-05-06", "2024-05-01", "2024-05-31"));
    province.runJobs();
    province.at("2024-06-28T08:00");

    JsonNode first = overdue("Duty", "");
    JsonNode second = get(path("Duty", "/overdue") + "?from=50");
    assertThat(first.path("rows")).hasSize(50);
    long total = first.path("total").asLong();
    assertThat(second.path("rows")).hasSize((int) Math.min(50, total - 50));
    var ids = new HashSet<Long>();
    var dues = new ArrayList<String>();
    Stream.of(first, second)
        .flatMap(page -> StreamSupport.stream(page.path("rows").spliterator(), false))
        .forEach(
            row -> {
              ids.add(row.path("id").asLong());
              dues.add(row.path("due").asText());
            });
    assertThat(ids).hasSize(50 + second.path("rows").size());
    assertThat(dues).isSorted();
  }

  @Test
  void showsOnTheDashboardHowCampaignsAndAgenciesStand() {
    province.finish(campaign, "11.d4", COMMUNE, DISTRICT);
    province.at("2024-05-31T17:01");

    JsonNode row = get("/campaigns").path(0);
    addsUp(row);
    assertThat(row.path("id").asText()).isEqualTo(campaign);
    assertThat(row.path("documentNumber").asText()).isEqualTo("15/UBND-VX");
    assertThat(row.path("processDefinitionId").asText()).isEqualTo(definition("Campaign"));
    assertThat(row.path("total").asLong()).isEqualTo(province.count("select count(*) from duty"));

    JsonNode agencies = get("/agencies?campaign=" + campaign);
    assertThat(agencies)
        .extracting(agency -> agency.path("name").asText())
        .containsExactlyInAnyOrder(
            "UBND thành phố Vinh", "BHXH tỉnh Nghệ An", "Ủy ban MTTQ Việt Nam tỉnh");
    agencies.forEach(CockpitApiTest::addsUp);
    for (String status : STATUSES) {
      assertThat(sum(agencies, status)).as(status).isEqualTo(row.path(status).asLong());
    }
    assertThat(agencies).extracting(agency -> -agency.path("overdue").asInt()).isSorted();
    assertThat(get("/agencies?campaign=x")).isEmpty();
  }

  @Test
  void showsOnTheDashboardTheOpenCasesByStage() {
    province.passes("2024-05-31T17:01");
    province.passes("2024-05-31T17:10");

    JsonNode stages = get("/cases");
    assertThat(sum(stages, "cases"))
        .isPositive()
        .isEqualTo(province.count("select count(*) from escalation_case where closed_at is null"));
    assertThat(sum(stages, "duties"))
        .isEqualTo(province.count("select count(*) from duty where case_id is not null"));
    assertThat(stages.path(0).path("stageText").asText()).isEqualTo("Cấp trên trực tiếp xử lý");
    assertThat(stages.path(0).path("oldest").asText()).startsWith("2024-05-31T17:");
    assertThat(get("/cases?campaign=x")).isEmpty();
  }

  @Test
  void showsOnTheDashboardWhichJobsHaveBeenGivenUp() {
    assertThat(get("/failures").path("failed").asInt()).isZero();
    var job =
        management.createJobQuery().processDefinitionKey("Duty").timers().listPage(0, 1).get(0);
    management.setJobRetries(job.getId(), 0);

    JsonNode failures = get("/failures");
    assertThat(failures.path("failed").asInt()).isOne();
    assertThat(failures.path("newest")).hasSize(1);
    assertThat(failures.at("/newest/0/process").asText()).isEqualTo("Nhiệm vụ");
    assertThat(failures.at("/newest/0/processInstanceId").asText())
        .isEqualTo(job.getProcessInstanceId());
  }

  @Test
  void tellsTheHistoryOfADutyNewestFirst() {
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "extension", "reason", "Mưa bão", "requestedDue", "2024-06-07"));
    String instance =
        province.column(
            province.dutyId(campaign, "11.d4", COMMUNE), "process_instance_id", String.class);

    JsonNode history = get("/process-instances/" + instance + "/history");
    assertThat(history.path("ofSubject").asBoolean()).isTrue();
    assertThat(history.path("entries"))
        .extracting(entry -> entry.path("text").asText())
        .containsExactly(
            "Đề nghị gia hạn, hạn từ 31/05/2024 đến 07/06/2024",
            "Giao UBND phường Đông Vĩnh, hạn 31/05/2024");
    assertThat(history.at("/entries/0/remark").asText()).isEqualTo("Mưa bão");
  }

  @Test
  void tellsTheHistoryOfAnEscalationCaseNewestFirst() {
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-14T17:10");
    province.complete(
        province.taskOf(DISTRICT, "UrgeUnit"), DISTRICT, Map.of("remark", "Khẩn trương"));
    String instance =
        province
            .jdbc
            .sql("select process_instance_id from escalation_case where superior = ?")
            .param(DISTRICT)
            .query(String.class)
            .single();

    JsonNode history = get("/process-instances/" + instance + "/history");
    assertThat(history.path("ofSubject").asBoolean()).isTrue();
    assertThat(history.path("entries"))
        .extracting(entry -> entry.path("text").asText())
        .startsWith("Cấp trên trực tiếp đôn đốc")
        .endsWith("Lập hồ sơ quá hạn");
    assertThat(history.at("/entries/0/remark").asText()).isEqualTo("Khẩn trương");
    assertThat(history.at("/entries/0/actorName").asText()).isEqualTo("UBND thành phố Vinh");
  }

  @Test
  void tellsTheStepsOfAnyOtherProcessAndForWhomItStartedWhat() {
    String instance =
        runtime
            .createProcessInstanceQuery()
            .processDefinitionKey("DistrictPeoplesCommittee")
            .singleResult()
            .getId();

    JsonNode history = get("/process-instances/" + instance + "/history");
    assertThat(history.path("ofSubject").asBoolean()).isFalse();
    assertThat(history.path("next").isNull()).isTrue();
    assertThat(history.path("entries"))
        .extracting(entry -> entry.path("text").asText())
        .contains(
            "UBND các xã, phường, thị trấn thực hiện – UBND phường Đông Vĩnh",
            "UBND các xã, phường, thị trấn thực hiện – UBND phường Hà Huy Tập")
        .endsWith("Được giao nhiệm vụ")
        .containsOnlyOnce("Được giao nhiệm vụ");
    assertThat(get("/process-instances/" + instance + "/history?from=1000").path("entries"))
        .isEmpty();
  }

  @Test
  void tellsOfAProcessThatWasBegunInItsMiddleWhereItBegan() {
    String instance =
        runtime
            .createProcessInstanceByKey("DailyDigest")
            .startBeforeActivity("DigestsWritten")
            .execute()
            .getId();

    assertThat(get("/process-instances/" + instance + "/history").path("entries"))
        .extracting(entry -> entry.path("text").asText())
        .containsExactly("Thư chờ gửi", "Thư chờ gửi");
  }

  @Test
  void knowsNoProcessThatIsNotDeployed() {
    assertThat(ask(administrator, "/process-definitions/x/standing").statusCode()).isEqualTo(404);
    assertThat(ask(administrator, "/process-definitions/x/overdue").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {COMMUNE, DISTRICT, "ubmttq-tinh", "bhxh-tinh", "ubnd-tinh"})
  void isForAdministratorsAlone(String user) {
    Browser browser = signIn(user);
    for (String path : paths()) {
      assertThat(ask(browser, path).statusCode()).as(path).isEqualTo(403);
    }
  }

  @Test
  void isForNobodyWhoHasNotSignedIn() {
    for (String path : paths()) {
      assertThat(ask(new Browser(port), path).statusCode()).as(path).isEqualTo(401);
    }
  }

  private List<String> paths() {
    return List.of(
        "/campaigns",
        "/agencies",
        "/cases",
        "/failures",
        path("Campaign", "/standing"),
        path("Campaign", "/overdue"),
        "/process-instances/" + campaign + "/history");
  }

  private static void addsUp(JsonNode counts) {
    assertThat(STATUSES.stream().mapToLong(status -> counts.path(status).asLong()).sum())
        .isPositive()
        .isEqualTo(counts.path("total").asLong());
  }

  private static long sum(JsonNode rows, String field) {
    return StreamSupport.stream(rows.spliterator(), false)
        .mapToLong(row -> row.path(field).asLong())
        .sum();
  }

  private JsonNode standing(String process) {
    return get(path(process, "/standing"));
  }

  private JsonNode overdue(String process, String text) {
    return get(
        path(process, "/overdue") + "?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  private String path(String process, String what) {
    return "/process-definitions/" + definition(process) + what;
  }

  private String definition(String process) {
    return repository
        .createProcessDefinitionQuery()
        .processDefinitionKey(process)
        .latestVersion()
        .singleResult()
        .getId();
  }

  private JsonNode get(String path) {
    HttpResponse<String> answer = ask(administrator, path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> ask(Browser browser, String path) {
    return browser.get("/api/cockpit" + path);
  }

  private Browser signIn(String user) {
    Browser browser = new Browser(port);
    browser.submit("/login", Map.of("username", user, "password", "demo"));
    return browser;
  }
}
