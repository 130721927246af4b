package vn.dondoc.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.Province;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.security.Browser;
import vn.dondoc.security.Officers;
import vn.dondoc.security.ServedProvinceTest;

/** What is recorded of what people do, and how an administrator reads it. */
@ServedProvinceTest
class AuditTest {

  private static final String ADMINISTRATOR = "khoat";
  private static final String OFFICER = "can-bo";
  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final String OFFICE = "203.0.113.7";
  private static final String WEBAPP_REST = "/camunda/api/engine/engine/default";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired Officers officers;
  @Autowired TaskService tasks;
  @Autowired FormService forms;
  @Autowired ManagementService management;
  @Autowired RepositoryService repository;
  @Autowired PlatformTransactionManager transactions;
  @Autowired Audit audit;
  @Autowired ObjectMapper json;

  private long seen;

  record Line(
      LocalDateTime at,
      String person,
      String address,
      Action action,
      String subject,
      String detail) {}

  @BeforeEach
  void morning() {
    province.at(Province.ISSUE);
    officers.forgetAttempts();
    officers.administrator(ADMINISTRATOR);
    officers.officer(OFFICER);
    news();
  }

  @AfterEach
  void clear() {
    province.clear();
    officers.remove(ADMINISTRATOR);
    officers.remove(OFFICER);
    officers.remove("moi");
    officers.forgetAttempts();
  }

  @Test
  void aSignInAFailureAndASignOutLeaveALineEach() {
    Browser browser = Browser.at(OFFICE, port);
    browser.signIn(OFFICER, "wrong");
    browser.signedIn(OFFICER, Officers.PASSWORD);
    browser.submit("/logout", Map.of());

    assertThat(news())
        .containsExactly(
            line(OFFICER, OFFICE, Action.SIGN_IN_FAILED, null, "Sai mật khẩu"),
            line(OFFICER, OFFICE, Action.SIGN_IN, null, null),
            line(OFFICER, OFFICE, Action.SIGN_OUT, null, null));
  }

  @Test
  void theWebappsSignOutIsRecordedToo() {
    Browser browser = Browser.at(OFFICE, port).signedIn(OFFICER, Officers.PASSWORD).openWebapps();
    news();

    browser.json("POST", "/camunda/api/admin/auth/user/default/logout", "");

    assertThat(news()).containsExactly(line(OFFICER, OFFICE, Action.SIGN_OUT, null, null));
  }

  @Test
  void aProgramThatSignsInWithEveryRequestIsRecordedOnceAnHour() {
    Browser program = Browser.at(OFFICE, port).basic(OFFICER, Officers.PASSWORD);
    for (int n = 0; n < 3; n++) {
      assertThat(program.get("/engine-rest/task/count").statusCode()).isEqualTo(200);
    }
    assertThat(news()).containsExactly(line(OFFICER, OFFICE, Action.SIGN_IN, null, null));

    province.at("2024-05-06T08:59:59");
    program.get("/engine-rest/task/count");
    assertThat(news()).isEmpty();
    province.at("2024-05-06T09:00");
    program.get("/engine-rest/task/count");
    assertThat(news()).hasSize(1);
  }

  @Test
  void aChangedPasswordAndAWrongCurrentOneAreRecorded() {
    Browser browser = Browser.at(OFFICE, port).signedIn(OFFICER, Officers.PASSWORD);
    news();
    String chosen = "buoi-sang-9-chiec-thuyen-giay";
    browser.submit("/password", Map.of("current", "wrong", "chosen", chosen, "repeated", chosen));
    browser.submit(
        "/password", Map.of("current", Officers.PASSWORD, "chosen", chosen, "repeated", chosen));

    assertThat(news())
        .containsExactly(
            line(OFFICER, OFFICE, Action.SIGN_IN_FAILED, null, "Sai mật khẩu khi đổi mật khẩu"),
            line(OFFICER, OFFICE, Action.PASSWORD_CHANGED, "user/" + OFFICER, null));
    isNotWritten(chosen);
    isNotWritten(Officers.PASSWORD);
  }

