package vn.dondoc.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;

/** A district goes through all that its communes have reported, in one list. */
@BrowserTest
class ReviewListTest {

  private static final String DISTRICT = "huyen-412";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired TaskService tasks;

  private int reported;

  /** Two communes report what they can of two directives: more than is sent at once. */
  @BeforeEach
  void communesReport() {
    province.issue();
    province.as(
        "ubnd-tinh", () -> province.start("16/UBND-VX", "2024-05-06", "2024-05-01", "2024-05-31"));
    province.runJobs();
    for (String commune : List.of("xa-16663", "xa-16666")) {
      for (Task task : province.tasksOf(commune, "PerformDuty")) {
        tasks.complete(task.getId(), Map.of("outcome", "done", "summary", "Đã làm"));
        reported++;
      }
    }
    province.runJobs();
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void acceptsAllOfADutyAndThenAllThereIsAndIsToldWhatASecondReviewerWasFasterWith(
      Browser browser) {
    assertThat(reported).isGreaterThan(20);
    try (Visitor district = Visitor.signIn(browser, port, DISTRICT)) {
      Page page = district.page;
      district.open("/reviews");
      assertThat(boxes(page)).hasCount(reported);
      Locator first = page.locator(".all input").first();
      int inGroup = page.locator("section").first().locator("input[name=duty]").count();
      first.check();
      assertThat(page.locator("#ticked")).hasText("Đã chọn " + inGroup + ".");
      boxes(page).first().uncheck();
      assertThat(page.locator("#ticked")).hasText("Đã chọn " + (inGroup - 1) + ".");
      assertThat((Boolean) first.evaluate("box => box.indeterminate && !box.checked")).isTrue();

      for (Locator all : page.locator(".all input").all()) {
        all.check();
      }
      assertThat(page.locator("#ticked")).hasText("Đã chọn " + reported + ".");
      page.getByText("Duyệt kết quả đã chọn").click();
      assertThat(page.locator("h1")).hasText("Duyệt " + reported + " kết quả?");
      Task faster = province.tasksOf(DISTRICT, "ReviewDuty").get(0);
      province.complete(faster, DISTRICT, Map.of("accepted", true));
      List<String> seen = new CopyOnWriteArrayList<>();
      page.exposeFunction("seen", texts -> seen.add((String) texts[0]));
      page.evaluate(
          """
          () => {
            const far = document.getElementById('far');
            const onward = document.getElementById('onward');
            new MutationObserver(() => window.seen(far.textContent + (onward.offsetParent ? '!' : '')))
              .observe(far, {childList: true});
          }
          """);
      page.getByLabel("Ý kiến (không bắt buộc, ghi cho tất cả)").fill("Đạt yêu cầu");
      page.locator("main button.main").click();

      assertThat(page.locator("#far"))
          .hasText("Đã duyệt %d kết quả. 1 kết quả chưa duyệt được:".formatted(reported - 1));
      assertThat(page.locator("#refused li")).hasCount(1);
      assertThat(page.locator("#refused")).containsText("Không còn chờ duyệt");
      assertThat(seen)
          .contains("Đang duyệt: 0/%1$d…".formatted(reported), "Đang duyệt: 20/" + reported + "…");
      assertThat(page.locator("#progress").evaluate("bar => bar.value / bar.max")).isEqualTo(1);
      district.looksAt("reviews-accepted");
      page.getByText("Về danh sách").click();
      assertThat(page.locator("main")).containsText("Không có kết quả nào chờ duyệt");
    }
    assertThat(province.count("select count(*) from duty where state = 'DONE'"))
        .isEqualTo(reported);
    assertThat(province.count("select count(*) from submission where remark = 'Đạt yêu cầu'"))
        .isEqualTo(reported - 1);
  }

  private static Locator boxes(Page page) {
    return page.locator("input[name=duty][type=checkbox]");
  }
}
