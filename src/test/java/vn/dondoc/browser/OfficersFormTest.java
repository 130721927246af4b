package vn.dondoc.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import javax.imageio.ImageIO;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.browser.OnScreens.Screen;

/** An officer of a commune finds a task, proves it and reports it; nothing of it gets lost. */
@BrowserTest
class OfficersFormTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final byte[] PLAN =
      "%PDF-1.7\n%âãÏÓ\nKế hoạch".getBytes(StandardCharsets.ISO_8859_1);

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired TaskService tasks;

  private String campaign;
  private long duty;

  @BeforeEach
  void issue() {
    campaign = province.issue();
    duty = province.dutyId(campaign, "11.d4", COMMUNE);
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @OnScreens(mostly = Screen.PHONE)
  void findsProvesAndReportsADutyAndItsSuperiorSeesTheProof(int width, int height, Browser browser)
      throws IOException {
    try (Visitor officer = Visitor.signIn(browser, port, COMMUNE, width, height)) {
      Page page = officer.page;
      find(officer);
      page.locator(".dondoc-claim button").click();
      choose(
          page,
          file("Kế hoạch 12.pdf", PLAN),
          file("Chương trình.exe", new byte[] {'M', 'Z', 0, 0}),
          file("Hội nghị.jpg", photo()));
      Locator refused = entry(page, "Chương trình.exe");
      assertThat(refused).containsText("Không nhận loại tệp này. Hãy chọn: PDF, Word");
      assertThat(entry(page, "Kế hoạch 12.pdf")).isVisible();
      assertThat(entry(page, "Hội nghị.jpg").locator("img")).isVisible();
      assertThat(page.locator(".dondoc-job")).hasCount(1);
      refused.getByText("Bỏ").click();
      assertThat(refused).hasCount(0);
      officer.picture("officers-form-files-" + width);

      Locator plan = entry(page, "Kế hoạch 12.pdf");
      plan.getByLabel("Số văn bản").fill("12/KH-UBND");
      plan.getByLabel("Ngày văn bản").fill("2024-05-06");
      plan.getByLabel("Ngày văn bản").blur();
      assertThat(plan).containsText("Đã lưu số, ngày văn bản.");

      entry(page, "Hội nghị.jpg")
          .getByText("Gỡ", new Locator.GetByTextOptions().setExact(true))
          .click();
      assertThat(entry(page, "Hội nghị.jpg")).containsText("Gỡ tệp «Hội nghị.jpg»?");
      entry(page, "Hội nghị.jpg")
          .getByText("Gỡ tệp", new Locator.GetByTextOptions().setExact(true))
          .click();
      assertThat(entry(page, "Hội nghị.jpg")).hasCount(0);

      summary(page).fill("Đã phát thanh 2 buổi");
      figure(page).fill("1234,5");
      page.getByText("Lưu tiến độ", exactly()).click();
      assertThat(page.locator(".dondoc-echo").getByText("Đã lưu tiến độ lúc"))
          .containsText("bởi UBND phường Đông Vĩnh");
      assertThat(province.count("select count(*) from duty_figure where amount = 1234.5")).isOne();

      page.reload();
      isAllThere(page, "Đã phát thanh 2 buổi");
      assertThat(page.locator(".dondoc-drafted")).containsText("Đã lưu tiến độ lúc");
      assertThat(officer.complaints()).isEmpty();

      summary(page).fill("Đã phát thanh 3 buổi");
      page.context()
          .clearCookies(new BrowserContext.ClearCookiesOptions().setName("DONDOC-SESSION"));
      page.getByText("Lưu tiến độ", exactly()).click();
      assertThat(page.locator(".dondoc-alert")).containsText("Phiên làm việc đã hết");
      page.reload();
      officer.enter(COMMUNE);
      isAllThere(page, "Đã phát thanh 3 buổi");
      officer.picture("officers-form-" + width);

      page.locator(".form-actions .btn-primary").click();
      assertThat(page.locator("form.dondoc")).hasCount(0);
      assertThat(province.state(duty)).isEqualTo("IN_REVIEW");
      assertThat(province.count("select count(*) from duty_draft")).isZero();
    }
    province.runJobs();
    try (Visitor district = Visitor.signIn(browser, port, DISTRICT, width, height)) {
      Page page = district.page;
      open(district, province.require("ReviewDuty", duty));
      assertThat(page.locator("form .dondoc-file")).containsText("Số 12/KH-UBND ngày 06/05/2024");
      assertThat(page.locator("form .dondoc-drop")).hasCount(0);
      assertThat(tab(page, "Mô tả")).hasCount(0);

      tab(page, "Lịch sử xử lý").click();
      Locator history = page.locator(".dondoc-tab .dondoc-history");
      assertThat(history).containsText("Giao UBND phường Đông Vĩnh");
      assertThat(history).containsText("Tiếp nhận");
      assertThat(history).containsText("Đã phát thanh 3 buổi");
      district.picture("history-" + width);

      tab(page, "Minh chứng").click();
      Download saved =
          page.waitForDownload(() -> page.locator(".dondoc-tab .dondoc-file a").click());
      assertThat(saved.suggestedFilename()).isEqualTo("Kế hoạch 12.pdf");
      assertThat(Files.readAllBytes(saved.path())).isEqualTo(PLAN);
      district.picture("evidence-" + width);
      assertThat(district.complaints()).isEmpty();
    }
  }

  @Test
  void isAskedOnceWhetherToSendWithoutProof(Browser browser) {
    try (Visitor officer = Visitor.signIn(browser, port, COMMUNE)) {
      Page page = officer.page;
      find(officer);
      assertThat(page.getByText("Chọn tệp")).isHidden();
      page.locator(".dondoc-claim button").click();
      summary(page).fill("Đã làm");
      assertThat(page.getByText("Chưa có minh chứng nào. Vẫn gửi?")).isHidden();
      page.locator(".form-actions .btn-primary").click();
      page.getByText("Chưa có minh chứng nào. Vẫn gửi?").click();
      page.locator(".form-actions .btn-primary").click();
      assertThat(page.locator("form.dondoc")).hasCount(0);
      assertThat(province.state(duty)).isEqualTo("IN_REVIEW");
    }
  }

  @Test
  void goesOnWithWhatAnotherMachineSaved(Browser browser) {
    try (Visitor officer = Visitor.signIn(browser, port, COMMUNE)) {
      find(officer);
      officer.page.locator(".dondoc-claim button").click();
      summary(officer.page).fill("Viết ở cơ quan");
      officer.page.getByText("Lưu tiến độ", exactly()).click();
      assertThat(officer.page.locator(".dondoc-echo").getByText("Đã lưu tiến độ lúc")).isVisible();
    }
    try (Visitor elsewhere = Visitor.signIn(browser, port, COMMUNE, 390, 844)) {
      Page page = elsewhere.page;
      find(elsewhere);
      assertThat(summary(page)).hasValue("Viết ở cơ quan");
      summary(page).fill("Viết trên điện thoại");
      page.reload();
      assertThat(summary(page)).hasValue("Viết trên điện thoại");
      page.getByText("Dùng bản lưu tiến độ lúc").click();
      assertThat(summary(page)).hasValue("Viết ở cơ quan");
      page.locator(".dondoc-back").click();
      assertThat(page.locator(".tasks-list li.task").first()).isVisible();
      assertThat(page.locator("form.dondoc")).isHidden();
      assertThat(elsewhere.complaints()).isEmpty();
    }
  }

  @Test
  void tellsInWordsWhoMaySeeAListOfCitizens(Browser browser) {
    province.passes("2024-06-03T08:00");
    province.passes("2024-06-10T17:10");
    long caseId =
        province.column(province.dutyId(campaign, "11.d2", COMMUNE), "case_id", Long.class);
    Task decision =
        tasks
            .createTaskQuery()
            .taskDefinitionKey("DecideEscalation")
            .processVariableValueEquals("caseId", caseId)
            .singleResult();
    try (Visitor committee = Visitor.signIn(browser, port, COMMITTEE)) {
      open(committee, decision);
      Page page = committee.page;
      tab(page, "Lịch sử xử lý").click();
      assertThat(page.locator(".dondoc-tab .dondoc-history")).containsText("Báo cáo");
      tab(page, "Minh chứng").click();
      Locator list =
          page.locator(".dondoc-tab .dondoc-file")
              .filter(new Locator.FilterOptions().setHasText("11.d2"))
              .first();
      list.getByText("Minh chứng").click();
      assertThat(list).containsText("Minh chứng có dữ liệu cá nhân");
    }
  }

  private void find(Visitor officer) {
    officer.open("/camunda/app/tasklist/default/");
    officer
        .page
        .locator(".tasks-list li.task")
        .filter(
            new Locator.FilterOptions().setHasText(province.require("PerformDuty", duty).getName()))
        .first()
        .click();
    assertThat(summary(officer.page)).isVisible();
  }

  private static void open(Visitor visitor, Task task) {
    visitor.open("/camunda/app/tasklist/default/#/?task=" + task.getId());
    visitor.page.locator("form.dondoc dl").first().waitFor();
  }

  private static void isAllThere(Page page, String summary) {
    assertThat(summary(page)).hasValue(summary);
    assertThat(figure(page)).hasValue("1.234,5");
    Locator plan = entry(page, "Kế hoạch 12.pdf");
    assertThat(plan.getByLabel("Số văn bản")).hasValue("12/KH-UBND");
    assertThat(plan.getByLabel("Ngày văn bản")).hasValue("2024-05-06");
    assertThat(page.locator(".dondoc-file")).hasCount(1);
  }

  private static Locator summary(Page page) {
    return page.locator("form.dondoc").getByLabel("Tóm tắt kết quả");
  }

  private static Locator figure(Page page) {
    return page.locator(".dondoc-number input").first();
  }

  private static Locator entry(Page page, String name) {
    return page.locator("form .dondoc-file")
        .filter(new Locator.FilterOptions().setHas(page.getByText(name, exactly())));
  }

  private static Locator tab(Page page, String name) {
    return page.locator(".nav-tabs").getByText(name);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static void choose(Page page, FilePayload... files) {
    page.locator(".dondoc-attach input[type=file]").first().setInputFiles(files);
  }

  private static FilePayload file(String name, byte[] content) {
    return new FilePayload(name, "application/octet-stream", content);
  }

  private static byte[] photo() throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
    return jpeg.toByteArray();
  }
}
