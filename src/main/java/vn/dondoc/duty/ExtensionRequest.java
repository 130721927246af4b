package vn.dondoc.duty;

import java.time.LocalDate;

/**
 * A request for more time that waits for its decision.
 *
 * @param task id of the task in Tasklist, null if there is none yet
 */
record ExtensionRequest(
    Duty duty, String unitName, LocalDate requestedDue, String reason, String task) {

  ExtensionRequest with(String task) {
    return new ExtensionRequest(duty, unitName, requestedDue, reason, task);
  }
}
