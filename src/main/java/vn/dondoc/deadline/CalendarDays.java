package vn.dondoc.deadline;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The calendar as it stands in the database. */
@Repository
class CalendarDays {

  private final JdbcClient jdbc;

  CalendarDays(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<CalendarDay> all() {
    return jdbc.sql("select on_day, type, name, source, status from working_calendar_day")
        .query(
            (row, number) ->
                new CalendarDay(
                    row.getObject("on_day", LocalDate.class),
                    CalendarDay.Type.valueOf(row.getString("type")),
                    row.getString("name"),
                    row.getString("source"),
                    CalendarDay.Status.valueOf(row.getString("status"))))
        .list();
  }

  /** Makes others who change the calendar wait until this transaction ends. */
  void takeTurn() {
    jdbc.sql("update calendar_turn set taken_at = localtimestamp where id = 1").update();
  }

  /** What the day is from now on, whatever it was before. */
  void save(CalendarDay day) {
    delete(day.day());
    insert(day).update();
  }

  /** The day is an ordinary one again. One of the data file does not come back. */
  void delete(LocalDate day) {
    jdbc.sql("delete from working_calendar_day where on_day = :day").param("day", day).update();
  }

  Set<LocalDate> seeded() {
    return jdbc.sql("select on_day from working_calendar_seed").query(LocalDate.class).set();
  }

  /** Adds a day of the data file once and for all; call it outside any transaction. */
  void seed(CalendarDay day) {
    insertIfAbsent(insert(day));
    // Second, so that a node stopped in between tries the day again rather than losing it.
    insertIfAbsent(
        jdbc.sql("insert into working_calendar_seed (on_day) values (:day)")
            .param("day", day.day()));
  }

  private JdbcClient.StatementSpec insert(CalendarDay day) {
    return jdbc.sql(
            "insert into working_calendar_day (on_day, type, name, source, status)"
                + " values (:day, :type, :name, :source, :status)")
        .param("day", day.day())
        .param("type", day.type().name())
        .param("name", day.name())
        .param("source", day.source())
        .param("status", day.status().name());
  }

  private static void insertIfAbsent(JdbcClient.StatementSpec insert) {
    try {
      insert.update();
    } catch (DuplicateKeyException present) {
      // An administrator, or a node that starts at the same time, was faster: theirs stays.
    }
  }
}
