package vn.dondoc.deadline;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A change of the working calendar that was made, and what was decided on the open deadlines.
 *
 * @param oldEntry what the day was, null for an ordinary one
 * @param newEntry what it is now, null for an ordinary one
 * @param duties how many deadlines the decision concerned
 */
record CalendarDecision(
    long id,
    LocalDate onDay,
    String oldEntry,
    String newEntry,
    Kind decision,
    int duties,
    String remark,
    LocalDateTime decidedAt,
    String decidedBy) {

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

  /** What happened to the day, in a word. */
  public String change() {
    if (oldEntry == null) {
      return "Thêm";
    }
    return newEntry == null ? "Xóa" : "Sửa";
  }
}
