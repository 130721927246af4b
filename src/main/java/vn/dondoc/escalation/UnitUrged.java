package vn.dondoc.escalation;

/**
 * The direct superior has urged the units whose duties this case holds. Published inside the
 * transaction in which it did.
 *
 * @param superior code of the direct superior
 * @param remark what it said to them, may be null
 */
public record UnitUrged(long caseId, String superior, String remark) {}
