package vn.dondoc.deadline;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A day of the working calendar that is added, changed or taken away. Asks what any deadline would
 * be without the change and with it.
 */
public final class CalendarChange {

  private final WorkingCalendar calendar;
  private final LocalDate day;
  private final CalendarDay oldEntry;
  private final CalendarDay newEntry;
  private final List<CalendarDay> before;
  private final List<CalendarDay> after;

  /**
   * @param newEntry what the day is to be, null for an ordinary one
   * @param before the calendar as it stands
   */
  CalendarChange(
      WorkingCalendar calendar, LocalDate day, CalendarDay newEntry, List<CalendarDay> before) {
    this.calendar = calendar;
    this.day = day;
    this.newEntry = newEntry;
    this.before = before;
    this.oldEntry =
        before.stream().filter(entry -> entry.day().equals(day)).findFirst().orElse(null);
    this.after =
        Stream.concat(
                before.stream().filter(entry -> !entry.day().equals(day)),
                Stream.ofNullable(newEntry))
            .toList();
  }

  /** The day that changes. */
  public LocalDate day() {
    return day;
  }

  /** Asks a question of the calendar as it stands. */
  public <T> T before(Supplier<T> question) {
    return calendar.supposing(before, question);
  }

  /** Asks a question of the calendar as it will be. */
  public <T> T after(Supplier<T> question) {
    return calendar.supposing(after, question);
  }

  /** As {@link #before(Supplier)}, as if it were asked on that day. */
  public <T> T before(LocalDate today, Supplier<T> question) {
    return before(() -> calendar.on(today, question));
  }

  /** As {@link #after(Supplier)}, as if it were asked on that day. */
  public <T> T after(LocalDate today, Supplier<T> question) {
    return after(() -> calendar.on(today, question));
  }

  CalendarDay oldEntry() {
    return oldEntry;
  }

  CalendarDay newEntry() {
    return newEntry;
  }

  boolean changesNothing() {
    return Objects.equals(oldEntry, newEntry);
  }
}
