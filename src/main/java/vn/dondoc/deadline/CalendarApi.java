package vn.dondoc.deadline;

import java.time.LocalDate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The working calendar, for forms that let a person choose a day. */
@RestController
class CalendarApi {

  private final WorkingCalendar calendar;

  CalendarApi(WorkingCalendar calendar) {
    this.calendar = calendar;
  }

  /**
   * A day of the calendar.
   *
   * @param note why it is off, or worked although a Saturday; null for an ordinary day
   * @param today the day that the server calls today, which in the demo is not the browser's
   */
  record Day(LocalDate date, boolean workingDay, String note, LocalDate today) {}

  @GetMapping("/api/calendar/{date}")
  Day day(@PathVariable LocalDate date) {
    return new Day(date, calendar.isWorkingDay(date), calendar.note(date), calendar.today());
  }

  @ExceptionHandler
  ProblemDetail unknownYear(CalendarYearMissing missing) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, missing.getMessage());
  }
}
