package vn.dondoc.duty;

/**
 * It was decided on a duty that its unit had sent back. Published inside the transaction of the
 * decision.
 *
 * @param returnedBy code of the unit that had sent it back
 * @param newUnit code of the unit that owes it now, which may be the same one again; null if nobody
 *     does any more
 * @param remark may be null if it was reassigned
 */
public record ReturnDecided(long dutyId, String returnedBy, String newUnit, String remark) {}
