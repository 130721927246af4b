package vn.dondoc.escalation;

import java.time.LocalDateTime;

/**
 * What the committee decides on a duty.
 *
 * @param newDue the new due date, or when to answer an urging; null where none is needed
 * @param newUnit who takes over, null unless it is reassigned
 */
record Decision(Kind kind, LocalDateTime newDue, String newUnit, String remark) {

  /** The four decisions. */
  enum Kind {
    EXTEND("Gia hạn"),
    URGE("Đôn đốc bằng văn bản"),
    REASSIGN("Phân công lại"),
    WAIVE("Cho phép không thực hiện");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** What people read. */
    String text() {
      return text;
    }
  }
}
