package vn.dondoc.duty;

import java.time.LocalDateTime;

/**
 * The superior has answered a request for more time. Published inside the transaction of the
 * answer.
 *
 * @param due the due date that counts from now on, a local time
 * @param remark may be null if it was granted
 */
public record ExtensionDecided(long dutyId, boolean granted, LocalDateTime due, String remark) {}
