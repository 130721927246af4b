package vn.dondoc.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;

/** An administrator looks in Cockpit for where a campaign is stuck. */
@BrowserTest
class CockpitTest {

  private static final String COCKPIT = "/camunda/app/cockpit/default/#";
  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;

  private String campaign;

  /** A build on a busy machine is slower than any administrator's. */
  @BeforeAll
  static void patience() {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
  }

  @BeforeEach
  void aMonthPasses() {
    campaign = province.issue();
    province.finish(campaign, "11.d4", COMMUNE, DISTRICT);
    province.passes("2024-05-31T17:01");
    province.passes("2024-05-31T17:10");
    province.passes("2024-06-04T08:00");
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void seesOnTheDashboardWhereTheCampaignIsStuckAndGoesThere(Browser browser) {
    management.setJobRetries(
        management
            .createJobQuery()
            .processDefinitionKey("Campaign")
            .timers()
            .listPage(0, 1)
            .get(0)
            .getId(),
        0);
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = open(administrator, "/dashboard");
      Locator dashboard = page.locator(".dondoc-dashboard");
      assertThat(dashboard).containsText("15/UBND-VX");
      assertThat(dashboard.getByText(number("select count(*) from duty")).first()).isVisible();
      assertThat(dashboard).containsText("Cấp trên trực tiếp xử lý");
      assertThat(dashboard).containsText("1 tác vụ đã dừng sau nhiều lần thử");
      assertThat(page.getByText("Tình hình thực hiện nhiệm vụ")).isVisible();
      // Before what the engine has to tell.
      Assertions.assertThat(dashboard.boundingBox().y)
          .isLessThan(page.getByText("Hiện tại").first().boundingBox().y);
      administrator.picture("cockpit-dashboard");

      dashboard.getByRole(AriaRole.LINK, named("UBND thành phố Vinh")).click();
      assertThat(page.getByLabel("Lọc")).hasValue("UBND thành phố Vinh");
      assertThat(page.locator(".dondoc-tab tbody tr").first()).containsText("ngày làm việc");
      noComplaints(administrator);
    }
  }

