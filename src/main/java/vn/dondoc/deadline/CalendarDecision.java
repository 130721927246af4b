package vn.dondoc.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change of the working calendar that was made, and what was decided on the open deadlines.
 *
 * @param oldEntry what the day was, null for an ordinary one
 * @param newEntry what it is now, null for an ordinary one
 * @param duties how many duties the decision concerned
 * @param steps how many steps beside the duties it concerned
 */
record CalendarDecision(
    long id,
    LocalDate onDay,
    String oldEntry,
    String newEntry,
    Kind decision,
    int duties,
    int steps,
    String remark,
    LocalDateTime decidedAt,
    String decidedBy) {

  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

  enum Kind {
    MOVED("Điều chỉnh hạn"),
    KEPT("Giữ nguyên hạn"),
    /** No open deadline would have moved. */
    NONE("Không có hạn nào thay đổi");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** What people read. */
    public String text() {
      return text;
    }
  }

  /** How much it concerned, in words; null if nothing. */
  public String concerned() {
    return inWords(duties, steps);
  }

  /** So many deadlines, in words; null if none. */
  static String inWords(int duties, int steps) {
    return duties + steps == 0
        ? null
        : Stream.of(
                duties == 0 ? null : String.format(VIETNAMESE, "%,d nhiệm vụ", duties),
                steps == 0 ? null : String.format(VIETNAMESE, "%,d hạn xử lý khác", steps))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
  }

  /** What happened to the day, in a word. */
  public String change() {
    if (oldEntry == null) {
      return "Thêm";
    }
    return newEntry == null ? "Xóa" : "Sửa";
  }
}
