package vn.dondoc.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.InvalidInput;

/** Due dates as people set and read them: a day, which ends at the close of business. */
@Component
public class DueDates {

  private final WorkingCalendar calendar;
  private final DeadlineSettings settings;

  DueDates(WorkingCalendar calendar, DeadlineSettings settings) {
    this.calendar = calendar;
    this.settings = settings;
  }

  /** The moment at which a day ends for a deadline: 17:00 unless the settings say otherwise. */
  public LocalDateTime closeOf(LocalDate day) {
    return day.atTime(settings.closeOfBusiness());
  }

  /** The close of business some working days from today. */
  public LocalDateTime workingDaysFromNow(int days) {
    return local(calendar.workingDaysFromNow(days));
  }

  /** What is due until then is due soon, and its unit is reminded. */
  public LocalDateTime soon() {
    return workingDaysFromNow(settings.remindDaysBefore());
  }

  /**
   * What was due until then was due soon on that day.
   *
   * @throws CalendarYearMissing if it is in a year without a calendar
   */
  public LocalDateTime soonOn(LocalDate day) {
    return local(calendar.workingDaysAfter(day, settings.remindDaysBefore()));
  }

  /** When to remind of something due on this day; null if that is in a year without a calendar. */
  public Date reminderBefore(LocalDate due) {
    try {
      return calendar.workingDaysBefore(due, settings.remindDaysBefore());
    } catch (CalendarYearMissing e) {
      // Early in the calendar's first year. A duty without a reminder is better than no duty.
      return null;
    }
  }

  /**
   * Where a date goes that somebody chose: to the next working day if the change makes its day a
   * day off, else nowhere.
   */
  public Optional<LocalDateTime> offADayOff(LocalDateTime due, CalendarChange change) {
    LocalDate day = change.day();
    return !due.toLocalDate().equals(day) || change.after(() -> calendar.isWorkingDay(day))
        ? Optional.empty()
        : Optional.of(local(change.after(() -> calendar.workingDaysAfter(day, 0))));
  }

  /** The zone in which all local times of the application are meant. */
  public ZoneId zone() {
    return settings.zone();
  }

  /** The engine's kind of time as ours. */
  public LocalDateTime local(Date date) {
    return LocalDateTime.ofInstant(date.toInstant(), settings.zone());
  }

  /** Our kind of time as the engine's. */
  public Date date(LocalDateTime local) {
    return Date.from(local.atZone(settings.zone()).toInstant());
  }

  /**
   * Checks a day that somebody sets as a new due date.
   *
   * @param field name of the variable it came in
   * @param label what people call that field
   * @throws InvalidInput if it is not after today, a day off, or in a year without a calendar
   */
  public void requireNewDue(LocalDate day, String field, String label) {
    String subject = label + " (" + field + ")";
    if (!day.isAfter(calendar.today())) {
      throw new InvalidInput(field, subject + " phải sau ngày hôm nay.");
    }
    try {
      if (!calendar.isWorkingDay(day)) {
        throw new InvalidInput(field, subject + " rơi vào ngày nghỉ, hãy chọn một ngày làm việc.");
      }
    } catch (CalendarYearMissing e) {
      throw new InvalidInput(field, subject + ": " + e.getMessage());
    }
  }
}