  @Test
  void theStartOfACampaignIsRecorded() {
    String campaign = province.issue();

    assertThat(ofPerson(COMMITTEE))
        .containsExactly(
            line(COMMITTEE, null, Action.START, "process-instance/" + campaign, "Tạo quy trình"));
  }

  @Test
  void workOnATaskAndItsReviewAreRecorded() {
    String campaign = province.issue();
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    Task perform = province.require("PerformDuty", duty);
    province.as(
        COMMUNE,
        () -> {
          tasks.claim(perform.getId(), COMMUNE);
          return null;
        });
    news();
    province.at("2024-05-07T09:30");
    province.complete(perform, COMMUNE, Map.of("outcome", "done", "summary", "Bí mật của bà Lụa"));
    assertThat(news())
        .containsExactly(
            line(
                COMMUNE,
                null,
                Action.TASK,
                "task/" + perform.getId() + " PerformDuty",
                "Hoàn thành công việc"));

    Task review = province.require("ReviewDuty", duty);
    province.complete(review, DISTRICT, Map.of("accepted", false, "remark", "Hỏi lại bà Lụa"));
    assertThat(decisions())
        .containsExactly(line(DISTRICT, null, Action.DECISION, "duty/" + duty, "Yêu cầu bổ sung"));
    province.complete(province.require("PerformDuty", duty), COMMUNE, Map.of("outcome", "done"));
    province.complete(province.require("ReviewDuty", duty), DISTRICT, Map.of("accepted", true));
    assertThat(decisions())
        .containsExactly(line(DISTRICT, null, Action.DECISION, "duty/" + duty, "Duyệt kết quả"));
    isNotWritten("Lụa");
  }

  @Test
  void decisionsOnExtensionsAndReturnsAreRecorded() {
    String campaign = province.issue();
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    for (boolean granted : new boolean[] {false, true}) {
      province.complete(
          province.require("PerformDuty", duty),
          COMMUNE,
          Map.of("outcome", "extension", "reason", "Bão số 5", "requestedDue", "2024-06-05"));
      news();
      province.complete(
          province.require("DecideExtension", duty),
          DISTRICT,
          Map.of("granted", granted, "remark", "Nhà ông Khoát"));
      assertThat(decisions())
          .containsExactly(
              line(
                  DISTRICT,
                  null,
                  Action.DECISION,
                  "duty/" + duty,
                  granted ? "Đồng ý gia hạn" : "Không đồng ý gia hạn"));
    }
    province.complete(
        province.require("PerformDuty", duty),
        COMMUNE,
        Map.of("outcome", "return", "reason", "Không thuộc xã"));
    news();
    province.complete(
        province.require("DecideReturn", duty),
        LEAD,
        Map.of("decision", "waive", "remark", "Nhà ông Khoát"));

    assertThat(decisions())
        .containsExactly(
            line(LEAD, null, Action.DECISION, "duty/" + duty, "Cho phép không thực hiện"));
    isNotWritten("Khoát");
    isNotWritten("Bão");
  }

