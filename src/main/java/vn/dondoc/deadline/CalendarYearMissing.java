package vn.dondoc.deadline;

/**
 * A deadline touches a year that the working calendar knows nothing of; its message, in Vietnamese,
 * names the year and what an administrator has to do.
 */
public class CalendarYearMissing extends RuntimeException {

  CalendarYearMissing(int year) {
    super(
        ("Chưa có lịch làm việc năm %1$d nên không tính được hạn. Hãy nhập các ngày nghỉ lễ, nghỉ"
                + " bù, nghỉ hoán đổi và làm bù năm %1$d theo thông báo chính thức vào lịch làm"
                + " việc, rồi thực hiện lại.")
            .formatted(year));
  }
}
