package vn.dondoc.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;
import vn.dondoc.Province;
import vn.dondoc.SimulatedCampaign;
import vn.dondoc.WholeProvinceSimulated;
import vn.dondoc.security.Browser;

/** The board as people and programs get it, and who does not. */
@WholeProvinceSimulated
class BoardPagesTest {

  private static final String COMMITTEE = "ubnd-tinh";
  private static final String COMMUNE = "xa-16663";

  private static final Pattern NUMBER =
      Pattern.compile("<a[^>]* href=\"(/duties\\?[^\"]+)\"[^>]*>(?:<strong>)?([\\d.]+)<");
  private static final Pattern TOTAL = Pattern.compile("<strong>([\\d.]+) nhiệm vụ</strong>");

  @LocalServerPort int port;
  @Autowired SimulatedCampaign simulated;
  @Autowired Province province;
  @Autowired ObjectMapper json;

  @BeforeEach
  void atTheEnd() {
    simulated.backToTheEnd();
  }

  /** As a reader clicks them. */
  @ParameterizedTest
  @CsvSource({"ubnd-tinh, ''", "ubnd-tinh, ?asOf=2024-05-21", "huyen-412, ''", "so-y-te, ''"})
  void leadsFromNumbersToListsOfAsManyDuties(String user, String query) {
    Browser browser = signedIn(user);
    Map<String, String> numbers = numbers(browser.get("/board" + query).body());
    assertThat(numbers).hasSizeGreaterThan(3);

    List<String> paths = new ArrayList<>(numbers.keySet());
    int step = Math.max(1, paths.size() / 25);
    for (int at = 0; at < paths.size(); at += step) {
      Matcher total = TOTAL.matcher(browser.get(paths.get(at)).body());
      assertThat(total.find()).as(paths.get(at)).isTrue();
      assertThat(total.group(1)).as(paths.get(at)).isEqualTo(numbers.get(paths.get(at)));
    }
  }

  @Test
  void leadsFromTheListToTheDutyWithItsHistory() {
    Browser committee = signedIn(COMMITTEE);
    String list = committee.get("/duties?status=DONE_LATE&clause=11.d4").body();
    Matcher duty = Pattern.compile("href=\"(/duties/\\d+)\"").matcher(list);
    assertThat(duty.find()).isTrue();

    String page = committee.get(duty.group(1)).body();

    assertThat(page)
        .contains("Lịch sử xử lý", "Báo cáo hoàn thành", "Duyệt kết quả", "Hoàn thành quá hạn");
  }

  @Test
  void pagesThroughAllDutiesWithoutLosingOne() throws Exception {
    Browser committee = signedIn(COMMITTEE);
    List<Long> seen = new ArrayList<>();
    for (int page = 1; ; page++) {
      JsonNode answer = read(committee.get("/api/duties?size=500&page=" + page));
      answer.get("duties").forEach(duty -> seen.add(duty.get("id").asLong()));
      assertThat(answer.get("total").asInt()).isEqualTo(3468);
      if (answer.get("duties").size() < 500) {
        break;
      }
    }
    assertThat(seen).hasSize(3468).doesNotHaveDuplicates();
  }

  @Test
  void givesProgramsTheSameNumbersAsPeople() throws Exception {
    Browser committee = signedIn(COMMITTEE);
    JsonNode board = read(committee.get("/api/board"));

    long overdue = board.at("/totals/overdue").asLong();
    assertThat(read(committee.get("/api/duties?status=OVERDUE&size=1")).get("total").asLong())
        .isEqualTo(overdue);
    assertThat(committee.get("/board").body()).contains(">" + overdue + "</strong> <span>Quá hạn");
    assertThat(board.get("localities")).hasSize(21);
    assertThat(board.at("/localities/0/cells")).hasSameSizeAs(board.get("clauses"));
  }

  @ParameterizedTest
  @CsvSource({"hoa, Hoà", "THAI HOA, Thái Hoà", "phat thanh, Phát thanh"})
  void findsWithAndWithoutToneMarks(String text, String found) {
    String list = signedIn(COMMITTEE).get("/duties?text=" + text.replace(' ', '+')).body();

    assertThat(list).contains(found);
    assertThat(list).doesNotContain("Không có nhiệm vụ nào khớp");
  }

