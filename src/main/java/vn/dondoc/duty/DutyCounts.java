package vn.dondoc.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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

  /**
   * Code of the agency with which a unit {@code u} is counted, in SQL: a commune with its district,
   * any other by itself.
   */
  public static final String AGENCY =
      "case when u.kind = 'COMMUNE' then u.superior else u.code end";

  /** Of the duty {@code d}: its report came in time, or its time is not over. */
  private static final String ON_TIME = "coalesce(d.submitted_at, :now) <= d.due";

  private static final String OPEN = "d.state not in ('DONE', 'WAIVED')";

  /** Whether the duty {@code d} is overdue; the parameter is {@code now}, a local time. */
  public static final String OVERDUE = condition(TimeStatus.OVERDUE);

  /**
   * The columns of a count; the parameters are {@code now} and {@code soon}, both local times. Says
   * in SQL what {@link TimeStatus#of} says of one duty.
   */
  public static final String COLUMNS =
      "count(*) as total,\n"
          + Arrays.stream(TimeStatus.values())
              .map(
                  status ->
                      "count(case when %s then 1 end) as %s"
                          .formatted(condition(status), status.name().toLowerCase(Locale.ROOT)))
              .collect(Collectors.joining(",\n", "", "\n"));

  /**
   * Whether the duty {@code d} has this time status, in SQL; the parameters are {@code now} and
   * {@code soon}, both local times.
   */
  public static String condition(TimeStatus status) {
    return switch (status) {
      case IN_TIME -> OPEN + " and " + ON_TIME + " and d.due > :soon";
      case DUE_SOON -> OPEN + " and " + ON_TIME + " and d.due <= :soon";
      case OVERDUE -> OPEN + " and not " + ON_TIME;
      case DONE_ON_TIME -> "d.state = 'DONE' and d.submitted_at <= d.due";
      case DONE_LATE -> "d.state = 'DONE' and d.submitted_at > d.due";
      case WAIVED -> "d.state = 'WAIVED'";
    };
  }

  /** How many have this time status. */
  public long of(TimeStatus status) {
    return switch (status) {
      case IN_TIME -> inTime;
      case DUE_SOON -> dueSoon;
      case OVERDUE -> overdue;
      case DONE_ON_TIME -> doneOnTime;
      case DONE_LATE -> doneLate;
      case WAIVED -> waived;
    };
  }

  /** How many are done. */
  public long done() {
    return doneOnTime + doneLate;
  }

  /** What is done of what is to be done, in per cent, rounded down, so that 100 means all. */
  public int percentDone() {
    return total == waived ? 100 : (int) (100 * done() / (total - waived));
  }

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
