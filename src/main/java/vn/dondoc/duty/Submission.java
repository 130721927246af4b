package vn.dondoc.duty;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * What an officer sends up.
 *
 * @param summary what was done, may be null
 * @param reason why more time is asked for or the duty is sent back; null for a result
 * @param requestedDue the date asked for, null unless more time is asked for
 * @param figures metric id → amount, only those that were given; null takes a figure back
 */
record Submission(
    Outcome outcome,
    String summary,
    String reason,
    LocalDate requestedDue,
    Map<String, BigDecimal> figures) {

  /** The ways out of the officer's form. */
  enum Outcome {
    DONE,
    EXTENSION,
    RETURN
  }
}
