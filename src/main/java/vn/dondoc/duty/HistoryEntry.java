package vn.dondoc.duty;

import java.time.LocalDateTime;

/**
 * A line of a history as people read it.
 *
 * @param actor user id, null if the system itself acted
 * @param actorName what people call the actor, null if the system itself acted
 */
public record HistoryEntry(
    LocalDateTime at, String text, String actor, String actorName, String remark) {}
