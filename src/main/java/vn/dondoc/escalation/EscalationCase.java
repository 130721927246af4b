package vn.dondoc.escalation;

import java.time.LocalDateTime;

/**
 * The overdue duties of one unit in one campaign, or of all units below one superior where the
 * policy says so.
 *
 * @param unit code of the unit it is about; the superior itself if it is about all units below it
 * @param superior code of the direct superior
 * @param unitKind row of the policy that applies: COMMUNE, DISTRICT, AGENCY or LEAD
 * @param answerDue when the unit has to answer the committee's urging, null if it was not urged
 * @param closedAt null while it is open
 */
record EscalationCase(
    long id,
    String campaignId,
    String unit,
    String superior,
    String unitKind,
    Stage stage,
    LocalDateTime openedAt,
    LocalDateTime superiorToldAt,
    LocalDateTime committeeToldAt,
    LocalDateTime answerDue,
    LocalDateTime closedAt,
    String processInstanceId,
    String lead,
    String committee) {

  boolean isOpen() {
    return closedAt == null;
  }

  /** Whether it gathers all units below the superior. */
  boolean isOfAllBelow() {
    return unit.equals(superior);
  }
}
