package vn.dondoc.letter;

import java.time.LocalDate;
import vn.dondoc.security.Viewer;

/**
 * A campaign as documents speak of it.
 *
 * @param leadUnit code of the lead agency
 * @param committee code of the committee
 */
record CampaignFacts(
    String id,
    String documentNumber,
    LocalDate issuedOn,
    LocalDate periodStart,
    LocalDate periodEnd,
    String title,
    String leadUnit,
    String committee) {

  static final String SELECT =
      """
      select c.id, c.document_number, c.issued_on, c.period_start, c.period_end, c.title, c.lead_unit,
        c.committee
      from campaign c
      """;

  /** Whether this person may see every document of it. */
  boolean isWholeFor(Viewer viewer) {
    return viewer.isOf(leadUnit, committee);
  }
}
