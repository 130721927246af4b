package vn.dondoc.duty;

import java.time.LocalDateTime;

/**
 * An entry in the history of a duty.
 *
 * @param actor user id, null if the system itself acted
 * @param unit unit it is about, e.g. the new one; may be null
 * @param person user id of the officer it is about, e.g. who was given the task; may be null
 * @param oldDue due date before, null if it did not move
 * @param newDue due date after, null if it did not move
 */
public record DutyEvent(
    LocalDateTime at,
    Kind kind,
    String actor,
    String unit,
    String person,
    LocalDateTime oldDue,
    LocalDateTime newDue,
    String remark) {

  /** What happened. */
  public enum Kind {
    CLAIMED("Tiếp nhận"),
    UNCLAIMED("Bỏ tiếp nhận"),
    TAKEN_OVER("Nhận thay đồng nghiệp"),
    HANDED_OVER("Giao xử lý"),
    SUBMITTED("Báo cáo hoàn thành"),
    ACCEPTED("Duyệt kết quả"),
    SUPPLEMENT_ASKED("Yêu cầu bổ sung"),
    EXTENSION_ASKED("Đề nghị gia hạn"),
    EXTENSION_GRANTED("Đồng ý gia hạn"),
    EXTENSION_REFUSED("Không đồng ý gia hạn"),
    RETURNED("Trả lại – không thuộc thẩm quyền"),
    REASSIGNED("Phân công lại"),
    WAIVED("Cho phép không thực hiện"),
    OVERDUE("Quá hạn"),
    SUPERIOR_TOLD("Báo cáo cấp trên trực tiếp"),
    SUPERIOR_URGED("Cấp trên trực tiếp đôn đốc"),
    COMMITTEE_TOLD("Báo cáo UBND tỉnh"),
    CHAIR_TOLD("Báo cáo Chủ tịch UBND tỉnh"),
    EXTENDED("UBND tỉnh gia hạn"),
    URGED("UBND tỉnh đôn đốc"),
    CALENDAR_MOVED("Điều chỉnh hạn theo lịch làm việc"),
    CALENDAR_KEPT("Giữ nguyên hạn khi lịch làm việc thay đổi");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** What people read. */
    public String text() {
      return text;
    }
  }
}
