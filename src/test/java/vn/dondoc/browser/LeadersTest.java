package vn.dondoc.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.SimulatedCampaign;
import vn.dondoc.WholeProvinceSimulated;
import vn.dondoc.browser.OnScreens.Screen;

/** What leaders read of a whole campaign, on their screens, telephones and paper. */
@WholeProvinceSimulated
@ExtendWith(Chromium.class)
class LeadersTest {

  @LocalServerPort int port;
  @Autowired SimulatedCampaign simulated;
  @Autowired Province province;

  @BeforeEach
  void atTheEnd() {
    simulated.backToTheEnd();
  }

  @OnScreens(mostly = Screen.PHONE)
  void readTheBoardOfTheProvinceNowAndOnAPastDay(int width, int height, Browser browser) {
    try (Visitor committee = Visitor.signIn(browser, port, "ubnd-tinh", width, height)) {
      Page page = committee.page;
      committee.open("/board");
      committee.reads("leaders-board-" + width);
      fits(page, width);
      page.locator("summary").all().forEach(summary -> summary.click());
      committee.looksAt("leaders-board-unfolded-" + width);
      fits(page, width);
      page.locator(".heat")
          .screenshot(
              new Locator.ScreenshotOptions()
                  .setPath(Path.of("target", "screenshots", "leaders-heat-" + width + ".png")));
      page.getByLabel("Xem số liệu cuối ngày").fill("2024-05-21");
      page.getByText("Xem", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("main")).containsText("Số liệu cuối ngày 21/05/2024");
      committee.reads("leaders-board-past-" + width);
      page.locator(".totals li .overdue").click();
      assertThat(page.locator("h1")).hasText("Danh sách nhiệm vụ");
      assertThat(page.locator("main")).containsText("Số liệu cuối ngày 21/05/2024");
      committee.looksAt("leaders-duties-" + width);
      fits(page, width);
    }
  }

  @OnScreens(mostly = Screen.DESK)
  void readWhatWasMissedAndTheDocuments(int width, int height, Browser browser) {
    try (Visitor lead = Visitor.signIn(browser, port, "bhxh-tinh", width, height)) {
      lead.open("/escalations?stage=COMMITTEE");
      lead.looksAt("leaders-escalations-" + width);
      fits(lead.page, width);
      lead.page.locator("td a").first().click();
      assertThat(lead.page.locator("main")).containsText("Báo cáo UBND tỉnh");
      lead.open("/documents");
      assertThat(lead.page.locator("main")).containsText("Văn bản đôn đốc");
      lead.looksAt("leaders-documents-" + width);
      fits(lead.page, width);
    }
  }

  @Test
  void seeOfADistrictItsCommunesOneByOne(Browser browser) {
    try (Visitor district = Visitor.signIn(browser, port, "huyen-412", 390, 844)) {
      district.open("/board");
      assertThat(district.page.locator("main")).containsText("Chỉ gồm nhiệm vụ của đơn vị bạn");
      assertThat(district.page.locator("main")).containsText("UBND phường Đông Vĩnh");
      district.looksAt("leaders-district-390");
      fits(district.page, 390);
    }
  }

  @Test
  void seeAMinuteLaterWhatHasChanged(Browser browser) {
    try (Visitor committee = Visitor.signIn(browser, port, "ubnd-tinh")) {
      Page page = committee.page;
      page.clock().install();
      committee.open("/board");
      page.locator(".heat summary").click();
      province.at("2024-06-12T09:30");
      page.locator("h1").click(); // Nothing is held under the hand any more.
      page.clock().runFor(61_000);
      page.getByText("Số liệu lúc 09:30 12/06/2024").waitFor();
      assertThat((Boolean) page.locator(".heat details").evaluate("part => part.open")).isTrue();
      assertThat(committee.complaints()).isEmpty();
    }
  }

  @Test
  void printTheBoardOnAFewPagesOfA4(Browser browser) {
    try (Visitor committee = Visitor.signIn(browser, port, "ubnd-tinh")) {
      committee.open("/board");
      byte[] paper =
          committee.page.pdf(
              new Page.PdfOptions()
                  .setPath(Path.of("target", "screenshots", "leaders-board.pdf"))
                  .setPreferCSSPageSize(true)
                  .setPrintBackground(true));
      String pdf = new String(paper, StandardCharsets.ISO_8859_1);
      assertThat(pdf.split("/Type\\s*/Page\\b", -1).length - 1).isBetween(3, 9);
    }
  }

  private static void fits(Page page, int width) {
    assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(width);
  }
}
