package vn.dondoc.deadline;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The changes that administrators made to the calendar. */
@Repository
class CalendarDecisions {

  private static final String SELECT =
      """
      select id, on_day, old_entry, new_entry, decision, duties, steps, remark, decided_at,
        decided_by
      from calendar_decision
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  CalendarDecisions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  long add(CalendarChange change, CalendarDecision.Kind decision, String person, String remark) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into calendar_decision
              (on_day, old_entry, new_entry, decision, duties, remark, decided_at, decided_by)
            values (?, ?, ?, ?, 0, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                change.day(),
                inWords(change.oldEntry()),
                inWords(change.newEntry()),
                decision.name(),
                remark,
                LocalDateTime.now(clock),
                person))
        .update(key, "id");
    return key.getKey().longValue();
  }

  void concerns(long id, int duties, int steps) {
    jdbc.sql("update calendar_decision set duties = ?, steps = ? where id = ?")
        .params(duties, steps, id)
        .update();
  }

  List<CalendarDecision> latest(int count) {
    return jdbc.sql(SELECT + "order by id desc fetch first :count rows only")
        .param("count", count)
        .query(CalendarDecision.class)
        .list();
  }

  Optional<CalendarDecision> find(long id) {
    return jdbc.sql(SELECT + "where id = ?").param(id).query(CalendarDecision.class).optional();
  }

  private static String inWords(CalendarDay day) {
    return day == null ? null : day.inWords();
  }
}
