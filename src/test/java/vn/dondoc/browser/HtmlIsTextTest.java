package vn.dondoc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;

/** Whatever people write is shown as they wrote it, and does nothing on anybody's screen. */
@BrowserTest
class HtmlIsTextTest {

  /** A page of HTML, a template of AngularJS, which the webapps are made with, and one of ours. */
  private static final String ATTACK =
      "<img src=x onerror=\"window.attacked=1\"><script>window.attacked=1</script>"
          + "{{constructor.constructor('window.attacked=1')()}}${7*191}[[${7*191}]]";

  private static final String SHOWN = "<img src=x onerror=";
  private static final String COMMUNE = "xa-16663";
  private static final String OFFICER = "can-bo";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;
  @Autowired IdentityService identity;

  private String campaign;
  private Task task;

  @BeforeEach
  void writeItEverywhere() {
    User officer = identity.newUser(OFFICER);
    officer.setFirstName("");
    officer.setLastName(ATTACK.substring(0, 100));
    officer.setPassword("demo");
    ((IdentityServiceImpl) identity).saveUser(officer, true);
    identity.createMembership(OFFICER, COMMUNE);

    province.at(Province.ISSUE);
    campaign =
        province.as(
            "ubnd-tinh",
            () ->
                province.start(ATTACK.substring(0, 50), "2024-05-06", "2024-05-01", "2024-05-31"));
    province.runJobs();
    task = province.duty(campaign, "11.d4", COMMUNE);
    report(task);
    Task review = province.require("ReviewDuty", duty());
    province.complete(review, "huyen-412", Map.of("accepted", false, "remark", ATTACK));
    task = province.require("PerformDuty", duty());
    province.as(
        COMMUNE,
        () -> {
          tasks.createComment(task.getId(), null, ATTACK);
          return null;
        });
    province.as(
        OFFICER,
        () -> {
          identity.setAuthentication(OFFICER, List.of(COMMUNE));
          tasks.claim(task.getId(), OFFICER);
          return null;
        });
  }

  @AfterEach
  void clear() {
    province.clear();
    identity.deleteUser(OFFICER);
  }

  @Test
  void onTheTaskOfTheOfficerAndItsHistory(Browser browser) {
    try (Visitor commune = Visitor.signIn(browser, port, COMMUNE)) {
      openTask(commune, task.getId());
      Page page = commune.page;
      page.getByText("Yêu cầu bổ sung").first().waitFor();
      everythingIsText(page);
      page.getByText("Lịch sử xử lý").first().click();
      page.waitForTimeout(1500);
      everythingIsText(page);
      assertThat(commune.complaints()).isEmpty();
    }
  }

  @Test
  void onTheReviewOfTheSuperior(Browser browser) {
    tasks.setAssignee(task.getId(), COMMUNE);
    report(task);
    Task review = province.require("ReviewDuty", duty());
    try (Visitor district = Visitor.signIn(browser, port, "huyen-412")) {
      openTask(district, review.getId());
      everythingIsText(district.page);
      assertThat(district.complaints()).isEmpty();
    }
  }

  @Test
  void onTheDifficultyThatTheLeadAgencyResolves(Browser browser) {
    province.as(
        COMMUNE,
        () ->
            runtime.startProcessInstanceByKey(
                "Difficulty", Map.of("description", ATTACK, "clause", "11.d4")));
    province.runJobs();
    Task difficulty = province.taskOf("bhxh-tinh", "ResolveDifficulty");
    try (Visitor lead = Visitor.signIn(browser, port, "bhxh-tinh")) {
      openTask(lead, difficulty.getId());
      everythingIsText(lead.page);
      assertThat(lead.complaints()).isEmpty();
    }
  }

  @Test
  void onTheDecisionOfTheCommittee(Browser browser) {
    province.passes("2024-05-31T17:01");
    province.passes("2024-05-31T17:10");
    Task urge = province.taskOf("huyen-412", "UrgeUnit");
    province.complete(urge, "huyen-412", Map.of("remark", ATTACK));
    province.passes("2024-06-05T17:10");
    Task decision = province.tasksOf("ubnd-tinh", "DecideEscalation").get(0);
    try (Visitor committee = Visitor.signIn(browser, port, "ubnd-tinh")) {
      openTask(committee, decision.getId());
      everythingIsText(committee.page);
      assertThat(committee.complaints()).isEmpty();
    }
  }

  @Test
  void inCockpitAndInTheAuditLog(Browser browser) {
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      administrator.open("/camunda/app/cockpit/default/#/process-instance/" + campaign);
      administrator.page.waitForTimeout(3000);
      everythingIsText(administrator.page);
      administrator.open("/camunda/app/admin/default/#/users/" + OFFICER);
      administrator.page.waitForTimeout(2000);
      harmless(administrator.page);
      administrator.open("/audit?person=" + URLEncoder.encode(ATTACK, StandardCharsets.UTF_8));
      assertThat(administrator.page.getByLabel("Người").inputValue()).startsWith(SHOWN);
      harmless(administrator.page);
    }
  }

  private long duty() {
    return province.dutyId(campaign, "11.d4", COMMUNE);
  }

  private void report(Task duty) {
    province.complete(
        duty,
        COMMUNE,
        Map.of("outcome", "done", "summary", ATTACK, "metrics", "{\"activities\": 1}"));
  }

  private static void openTask(Visitor visitor, String id) {
    visitor.open("/camunda/app/tasklist/default/#/?task=" + id);
    visitor.page.locator("form.dondoc dl").first().waitFor();
    visitor.page.waitForTimeout(1500);
  }

  private static void everythingIsText(Page page) {
    assertThat(page.locator("body").innerText()).contains(SHOWN);
    harmless(page);
  }

  private static void harmless(Page page) {
    assertThat(page.evaluate("() => window.attacked ?? null")).isNull();
    assertThat(page.locator("img[src=x]").count()).isZero();
    assertThat(page.content()).doesNotContain("1337");
  }
}
