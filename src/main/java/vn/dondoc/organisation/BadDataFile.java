package vn.dondoc.organisation;

/** A file of units or officers cannot be trusted; names file, line and reason in Vietnamese. */
class BadDataFile extends RuntimeException {

  BadDataFile(String file, long line, String reason) {
    super("Tệp %s, dòng %d: %s".formatted(file, line, reason));
  }

  BadDataFile(String file, Exception cause) {
    super("Tệp %s: không đọc được (%s)".formatted(file, cause.getMessage()), cause);
  }
}
