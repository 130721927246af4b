package vn.dondoc.duty;

/**
 * Due dates of many duties were moved at once, so that some may no longer count as overdue.
 * Published inside the transaction that moved them.
 */
public record DueDatesMoved() {}
