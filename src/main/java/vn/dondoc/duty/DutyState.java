package vn.dondoc.duty;

/** Where a duty stands in its life, apart from whether it is in time. */
public enum DutyState {
  /** Known and owed, but its predecessor is not accepted yet. */
  WAITING("Chưa tiếp nhận (chờ nhiệm vụ trước)"),
  NOT_ACCEPTED("Chưa tiếp nhận"),
  IN_PROGRESS("Đang thực hiện"),
  IN_REVIEW("Chờ duyệt"),
  /** Sent back by the unit as not within its competence. */
  RETURNED("Trả lại"),
  EXTENSION_ASKED("Chờ gia hạn"),
  DONE("Hoàn thành"),
  WAIVED("Không thực hiện");

  private final String text;

  DutyState(String text) {
    this.text = text;
  }

  /** What people read. */
  public String text() {
    return text;
  }

  /**
   * Whether its unit has the task of performing it. It has none yet while a predecessor is awaited,
   * and none while somebody above decides on what it sent up.
   */
  boolean isBeingPerformed() {
    return this == NOT_ACCEPTED || this == IN_PROGRESS;
  }

  /** Whether nothing more is owed. */
  public boolean isEnded() {
    return this == DONE || this == WAIVED;
  }
}
