package vn.dondoc.engine;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Timers whose only work has been done for all of them at once. When the deadlines of thousands of
 * duties pass in the same minute, the engine would take up each timer, walk its token to the end
 * event beside it, and delete it: this is what remains to be done of it.
 */
@Component
public class PassedTimers {

  private final JdbcClient jdbc;
  private final Clock clock;

  PassedTimers(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Drops the timers at this boundary event that are due and that no node has begun with. To be
   * called as the last thing of a transaction, for people who finish these tasks wait for its end.
   *
   * @param process key of the process
   * @param boundaryEvent an event that does not interrupt, behind which only a fact is recorded
   */
  public void drop(String process, String boundaryEvent) {
    jdbc.sql(
            """
            delete from ACT_RU_JOB
            where PROCESS_DEF_KEY_ = ? and HANDLER_TYPE_ = 'timer-transition' and HANDLER_CFG_ = ?
              and DUEDATE_ <= ? and LOCK_OWNER_ is null and RETRIES_ > 0 and SUSPENSION_STATE_ = 1
            """)
        .params(process, boundaryEvent, Timestamp.from(clock.instant()))
        .update();
  }
}
