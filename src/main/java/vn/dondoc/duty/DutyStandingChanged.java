package vn.dondoc.duty;

/**
 * A duty was submitted, ended, moved to another unit or given another date, so that it may no
 * longer count as overdue. Published inside the transaction that changed it.
 */
public record DutyStandingChanged(long dutyId) {}