  @Test
  void keepsWhatWasTypedAndSaysWhatToDoWhenADayCannotBeShown() {
    String page = signedIn(COMMITTEE).get("/board?asOf=2023-01-01").body();

    assertThat(page)
        .contains(
            "phải từ ngày ban hành 06/05/2024 đến hôm nay 12/06/2024",
            "value=\"2023-01-01\"",
            "aria-invalid=\"true\"",
            "Số liệu lúc 09:00 12/06/2024");
  }

  // Who may not

  @ParameterizedTest
  @ValueSource(strings = {"/board", "/board/figures", "/board/obstacles", "/api/board"})
  void isNoBusinessOfCommunes(String path) {
    Browser commune = signedIn(COMMUNE);

    assertThat(commune.get(path).statusCode()).isEqualTo(404);
    assertThat(commune.get("/").body()).doesNotContain("Bảng điều hành");
  }

  @Test
  void listsToACommuneItsOwnDutiesOnly() throws Exception {
    JsonNode own = read(signedIn(COMMUNE).get("/api/duties?size=500"));

    assertThat(own.get("total").asLong())
        .isEqualTo(province.count("select count(*) from duty where unit = ?", COMMUNE))
        .isPositive();
    assertThat(own.get("duties")).allMatch(duty -> duty.get("unit").asText().equals(COMMUNE));
  }

  @Test
  void hidesOtherUnitsDutiesWhateverIsAskedFor() throws Exception {
    Browser agency = signedIn("so-y-te");

    assertThat(read(agency.get("/api/duties?unit=xa-16663")).get("total").asLong()).isZero();
    assertThat(read(agency.get("/api/duties?agency=huyen-412")).get("total").asLong()).isZero();
    long strange = province.dutyId(simulated.id(), "11.d4", COMMUNE);
    assertThat(agency.get("/duties/" + strange).statusCode()).isEqualTo(404);
    assertThat(agency.get("/api/board?campaign=none").statusCode()).isEqualTo(404);
  }

  @Test
  void sendsStrangersToTheSignInPage() {
    assertThat(Browser.redirect(new Browser(port).get("/board"))).isEqualTo("/login");
    assertThat(new Browser(port).get("/api/board").statusCode()).isEqualTo(401);
  }

  // What cannot be read

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/board?asOf=mai | «asOf»",
        "/api/board?asOf=2023-01-01 | ngày ban hành 06/05/2024",
        "/api/duties?status=LATE | «status»",
        "/api/duties?asOf=31/05/2024 | «asOf»",
        "/api/duties?page=0 | Số trang (page)",
        "/api/duties?size=501 | từ 1 đến 500",
        "/api/duties?page=x | «page»"
      })
  void saysInVietnameseWhatIsWrongWithARequest(String path, String reason) throws Exception {
    HttpResponse<String> answer = signedIn(COMMITTEE).get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonNode problem = json.readTree(answer.body());
    assertThat(problem.get("detail").asText()).contains(reason);
    assertThat(problem.get("title").asText()).isEqualTo("Dữ liệu không hợp lệ");
  }

  @Test
  void saysInVietnameseWhatIsNotThere() throws Exception {
    JsonNode problem = json.readTree(signedIn(COMMITTEE).get("/api/board?campaign=none").body());

    assertThat(problem.get("title").asText()).isEqualTo("Không tìm thấy");
    assertThat(problem.get("detail").asText()).contains("đợt vận động");
  }

  @Test
  void describesItselfToPrograms() throws Exception {
    JsonNode description = read(signedIn(COMMUNE).get("/api/openapi"));

    assertThat(description.at("/info/title").asText()).isEqualTo("Đôn Đốc");
    assertThat(description.at("/paths/~1api~1board/get/parameters")).hasSize(2);
    assertThat(description.at("/paths/~1api~1duties/get/parameters"))
        .extracting(parameter -> parameter.get("name").asText())
        .contains("campaign", "asOf", "status", "clause", "page", "size");
    assertThat(description.get("paths").fieldNames())
        .toIterable()
        .allMatch(path -> path.startsWith("/api/"));
  }

  private Browser signedIn(String user) {
    return new Browser(port).signedIn(user, "demo");
  }

  private JsonNode read(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  /** Numbers that lead to a list of duties, by its address; of a cell the share is left out. */
  private static Map<String, String> numbers(String page) {
    Map<String, String> numbers = new LinkedHashMap<>();
    Matcher number = NUMBER.matcher(page);
    while (number.find()) {
      numbers.put(HtmlUtils.htmlUnescape(number.group(1)), number.group(2));
    }
    return numbers;
  }
}
