package vn.dondoc.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import vn.dondoc.Province;
import vn.dondoc.security.Officers;

/**
 * People's way from the sign-in page to the end of their work, at a desk and with a telephone. On
 * each page that they come to nothing goes wrong and nothing is English; ours keep nobody out.
 */
@BrowserTest
@Import(Officers.class)
class JourneysTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
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

  @ParameterizedTest
  @CsvSource({"1366, 768", "390, 844"})
  void ofAnOfficerOfACommuneWhoReportsADuty(int width, int height, Browser browser) {
    try (Visitor officer = Visitor.signIn(browser, port, COMMUNE, width, height)) {
      Page page = officer.page;
      officer.looksAt("commune-home-" + width);
      follow(officer, "Việc của đơn vị");
      officer.reads("commune-tasks-" + width);

      choose(page, "Chỉ đạo đoàn thể");
      officer.reads("commune-task-" + width);
      page.locator(".dondoc-claim button").click();
      form(page).getByLabel("Tóm tắt kết quả").fill("Đã giao đoàn thể tuyên truyền 3 nhóm");
      page.locator(".dondoc-number input").first().fill("3");
      send(page);
      page.getByText("Chưa có minh chứng nào. Vẫn gửi?").click();
      officer.reads("commune-form-" + width);
      send(page);
      assertThat(form(page)).hasCount(0);
      officer.reads("commune-sent-" + width);

      officer.open("/absences");
      officer.looksAt("absences-" + width);
      signOut(officer);
    }
    assertThat(province.state(duty("11.d4"))).isEqualTo("IN_REVIEW");
  }

  @ParameterizedTest
  @CsvSource({"1366, 768", "390, 844"})
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

  @ParameterizedTest
  @CsvSource({"1366, 768", "390, 844"})
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

      other.page.reload();
      other.page.locator("form.dondoc dl").first().waitFor();
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

  private static Page.GetByTextOptions pageExact() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
