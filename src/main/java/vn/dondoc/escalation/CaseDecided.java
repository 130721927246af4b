package vn.dondoc.escalation;

import java.time.LocalDateTime;
import java.util.List;

/**
 * What the committee decided on a case has taken effect. Published inside the transaction in which
 * it did.
 *
 * @param superior code of the direct superior of the units concerned
 * @param duties what was decided on each duty that was still in the case
 */
public record CaseDecided(long caseId, String superior, List<DecidedDuty> duties) {

  /**
   * @param unit code of the unit that owed the duty until then
   * @param newDue the new due date, or when to answer an urging, a local time; null if it was
   *     waived
   * @param newUnit code of the unit that takes it over, null unless it was reassigned
   * @param remark may be null
   */
  public record DecidedDuty(
      long dutyId,
      String unit,
      Outcome outcome,
      LocalDateTime newDue,
      String newUnit,
      String remark) {}

  /** The four decisions. */
  public enum Outcome {
    EXTENDED,
    URGED,
    REASSIGNED,
    WAIVED
  }
}
