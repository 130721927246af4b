package vn.dondoc.notice;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import vn.dondoc.duty.Duty;

/** Turns of phrase that several mails share. */
final class Words {

  static final String TO_DUTY = "/link/duty/";
  static final String TO_CASE = "/link/case/";
  static final String TO_REPORT = "/link/report/";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'ngày' dd/MM/yyyy");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  private Words() {}

  static String time(LocalDateTime at) {
    return TIME.format(at);
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** Clause and name. */
  static String title(Duty duty) {
    return duty.clause() + " – " + duty.name();
  }

  /** What a duty is called: what was only asked for is no duty. */
  static String noun(boolean request) {
    return request ? "nội dung" : "nhiệm vụ";
  }
}
