package vn.dondoc.duty;

import java.time.LocalDateTime;

/**
 * A duty of one unit in one campaign, as it stands.
 *
 * @param unit code of the unit that owes it now
 * @param lead the campaign's lead agency
 * @param committee the committee that issued the campaign
 * @param originalDue due date when it was assigned, never changed
 * @param due due date that counts
 * @param officer user id of who works on it, null if nobody has claimed it
 * @param submittedAt when the result that stands was submitted, null if none
 * @param request whether the directive asks instead of assigning
 * @param restricted whether what it yields is for its unit, the superior and the lead agency only
 * @param processInstanceId its process, null until it begins
 */
public record Duty(
    long id,
    String campaignId,
    String clause,
    String name,
    String unit,
    String lead,
    String committee,
    LocalDateTime originalDue,
    LocalDateTime due,
    DutyState state,
    String officer,
    LocalDateTime submittedAt,
    boolean request,
    boolean restricted,
    String processInstanceId) {

  /** The same once its turn has come. */
  Duty opened(String byProcessInstance) {
    return new Duty(
        id,
        campaignId,
        clause,
        name,
        unit,
        lead,
        committee,
        originalDue,
        due,
        DutyState.NOT_ACCEPTED,
        officer,
        submittedAt,
        request,
        restricted,
        byProcessInstance);
  }

  /** Whether its unit owes a report whose deadline has passed. */
  public boolean isOverdue(LocalDateTime now) {
    return !state.isEnded() && state != DutyState.IN_REVIEW && due.isBefore(now);
  }
}