  @Test
  void seesAMinuteLaterWhatHasChangedMeanwhile(Browser browser) {
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = administrator.page;
      page.clock().install();
      open(administrator, "/dashboard");
      Locator counts = page.locator(".dondoc-dashboard table").first();
      String before = counts.innerText();
      province.jdbc.sql("update campaign set document_number = '77/UBND-VX'").update();
      page.clock().runFor(50_000);
      Assertions.assertThat(counts.innerText()).isEqualTo(before);
      page.clock().runFor(11_000);
      assertThat(counts).containsText("77/UBND-VX");

      open(administrator, definition("CommunePeoplesCommittee"));
      assertThat(badges(page, "Duty_11_d4")).hasText("1 quá hạn1 hoàn thành");
      province.finish(campaign, "11.d4", "xa-16666", DISTRICT);
      page.clock().runFor(61_000);
      assertThat(badges(page, "Duty_11_d4")).hasText("1 hoàn thành quá hạn1 hoàn thành");
      noComplaints(administrator);
    }
  }

  @Test
  void readsNumbersInFullAndDaysAsTheyAreWrittenHere(Browser browser) {
    String instance =
        runtime
            .createProcessInstanceQuery()
            .processDefinitionKey("DistrictPeoplesCommittee")
            .singleResult()
            .getId();
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = open(administrator, "/process-instance/" + instance + "/runtime");
      // The page is there before Angular is.
      page.waitForFunction("() => angular.element(document.body).injector()");
      Assertions.assertThat(
              page.evaluate(
                  "() => angular.element(document.body).injector().get('$filter')"
                      + "('abbreviateNumber')(3468)"))
          .isEqualTo("3.468");
      open(administrator, "/repository");
      assertThat(page.locator("ul.deployments"))
          .containsText(Pattern.compile("\\d{2}/\\d{2}/20\\d{2} \\d{2}:\\d{2}:\\d{2}"));
      noComplaints(administrator);
    }
  }

  @Test
  void isToldOnTheDashboardWhenNothingGoesOn(Browser browser) {
    province.clear();
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = open(administrator, "/dashboard");
      assertThat(page.getByText("Chưa có đợt vận động nào đang thực hiện.")).isVisible();
      assertThat(page.getByText("Không có tác vụ nào bị lỗi.")).isVisible();
      noComplaints(administrator);
    }
  }

  @Test
  void readsOnTheDiagramOfTheCommunesHowEachDutyStands(Browser browser) {
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = open(administrator, definition("CommunePeoplesCommittee"));
      assertThat(badges(page, "Duty_11_d4")).hasText("1 quá hạn1 hoàn thành");
      assertThat(badges(page, "Duty_11_d5")).hasText("2 quá hạn");
      assertThat(page.locator(".dondoc-legend")).containsText("quá hạn");
      // One colour for one meaning, and nothing but Vietnamese words.
      assertThat(badges(page, "Duty_11_d5").locator(".dondoc-overdue")).hasCount(1);
      administrator.picture("cockpit-communes");
      noComplaints(administrator);
    }
  }

  @Test
  void readsOnTheDiagramOfTheDistrictsHowTheirCommunesStand(Browser browser) {
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = open(administrator, definition("DistrictPeoplesCommittee"));
      assertThat(badges(page, "Communes"))
          .containsText(
              number(
                      "select count(*) from duty where unit like 'xa-%' and state not in"
                          + " ('DONE', 'WAIVED')")
                  + " quá hạn");
      assertThat(badges(page, "Communes")).containsText("1 hoàn thành");
      administrator.picture("cockpit-districts");
      noComplaints(administrator);
    }
  }

  @Test
  void findsAnOverdueDutyWithoutToneMarksAndReadsItsHistory(Browser browser) {
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = open(administrator, definition("CommunePeoplesCommittee"));
      page.getByText("Nhiệm vụ quá hạn").first().click();
      Locator rows = page.locator(".dondoc-tab tbody tr");
      assertThat(rows.first()).isVisible();
      int all = rows.count();

      page.getByLabel("Lọc").fill("ha huy tap");
      assertThat(rows.filter(new Locator.FilterOptions().setHasText("Đông Vĩnh"))).hasCount(0);
      Assertions.assertThat(rows.count()).isPositive().isLessThan(all);
      assertThat(rows.first()).containsText("UBND phường Hà Huy Tập");
      administrator.picture("cockpit-overdue");
      page.getByLabel("Lọc").fill("không có nơi nào như thế");
      assertThat(page.getByText("Không có nhiệm vụ quá hạn nào khớp")).isVisible();

      page.getByLabel("Lọc").fill("11.d5");
      assertThat(rows).hasCount(2);
      rows.first().getByRole(AriaRole.LINK).click();
      page.getByText("Lịch sử xử lý").first().click();
      assertThat(page.locator(".dondoc-tab")).containsText("Giao UBND phường Đông Vĩnh");
      assertThat(page.locator(".dondoc-tab")).containsText("Báo cáo cấp trên trực tiếp");
      administrator.picture("cockpit-history");
      noComplaints(administrator);
    }
  }

  @Test
  void readsTheStepsOfADistrictsInstance(Browser browser) {
    String instance =
        runtime
            .createProcessInstanceQuery()
            .processDefinitionKey("DistrictPeoplesCommittee")
            .singleResult()
            .getId();
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = open(administrator, "/process-instance/" + instance + "/runtime");
      page.getByText("Lịch sử xử lý").first().click();
      assertThat(page.locator(".dondoc-tab")).containsText("UBND phường Đông Vĩnh");
      noComplaints(administrator);
    }
  }

  @Test
  void readsWhatPeopleWroteAsText(Browser browser) {
    String attack = "<img src=x onerror=\"window.attacked=1\">{{7*191}}";
    province.complete(
        province.duty(campaign, "11.d5", COMMUNE),
        COMMUNE,
        Map.of("outcome", "return", "reason", attack));
    province.jdbc.sql("update campaign set document_number = ?").params(List.of(attack)).update();
    String instance =
        province.column(
            province.dutyId(campaign, "11.d5", COMMUNE), "process_instance_id", String.class);
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = open(administrator, "/process-instance/" + instance + "/runtime");
      page.getByText("Lịch sử xử lý").first().click();
      assertThat(page.locator(".dondoc-tab")).containsText(attack);
      open(administrator, definition("CommunePeoplesCommittee"));
      assertThat(page.locator(".dondoc-tab")).containsText(attack);
      open(administrator, "/dashboard");
      assertThat(page.locator(".dondoc-dashboard")).containsText(attack);
      Assertions.assertThat(page.evaluate("() => window.attacked ?? null")).isNull();
      noComplaints(administrator);
    }
  }

  private static void noComplaints(Visitor administrator) {
    Assertions.assertThat(administrator.complaints()).isEmpty();
  }

  private Page open(Visitor administrator, String path) {
    administrator.open(COCKPIT + path);
    return administrator.page;
  }

  private String definition(String process) {
    return "/process-definition/"
        + repository
            .createProcessDefinitionQuery()
            .processDefinitionKey(process)
            .latestVersion()
            .singleResult()
            .getId()
        + "/runtime";
  }

  private static Locator badges(Page page, String activity) {
    return page.locator(".djs-overlays[data-container-id='" + activity + "'] .dondoc-badges");
  }

  private String number(String count) {
    return String.valueOf(province.count(count));
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
