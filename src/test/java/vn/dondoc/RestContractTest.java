package vn.dondoc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.ActiveProfiles;

/** What clients of the standard REST API may rely on, over real HTTP with the demo's users. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "dondoc.demo.campaign=false",
      "dondoc.organisation.units=classpath:small/units.csv",
      "dondoc.organisation.districts-and-communes="
    })
@ActiveProfiles("demo")
@Import(Province.class)
class RestContractTest {

  @Autowired TestRestTemplate rest;
  @Autowired Province province;
  @Autowired ObjectMapper json;

  @BeforeEach
  void morning() {
    province.at(Province.ISSUE);
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void startsACampaignByItsKeyAndGivesOfficersTheirTasks() {
    start();

    JsonNode task = performDuty("xa-16663", "11.d4");
    assertThat(task.path("name").asText()).isEqualTo("Chỉ đạo đoàn thể xã tuyên truyền theo nhóm");
    assertThat(task.path("due").asText()).startsWith("2024-05-31T17:00:00");
    JsonNode variables =
        get("quan-tri", "/process-instance/" + process(task) + "/variables").getBody();
    assertThat(variables.path("clause").path("value").asText()).isEqualTo("11.d4");
    assertThat(variables.path("unit").path("value").asText()).isEqualTo("xa-16663");
    assertThat(variables.path("dutyId").path("value").isNumber()).isTrue();
    assertThat(variables.path("campaignId").path("value").asText()).isNotEmpty();
  }

  @Test
  void takesAReportWithFiguresAndItsReview() {
    start();
    JsonNode task = performDuty("xa-16663", "11.d4");
    assertThat(
            complete(
                "xa-16663",
                task,
                Map.of(
                    "outcome", "done",
                    "summary", "Đã làm",
                    "metrics", Map.of("value", "{\"activities\": 2}", "type", "Json"))))
        .isEqualTo(HttpStatus.NO_CONTENT);
    province.runJobs();

    JsonNode review =
        get("huyen-412", "/task?taskDefinitionKey=ReviewDuty&candidateGroup=huyen-412")
            .getBody()
            .get(0);
    assertThat(complete("huyen-412", review, Map.of("accepted", true, "remark", "Tốt")))
        .isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(province.count("select count(*) from duty where state = 'DONE'")).isOne();
    assertThat(province.count("select count(*) from duty_figure where amount = 2")).isOne();
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"outcome": "xong"}                                                          | outcome
          {"outcome": "done", "metrics": "{\\"activities\\": -1}"}                     | metrics.activities
          {"outcome": "done", "metrics": "{\\"activities\\": \\"hai\\"}"}              | metrics.activities
          {"outcome": "extension", "reason": "Bão", "requestedDue": "2024-05-01"}      | requestedDue
          {"outcome": "extension", "reason": "Bão", "requestedDue": "2024-06-15"}      | requestedDue
          {"outcome": "return", "reason": ""}                                          | reason
          """)
  void refusesBadValuesWith400AndAVietnameseMessageThatNamesTheField(String body, String field)
      throws Exception {
    start();
    JsonNode task = performDuty("xa-16663", "11.d4");
    @SuppressWarnings("unchecked")
    Map<String, Object> variables = json.readValue(body, Map.class);

    ResponseEntity<JsonNode> answer =
        post("xa-16663", "/task/" + task.path("id").asText() + "/complete", variables(variables));

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(answer.getBody().path("field").asText()).isEqualTo(field);
    assertThat(answer.getBody().path("message").asText())
        .contains("(" + field + ")")
        .doesNotContain("Cannot");
    assertThat(performDuty("xa-16663", "11.d4").path("id")).isEqualTo(task.path("id"));
    assertThat(province.count("select count(*) from submission")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"/complete", "/submit-form"})
  void letsNobodyReportOnAnotherUnitsDutyByItsId(String path) {
    start();
    JsonNode own = performDuty("xa-16663", "11.d4");
    JsonNode foreign = performDuty("xa-16666", "11.d4");
    long foreignDuty =
        get("quan-tri", "/process-instance/" + process(foreign) + "/variables")
            .getBody()
            .at("/dutyId/value")
            .asLong();

    ResponseEntity<JsonNode> answer =
        post(
            "xa-16663",
            "/task/" + own.path("id").asText() + path,
            variables(
                Map.of(
                    "outcome",
                    "done",
                    "summary",
                    "Không phải của tôi",
                    "dutyId",
                    Map.of("value", foreignDuty, "type", "Long"))));

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(answer.getBody().path("field").asText()).isEqualTo("dutyId");
    assertThat(province.count("select count(*) from submission")).isZero();
    assertThat(performDuty("xa-16663", "11.d4").path("id")).isEqualTo(own.path("id"));
  }

  @Test
  void letsAnOfficerTakeUpATaskForNobodyElse() {
    start();
    String task = performDuty("xa-16663", "11.d4").path("id").asText();

    ResponseEntity<JsonNode> refused =
        post("xa-16663", "/task/" + task + "/claim", Map.of("userId", "so-y-te"));
    assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(refused.getBody().path("field").asText()).isEqualTo("userId");

    post("xa-16663", "/task/" + task + "/claim", Map.of("userId", "xa-16663"));
    assertThat(get("xa-16663", "/task/" + task).getBody().path("assignee").asText())
        .isEqualTo("xa-16663");
  }

  @Test
  void refusesACampaignWithDatesOutOfOrderWith400() {
    ResponseEntity<JsonNode> answer =
        post(
            "ubnd-tinh",
            "/process-definition/key/Campaign/start",
            variables(
                Map.of(
                    "documentNumber", "15/UBND-VX",
                    "issuedOn", "2024-05-06",
                    "periodStart", "2024-05-31",
                    "periodEnd", "2024-05-01")));

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(answer.getBody().path("field").asText()).isEqualTo("periodEnd");
    assertThat(province.count("select count(*) from campaign")).isZero();
  }

  @Test
  void letsAnAdministratorMoveTheClockAndNobodyElse() {
    ResponseEntity<JsonNode> moved =
        rest.withBasicAuth("quan-tri", "demo")
            .postForEntity("/actuator/clock", Map.of("advance", "P3D"), JsonNode.class);
    assertThat(moved.getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(moved.getBody().path("now").asText()).startsWith("2024-05-09T08:00");

    assertThat(
            rest.withBasicAuth("xa-16663", "demo")
                .postForEntity("/actuator/clock", Map.of("advance", "P3D"), String.class)
                .getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(
            rest.postForEntity("/actuator/clock", Map.of("advance", "P3D"), String.class)
                .getStatusCode())
        .isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(
            rest.withBasicAuth("quan-tri", "demo")
                .postForEntity("/actuator/clock", Map.of("at", "mai"), JsonNode.class)
                .getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({
    "/engine-rest/task",
    "/engine-rest/process-definition/key/Campaign/start",
    "/actuator/health",
    "/api/units",
    "/camunda/api/engine/engine/default/task",
    "/forms/PerformDuty.html"
  })
  void answersNobodyWithoutAName(String path) {
    HttpStatusCode status = rest.getForEntity(path, String.class).getStatusCode();

    // A page leads to the sign-in page, which TestRestTemplate does not follow into anything else.
    assertThat(status).isIn(HttpStatus.UNAUTHORIZED, HttpStatus.FOUND, HttpStatus.OK);
    if (status == HttpStatus.OK) {
      assertThat(rest.getForEntity(path, String.class).getBody()).contains("Đăng nhập");
    }
  }

  @Test
  void showsAnOfficerNobodyElsesTasks() {
    start();
    JsonNode task = performDuty("xa-16663", "11.d4");
    assertThat(get("xa-16666", "/task?taskDefinitionKey=PerformDuty").getBody())
        .allSatisfy(
            other ->
                assertThat(
                        province.count(
                            "select count(*) from duty where process_instance_id = ? and unit = 'xa-16666'",
                            process(other)))
                    .isOne());
  }

  @Test
  void letsAnOfficerCommentOnATaskOfTheUnitAndSeeItsHistoryAndDiagram() {
    start();
    JsonNode task = performDuty("xa-16663", "11.d4");
    String id = task.path("id").asText();

    assertThat(
            post("xa-16663", "/task/" + id + "/comment/create", Map.of("message", "Đang làm"))
                .getStatusCode())
        .isEqualTo(HttpStatus.OK);
    assertThat(get("xa-16663", "/task/" + id + "/comment").getBody()).hasSize(1);
    assertThat(get("xa-16663", "/history/task?taskId=" + id).getBody()).hasSize(1);
    assertThat(
            get(
                    "xa-16663",
                    "/process-definition/" + task.path("processDefinitionId").asText() + "/xml")
                .getStatusCode())
        .isEqualTo(HttpStatus.OK);
    assertThat(
            post("xa-16666", "/task/" + id + "/comment/create", Map.of("message", "Tò mò"))
                .getStatusCode()
                .is4xxClientError())
        .isTrue();
    assertThat(get("xa-16666", "/history/task?taskId=" + id).getBody()).isEmpty();
  }

  private void start() {
    ResponseEntity<JsonNode> started =
        post(
            "ubnd-tinh",
            "/process-definition/key/Campaign/start",
            variables(
                Map.of(
                    "documentNumber", "15/UBND-VX",
                    "issuedOn", "2024-05-06",
                    "periodStart", "2024-05-01",
                    "periodEnd", "2024-05-31")));
    assertThat(started.getStatusCode()).isEqualTo(HttpStatus.OK);
    province.runJobs();
  }

  private JsonNode performDuty(String unit, String clause) {
    JsonNode found =
        get(
                unit,
                "/task?taskDefinitionKey=PerformDuty&candidateGroup="
                    + unit
                    + "&processVariables=clause_eq_"
                    + clause)
            .getBody();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String process(JsonNode task) {
    return task.path("processInstanceId").asText();
  }

  private HttpStatusCode complete(String user, JsonNode task, Map<String, Object> variables) {
    return post(user, "/task/" + task.path("id").asText() + "/complete", variables(variables))
        .getStatusCode();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> variables(Map<String, Object> values) {
    Map<String, Object> variables = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            variables.put(
                name, value instanceof Map ? (Map<String, Object>) value : Map.of("value", value)));
    return Map.of("variables", variables);
  }

  private ResponseEntity<JsonNode> get(String user, String path) {
    return rest.withBasicAuth(user, "demo").getForEntity("/engine-rest" + path, JsonNode.class);
  }

  private ResponseEntity<JsonNode> post(String user, String path, Object body) {
    return rest.withBasicAuth(user, "demo")
        .postForEntity("/engine-rest" + path, body, JsonNode.class);
  }
}
