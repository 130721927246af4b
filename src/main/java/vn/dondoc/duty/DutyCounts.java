package vn.dondoc.duty;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many duties there are, by time status. A query selects {@link #COLUMNS} from {@code duty d};
 * what is counted adds up to the total.
 */
public record DutyCounts(
    long total,
    long doneOnTime,
    long doneLate,
    long inTime,
    long dueSoon,
    long overdue,
    long waived) {

  /** No duties at all. */
  public static final DutyCounts NONE = new DutyCounts(0, 0, 0, 0, 0, 0, 0);

  /** Whether the duty {@code d} is overdue; the parameter is {@code now}, a local time. */
  public static final String OVERDUE =
      "d.state not in ('DONE', 'WAIVED') and coalesce(d.submitted_at, :now) > d.due";

  /**
   * The columns of a count; the parameters are {@code now} and {@code soon}, both local times. Says
   * in SQL what {@link TimeStatus#of} says of one duty.
   */
  public static final String COLUMNS =
      """
      count(*) as total,
      count(case when d.state = 'DONE' and d.submitted_at <= d.due then 1 end) as done_on_time,
      count(case when d.state = 'DONE' and d.submitted_at > d.due then 1 end) as done_late,
      count(case when d.state not in ('DONE', 'WAIVED') and coalesce(d.submitted_at, :now) <= d.due
        and d.due > :soon then 1 end) as in_time,
      count(case when d.state not in ('DONE', 'WAIVED') and coalesce(d.submitted_at, :now) <= d.due
        and d.due <= :soon then 1 end) as due_soon,
      count(case when %s then 1 end) as overdue,
      count(case when d.state = 'WAIVED' then 1 end) as waived
      """
          .formatted(OVERDUE);

  /** Reads the columns of {@link #COLUMNS}. */
  public static DutyCounts of(ResultSet row) throws SQLException {
    return new DutyCounts(
        row.getLong("total"),
        row.getLong("done_on_time"),
        row.getLong("done_late"),
        row.getLong("in_time"),
        row.getLong("due_soon"),
        row.getLong("overdue"),
        row.getLong("waived"));
  }

  /** Both together. */
  public DutyCounts plus(DutyCounts other) {
    return new DutyCounts(
        total + other.total,
        doneOnTime + other.doneOnTime,
        doneLate + other.doneLate,
        inTime + other.inTime,
        dueSoon + other.dueSoon,
        overdue + other.overdue,
        waived + other.waived);
  }
}
