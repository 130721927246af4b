package vn.dondoc.deadline;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import vn.dondoc.engine.InvalidInput;

/**
 * A day of the calendar as an administrator typed it; null is left empty.
 *
 * @param day {@code yyyy-MM-dd}
 * @param remove anything to make it an ordinary day again
 */
record DayForm(String day, String type, String name, String source, String status, String remove) {

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2100;
  private static final int MAX_NAME = 200;
  private static final int MAX_SOURCE = 400;

  /** An empty form, or one that shows what a day is. */
  static DayForm of(LocalDate day, CalendarDay entry) {
    if (entry == null) {
      return new DayForm(
          day == null ? null : day.toString(),
          CalendarDay.Type.HOLIDAY.name(),
          null,
          null,
          CalendarDay.Status.OFFICIAL.name(),
          null);
    }
    return new DayForm(
        entry.day().toString(),
        entry.type().name(),
        entry.name(),
        entry.source(),
        entry.status().name(),
        null);
  }

  /** Whether the day is to be an ordinary one again. */
  public boolean removes() {
    return remove != null && !remove.isEmpty();
  }

  /**
   * The day.
   *
   * @throws InvalidInput if there is none, or in an unlikely year
   */
  LocalDate date() {
    if (day == null || day.isBlank()) {
      throw new InvalidInput("day", "Chưa nhập ngày.");
    }
    LocalDate date;
    try {
      date = LocalDate.parse(day.strip());
    } catch (DateTimeParseException e) {
      throw new InvalidInput("day", "Ngày không đọc được: «%s».".formatted(day));
    }
    if (!isLikely(date.getYear())) {
      throw new InvalidInput("day", "Năm phải từ %d đến %d.".formatted(FIRST_YEAR, LAST_YEAR));
    }
    return date;
  }

  /** Whether anybody plans for that year; whatever else was typed is a slip. */
  static boolean isLikely(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  /**
   * What the day is to be, null for an ordinary one.
   *
   * @throws InvalidInput if something is missing or wrong
   */
  CalendarDay entry() {
    LocalDate date = date();
    if (removes()) {
      return null;
    }
    CalendarDay.Type kind = choice(CalendarDay.Type.values(), type, "type", "loại ngày");
    CalendarDay.Status standing =
        choice(CalendarDay.Status.values(), status, "status", "tình trạng");
    if (kind == CalendarDay.Type.MAKEUP_WORK && date.getDayOfWeek().getValue() <= 5) {
      throw new InvalidInput(
          "type", "Ngày làm bù phải là thứ Bảy hoặc Chủ nhật; ngày này vốn là ngày làm việc.");
    }
    String title =
        text(name, "name", "Tên ngày", MAX_NAME)
            .orElseThrow(() -> new InvalidInput("name", "Chưa nhập tên ngày, ví dụ: Quốc khánh."));
    String reason = text(source, "source", "Căn cứ", MAX_SOURCE).orElse(null);
    return new CalendarDay(date, kind, title, reason, standing);
  }

  private static <T extends Enum<T>> T choice(T[] all, String text, String field, String label) {
    return Arrays.stream(all)
        .filter(each -> each.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(field, "Chưa chọn " + label + "."));
  }

  private static Optional<String> text(String text, String field, String label, int max) {
    String stripped = text == null ? "" : text.strip();
    if (stripped.length() > max) {
      throw new InvalidInput(field, label + " dài quá " + max + " ký tự, hãy rút gọn.");
    }
    return Optional.of(stripped).filter(some -> !some.isEmpty());
  }
}
