package vn.dondoc.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDateTime;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import vn.dondoc.Province;
import vn.dondoc.browser.OnScreens.Screen;
import vn.dondoc.security.Officers;

/**
 * People's way from the sign-in page to the end of their work, at a desk and with a telephone. On
 * each page that they come to nothing goes wrong, nothing is English, and nobody is kept out.
 */
@BrowserTest
@Import(Officers.class)
class JourneysTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final String AGENCY = "ubmttq-tinh";
  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final String ADMINISTRATOR = "quan-tri";
  private static final String COLLEAGUE = "can-bo-2";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired Officers officers;

  private String campaign;

  @BeforeEach
  void issue() {
    campaign = province.issue();
  }

  @AfterEach
  void clear() {
    province.clear();
    officers.remove(COLLEAGUE);
  }

  @OnScreens(mostly = Screen.PHONE)
  void ofAnOfficerOfACommuneWhoReportsADuty(int width, int height, Browser browser) {
    try (Visitor officer = Visitor.signIn(browser, port, COMMUNE, width, height)) {
      Page page = officer.page;
      officer.looksAt("commune-home-" + width);
      follow(officer, "Việc của đơn vị");
      officer.looksAt("commune-tasks-" + width);

      choose(page, "Chỉ đạo đoàn thể");
      officer.looksAt("commune-task-" + width);
      page.locator(".dondoc-claim button").click();
      form(page).getByLabel("Tóm tắt kết quả").fill("Đã giao đoàn thể tuyên truyền 3 nhóm");
      page.locator(".dondoc-number input").first().fill("3");
      send(page);
      page.getByText("Chưa có minh chứng nào. Vẫn gửi?").click();
      officer.looksAt("commune-form-" + width);
      send(page);
      assertThat(form(page)).hasCount(0);
      officer.looksAt("commune-sent-" + width);

      officer.open("/absences");
      officer.looksAt("absences-" + width);
      signOut(officer);
    }
    assertThat(province.state(duty("11.d4"))).isEqualTo("IN_REVIEW");
  }

  @OnScreens(mostly = Screen.PHONE)
  void ofADistrictThatReviewsAResult(int width, int height, Browser browser) {
    report("11.d4", COMMUNE);
    try (Visitor district = Visitor.signIn(browser, port, DISTRICT, width, height)) {
      Page page = district.page;
      district.looksAt("district-home-" + width);
      page.locator(".cards").getByText("Chờ duyệt").click();
      district.looksAt("district-reviews-" + width);
      page.locator("input[name=duty]").first().check();
      page.getByText("Duyệt kết quả đã chọn").click();
      district.looksAt("district-reviews-confirm-" + width);
      page.locator("main button[type=submit]").first().click();
      assertThat(page.locator("main")).containsText("Đã duyệt 1 kết quả");
      assertThat(province.state(duty("11.d4"))).isEqualTo("DONE");

      signOut(district);
    }
  }

  @OnScreens(mostly = Screen.DESK)
  void ofADistrictThatUrgesItsCommunes(int width, int height, Browser browser) {
    targetsFallDue();
    try (Visitor district = Visitor.signIn(browser, port, DISTRICT, width, height)) {
      Page page = district.page;
      district.looksAt("district-late-home-" + width);
      follow(district, "Xử lý quá hạn");
      district.looksAt("district-cases-" + width);
      takeUp(page, "Đôn đốc nhiệm vụ quá hạn");
      form(page).getByLabel("Ý kiến đôn đốc").fill("Khẩn trương giao chỉ tiêu trong ngày 15/5");
      district.looksAt("district-urge-" + width);
      sendAndSee(district);
      district.looksAt("district-urged-" + width);
      signOut(district);
    }
    assertThat(province.events(duty("11.d1"))).endsWith("SUPERIOR_TOLD", "SUPERIOR_URGED");
  }

  @OnScreens(mostly = Screen.DESK)
  void ofAnAgencyThatAsksForMoreTime(int width, int height, Browser browser) {
    province.finish(campaign, "12.a", AGENCY, LEAD);
    try (Visitor agency = Visitor.signIn(browser, port, AGENCY, width, height)) {
      Page page = agency.page;
      agency.looksAt("agency-home-" + width);
      follow(agency, "Việc của đơn vị");
      agency.looksAt("agency-tasks-" + width);
      takeUp(page, "7.a");
      // Nobody gives orders to the Fatherland Front.
      assertThat(form(page)).containsText("UBND tỉnh trân trọng đề nghị Quý cơ quan");
      form(page).getByText("Đề nghị thêm thời gian", locatorExact()).click();
      form(page).getByLabel("Đề nghị thêm thời gian đến ngày").fill("2024-06-07");
      form(page).getByLabel("Lý do").fill("Chờ hội nghị hiệp thương");
      agency.looksAt("agency-extension-" + width);
      sendAndSee(agency);
      agency.looksAt("agency-sent-" + width);
      signOut(agency);
    }
    assertThat(province.state(province.dutyId(campaign, "7.a", AGENCY)))
        .isEqualTo("EXTENSION_ASKED");
  }

  @OnScreens(mostly = Screen.PHONE)
  void ofTheLeadAgencyThatGrantsMoreTime(int width, int height, Browser browser) {
    province.finish(campaign, "12.a", AGENCY, LEAD);
    province.complete(
        province.duty(campaign, "7.a", AGENCY),
        AGENCY,
        Map.of("outcome", "extension", "requestedDue", "2024-06-07", "reason", "Chờ hội nghị"));
    try (Visitor lead = Visitor.signIn(browser, port, LEAD, width, height)) {
      Page page = lead.page;
      lead.looksAt("lead-home-" + width);
      follow(lead, "Việc của đơn vị");
      lead.looksAt("lead-tasks-" + width);
      takeUp(page, "Quyết định gia hạn");
      page.getByText("Lịch sử xử lý").first().click();
      assertThat(page.locator(".dondoc-tab")).containsText("Đề nghị gia hạn");
      lead.looksAt("lead-history-" + width);
      page.getByText("Minh chứng", pageExact()).first().click();
      page.waitForTimeout(500);
      lead.looksAt("lead-evidence-" + width);
      page.getByText("Biểu mẫu", pageExact()).first().click();
      form(page).getByText("Đồng ý gia hạn", locatorExact()).click();
      assertThat(form(page).getByLabel("Hạn mới")).hasValue("2024-06-07");
      lead.looksAt("lead-extension-" + width);
      sendAndSee(lead);
      signOut(lead);
    }
    long asked = province.dutyId(campaign, "7.a", AGENCY);
    assertThat(province.column(asked, "due", LocalDateTime.class)).isEqualTo("2024-06-07T17:00");
    assertThat(province.events(asked)).endsWith("EXTENSION_ASKED", "EXTENSION_GRANTED");
  }

  @OnScreens(mostly = Screen.PHONE)
  void ofTheCommitteeThatDecidesOnWhatIsOverdue(int width, int height, Browser browser) {
    targetsFallDue();
    province.passes("2024-05-17T08:00");
    try (Visitor committee = Visitor.signIn(browser, port, COMMITTEE, width, height)) {
      Page page = committee.page;
      committee.looksAt("committee-home-" + width);
      follow(committee, "Xử lý quá hạn");
      committee.looksAt("committee-cases-" + width);
      takeUp(page, "các đơn vị thuộc UBND thành phố Vinh");
      form(page).getByText("Gia hạn", locatorExact()).first().click();
      form(page).getByLabel("Hạn mới").first().fill("2024-05-24");
      committee.looksAt("committee-decision-" + width);
      sendAndSee(committee);
      committee.looksAt("committee-decided-" + width);

      // What has become of it, on the board and behind its numbers.
      committee.open("/");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Bảng điều hành")).click();
      committee.looksAt("board-" + width);
      page.locator(".totals li .overdue").click();
      assertThat(page.locator("h1")).hasText("Danh sách nhiệm vụ");
      committee.looksAt("duties-" + width);
      page.locator("tbody a").first().click();
      assertThat(page.locator("main")).containsText("Báo cáo UBND tỉnh");
      committee.looksAt("duty-" + width);
      committee.open("/board/figures");
      committee.looksAt("figures-" + width);
      committee.open("/board/obstacles");
      committee.looksAt("obstacles-" + width);
      signOut(committee);
    }
    province.runJobs();
    assertThat(province.column(duty("11.d1"), "due", LocalDateTime.class))
        .isEqualTo("2024-05-24T17:00");
    assertThat(province.events(duty("11.d1"))).endsWith("COMMITTEE_TOLD", "EXTENDED");
  }

  @OnScreens(mostly = Screen.DESK)
  void ofTheAdministratorWhoSeesWhereACampaignIsStuck(int width, int height, Browser browser) {
    targetsFallDue();
    try (Visitor administrator = Visitor.signIn(browser, port, ADMINISTRATOR, width, height)) {
      Page page = administrator.page;
      open(administrator, "cockpit", "/dashboard", ".dondoc-dashboard table");
      administrator.looksAt("cockpit-dashboard-" + width);
      page.locator(".dondoc-dashboard table a").nth(1).click();
      page.locator(".dondoc-tab tbody tr").first().waitFor();
      administrator.looksAt("cockpit-overdue-" + width);
      page.locator(".dondoc-tab tbody a").first().click();
      page.getByText("Lịch sử xử lý").first().click();
      page.locator(".dondoc-tab tbody tr").first().waitFor();
      administrator.looksAt("cockpit-duty-" + width);
      open(administrator, "cockpit", "/processes", ".process-definitions-list, table.cam-table");
      administrator.looksAt("cockpit-processes-" + width);
      page.getByText("UBND xã, phường, thị trấn").first().click();
      page.locator(".dondoc-badges").first().waitFor();
      administrator.looksAt("cockpit-communes-" + width);
      open(administrator, "admin", "/users", "table.cam-table");
      administrator.looksAt("admin-users-" + width);
      open(administrator, "admin", "/groups", "table.cam-table");
      administrator.looksAt("admin-groups-" + width);
      open(administrator, "admin", "/authorization", "table.cam-table");
      administrator.looksAt("admin-authorizations-" + width);
      signOut(administrator);
    }
  }

  @OnScreens(mostly = Screen.DESK)
  void ofTheAdministratorWhoLooksAfterAllOfIt(int width, int height, Browser browser) {
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-14T17:10");
    try (Visitor administrator = Visitor.signIn(browser, port, ADMINISTRATOR, width, height)) {
      administrator.looksAt("administrator-home-" + width);
      for (String path : new String[] {"/units", "/calendar", "/audit"}) {
        administrator.open(path);
        administrator.looksAt("administrator" + path.replace('/', '-') + "-" + width);
      }
      administrator.open("/");
      signOut(administrator);
    }
  }

  @Test
  void ofTwoOfficersOnTheSameTaskOfWhomOneWinsAndTheOtherIsToldWho(Browser browser) {
    officers.officer(COLLEAGUE);
    Task task = province.duty(campaign, "11.d4", COMMUNE);
    try (Visitor one = Visitor.signIn(browser, port, COMMUNE);
        Visitor other = Visitor.signIn(browser, port, COLLEAGUE, Officers.PASSWORD, 1366, 768)) {
      open(one, task);
      open(other, task);
      one.page.locator(".dondoc-claim button").click();
      form(one.page).getByLabel("Tóm tắt kết quả").fill("Đã làm");
      // The other's screen is older than that.
      other.page.locator(".dondoc-claim button").click();
      assertThat(other.page.locator("body")).containsText("UBND phường Đông Vĩnh đang xử lý");
      other.picture("two-people-claim");

      // The form has noticed by itself.
      other.page.getByText("Nhận thay", pageExact()).click();
      other.page.getByText("Nhận thay", pageExact()).click();
      assertThat(other.page.locator(".disabled-form")).hasCount(0);

      send(one.page);
      one.page.getByText("Chưa có minh chứng nào. Vẫn gửi?").click();
      send(one.page);
      assertThat(one.page.locator(".dondoc-alert")).containsText("Nguyễn Văn Khoát đang xử lý");
      assertThat(form(one.page).getByLabel("Tóm tắt kết quả")).hasValue("Đã làm");
      one.picture("two-people-refused");
    }
    assertThat(province.state(duty("11.d4"))).isEqualTo("IN_PROGRESS");
    assertThat(province.column(duty("11.d4"), "officer", String.class)).isEqualTo(COLLEAGUE);
    assertThat(province.count("select count(*) from submission")).isZero();
  }

  private long duty(String clause) {
    return province.dutyId(campaign, clause, COMMUNE);
  }

  private void report(String clause, String unit) {
    province.complete(
        province.duty(campaign, clause, unit),
        unit,
        Map.of("outcome", "done", "summary", "Đã làm"));
  }

  /** What the plans of all units were to be followed by has not been done in time. */
  private void targetsFallDue() {
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-14T17:10");
  }

  private static void open(Visitor visitor, String app, String page, String shown) {
    visitor.open("/camunda/app/" + app + "/default/#" + page);
    visitor.page.locator(shown).first().waitFor();
    visitor.page.waitForTimeout(500);
  }

  private static void sendAndSee(Visitor visitor) {
    send(visitor.page);
    assertThat(form(visitor.page)).hasCount(0);
  }

  /** From the page where everybody arrives into a list of Tasklist. */
  private static void follow(Visitor visitor, String card) {
    visitor.page.locator(".cards").getByText(card).click();
    visitor.page.locator(".tasks-list li.task").first().waitFor();
    visitor.page.waitForTimeout(500);
  }

  private static void choose(Page page, String name) {
    page.locator(".tasks-list li.task")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first()
        .click();
    page.locator("form.dondoc dl").first().waitFor();
    page.waitForTimeout(500);
  }

  private static void takeUp(Page page, String name) {
    choose(page, name);
    page.locator(".dondoc-claim button").click();
    // Until then Tasklist, which reads the task again, takes no click on its tabs.
    assertThat(page.locator(".disabled-form")).hasCount(0);
    assertThat(page.locator(".task-removed")).hasCount(0);
  }

  private static void open(Visitor visitor, Task task) {
    visitor.open("/camunda/app/tasklist/default/#/?task=" + task.getId());
    visitor.page.locator("form.dondoc dl").first().waitFor();
  }

  private static Locator form(Page page) {
    return page.locator("form.dondoc");
  }

  private static void send(Page page) {
    page.locator(".form-actions .btn-primary").click();
  }

  /** From Tasklist by way of the page where everybody arrives. */
  private static void signOut(Visitor visitor) {
    visitor.open("/");
    visitor
        .page
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Đăng xuất"))
        .click();
    assertThat(visitor.page.locator("main")).containsText("Đã đăng xuất.");
  }

  private static Locator.GetByTextOptions locatorExact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static Page.GetByTextOptions pageExact() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
