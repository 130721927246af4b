package vn.dondoc.duty;

/**
 * The superior has found a result not enough; it is back with its unit. Published inside the
 * transaction in which that was said.
 *
 * @param remark what is missing
 */
public record SupplementAsked(long dutyId, String remark) {}
