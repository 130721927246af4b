package vn.dondoc.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.security.Browser;
import vn.dondoc.security.ServedProvinceTest;

@ServedProvinceTest
class CalendarPageTest {

  private static final LocalDate FRIDAY = LocalDate.of(2024, 5, 10);
  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([0-9a-f]{64})\"");

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired CalendarDays days;
  @Autowired CalendarDecisions decisions;
  @Autowired WorkingCalendar calendar;

  private List<CalendarDay> seeded;
  private String campaign;

  @BeforeEach
  void issue() {
    seeded = days.all();
    campaign = province.issue();
  }

  @AfterEach
  void clear() {
    province.clear();
    province.jdbc.sql("delete from working_calendar_day").update();
    seeded.forEach(days::save);
    calendar.refresh();
  }

  @Test
  void showsTheDaysOfAYearAndWhatIsMissing() {
    Browser administrator = administrator();

    assertThat(administrator.get("/calendar?year=2024").body())
        .contains("29/04/2024 (Thứ Hai)", "Nghỉ hoán đổi", "04/05/2024 (Thứ Bảy)", "Làm bù")
        .doesNotContain("01/01/2025");
    assertThat(administrator.get("/calendar?year=2031").body())
        .contains("Chưa có lịch làm việc năm");
    assertThat(administrator.get("/calendar?year=999999999").body())
        .contains("Lịch làm việc năm <span>2024</span>");
  }

  @Test
  void savesADayWithADecisionOnWhatItMoves() {
    Browser administrator = administrator();
    Map<String, String> day = day();
    String preview = administrator.get("/calendar/preview?" + query(day)).body();
    assertThat(preview).contains("Sẽ thay đổi: <span>", "11.d1", "14/05/2024", "15/05/2024");
    assertThat(days.all()).as("nothing is saved by looking").isEqualTo(seeded);

    HttpResponse<String> saved =
        administrator.submit(
            "/calendar/changes", with(day, "MOVED", "<b>Công văn 1</b>", seen(preview)));

    long id = decisions.latest(1).get(0).id();
    assertThat(Browser.redirect(saved)).isEqualTo("/calendar/changes/" + id);
    HttpResponse<String> running = administrator.get("/calendar/changes/" + id);
    assertThat(running.headers().firstValue("Refresh")).contains("3");
    assertThat(running.body())
        .contains(
            "Đang cập nhật việc và giờ hẹn", "&lt;b&gt;Công văn 1&lt;/b&gt;", "Quản trị hệ thống");
    province.runJobs();
    HttpResponse<String> done = administrator.get("/calendar/changes/" + id);
    assertThat(done.headers().firstValue("Refresh")).isEmpty();
    assertThat(done.body()).contains("Việc của các đơn vị đã theo hạn mới.");
    assertThat(calendar.isWorkingDay(FRIDAY)).isFalse();
    assertThat(
            administrator
                .get("/api/duties/" + province.dutyId(campaign, "11.d1", "xa-16663"))
                .body())
        .contains("Điều chỉnh hạn theo lịch làm việc, hạn từ 14/05/2024 đến 15/05/2024");
  }

  @Test
  void showsTheNewPreviewWhenTheOldOneNoLongerHolds() {
    Browser administrator = administrator();
    HttpResponse<String> refused =
        administrator.submit("/calendar/changes", with(day(), "MOVED", "Công văn 1", "0"));

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("vừa thay đổi nên chưa lưu", "Công văn 1");
    assertThat(days.all()).isEqualTo(seeded);
    assertThat(decisions.latest(1)).isEmpty();
  }

  @Test
  void letsOneOfTwoAdministratorsDecideOnTheSameDayAndTellsTheOther() throws Exception {
    province.at("2024-05-08T09:00");
    province.complete(
        province.duty(campaign, "11.d1", "xa-16663"),
        "xa-16663",
        Map.of("outcome", "done", "summary", "Đã làm"));
    var together = new CyclicBarrier(2);
    ExecutorService people = Executors.newFixedThreadPool(2);
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    for (String decision : List.of("MOVED", "KEPT")) {
      Browser administrator = administrator();
      Map<String, String> day = day();
      day.put("name", "Nghỉ " + decision);
      String seen = seen(administrator.get("/calendar/preview?" + query(day)).body());
      Map<String, String> form = with(day, decision, "Công văn 1 " + decision, seen);
      answers.add(people.submit(() -> together(together, administrator, form)));
    }
    people.shutdown();

    List<Integer> statuses = new ArrayList<>();
    for (Future<HttpResponse<String>> answer : answers) {
      HttpResponse<String> response = answer.get();
      statuses.add(response.statusCode());
      if (response.statusCode() != 302) {
        assertThat(response.body()).contains("vừa thay đổi nên chưa lưu");
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(302, 409);
    assertThat(decisions.latest(2)).hasSize(1);
    CalendarDecision made = decisions.latest(1).get(0);
    assertThat(days.all())
        .filteredOn(day -> day.day().equals(FRIDAY))
        .extracting(CalendarDay::name)
        .containsExactly("Nghỉ " + made.decision());
    assertThat(made.steps()).isPositive();
    for (String table : List.of("calendar_decision_duty", "calendar_decision_step")) {
      assertThat(province.count("select count(distinct decision_id) from " + table)).isOne();
    }
    assertThat(
            province.count("select count(distinct remark) from duty_event where kind like 'CAL%'"))
        .isOne();
    province.runJobs();
  }

  private static HttpResponse<String> together(
      CyclicBarrier together, Browser administrator, Map<String, String> form) throws Exception {
    together.await(10, TimeUnit.SECONDS);
    return administrator.submit("/calendar/changes", form);
  }

  @Test
  void asksForAReasonAndKeepsWhatWasTyped() {
    Browser administrator = administrator();
    String seen = seen(administrator.get("/calendar/preview?" + query(day())).body());
    HttpResponse<String> refused =
        administrator.submit("/calendar/changes", with(day(), "KEPT", " ", seen));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Chưa nhập lý do.", "value=\"Nghỉ thêm\"");
    assertThat(days.all()).isEqualTo(seeded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day=2024-13-01&type=HOLIDAY&name=X&status=OFFICIAL|Ngày không đọc được",
        "day=&type=HOLIDAY&name=X&status=OFFICIAL|Chưa nhập ngày.",
        "day=0024-05-10&type=HOLIDAY&name=X&status=OFFICIAL|Năm phải từ 2000 đến 2100.",
        "day=2024-05-10&type=X&name=X&status=OFFICIAL|Chưa chọn loại ngày.",
        "day=2024-05-10&type=MAKEUP_WORK&name=X&status=OFFICIAL|Ngày làm bù phải là thứ Bảy",
        "day=2024-05-10&type=HOLIDAY&name=&status=OFFICIAL|Chưa nhập tên ngày",
        "day=2024-05-10&remove=1|không có gì để xóa"
      })
  void saysWhatIsWrongWithADay(String request) {
    String[] parts = request.split("\\|");
    HttpResponse<String> refused = administrator().get("/calendar/preview?" + parts[0]);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains(parts[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xa-16663", "huyen-412", "ubmttq-tinh", "bhxh-tinh", "ubnd-tinh"})
  void isClosedToEverybodyElse(String user) {
    Browser other = new Browser(port).signedIn(user, "demo");

    assertThat(other.get("/calendar").statusCode()).isEqualTo(403);
    assertThat(other.get("/calendar/preview?" + query(day())).statusCode()).isEqualTo(403);
    assertThat(
            other.submit("/calendar/changes", with(day(), "KEPT", "Công văn 1", "0")).statusCode())
        .isEqualTo(403);
    assertThat(days.all()).isEqualTo(seeded);
  }

  @Test
  void takesNoDecisionFromAnotherSite() {
    Browser administrator = administrator();
    HttpResponse<String> forged =
        administrator.json("POST", "/calendar/changes?" + query(day()) + "&decision=NONE", "");

    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(days.all()).isEqualTo(seeded);
  }

  private Browser administrator() {
    return new Browser(port).signedIn("quan-tri", "demo");
  }

  private static Map<String, String> day() {
    var day = new LinkedHashMap<String, String>();
    day.put("day", FRIDAY.toString());
    day.put("type", "SWAP_OFF");
    day.put("name", "Nghỉ thêm");
    day.put("status", "OFFICIAL");
    return day;
  }

  private static Map<String, String> with(
      Map<String, String> day, String decision, String remark, String seen) {
    day.put("decision", decision);
    day.put("remark", remark);
    day.put("seen", seen);
    return day;
  }

  private static String query(Map<String, String> fields) {
    var query = new StringBuilder();
    fields.forEach(
        (name, value) ->
            query.append(name).append('=').append(value.replace(" ", "%20")).append('&'));
    return query.toString().replace("ỉ", "%E1%BB%89").replace("ê", "%C3%AA").replaceAll("&$", "");
  }

  private static String seen(String page) {
    var seen = SEEN.matcher(page);
    assertThat(seen.find()).isTrue();
    return seen.group(1);
  }
}
