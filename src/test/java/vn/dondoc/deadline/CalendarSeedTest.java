package vn.dondoc.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CalendarSeedTest {

  private static final int DAYS_IN_FILE = 60;

  private final CalendarFixture fixture = new CalendarFixture();

  @Test
  void bringsInEveryDayOfTheFileOnce() {
    fixture.start();
    fixture.start();

    assertThat(fixture.days.all())
        .hasSize(DAYS_IN_FILE)
        .contains(
            new CalendarDay(
                LocalDate.of(2024, 5, 1),
                CalendarDay.Type.HOLIDAY,
                "Quốc tế Lao động",
                "Bộ luật Lao động, Điều 112",
                CalendarDay.Status.OFFICIAL))
        .extracting(CalendarDay::status)
        .contains(CalendarDay.Status.COMPUTED, CalendarDay.Status.UNCONFIRMED);
  }

  @Test
  void leavesAloneWhatAnAdministratorEnteredChangedOrDeleted() {
    fixture.enter("2024-05-01", "MAKEUP_WORK", "OFFICIAL");
    fixture.start();
    fixture
        .jdbc
        .sql("update working_calendar_day set name = 'Đã sửa' where on_day = '2027-09-02'")
        .update();
    fixture.jdbc.sql("delete from working_calendar_day where on_day = '2027-09-03'").update();

    fixture.start();

    assertThat(fixture.calendar.isWorkingDay("2024-05-01")).isTrue();
    assertThat(fixture.calendar.note(LocalDate.of(2027, 9, 2))).isEqualTo("Đã sửa");
    assertThat(fixture.calendar.isWorkingDay("2027-09-03")).isTrue();
    assertThat(fixture.days.all()).hasSize(DAYS_IN_FILE - 1);
  }

  @Test
  void letsNodesStartAtTheSameTime() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    try {
      Callable<Void> start =
          () -> {
            fixture.start();
            return null;
          };
      for (Future<Void> node : nodes.invokeAll(List.of(start, start, start, start))) {
        node.get();
      }
    } finally {
      nodes.shutdown();
    }

    assertThat(fixture.days.all()).hasSize(DAYS_IN_FILE);
  }

  @Test
  void staysSilentWhileThisYearAndTheNextAreOfficial(CapturedOutput log) {
    warnAt("2025-06-01T00:00:00Z");

    assertThat(log).doesNotContain("Lịch làm việc", "lịch làm việc");
  }

  @Test
  void warnsThatTheNextYearIsOnlyAnEstimate(CapturedOutput log) {
    warnAt("2026-06-01T00:00:00Z");

    assertThat(log).contains("WARN").contains("Lịch làm việc năm 2027 mới là dự tính");
  }

  @Test
  void warnsThatTheNextYearIsMissing(CapturedOutput log) {
    warnAt("2027-06-01T00:00:00Z");

    assertThat(log)
        .contains("Lịch làm việc năm 2027 mới là dự tính")
        .contains("Chưa có lịch làm việc năm 2028");
  }

  private static void warnAt(String now) {
    CalendarFixture fixture = new CalendarFixture(now).seeded();
    new CalendarSeed(CalendarFixture.DATA_FILE, fixture.days, fixture.calendar)
        .warnOfYearsWithoutAnOfficialCalendar();
  }
}
