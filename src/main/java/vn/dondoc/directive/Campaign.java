package vn.dondoc.directive;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One issue of a directive.
 *
 * @param leadUnit code of the lead agency
 * @param committee code of the committee that issued it
 * @param closedAt null while it runs
 */
record Campaign(
    String id,
    String directive,
    String title,
    String documentNumber,
    LocalDate issuedOn,
    LocalDate periodStart,
    LocalDate periodEnd,
    String leadUnit,
    String committee,
    LocalDateTime issuedAt,
    LocalDateTime closedAt) {

  /** Whether anybody of these units may see the whole campaign. */
  boolean isLedBy(java.util.Collection<String> units) {
    return units.contains(leadUnit) || units.contains(committee);
  }
}
