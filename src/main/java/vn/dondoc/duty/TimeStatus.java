package vn.dondoc.duty;

import java.time.LocalDateTime;

/** Whether a duty is in time. */
public enum TimeStatus {
  IN_TIME("Trong hạn"),
  DUE_SOON("Sắp đến hạn"),
  OVERDUE("Quá hạn"),
  DONE_ON_TIME("Hoàn thành đúng hạn"),
  DONE_LATE("Hoàn thành quá hạn"),
  WAIVED("Không thực hiện");

  private final String text;

  TimeStatus(String text) {
    this.text = text;
  }

  /** What people read. */
  public String text() {
    return text;
  }

  /**
   * The status of a duty. What counts is when it was submitted, however long the review takes.
   *
   * @param submittedAt when the result that stands was submitted, null if none
   * @param soon what is due until then is due soon
   */
  public static TimeStatus of(
      DutyState state,
      LocalDateTime due,
      LocalDateTime submittedAt,
      LocalDateTime now,
      LocalDateTime soon) {
    if (state == DutyState.WAIVED) {
      return WAIVED;
    }
    boolean late = (submittedAt != null ? submittedAt : now).isAfter(due);
    if (state == DutyState.DONE) {
      return late ? DONE_LATE : DONE_ON_TIME;
    }
    if (late) {
      return OVERDUE;
    }
    return due.isAfter(soon) ? IN_TIME : DUE_SOON;
  }
}
