package vn.dondoc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.deadline.WorkingCalendar;

/** The administrator at the pages for units, officers and the working calendar. */
@BrowserTest
class AdministrationTest {

  private static final String HEADER = "code,name,kind,superior,email\n";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired WorkingCalendar calendar;
  @Autowired IdentityService identity;

  @AfterEach
  void clear() {
    province.clear();
    province.jdbc.sql("delete from unit where code = 'so-moi'").update();
    identity.deleteGroup("so-moi");
    province.jdbc.sql("delete from working_calendar_day where on_day = date '2024-05-10'").update();
    calendar.refresh();
  }

  @Test
  void importsUnitsOnceEveryRowIsGood(Browser browser) {
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = administrator.page;
      administrator.open("/units");
      link(page, "Nhập từ tệp").click();
      choose(page, HEADER + "so-moi,Sở Mới,AGENCY,ubnd-tinh,\nso-hai,Sở Hai,OFFICE,ubnd-tinh,\n");
      shows(
          page.locator("main"),
          "1 lỗi, chưa nhập dòng nào.",
          "loại đơn vị không có trong quy định: «OFFICE»");
      assertThat(button(page, "Nhập").count()).isZero();
      administrator.picture("import-bad");

      link(page, "chọn lại tệp").click();
      choose(page, HEADER + "so-moi,Sở Mới,AGENCY,ubnd-tinh,so-moi@nghean.example\n");
      shows(page.locator("main"), "1 dòng mới", "so-moi@nghean.example");
      administrator.picture("import-good");
      button(page, "Nhập").click();

      shows(page.getByRole(AriaRole.STATUS), "Đơn vị: đã nhập 1 dòng mới, 0 dòng thay đổi.");
      page.getByLabel("Tìm").fill("so moi");
      button(page, "Tìm").click();
      shows(page.locator("tbody"), "Sở Mới", "Chưa có");
      fits(page, 390);
      assertThat(administrator.complaints()).isEmpty();
    }
  }

  @Test
  void addsADayOffSeesWhatMovesAndDecides(Browser browser) {
    String campaign = province.issue();
    long targets = province.dutyId(campaign, "11.d1", "xa-16663");
    province.at("2024-05-08T09:00");
    province.complete(
        province.duty(campaign, "11.d2", "xa-16663"),
        "xa-16663",
        Map.of("outcome", "done", "summary", "Đã lập"));
    try (Visitor administrator = Visitor.signIn(browser, port, "quan-tri")) {
      Page page = administrator.page;
      administrator.open("/calendar?year=2024");
      page.getByLabel("Ngày", new Page.GetByLabelOptions().setExact(true)).fill("2024-05-10");
      page.getByLabel("Loại").selectOption("Nghỉ hoán đổi");
      page.getByLabel("Tên ngày").fill("Nghỉ thêm");
      button(page, "Xem hạn nào thay đổi").click();

      shows(page.getByRole(AriaRole.HEADING).first(), "Thêm ngày 10/05/2024 (Thứ Sáu)");
      Locator targetsRow =
          page.locator("tr", new Page.LocatorOptions().setHasText("11.d1")).first();
      shows(targetsRow, "14/05/2024", "15/05/2024", "2");
      fits(page, 390);
      page.setViewportSize(1366, 768);
      page.getByLabel("Lý do").fill("Công văn 1");
      administrator.picture("calendar-preview");
      button(page, "Điều chỉnh hạn").click();

      page.getByText("Đang cập nhật việc").waitFor();
      assertThat(province.column(targets, "due", LocalDateTime.class))
          .isEqualTo("2024-05-15T17:00");
      province.runJobs();
      page.getByText("Việc của các đơn vị đã theo hạn mới.").waitFor(); // It looks by itself.
      shows(page.locator("tbody"), "Duyệt kết quả");
      administrator.picture("calendar-decision");
      fits(page, 390);
      assertThat(province.require("PerformDuty", targets).getDueDate())
          .isEqualTo("2024-05-15T17:00:00");
      page.locator("main").getByRole(AriaRole.LINK).first().click();
      shows(page.locator("main"), "10/05/2024 (Thứ Sáu)", "Điều chỉnh hạn:", "Công văn 1");
      assertThat(administrator.complaints()).isEmpty();
    }
  }

  /** Waits for it: pages come bit by bit. */
  private static void shows(Locator where, String... texts) {
    for (String text : texts) {
      PlaywrightAssertions.assertThat(where).containsText(text);
    }
  }

  private static void choose(Page page, String content) {
    page.getByLabel("Tệp đơn vị")
        .setInputFiles(
            new FilePayload("don-vi.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Xem trước"))
        .first()
        .click();
  }

  private static void fits(Page page, int width) {
    page.setViewportSize(width, 844);
    assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(width);
  }

  private static Locator button(Page page, String name) {
    return page.locator("main")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator link(Page page, String name) {
    return page.locator("main")
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }
}
