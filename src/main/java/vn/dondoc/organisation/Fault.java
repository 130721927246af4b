package vn.dondoc.organisation;

/**
 * Why a row of a file cannot be taken.
 *
 * @param line null if it is the file itself
 * @param reason in Vietnamese
 */
record Fault(String file, Long line, String reason) {

  String message() {
    return line == null
        ? "Tệp %s: %s".formatted(file, reason)
        : "Tệp %s, dòng %d: %s".formatted(file, line, reason);
  }
}
