package vn.dondoc.deadline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Counts in working days: Monday to Friday but for the days of {@code working_calendar_day}, which
 * an administrator edits and {@code data/working-calendar.csv} seeds.
 *
 * <p>Deadlines are close of business (17:00 Asia/Ho_Chi_Minh unless set otherwise) of a day. Models
 * call it as {@code calendar}, so a {@code date} is whatever an expression has at hand: a {@link
 * String} {@code yyyy-MM-dd}, a {@link LocalDate}, or a {@link Date} such as this bean returns,
 * which stands for its day in Vietnam. It is one method taking an {@link Object} because
 * expressions cannot tell overloads apart: with a number literal beside it they refuse a LocalDate
 * as ambiguous. Anything else is an {@link IllegalArgumentException}.
 *
 * <p>Whatever touches a day of a year without a single entry throws {@link CalendarYearMissing}: a
 * date counted without holidays would be wrong silently.
 *
 * <p>Each node keeps the calendar in memory and reads it again after two seconds, so a change is
 * seen by every node within that time, and by the node that makes it at once if it calls {@link
 * #refresh()} after its commit.
 */
@Component("calendar")
public class WorkingCalendar {

  private static final Duration MAX_AGE = Duration.ofSeconds(2);

  private final CalendarDays days;
  private final DeadlineSettings settings;
  private final Clock clock;
  private final Duration maxAge;
  private final ThreadLocal<Snapshot> supposed = new ThreadLocal<>();
  private final ThreadLocal<LocalDate> supposedToday = new ThreadLocal<>();
  private volatile Snapshot snapshot;

  @Autowired
  WorkingCalendar(CalendarDays days, DeadlineSettings settings, Clock clock) {
    this(days, settings, clock, MAX_AGE);
  }

  WorkingCalendar(CalendarDays days, DeadlineSettings settings, Clock clock, Duration maxAge) {
    this.days = days;
    this.settings = settings;
    this.clock = clock;
    this.maxAge = maxAge;
  }

  /**
   * Close of business of the n-th working day after the date; counting starts the day after it.
   * With 0 days, the date itself or the next working day.
   */
  public Date workingDaysAfter(Object date, int days) {
    return closeOfBusiness(count(dayOf(date), days, 1));
  }

  /**
   * Close of business of the n-th working day before the date; counting starts the day before it.
   * With 0 days, the date itself or the last working day before it.
   */
  public Date workingDaysBefore(Object date, int days) {
    return closeOfBusiness(count(dayOf(date), days, -1));
  }

  /** As {@link #workingDaysAfter}, from today. */
  public Date workingDaysFromNow(int days) {
    return workingDaysAfter(today(), days);
  }

  /** Close of business of that very day, be it a working day or not. */
  public Date endOfDay(Object date) {
    LocalDate day = dayOf(date);
    requireYear(day.getYear());
    return closeOfBusiness(day);
  }

  /**
   * Close of business of the last day of a period. A period that would end on a day off ends on the
   * working day after it (Civil Code 2015, art. 148.5).
   */
  public Date endOfPeriod(Object date) {
    return workingDaysAfter(date, 0);
  }

  /**
   * Close of business of the last working day of the date's year. It moves backward from 31
   * December, so that a target of the year stays within it and needs no calendar of the next one.
   */
  public Date endOfYear(Object date) {
    return workingDaysBefore(LocalDate.of(dayOf(date).getYear(), Month.DECEMBER, 31), 0);
  }

  public boolean isWorkingDay(Object date) {
    return snapshot().isWorkingDay(dayOf(date));
  }

  /**
   * Working days after {@code from} up to and including {@code to}; negative, counted the other way
   * round, when {@code to} lies before {@code from}.
   */
  public int workingDaysBetween(LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      return -workingDaysBetween(to, from);
    }
    Snapshot calendar = snapshot();
    int count = 0;
    for (LocalDate day = from; day.isBefore(to); ) {
      day = day.plusDays(1);
      if (calendar.isWorkingDay(day)) {
        count++;
      }
    }
    return count;
  }

  /** Name of the calendar's entry on that day, of an unconfirmed one as well, or null. */
  public String note(LocalDate day) {
    CalendarDay entry = snapshot().entries().get(day);
    return entry == null ? null : entry.name();
  }

  /** Throws {@link CalendarYearMissing} unless deadlines can be counted in that year. */
  public void requireYear(int year) {
    snapshot().requireYear(year);
  }

  /** Today in Vietnam. */
  public LocalDate today() {
    return supposedToday.get() != null
        ? supposedToday.get()
        : LocalDate.now(clock.withZone(settings.zone()));
  }

  /** Reads the calendar again at the next question, on this node. */
  public void refresh() {
    snapshot = null;
  }

  /**
   * Answers as if these were the days of the calendar, on this thread, while the question lasts.
   */
  <T> T supposing(List<CalendarDay> entries, Supplier<T> question) {
    supposed.set(Snapshot.of(entries, System.nanoTime()));
    try {
      return question.get();
    } finally {
      supposed.remove();
    }
  }

  /** Answers as if it were that day, on this thread, while the question lasts. */
  <T> T on(LocalDate today, Supplier<T> question) {
    supposedToday.set(today);
    try {
      return question.get();
    } finally {
      supposedToday.remove();
    }
  }

  Knowledge knowledgeOf(int year) {
    return snapshot().years().getOrDefault(year, Knowledge.NONE);
  }

  private LocalDate count(LocalDate from, int days, int step) {
    if (days < 0) {
      throw new IllegalArgumentException("Số ngày làm việc không được âm: " + days);
    }
    Snapshot calendar = snapshot();
    LocalDate day = from;
    for (int left = days; left > 0; ) {
      day = day.plusDays(step);
      if (calendar.isWorkingDay(day)) {
        left--;
      }
    }
    while (!calendar.isWorkingDay(day)) {
      day = day.plusDays(step);
    }
    return day;
  }

  private LocalDate dayOf(Object date) {
    if (date instanceof LocalDate day) {
      return day;
    }
    if (date instanceof Date instant) {
      return LocalDate.ofInstant(Instant.ofEpochMilli(instant.getTime()), settings.zone());
    }
    if (date instanceof String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException unparsable) {
        throw new IllegalArgumentException(
            "Ngày không đúng dạng yyyy-MM-dd: «%s»".formatted(text), unparsable);
      }
    }
    throw new IllegalArgumentException("Không phải là ngày: " + date);
  }

  private Date closeOfBusiness(LocalDate day) {
    return Date.from(day.atTime(settings.closeOfBusiness()).atZone(settings.zone()).toInstant());
  }

  private Snapshot snapshot() {
    if (supposed.get() != null) {
      return supposed.get();
    }
    Snapshot current = snapshot;
    if (current == null || System.nanoTime() - current.readAt() > maxAge.toNanos()) {
      // The time before the query: too old too soon is harmless, the other way is not.
      long readAt = System.nanoTime();
      current = Snapshot.of(days.all(), readAt);
      snapshot = current;
    }
    return current;
  }

  enum Knowledge {
    NONE,
    ESTIMATE,
    OFFICIAL
  }

  private record Snapshot(
      Map<LocalDate, CalendarDay> entries, Map<Integer, Knowledge> years, long readAt) {

    static Snapshot of(List<CalendarDay> days, long readAt) {
      Map<Integer, List<CalendarDay>> counting =
          days.stream()
              .filter(CalendarDay::counts)
              .collect(groupingBy(entry -> entry.day().getYear()));
      return new Snapshot(
          days.stream().collect(toMap(CalendarDay::day, Function.identity())),
          counting.entrySet().stream()
              .collect(toMap(Map.Entry::getKey, year -> knowledge(year.getValue()))),
          readAt);
    }

    private static Knowledge knowledge(List<CalendarDay> year) {
      return year.stream().anyMatch(day -> day.status() == CalendarDay.Status.COMPUTED)
          ? Knowledge.ESTIMATE
          : Knowledge.OFFICIAL;
    }

    void requireYear(int year) {
      if (!years.containsKey(year)) {
        throw new CalendarYearMissing(year);
      }
    }

    boolean isWorkingDay(LocalDate day) {
      requireYear(day.getYear());
      CalendarDay entry = entries.get(day);
      if (entry != null && entry.counts()) {
        return !entry.isOff();
      }
      return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
    }
  }
}
