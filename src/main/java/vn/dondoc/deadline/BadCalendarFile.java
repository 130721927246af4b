package vn.dondoc.deadline;

/** The calendar's data file cannot be trusted; names file, line and reason in Vietnamese. */
class BadCalendarFile extends RuntimeException {

  BadCalendarFile(String file, long line, String reason) {
    super("Tệp %s, dòng %d: %s".formatted(file, line, reason));
  }

  BadCalendarFile(String file, Exception cause) {
    super("Tệp %s: không đọc được (%s)".formatted(file, cause.getMessage()), cause);
  }
}
