package vn.dondoc.duty;

import java.time.Clock;
import java.time.LocalDateTime;
import org.springframework.stereotype.Component;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.deadline.WorkingCalendar;

/** How long there is until a due date, as people say it. */
@Component
public class TimeLeft {

  private final WorkingCalendar calendar;
  private final DueDates dueDates;
  private final Clock clock;

  TimeLeft(WorkingCalendar calendar, DueDates dueDates, Clock clock) {
    this.calendar = calendar;
    this.dueDates = dueDates;
    this.clock = clock;
  }

  /**
   * Time status and words for something that is still to be done.
   *
   * @param text e.g. "Còn 4 ngày làm việc", "Hạn hôm nay", "Quá hạn 2 ngày làm việc"
   */
  public record Left(TimeStatus status, String text) {}

  /**
   * What is left of the time until this local time.
   *
   * @param request whether it was asked for, not assigned: then nothing is said to be overdue
   */
  public Left until(LocalDateTime due, boolean request) {
    LocalDateTime now = LocalDateTime.now(clock);
    TimeStatus status = TimeStatus.of(DutyState.IN_PROGRESS, due, null, now, dueDates.soon());
    int days = calendar.workingDaysBetween(now.toLocalDate(), due.toLocalDate());
    return new Left(status, status == TimeStatus.OVERDUE ? late(-days, request) : left(days));
  }

  private static String left(int days) {
    return days > 0 ? "Còn " + days + " ngày làm việc" : "Hạn hôm nay";
  }

  private static String late(int days, boolean request) {
    String passed = request ? "Đã qua thời hạn đề nghị" : "Quá hạn";
    return days > 0 ? passed + " " + days + " ngày làm việc" : passed;
  }
}
