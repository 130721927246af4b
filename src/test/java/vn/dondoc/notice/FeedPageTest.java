package vn.dondoc.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.security.Browser;
import vn.dondoc.security.ServedProvinceTest;

@ServedProvinceTest
class FeedPageTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final String FRONT = "ubmttq-tinh";
  private static final Pattern ADDRESS =
      Pattern.compile(">http://127.0.0.1:\\d+(/feed/[A-Za-z0-9_-]{43}\\.ics)<");

  @LocalServerPort int port;
  @Autowired Province province;

  private String campaign;
  private long audited;

  @BeforeEach
  void issue() {
    campaign = province.issue();
    audited = province.count("select coalesce(max(id), 0) from audit_entry");
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void givesEveryOpenDeadlineOfTheUnitToACalendarThatCannotSignIn() throws Exception {
    province.finish(campaign, "11.d1", COMMUNE, DISTRICT);
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    HttpResponse<String> answer = new Browser(port).get(make(COMMUNE));

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/calendar;charset=UTF-8");
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(answer.body().lines())
        .as("RFC 5545: 75 bytes a line")
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
    Calendar calendar = read(answer);
    assertThat(calendar.getComponents(Component.VEVENT)).hasSize(6);
    VEvent event = event(calendar, duty);
    assertThat(value(event, Property.SUMMARY))
        .isEqualTo("11.d4 – Chỉ đạo đoàn thể xã tuyên truyền theo nhóm (hạn 17:00)");
    assertThat(at(event, Property.DTEND)).isEqualTo(Instant.parse("2024-05-31T10:00:00Z"));
    assertThat(at(event, Property.DTSTART)).isEqualTo(Instant.parse("2024-05-31T09:30:00Z"));
    assertThat(value(event, Property.URL)).endsWith(":" + port + "/link/duty/" + duty);
    assertThat(value(event, Property.SEQUENCE)).isEqualTo("0");
  }

  @Test
  void keepsTheNameOfAnEventWhenItsDeadlineMoves() throws Exception {
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    String address = make(COMMUNE);
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "extension", "requestedDue", "2024-06-05", "reason", "Thiếu người"));
    province.complete(province.require("DecideExtension", duty), DISTRICT, Map.of("granted", true));

    VEvent event = event(read(new Browser(port).get(address)), duty);
    assertThat(at(event, Property.DTEND)).isEqualTo(Instant.parse("2024-06-05T10:00:00Z"));
    assertThat(Integer.parseInt(value(event, Property.SEQUENCE))).isPositive();
  }

  @Test
  void asksTheFatherlandFrontCourteously() throws Exception {
    assertThat(new Browser(port).get(make(FRONT)).body().replace("\r\n ", ""))
        .contains("(thời hạn đề nghị 17:00)");
  }

  @Test
  void isNotSentAgainWhenNothingHasChanged() {
    String address = make(COMMUNE);
    Browser calendar = new Browser(port);
    String tag = calendar.get(address).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = new Browser(port).with("If-None-Match", tag).get(address);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    province.finish(campaign, "11.d4", COMMUNE, DISTRICT);
    assertThat(new Browser(port).with("If-None-Match", tag).get(address).statusCode())
        .isEqualTo(200);
  }

  @Test
  void showsTheAddressOnceAndKeepsNothingToTellItFrom() {
    Browser officer = signIn(COMMUNE);
    officer.submit("/feed", Map.of("unit", COMMUNE));
    String address = address(officer.get("/feed"));

    assertThat(officer.get("/feed").body())
        .contains("Địa chỉ đang dùng do", "Đổi địa chỉ mới")
        .doesNotContain(".ics");
    String secret = address.substring("/feed/".length(), address.length() - ".ics".length());
    assertThat(
            province.jdbc.sql("select secret_hash from calendar_feed").query(String.class).single())
        .matches("[0-9a-f]{64}")
        .doesNotContain(secret);
    assertThat(audited()).containsExactly("Tạo địa chỉ lịch").doesNotContain(secret);
  }

  @Test
  void asksBeforeAnAddressStopsWorking() {
    String old = make(COMMUNE);
    Browser officer = signIn(COMMUNE);

    officer.submit("/feed", Map.of("unit", COMMUNE));
    assertThat(officer.get("/feed").body()).contains("Chưa đổi: đơn vị đã có địa chỉ lịch");
    assertThat(new Browser(port).get(old).statusCode()).isEqualTo(200);

    officer.submit("/feed", Map.of("unit", COMMUNE, "confirmed", "true"));
    String fresh = address(officer.get("/feed"));
    assertThat(new Browser(port).get(old).statusCode()).isEqualTo(404);
    assertThat(new Browser(port).get(fresh).statusCode()).isEqualTo(200);
    assertThat(audited()).containsExactly("Tạo địa chỉ lịch", "Đổi địa chỉ lịch");
  }

  @Test
  void answersWhoeverGuessesAlwaysTheSame() {
    make(COMMUNE);

    for (String guess : List.of("x", COMMUNE, "A".repeat(43), "A".repeat(500), "..%5C")) {
      HttpResponse<String> answer = new Browser(port).get("/feed/" + guess + ".ics");
      assertThat(answer.statusCode()).as(guess).isIn(404, 400);
      assertThat(answer.body()).as(guess).doesNotContain(guess.length() > 5 ? guess : "VEVENT");
    }
    assertThat(new Browser(port).get("/feed/" + "A".repeat(43) + ".ics").body())
        .isEqualTo(new Browser(port).get("/feed/x.ics").body())
        .isEmpty();
    assertThat(Browser.redirect(new Browser(port).get("/feed"))).startsWith("/login");
    assertThat(Browser.redirect(new Browser(port).get("/feed/"))).startsWith("/login");
  }

  @Test
  void makesAnAddressForNobodyElsesUnit() {
    Browser officer = signIn(COMMUNE);

    assertThat(officer.submit("/feed", Map.of("unit", "xa-16666")).statusCode()).isEqualTo(404);
    assertThat(officer.submit("/feed", Map.of("unit", DISTRICT)).statusCode()).isEqualTo(404);
    assertThat(signIn("quan-tri").submit("/feed", Map.of("unit", COMMUNE)).statusCode())
        .isEqualTo(404);
    assertThat(province.count("select count(*) from calendar_feed")).isZero();
  }

  @Test
  void isAnEmptyCalendarForAUnitThatOwesNothing() throws Exception {
    province.jdbc.sql("update duty set state = 'DONE' where unit = ?").param(COMMUNE).update();

    Calendar calendar = read(new Browser(port).get(make(COMMUNE)));
    assertThat(calendar.getComponents()).isEmpty();
  }

  @Test
  void leadsFromMailAndCalendarToTheTaskAsItIsNow() {
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    String link = "/link/duty/" + duty;
    assertThat(target(signIn(COMMUNE), link))
        .isEqualTo(province.duty(campaign, "11.d4", COMMUNE).getId());
    assertThat(signIn("xa-16666").get(link).body()).contains("Không còn việc chờ xử lý");
    assertThat(Browser.redirect(new Browser(port).get(link))).startsWith("/login");

    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "done", "summary", "Xong"));
    assertThat(target(signIn(DISTRICT), link))
        .isEqualTo(province.require("ReviewDuty", duty).getId());
    assertThat(signIn(DISTRICT).get("/link/duty/999999").body())
        .contains("Không còn việc chờ xử lý");

    province.passes("2024-05-14T17:01");
    long caseId = province.count("select max(id) from escalation_case");
    assertThat(target(signIn(DISTRICT), "/link/case/" + caseId))
        .isEqualTo(province.taskOf(DISTRICT, "UrgeUnit").getId());
    province.passes("2024-06-05T17:01");
    assertThat(target(signIn("bhxh-tinh"), "/link/report/" + campaign)).isNotNull();
    assertThat(signIn(COMMUNE).get("/link/report/" + campaign).body())
        .contains("Không còn việc chờ xử lý");
  }

  /** The task that a link ends at. */
  private static String target(Browser person, String link) {
    String location = person.get(link).headers().firstValue("Location").orElseThrow();
    assertThat(location).contains("/camunda/app/tasklist/default/#/?task=");
    return location.substring(location.indexOf("task=") + "task=".length());
  }

  private Browser signIn(String user) {
    return new Browser(port).signedIn(user, "demo");
  }

  private String make(String unit) {
    Browser officer = signIn(unit);
    officer.submit("/feed", Map.of("unit", unit));
    return address(officer.get("/feed"));
  }

  private static String address(HttpResponse<String> page) {
    Matcher address = ADDRESS.matcher(page.body());
    assertThat(address.find()).as(page.body()).isTrue();
    return address.group(1);
  }

  private static Calendar read(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    return new CalendarBuilder().build(new StringReader(answer.body()));
  }

  private static VEvent event(Calendar calendar, long duty) {
    return calendar.<VEvent>getComponents(Component.VEVENT).stream()
        .filter(event -> value(event, Property.UID).equals("duty-" + duty + "@don-doc"))
        .findFirst()
        .orElseThrow();
  }

  private static String value(VEvent event, String property) {
    return event.getRequiredProperty(property).getValue();
  }

  private static Instant at(VEvent event, String property) {
    return Instant.from(((DateProperty<?>) event.getRequiredProperty(property)).getDate());
  }

  private List<String> audited() {
    return province
        .jdbc
        .sql(
            "select detail from audit_entry where subject = ? and action = 'FEED' and id > ? order by id")
        .params("unit/" + COMMUNE, audited)
        .query(String.class)
        .list();
  }
}
