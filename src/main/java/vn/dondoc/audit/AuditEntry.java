package vn.dondoc.audit;

import java.time.LocalDateTime;

/**
 * One line of the audit log.
 *
 * @param at local time
 * @param person user id, null if nobody's
 * @param address where the request came from, null for what the system does by itself
 * @param subject what it was done to, e.g. {@code duty/12/evidence/5}, or null
 */
record AuditEntry(
    long id,
    LocalDateTime at,
    String person,
    String address,
    Action action,
    String subject,
    String detail) {}
