package vn.dondoc.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.security.Viewer;

/** What a duty was on a day is told later as it was seen on that day. */
@SmallProvinceTest
class PastTest {

  private static final String COMMUNE = "xa-16663";
  private static final String NEIGHBOUR = "xa-16666";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final Viewer COMMITTEE = new Viewer("ubnd-tinh", Set.of("ubnd-tinh"), false);

  @Autowired Province province;
  @Autowired Scopes scopes;
  @Autowired BoardFacts facts;

  private final Map<LocalDate, List<String>> seen = new LinkedHashMap<>();
  private final Map<LocalDate, List<String>> figures = new LinkedHashMap<>();
  private String campaign;
  private int day;

  @BeforeEach
  void issue() {
    campaign = province.issue();
    day = 0;
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void afterEveryStepThatADutyCanGoThrough() {
    endOfDay();
    claim("11.d4", COMMUNE);
    endOfDay();
    report("11.d4", COMMUNE, "{\"activities\": 3}");
    endOfDay();
    review("11.d4", COMMUNE, Map.of("accepted", false, "remark", "Thiếu biên bản"));
    endOfDay();
    report("11.d4", COMMUNE, "{\"activities\": 5}");
    ask("11.d5", COMMUNE, "2024-06-07");
    endOfDay();
    review("11.d4", COMMUNE, Map.of("accepted", true));
    decide("11.d5", COMMUNE, Map.of("granted", true));
    endOfDay();
    ask("11.d6", COMMUNE, "2024-06-10");
    giveBack("11.d5", NEIGHBOUR);
    giveBack("11.d6", NEIGHBOUR);
    endOfDay();
    decide("11.d6", COMMUNE, Map.of("granted", false, "remark", "Còn đủ thời gian"));
    answer(
        "11.d5",
        NEIGHBOUR,
        Map.of("decision", "reassign", "newUnit", COMMUNE, "newDue", "2024-06-14"));
    answer("11.d6", NEIGHBOUR, Map.of("decision", "waive", "remark", "Không còn đài"));
    endOfDay();
    province.passes("2024-05-31T17:01");
    province.passes("2024-05-31T17:10");
    seen();

    seen.forEach((on, rows) -> assertThat(rows(past(on))).as(on.toString()).isEqualTo(rows));
    figures.forEach((on, sums) -> assertThat(figures(past(on))).as(on.toString()).isEqualTo(sums));
    // Sent back it is as it was when it was taken up, and what is due is no change of the row.
    assertThat(Set.copyOf(seen.values())).hasSize(seen.size() - 2);
  }

  /** What is seen last on a day, and the morning after. */
  private void endOfDay() {
    province.at(date().atTime(20, 0).toString());
    seen();
    day++;
    province.passes(date().atTime(8, 0).toString());
  }

  private void seen() {
    Scope now = scopes.choose(COMMITTEE, scopes.campaigns(COMMITTEE), campaign, null).orElseThrow();
    seen.put(province.now().toLocalDate(), rows(now));
    figures.put(province.now().toLocalDate(), figures(now));
  }

  private LocalDate date() {
    return LocalDate.parse("2024-05-06").plusDays(day);
  }

  private Scope past(LocalDate on) {
    province.at("2024-06-03T08:00");
    return scopes.choose(COMMITTEE, scopes.campaigns(COMMITTEE), campaign, on).orElseThrow();
  }

  private List<String> rows(Scope scope) {
    return scope
        .in(
            province.jdbc.sql(
                "select d.* from %s where %s order by d.id"
                    .formatted(scope.duties(), Scope.DUTIES)))
        .query(
            (row, n) ->
                String.join(
                    " ",
                    row.getString("clause"),
                    row.getString("unit"),
                    row.getObject("due", LocalDateTime.class).toString(),
                    row.getString("state"),
                    String.valueOf(row.getString("submitted_at"))))
        .list();
  }

  private List<String> figures(Scope scope) {
    return facts.figures(scope).stream()
        .filter(figure -> figure.amount() != null)
        .map(
            figure ->
                figure.clause()
                    + figure.metric()
                    + " "
                    + figure.amount().stripTrailingZeros().toPlainString())
        .toList();
  }

  private void claim(String clause, String unit) {
    province.claim(province.duty(campaign, clause, unit), unit);
  }

  private void report(String clause, String unit, String metrics) {
    province.complete(
        province.duty(campaign, clause, unit),
        unit,
        Map.of("outcome", "done", "summary", "Đã làm", "metrics", metrics));
  }

  private void ask(String clause, String unit, String until) {
    province.complete(
        province.duty(campaign, clause, unit),
        unit,
        Map.of("outcome", "extension", "requestedDue", until, "reason", "Mưa lũ"));
  }

  private void giveBack(String clause, String unit) {
    province.complete(
        province.duty(campaign, clause, unit),
        unit,
        Map.of("outcome", "return", "reason", "Không thuộc thẩm quyền"));
  }

  private void review(String clause, String unit, Map<String, Object> answer) {
    superior("ReviewDuty", clause, unit, DISTRICT, answer);
  }

  private void decide(String clause, String unit, Map<String, Object> answer) {
    superior("DecideExtension", clause, unit, DISTRICT, answer);
  }

  private void answer(String clause, String unit, Map<String, Object> answer) {
    superior("DecideReturn", clause, unit, LEAD, answer);
  }

  private void superior(
      String task, String clause, String unit, String superior, Map<String, Object> answer) {
    province.complete(
        province.require(task, province.dutyId(campaign, clause, unit)), superior, answer);
  }
}
