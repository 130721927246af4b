package vn.dondoc.deadline;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.SimpleResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingCalendarTest {

  /** Days off from Monday to Friday, written down from the notices rather than from our data. */
  private static final Set<LocalDate> OFF =
      days(
          // 2024: New Year; Tết 8–14 February; Hùng Kings; 29 April swapped to 1 May; 2 September.
          "2024-01-01",
          "2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14",
          "2024-04-18",
          "2024-04-29 2024-04-30 2024-05-01",
          "2024-09-02 2024-09-03",
          // 2025: New Year; Tết 25 January–2 February; Hùng Kings; 30 April–4 May; 1–2 September.
          "2025-01-01",
          "2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31",
          "2025-04-07",
          "2025-04-30 2025-05-01 2025-05-02",
          "2025-09-01 2025-09-02",
          // 2026: 1–4 January; Tết 14–22 February; Hùng Kings on a Sunday; 30 April; 29 August on.
          "2026-01-01 2026-01-02",
          "2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20",
          "2026-04-27",
          "2026-04-30 2026-05-01",
          "2026-08-31 2026-09-01 2026-09-02");

  private static final Set<LocalDate> WORKING_SATURDAYS =
      days("2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22");

  private final CalendarFixture fixture = new CalendarFixture().seeded();
  private final WorkingCalendar calendar = fixture.calendar;

  @Test
  void agreesWithTheOfficialNoticesOnEveryDayOf2024To2026() {
    assertThat(everyDay().filter(calendar::isWorkingDay))
        .containsExactlyElementsOf(everyDay().filter(WorkingCalendarTest::isWorked).toList());
  }

  @Test
  void countsForwardAndBackwardLikeAFingerOnTheListOfWorkingDays() {
    List<LocalDate> worked = everyDay().filter(WorkingCalendarTest::isWorked).toList();
    everyDay()
        .forEach(
            day -> {
              List<LocalDate> after = worked.stream().filter(day::isBefore).limit(25).toList();
              for (int n = 1; n <= after.size(); n++) {
                assertThat(calendar.workingDaysAfter(day, n)).isEqualTo(at17(after.get(n - 1)));
                assertThat(calendar.workingDaysBetween(day, after.get(n - 1))).isEqualTo(n);
              }
            });
    for (int i = 0; i < worked.size(); i++) {
      for (int n = 0; n <= Math.min(25, i); n++) {
        LocalDate earlier = worked.get(i - n);
        assertThat(calendar.workingDaysBefore(worked.get(i), n)).isEqualTo(at17(earlier));
        assertThat(calendar.workingDaysAfter(earlier, n)).isEqualTo(at17(worked.get(i)));
        assertThat(calendar.workingDaysBetween(worked.get(i), earlier)).isEqualTo(-n);
      }
    }
  }

  @Test
  void endsADeadlineAtCloseOfBusinessInVietnam() {
    assertThat(calendar.workingDaysAfter("2024-05-06", 4))
        .isEqualTo(Date.from(Instant.parse("2024-05-10T10:00:00Z")));
  }

  @Test
  void worksOnTheSaturdayThatMakesUpForTheBridgeOf29April2024() {
    assertThat(calendar.isWorkingDay("2024-05-04")).isTrue();
    assertThat(calendar.workingDaysAfter("2024-05-03", 1)).isEqualTo(at17("2024-05-04"));
    assertThat(calendar.workingDaysAfter("2024-04-26", 1)).isEqualTo(at17("2024-05-02"));
  }

  @Test
  void stepsOverTheWeekOfTet2024() {
    assertThat(calendar.workingDaysAfter("2024-02-07", 1)).isEqualTo(at17("2024-02-15"));
    assertThat(calendar.workingDaysBefore("2024-02-15", 1)).isEqualTo(at17("2024-02-07"));
    assertThat(calendar.workingDaysAfter("2024-02-10", 0)).isEqualTo(at17("2024-02-15"));
    assertThat(calendar.workingDaysBefore("2024-02-10", 0)).isEqualTo(at17("2024-02-07"));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-31, 2024-05-31",
    "2024-06-01, 2024-06-03",
    "2024-05-04, 2024-05-04",
    "2024-08-31, 2024-09-04"
  })
  void movesTheEndOfAPeriodFromADayOffToTheNextWorkingDay(String date, String end) {
    assertThat(calendar.endOfPeriod(date)).isEqualTo(at17(end));
  }

  @Test
  void leavesTheEndOfADayWhereItIs() {
    assertThat(calendar.endOfDay("2024-06-02")).isEqualTo(at17("2024-06-02"));
  }

  @Test
  void endsTheYearOnItsLastWorkingDayWithoutACalendarOfTheNext() {
    fixture.enter("2022-09-02", "HOLIDAY", "OFFICIAL");
    calendar.refresh();

    assertThat(calendar.endOfYear("2024-05-06")).isEqualTo(at17("2024-12-31"));
    assertThat(calendar.endOfYear("2022-05-06"))
        .as("31 December 2022 was a Saturday")
        .isEqualTo(at17("2022-12-30"));
  }

  @Test
  void countsFromTodayInVietnam() {
    assertThat(calendar.today()).isEqualTo("2024-05-06");
    assertThat(calendar.workingDaysFromNow(2)).isEqualTo(at17("2024-05-08"));
  }

  @Test
  void saysHowManyWorkingDaysAreLeftOrOver() {
    LocalDate due = LocalDate.of(2024, 5, 31);

    assertThat(calendar.workingDaysBetween(LocalDate.of(2024, 5, 28), due)).isEqualTo(3);
    assertThat(calendar.workingDaysBetween(due, due)).isZero();
    assertThat(calendar.workingDaysBetween(LocalDate.of(2024, 6, 2), due)).isZero();
    assertThat(calendar.workingDaysBetween(LocalDate.of(2024, 6, 4), due)).isEqualTo(-2);
  }

  @Test
  void worksOnAHolidayThatIsNotLawYet() {
    assertThat(calendar.isWorkingDay("2026-11-24")).isTrue();
    assertThat(calendar.note(LocalDate.of(2026, 11, 24))).startsWith("Ngày Văn hóa Việt Nam");
  }

  @Test
  void countsTheEstimatedDaysOf2027() {
    assertThat(calendar.isWorkingDay("2027-02-05")).isFalse();
    assertThat(calendar.isWorkingDay("2027-11-24")).isTrue();
  }

  @Test
  void namesWhatADayIs() {
    assertThat(calendar.note(LocalDate.of(2024, 5, 4))).isEqualTo("Làm bù cho 29/4");
    assertThat(calendar.note(LocalDate.of(2024, 5, 5))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${calendar.workingDaysAfter('2024-05-06', 4)}",
        "${calendar.workingDaysAfter(text, 4)}",
        "${calendar.workingDaysAfter(day, 4)}",
        "${calendar.workingDaysAfter(calendar.endOfPeriod(text), 4)}",
        "${calendar.workingDaysBefore('2024-05-11', days)}",
        "${calendar.workingDaysFromNow(4)}",
        "${calendar.endOfDay('2024-05-10')}",
        "${calendar.endOfPeriod('2024-05-10')}"
      })
  void isCalledByExpressionsWithTextsDaysAndItsOwnResults(String expression) {
    ExpressionFactoryImpl juel = new ExpressionFactoryImpl();
    SimpleContext context = new SimpleContext(new SimpleResolver());
    context.setVariable("calendar", juel.createValueExpression(calendar, Object.class));
    context.setVariable("text", juel.createValueExpression("2024-05-06", Object.class));
    context.setVariable("day", juel.createValueExpression(LocalDate.of(2024, 5, 6), Object.class));
    context.setVariable("days", juel.createValueExpression(1, Object.class));

    assertThat(juel.createValueExpression(context, expression, Object.class).getValue(context))
        .isEqualTo(at17("2024-05-10"));
  }

  @Test
  void refusesWhatIsNotADateAndANegativeCount() {
    assertThatThrownBy(() -> calendar.endOfDay("31/05/2024"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31/05/2024");
    assertThatThrownBy(() -> calendar.endOfDay(null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> calendar.workingDaysAfter("2024-05-06", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {2023, 2028})
  void refusesAYearItKnowsNothingOf(int year) {
    String day = year + "-05-06";

    assertThatThrownBy(() -> calendar.isWorkingDay(day)).isInstanceOf(CalendarYearMissing.class);
    assertThatThrownBy(() -> calendar.endOfDay(day)).isInstanceOf(CalendarYearMissing.class);
    assertThatThrownBy(() -> calendar.endOfPeriod(day)).isInstanceOf(CalendarYearMissing.class);
    assertThatThrownBy(() -> calendar.endOfYear(day)).isInstanceOf(CalendarYearMissing.class);
    assertThatThrownBy(() -> calendar.requireYear(year))
        .isInstanceOf(CalendarYearMissing.class)
        .hasMessageContaining("Chưa có lịch làm việc năm " + year)
        .hasMessageContaining("Hãy nhập");
  }

  @Test
  void refusesADeadlineThatCrossesIntoAYearItKnowsNothingOf() {
    assertThat(calendar.workingDaysAfter("2027-12-30", 1)).isEqualTo(at17("2027-12-31"));
    assertThatThrownBy(() -> calendar.workingDaysAfter("2027-12-30", 2))
        .isInstanceOf(CalendarYearMissing.class)
        .hasMessageContaining("2028");
    assertThatThrownBy(() -> calendar.workingDaysBefore("2024-01-02", 1))
        .isInstanceOf(CalendarYearMissing.class)
        .hasMessageContaining("2023");
    assertThatThrownBy(
            () -> calendar.workingDaysBetween(LocalDate.of(2027, 12, 30), LocalDate.of(2028, 1, 3)))
        .isInstanceOf(CalendarYearMissing.class)
        .hasMessageContaining("2028");
  }

  @Test
  void knowsNothingOfAYearWhoseOnlyEntryIsNotLawYet() {
    fixture.enter("2028-11-24", "HOLIDAY", "UNCONFIRMED");
    calendar.refresh();

    assertThatThrownBy(() -> calendar.requireYear(2028)).isInstanceOf(CalendarYearMissing.class);
  }

  @Test
  void seesWhatAnAdministratorChangesOnAnotherNode() {
    WorkingCalendar otherNode = fixture.node("2024-05-06T00:00:00Z", Duration.ZERO);
    assertThat(otherNode.isWorkingDay("2024-05-07")).isTrue();
    assertThat(calendar.isWorkingDay("2024-05-07")).isTrue();

    fixture.enter("2024-05-07", "HOLIDAY", "OFFICIAL");

    assertThat(otherNode.isWorkingDay("2024-05-07")).isFalse();
    assertThat(calendar.isWorkingDay("2024-05-07")).as("still from memory").isTrue();
    calendar.refresh();
    assertThat(calendar.isWorkingDay("2024-05-07")).isFalse();
  }

  private static Stream<LocalDate> everyDay() {
    return LocalDate.of(2024, 1, 1).datesUntil(LocalDate.of(2027, 1, 1));
  }

  private static boolean isWorked(LocalDate day) {
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return WORKING_SATURDAYS.contains(day) || !weekend && !OFF.contains(day);
  }

  private static Set<LocalDate> days(String... lines) {
    return Stream.of(lines)
        .flatMap(line -> Stream.of(line.split(" ")))
        .map(LocalDate::parse)
        .collect(toSet());
  }

  private static Date at17(String day) {
    return at17(LocalDate.parse(day));
  }

  private static Date at17(LocalDate day) {
    return Date.from(ZonedDateTime.parse(day + "T17:00:00+07:00").toInstant());
  }
}
