package vn.dondoc.organisation;

/**
 * An officer no longer works for a unit. Published inside the transaction that says so.
 *
 * @param user user id
 * @param unit code of the unit
 */
public record OfficerLeft(String user, String unit) {}