  @Test
  void whatASuperiorAndTheCommitteeDecideOnOverdueDutiesIsRecorded() {
    province.issue();
    province.passes("2024-05-14T17:01");
    news();
    Task urge = province.taskOf(DISTRICT, "UrgeUnit");
    long urged = caseOf(urge);
    province.complete(urge, DISTRICT, Map.of("remark", "Gọi cho ông Khoát"));
    assertThat(decisions())
        .containsExactly(line(DISTRICT, null, Action.DECISION, "case/" + urged, "Đôn đốc"));

    province.passes("2024-05-17T17:01");
    news();
    Task decide = province.tasksOf(COMMITTEE, "DecideEscalation").get(0);
    long decided = caseOf(decide);
    List<Long> duties =
        province
            .jdbc
            .sql("select duty_id from escalation_item where case_id = ? order by duty_id")
            .param(decided)
            .query(Long.class)
            .list();
    province.complete(
        decide, COMMITTEE, Map.of("decision", "waive", "remark", "Gọi cho ông Khoát"));
    assertThat(decisions())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.person()).isEqualTo(COMMITTEE);
              assertThat(line.at()).isEqualTo(LocalDateTime.parse("2024-05-17T17:01"));
              assertThat(line.subject()).isEqualTo("case/" + decided);
              assertThat(line.detail())
                  .isEqualTo("Cho phép không thực hiện: " + duties.size() + " nhiệm vụ");
            });
    isNotWritten("Khoát");
  }

  private long caseOf(Task task) {
    return ((Number) tasks.getVariable(task.getId(), "caseId")).longValue();
  }

  @Test
  void theAnswerToAFinalReportIsRecorded() {
    String campaign = province.issue();
    finishEverything();
    province.passes("2024-06-05T17:01");
    for (boolean approved : new boolean[] {false, true}) {
      province.complete(
          province.taskOf(LEAD, "WriteFinalReport"), LEAD, Map.of("content", "Chị Lụa đã làm"));
      news();
      province.complete(
          province.taskOf(COMMITTEE, "ApproveFinalReport"),
          COMMITTEE,
          Map.of("approved", approved, "remark", "Chị Lụa xem lại"));
      assertThat(decisions())
          .containsExactly(
              line(
                  COMMITTEE,
                  null,
                  Action.DECISION,
                  "campaign/" + campaign,
                  approved ? "Phê duyệt báo cáo tổng kết" : "Yêu cầu sửa báo cáo tổng kết"));
    }
    isNotWritten("Lụa");
  }

  private void finishEverything() {
    for (int round = 0; round < 10; round++) {
      var open = new ArrayList<Task>();
      open.addAll(tasks.createTaskQuery().taskDefinitionKey("PerformDuty").list());
      open.addAll(tasks.createTaskQuery().taskDefinitionKey("ReviewDuty").list());
      for (Task task : open) {
        tasks.complete(
            task.getId(),
            task.getTaskDefinitionKey().equals("PerformDuty")
                ? Map.of("outcome", "done")
                : Map.of("accepted", true));
      }
      province.runJobs();
    }
  }

  @Test
  void answersToADifficultyAreRecorded() {
    province.issue();
    String definition =
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey("Difficulty")
            .latestVersion()
            .singleResult()
            .getId();
    province.as(
        DISTRICT,
        () -> forms.submitStartForm(definition, Map.of("description", "Ông Khoát không ký")));
    province.runJobs();
    long difficulty = province.count("select max(id) from difficulty");
    news();
    province.complete(
        province.taskOf(LEAD, "ResolveDifficulty"),
        LEAD,
        Map.of("resolution", "escalate", "opinion", "Ông Khoát phải ký"));
    province.complete(
        province.taskOf(COMMITTEE, "DecideDifficulty"),
        COMMITTEE,
        Map.of("direction", "Ông Khoát phải ký"));

    assertThat(decisions())
        .containsExactly(
            line(LEAD, null, Action.DECISION, "difficulty/" + difficulty, "Trình UBND tỉnh"),
            line(
                COMMITTEE,
                null,
                Action.DECISION,
                "difficulty/" + difficulty,
                "Chỉ đạo giải quyết"));
    isNotWritten("Khoát");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/engine-rest", WEBAPP_REST})
  void overHttpALineHasTheAddress(String rest) {
    String campaign = province.issue();
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    Browser officer = client(rest, OFFICER);
    news();
    Task perform = province.require("PerformDuty", duty);

    HttpResponse<String> answer =
        officer.json(
            "POST",
            rest + "/task/" + perform.getId() + "/complete",
            """
            {"variables": {"outcome": {"value": "done"}, "summary": {"value": "Bà Lụa đã nộp"}}}
            """);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(ofPerson(OFFICER))
        .containsExactly(
            line(
                OFFICER,
                OFFICE,
                Action.TASK,
                "task/" + perform.getId() + " PerformDuty",
                "Hoàn thành công việc"));

    province.runJobs();
    Task review = province.require("ReviewDuty", duty);
    Browser administrator = client(rest, ADMINISTRATOR);
    news();
    assertThat(
            administrator
                .json(
                    "POST",
                    rest + "/task/" + review.getId() + "/complete",
                    "{\"variables\": {\"accepted\": {\"value\": true}}}")
                .statusCode())
        .isEqualTo(204);
    assertThat(ofPerson(ADMINISTRATOR))
        .contains(line(ADMINISTRATOR, OFFICE, Action.DECISION, "duty/" + duty, "Duyệt kết quả"));
    isNotWritten("Lụa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/engine-rest", WEBAPP_REST})
  void administrationIsRecorded(String rest) throws IOException {
    String campaign = province.issue();
    Browser administrator = client(rest, ADMINISTRATOR);
    news();

    call(
        administrator,
        "POST",
        rest + "/user/create",
        """
        {"profile": {"id": "moi", "firstName": "Trần Thị", "lastName": "Lụa",
                     "email": "lua@nghean.example"},
         "credentials": {"password": "chiec-o-xanh-duoi-mua-rao"}}
        """);
    administers("moi", "Tạo người dùng");

    call(administrator, "PUT", rest + "/group/" + COMMUNE + "/members/moi", "");
    administers("moi", "Tạo thành viên nhóm");

    call(
        administrator,
        "PUT",
        rest + "/user/moi/credentials",
        """
        {"password": "chiec-o-vang-duoi-mua-rao", "authenticatedUserPassword": "%s"}
        """
            .formatted(Officers.PASSWORD));
    administers("moi", "Sửa người dùng");

    JsonNode grant =
        json.readTree(
            call(
                administrator,
                "POST",
                rest + "/authorization/create",
                """
                {"type": 1, "userId": "moi", "resourceType": 6, "resourceId": "Campaign",
                 "permissions": ["READ"]}
                """));
    administers("moi", "Tạo quyền");
    call(administrator, "DELETE", rest + "/authorization/" + grant.path("id").asText(), "");
    administers("moi", "Xóa quyền");

    String process = province.duty(campaign, "11.d4", COMMUNE).getProcessInstanceId();
    news();
    List<Job> timers = management.createJobQuery().timers().list();
    Job ofDuty =
        timers.stream()
            .filter(timer -> process.equals(timer.getProcessInstanceId()))
            .findFirst()
            .orElseThrow();
    Job ofNoProcess =
        timers.stream()
            .filter(timer -> timer.getProcessInstanceId() == null)
            .findFirst()
            .orElseThrow();
    retries(administrator, rest, ofDuty, "process-instance/" + process + " job/" + ofDuty.getId());
    retries(administrator, rest, ofNoProcess, "job/" + ofNoProcess.getId());

    call(
        administrator,
        "PUT",
        rest + "/process-instance/" + process + "/variables/note",
        "{\"value\": \"Bà Lụa, 0912345678\", \"type\": \"String\"}");
    assertThat(administrative())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.subject()).isEqualTo("process-instance/" + process);
              assertThat(line.detail()).startsWith("Đặt biến");
            });

    call(administrator, "DELETE", rest + "/user/moi", "");
    assertThat(administrative())
        .isNotEmpty()
        .anySatisfy(line -> assertThat(line.detail()).contains("Xóa người dùng").contains("moi"));
    isNotWritten("Lụa");
    isNotWritten("lua@");
    isNotWritten("mua-rao");
    isNotWritten("0912345678");
  }

  @Test
  void whatAnAdministratorWritesIntoATaskIsRecordedWithoutTheWords() {
    String campaign = province.issue();
    Task perform = province.duty(campaign, "11.d4", COMMUNE);
    Browser administrator = client("/engine-rest", ADMINISTRATOR);
    news();

    call(
        administrator,
        "PUT",
        "/engine-rest/task/" + perform.getId(),
        "{\"name\": \"Gọi bà Lụa\", \"description\": \"0912345678\","
            + " \"due\": \"2024-05-31T17:00:00.000+0700\", \"priority\": 50}");

    assertThat(ofPerson(ADMINISTRATOR))
        .allSatisfy(
            line ->
                assertThat(line.subject()).isEqualTo("task/" + perform.getId() + " PerformDuty"))
        .extracting(Line::detail)
        .contains("Sửa công việc: name", "Sửa công việc: description");
    isNotWritten("Lụa");
    isNotWritten("0912345678");
  }

  private void retries(Browser administrator, String rest, Job job, String subject) {
    call(administrator, "PUT", rest + "/job/" + job.getId() + "/retries", "{\"retries\": 2}");
    assertThat(administrative())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.subject()).isEqualTo(subject);
              assertThat(line.detail()).contains("số lần chạy lại").contains("retries=2");
            });
  }

  private void administers(String whom, String what) {
    assertThat(administrative())
        .as(what)
        .isNotEmpty()
        .anySatisfy(line -> assertThat(line.detail()).startsWith(what).contains(whom));
  }

  /** New lines of administration, which all are the administrator's. */
  private List<Line> administrative() {
    List<Line> lines =
        news().stream().filter(line -> line.action() == Action.ADMINISTRATION).toList();
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.person()).isEqualTo(ADMINISTRATOR);
              assertThat(line.address()).isEqualTo(OFFICE);
              assertThat(line.at()).isEqualTo(province.now());
            });
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/engine-rest", WEBAPP_REST})
  void aDeploymentIsRecorded(String rest) throws IOException {
    Browser administrator = client(rest, ADMINISTRATOR);
    news();
    HttpResponse<String> answer =
        administrator.upload(
            rest + "/deployment/create",
            Map.of("deployment-name", "Bổ sung của bà Lụa"),
            "note.txt",
            "Bà Lụa");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String id = json.readTree(answer.body()).path("id").asText();

    assertThat(administrative())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.subject()).isEqualTo("deployment/" + id);
              assertThat(line.detail()).startsWith("Tạo bản triển khai");
            });
    isNotWritten("Lụa");
    repository.deleteDeployment(id, true);
  }

  @Test
  void whatIsRolledBackLeavesNoLine() {
    String campaign = province.issue();
    Task perform = province.duty(campaign, "11.d4", COMMUNE);
    news();

    assertThatThrownBy(() -> province.complete(perform, COMMUNE, Map.of("outcome", "extension")))
        .hasRootCauseInstanceOf(InvalidInput.class);
    assertThat(news()).isEmpty();

    Task review = reviewOf(perform, campaign);
    news();
    assertThatThrownBy(
            () ->
                new TransactionTemplate(transactions)
                    .executeWithoutResult(
                        status -> {
                          province.complete(review, DISTRICT, Map.of("accepted", true));
                          audit.record(DISTRICT, Action.EXPORT, "x", null);
                          throw new IllegalStateException("the power went out");
                        }))
        .hasMessage("the power went out");
    assertThat(news()).isEmpty();
  }

  private Task reviewOf(Task perform, String campaign) {
    province.complete(perform, COMMUNE, Map.of("outcome", "done"));
    return province.require("ReviewDuty", province.dutyId(campaign, "11.d4", COMMUNE));
  }

  @Test
  void aRefusedReportOverHttpLeavesNoLine() {
    String campaign = province.issue();
    Task perform = province.duty(campaign, "11.d4", COMMUNE);
    Browser officer = client("/engine-rest", OFFICER);
    officer.get("/engine-rest/task/count");
    news();

    assertThat(
            officer
                .json(
                    "POST",
                    "/engine-rest/task/" + perform.getId() + "/complete",
                    "{\"variables\": {\"outcome\": {\"value\": \"return\"}}}")
                .statusCode())
        .isEqualTo(400);

    assertThat(news()).isEmpty();
  }

  @Test
  void onlyAdministratorsReadTheLog() {
    assertThat(Browser.redirect(new Browser(port).get("/audit"))).isEqualTo("/login");
    for (String officer : new String[] {COMMUNE, COMMITTEE, LEAD}) {
      Browser browser = new Browser(port).signedIn(officer, "demo");
      assertThat(browser.get("/audit").statusCode()).as(officer).isEqualTo(403);
      assertThat(browser.get("/audit.csv").statusCode()).as(officer).isEqualTo(403);
    }
    assertThat(administrator().get("/audit").statusCode()).isEqualTo(200);
  }

  @Test
  void theLogIsSearchedByPersonActionAndDays() {
    for (String day : new String[] {"2024-05-07", "2024-05-08", "2024-05-09"}) {
      province.at(day + "T00:00");
      audit.record("an", Action.START, day + "/first", null);
      province.at(day + "T23:59:59");
      audit.record("binh", Action.UPLOAD, day + "/last", null);
    }
    Browser browser = administrator();

    assertThat(subjects(browser, "?person=an"))
        .containsExactly("2024-05-09/first", "2024-05-08/first", "2024-05-07/first");
    assertThat(subjects(browser, "?person=+an+")).hasSize(3);
    assertThat(subjects(browser, "?person=a")).isEmpty();
    assertThat(subjects(browser, "?person=an'+or+'1'='1".replace("'", "%27"))).isEmpty();
    assertThat(subjects(browser, "?action=UPLOAD"))
        .containsExactly("2024-05-09/last", "2024-05-08/last", "2024-05-07/last");
    assertThat(subjects(browser, "?from=2024-05-08&to=2024-05-08"))
        .containsExactly("2024-05-08/last", "2024-05-08/first");
    assertThat(subjects(browser, "?person=binh&action=UPLOAD&from=2024-05-09&to="))
        .containsExactly("2024-05-09/last");
    assertThat(subjects(browser, "?person=&action=&from=&to=2024-05-07"))
        .containsExactly("2024-05-07/last", "2024-05-07/first");
    assertThat(browser.get("/audit?person=nobody").body()).contains("Không có dòng nào khớp");
    assertThat(browser.get("/audit?person=an").body())
        .contains("<td data-label=\"Thời gian\">07/05/2024 00:00:00</td>")
        .contains("value=\"an\"");
  }

  @Test
  void olderLinesAreOnTheNextPagesAndNoneIsLost() {
    for (int n = 0; n < 205; n++) {
      audit.record("an", Action.START, "s" + n, null);
    }
    Browser browser = administrator();

    String next = "/audit?person=an";
    var found = new ArrayList<String>();
    for (int size : new int[] {100, 100, 5}) {
      String page = browser.get(next).body();
      List<String> subjects = subjects(page);
      assertThat(subjects).hasSize(size);
      found.addAll(subjects);
      var older = Pattern.compile("href=\"(/audit\\?[^\"]*before=\\d+)\"").matcher(page);
      if (older.find()) {
        next = older.group(1).replace("&amp;", "&");
        assertThat(next).contains("person=an");
      } else {
        assertThat(size).isEqualTo(5);
      }
    }
    assertThat(found).doesNotHaveDuplicates().hasSize(205).first().isEqualTo("s204");
  }

  @Test
  void whatSomebodyTypedIsShownAsText() {
    String script = "<script>alert(1)</script>";
    audit.record(script, Action.START, "\"><img src=x onerror=alert(1)>", "<b>'\"</b>");
    Browser browser = administrator();

    String page = browser.get("/audit?person=" + encoded(script)).body();

    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("&lt;img src=x")
        .contains("value=\"&lt;script&gt;")
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("<b>");
  }

  @Test
  void anExportIsItselfRecorded() {
    Browser browser = administrator();
    news();
    HttpResponse<String> file =
        browser.get("/audit.csv?person=an&action=START&from=2024-05-01&to=2024-05-31");

    assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(news())
        .containsExactly(
            line(
                ADMINISTRATOR,
                OFFICE,
                Action.EXPORT,
                "audit",
                "person=an action=START from=2024-05-01 to=2024-05-31"));
  }

  @Test
  void anExportIsUnicodeAndItsFormulasAreDefused() throws IOException {
    String[] formulas = {
      "=HYPERLINK(\"http://x.example\",\"Bấm\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1"
    };
    for (String formula : formulas) {
      audit.record(formula, Action.START, formula, formula);
    }
    audit.record("an", Action.DECISION, "duty/1, 2", "nói \"được\"\nrồi");
    Browser browser = administrator();

    String file = browser.get("/audit.csv").body();

    assertThat(file).startsWith("\uFEFFThời gian,Người,Địa chỉ,Việc,Đối tượng,Chi tiết\r\n");
    List<CSVRecord> rows =
        CSVFormat.EXCEL.parse(new StringReader(file.substring(1))).getRecords().stream()
            .skip(1)
            .filter(row -> List.of("Khởi tạo quy trình", "Quyết định").contains(row.get(3)))
            .toList();
    assertThat(rows).hasSize(formulas.length + 1);
    assertThat(rows.get(0).toList())
        .containsExactly(
            "06/05/2024 08:00:00", "an", "", "Quyết định", "duty/1, 2", "nói \"được\"\nrồi");
    for (int n = 0; n < formulas.length; n++) {
      CSVRecord row = rows.get(formulas.length - n);
      for (int column : new int[] {1, 4, 5}) {
        assertThat(row.get(column)).isEqualTo("'" + formulas[n]);
      }
    }
  }

  @Test
  void anExportKeepsToTheSearch() {
    audit.record("an", Action.START, "hers", null);
    audit.record("binh", Action.START, "his", null);
    Browser browser = administrator();

    assertThat(browser.get("/audit.csv?person=an").body()).contains("hers").doesNotContain("his");
    assertThat(browser.get("/audit.csv?action=START&person=").body()).contains("hers", "his");
    assertThat(browser.get("/audit.csv?to=2024-05-05").body()).doesNotContain("hers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/audit?from=abc",
        "/audit?to=31/05/2024",
        "/audit?from=2024-02-30",
        "/audit?action=XYZ",
        "/audit?before=x",
        "/audit?to=%2B999999999-12-31",
        "/audit?from=%2B10000-01-01",
        "/audit?from=-999999999-01-01",
        "/audit.csv?to=%2B999999999-12-31",
        "/audit.csv?from=abc",
        "/audit.csv?action=XYZ"
      })
  void aSearchThatCannotBeReadIsAnswered400InVietnamese(String path) {
    Browser browser = administrator();
    news();

    HttpResponse<String> answer = browser.get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("Không đọc được điều kiện tìm")
        .doesNotContain("Exception")
        .doesNotContain("java.");
    assertThat(news()).isEmpty();
  }

  @Test
  void theLastDayOfAllCanBeSearched() {
    Browser browser = administrator();

    assertThat(browser.get("/audit?to=9999-12-31").statusCode()).isEqualTo(200);
    assertThat(browser.get("/audit?person=%00").statusCode()).isEqualTo(200);
  }

  private Browser administrator() {
    Browser browser = Browser.at(OFFICE, port).signedIn(ADMINISTRATOR, Officers.PASSWORD);
    news();
    return browser;
  }

  /** As that interface is used: with name and password each time, or from a webapp. */
  private Browser client(String rest, String user) {
    Browser browser = Browser.at(OFFICE, port);
    return rest.equals("/engine-rest")
        ? browser.basic(user, Officers.PASSWORD)
        : browser.signedIn(user, Officers.PASSWORD).openWebapps();
  }

  private static String call(Browser browser, String method, String path, String body) {
    HttpResponse<String> answer = browser.json(method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
    return answer.body();
  }

  private static List<String> subjects(Browser browser, String search) {
    return subjects(browser.get("/audit" + search).body());
  }

  private static List<String> subjects(String page) {
    return Pattern.compile("<td data-label=\"Đối tượng\">([^<]+)</td>")
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private Line line(String person, String address, Action action, String subject, String detail) {
    return new Line(province.now(), person, address, action, subject, detail);
  }

  private List<Line> decisions() {
    return news().stream().filter(line -> line.action() == Action.DECISION).toList();
  }

  private List<Line> ofPerson(String person) {
    return news().stream()
        .filter(line -> person.equals(line.person()) && line.action() != Action.SIGN_IN)
        .toList();
  }

  /** Lines since the last look, oldest first. */
  private List<Line> news() {
    List<Line> lines =
        province
            .jdbc
            .sql(
                "select at, person, address, action, subject, detail from audit_entry"
                    + " where id > ? order by id")
            .param(seen)
            .query(Line.class)
            .list();
    seen = province.count("select coalesce(max(id), 0) from audit_entry");
    return lines;
  }

  private void isNotWritten(String text) {
    assertThat(
            province.count(
                "select count(*) from audit_entry where concat(coalesce(person, ''), ' ',"
                    + " coalesce(subject, ''), ' ', coalesce(detail, '')) like ?",
                "%" + text + "%"))
        .as(text)
        .isZero();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
