package vn.dondoc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.security.Browser;
import vn.dondoc.security.Officers;
import vn.dondoc.security.ServedProvinceTest;

/** Where everybody arrives: each finds what is theirs, and no number is another than behind it. */
@ServedProvinceTest
class HomePageTest {

  private static final String COMMUNE = "xa-16663";
  private static final String NEIGHBOUR = "xa-16666";
  private static final String DISTRICT = "huyen-412";
  private static final String AGENCY = "ubmttq-tinh";
  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final String ADMINISTRATOR = "quan-tri";
  private static final String PASSWORD = "demo";

  private static final Pattern CARD =
      Pattern.compile("<a href=\"([^\"]+)\"[^>]*><strong>([\\d.]+)</strong> <span>([^<]+)</span>");

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired Officers officers;
  @Autowired TaskService tasks;
  @Autowired FilterService filters;

  private String campaign;

  record Card(String path, int count, String text) {}

  @BeforeEach
  void issue() {
    campaign = province.issue();
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  // Arriving

  @Test
  void isWherePeopleArriveUnlessTheyAskedForAnotherPage() {
    assertThat(Browser.redirect(new Browser(port).get("/"))).isEqualTo("/login");
    assertThat(new Browser(port).signIn(COMMUNE, PASSWORD)).isEqualTo("/");

    Browser asked = new Browser(port);
    asked.get("/reviews?by=UNIT");
    assertThat(asked.signIn(DISTRICT, PASSWORD)).startsWith("/reviews?by=UNIT");
  }

  // Counts

  @ParameterizedTest
  @ValueSource(strings = {COMMUNE, DISTRICT, AGENCY, LEAD, COMMITTEE})
  void countsWhatTheFiltersAndTheListBehindTheNumbersShow(String user) {
    busyDays();
    Browser browser = signedIn(user);

    List<Card> cards = cards(browser);

    assertThat(cards).extracting(Card::text).contains("Việc của tôi", "Việc của đơn vị", "Quá hạn");
    for (Card card : cards) {
      assertThat(card.count()).as(card.text()).isEqualTo(behind(browser, user, card.path()));
    }
  }

  @Test
  void countsWhatIsThere() {
    busyDays();

    assertThat(count(COMMUNE, "Việc của đơn vị"))
        .isEqualTo(province.tasksOf(COMMUNE, "PerformDuty").size())
        .isPositive();
    assertThat(count(COMMUNE, "Việc của tôi")).isEqualTo(1);
    assertThat(count(COMMUNE, "Quá hạn")).isPositive();
    assertThat(count(DISTRICT, "Chờ duyệt")).isEqualTo(2);
    assertThat(count(LEAD, "Chờ duyệt")).isEqualTo(1);
    assertThat(count(COMMITTEE, "Chờ duyệt")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {COMMUNE, AGENCY})
  void speaksOfNoReviewsToWhoReviewsNothing(String user) {
    Browser browser = signedIn(user);

    assertThat(cards(browser)).extracting(Card::path).doesNotContain("/reviews");
    assertThat(browser.get("/").body())
        .doesNotContain("Duyệt kết quả")
        .doesNotContain("cấp dưới")
        .doesNotContain("Văn bản đang thực hiện")
        .doesNotContain("Hệ thống");
  }

  // Deadlines

  @Test
  void namesTheThreeNearestDeadlinesOfTheUnitAndLeadsToTheirTasks() {
    String page = signedIn(COMMUNE).get("/").body();

    List<Long> nearest =
        province
            .jdbc
            .sql(
                "select id from duty where unit = ? and state = 'NOT_ACCEPTED' order by due, id"
                    + " fetch first 3 rows only")
            .param(COMMUNE)
            .query(Long.class)
            .list();
    assertThat(nearest).hasSize(3);
    for (long duty : nearest) {
      assertThat(page).contains("#/?task=" + province.require("PerformDuty", duty).getId());
    }
    assertThat(page.split("#/\\?task=")).hasSize(4);
    assertThat(page).contains("badge intime").containsPattern("Còn \\d+ ngày làm việc");
  }

  @Test
  void saysHowSoonAndHowLate() {
    province.passes("2024-05-10T09:00");
    assertThat(signedIn(DISTRICT).get("/").body()).contains("badge soon").contains("Hạn hôm nay");
    province.passes("2024-06-04T09:00");
    assertThat(signedIn(COMMUNE).get("/").body())
        .contains("badge overdue")
        .containsPattern("Quá hạn \\d+ ngày làm việc");
  }

  @Test
  void saysWhoWorksOnADuty() {
    Task task = province.duty(campaign, "11.d1", COMMUNE);
    province.as(
        COMMUNE,
        () -> {
          tasks.claim(task.getId(), COMMUNE);
          return null;
        });
    province
        .jdbc
        .sql("update duty set due = ? where id = ?")
        .params(province.now().plusDays(1), province.dutyId(campaign, "11.d1", COMMUNE))
        .update();

    assertThat(signedIn(COMMUNE).get("/").body())
        .contains("Người thực hiện: UBND phường Đông Vĩnh");
  }

  @Test
  void saysWhatComesWhenNothingIsToBeDone() {
    province.clear();

    assertThat(signedIn(COMMUNE).get("/").body())
        .contains("Hiện không có nhiệm vụ nào phải thực hiện.");
    assertThat(signedIn(LEAD).get("/").body()).doesNotContain("Văn bản đang thực hiện");
    assertThat(signedIn(ADMINISTRATOR).get("/").body())
        .contains("Chưa có văn bản nào đang thực hiện.");
    issue();
  }

  // Superiors

  @Test
  void tellsSuperiorsWhatIsLateBelowThem() {
    province.passes("2024-05-31T17:01");
    long late =
        province.count(
            """
            select count(*) from duty where unit in (?, ?) and due < ?
              and state in ('WAITING', 'NOT_ACCEPTED', 'IN_PROGRESS', 'RETURNED', 'EXTENSION_ASKED')
            """,
            COMMUNE,
            NEIGHBOUR,
            province.now());
    assertThat(late).isPositive();

    assertThat(signedIn(DISTRICT).get("/").body())
        .contains("Quá hạn ở đơn vị cấp dưới: " + late + " nhiệm vụ của 2 đơn vị")
        .contains("UBND phường Hà Huy Tập");
    assertThat(signedIn(LEAD).get("/").body())
        .contains("UBND thành phố Vinh")
        .doesNotContain("UBND phường Hà Huy Tập");
    assertThat(signedIn(COMMUNE).get("/").body()).doesNotContain("cấp dưới");
  }

  @ParameterizedTest
  @ValueSource(strings = {LEAD, COMMITTEE, ADMINISTRATOR})
  void showsOneLineForEachCampaignUnderWay(String user) {
    busyDays();
    long all = province.count("select count(*) from duty");
    long overdue =
        province.count(
            """
            select count(*) from duty where due < ?
              and state in ('WAITING', 'NOT_ACCEPTED', 'IN_PROGRESS', 'RETURNED', 'EXTENSION_ASKED')
            """,
            province.now());
    assertThat(overdue).isPositive();

    assertThat(signedIn(user).get("/").body())
        .contains("<strong>15/UBND-VX</strong>")
        .contains("<td data-label=\"Nhiệm vụ\">" + all + "</td>")
        .contains("<td data-label=\"Chờ duyệt\">3</td>")
        .contains("<td data-label=\"Quá hạn\" class=\"overdue\">" + overdue + "</td>");

    province.jdbc.sql("update campaign set closed_at = issued_at").update();
    assertThat(signedIn(user).get("/").body()).doesNotContain("15/UBND-VX");
  }

  // Administrators, and people without a unit

  @Test
  void leadsTheAdministratorToWhatThereIs() {
    Browser administrator = signedIn(ADMINISTRATOR);

    String page = administrator.get("/").body();

    assertThat(page).contains("Sự cố cần xử lý");
    assertThat(page).doesNotContain("Việc của đơn vị").doesNotContain("Hạn gần nhất");
    Matcher link = Pattern.compile("<a href=\"([^\"#]+)").matcher(page);
    List<String> paths = new ArrayList<>();
    while (link.find()) {
      paths.add(link.group(1));
    }
    assertThat(paths)
        .contains("/audit", "/camunda/app/cockpit/default/", "/camunda/app/admin/default/");
    for (String path : paths) {
      assertThat(administrator.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void tellsSomebodyWithoutAUnitWhomToAsk() {
    officers.appointed("khach", COMMUNE, Officers.PASSWORD);
    officers.officer("khach");
    province.jdbc.sql("delete from act_id_membership where user_id_ = 'khach'").update();
    try {
      Browser guest = new Browser(port).signedIn("khach", Officers.PASSWORD);
      assertThat(guest.get("/").body())
          .contains("chưa thuộc đơn vị nào")
          .doesNotContain("Việc của đơn vị");
      assertThat(guest.get("/reviews").statusCode()).isEqualTo(200);
    } finally {
      officers.remove("khach");
    }
  }

  /** Some work claimed, some reported, some late. */
  private void busyDays() {
    report("11.d1", COMMUNE);
    report("11.d1", NEIGHBOUR);
    Task ofDistrict = province.tasksOf(DISTRICT, "PerformDuty").get(0);
    province.complete(ofDistrict, DISTRICT, Map.of("outcome", "done", "summary", "Đã làm"));
    Task claimed = province.duty(campaign, "11.d4", COMMUNE);
    province.as(
        COMMUNE,
        () -> {
          tasks.claim(claimed.getId(), COMMUNE);
          return null;
        });
    province.passes("2024-05-31T17:01");
    province.passes("2024-05-31T17:10");
  }

  private void report(String clause, String unit) {
    province.complete(
        province.duty(campaign, clause, unit),
        unit,
        Map.of("outcome", "done", "summary", "Đã làm"));
  }

  private Browser signedIn(String user) {
    return new Browser(port).signedIn(user, PASSWORD);
  }

  private int count(String user, String text) {
    return cards(signedIn(user)).stream()
        .filter(card -> card.text().equals(text))
        .findFirst()
        .orElseThrow()
        .count();
  }

  private static List<Card> cards(Browser browser) {
    Matcher card = CARD.matcher(browser.get("/").body());
    List<Card> cards = new ArrayList<>();
    while (card.find()) {
      cards.add(
          new Card(card.group(1), Integer.parseInt(card.group(2).replace(".", "")), card.group(3)));
    }
    return cards;
  }

  /** What is counted where the number leads. */
  private int behind(Browser browser, String user, String path) {
    if (path.equals("/reviews")) {
      Matcher total =
          Pattern.compile("<strong>(\\d+)</strong> kết quả chờ duyệt")
              .matcher(browser.get(path).body());
      return total.find() ? Integer.parseInt(total.group(1)) : 0;
    }
    String filter = path.substring(path.indexOf("?filter=") + "?filter=".length());
    Matcher count =
        Pattern.compile("\"count\":(\\d+)")
            .matcher(
                new Browser(port)
                    .basic(user, PASSWORD)
                    .get("/engine-rest/filter/" + filter + "/count")
                    .body());
    assertThat(count.find()).as(path).isTrue();
    return Integer.parseInt(count.group(1));
  }
}
