package vn.dondoc.deadline;

import java.time.LocalDateTime;

/**
 * A day on which somebody had set something due has become a day off, and what was due then moves
 * with the calendar. Published inside the transaction that decides so.
 *
 * @param from when it was due
 * @param to when it is due now
 */
public record DayTakenOff(LocalDateTime from, LocalDateTime to) {}
