package vn.dondoc.duty;

/**
 * A unit has sent a duty back as not within its competence; somebody has to decide on it. Published
 * inside the transaction in which it did.
 *
 * @param resolver code of the unit that decides
 * @param reason what the unit gave as its reason
 */
public record DutyReturned(long dutyId, String resolver, String reason) {}
