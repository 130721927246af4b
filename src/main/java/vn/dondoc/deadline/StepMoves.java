package vn.dondoc.deadline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.dondoc.deadline.OpenDeadlines.Progress;

/** Steps that a decision on the working calendar concerned. */
@Repository
class StepMoves {

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;
  private final Clock clock;

  StepMoves(JdbcClient jdbc, JdbcTemplate batch, Clock clock) {
    this.jdbc = jdbc;
    this.batch = batch;
    this.clock = clock;
  }

  /**
   * @param engineId id of the task or the job
   * @param document number of the document it serves, null if none
   * @param setByHand whether it was due when somebody wanted, not when the calendar says
   */
  record Move(
      StepWorkflow.Kind kind,
      String engineId,
      String processInstanceId,
      String document,
      String name,
      LocalDateTime oldDue,
      LocalDateTime newDue,
      boolean setByHand) {}

  /** Steps that move alike. */
  record Group(
      String document, String name, LocalDateTime oldDue, LocalDateTime newDue, boolean setByHand) {

    static Group of(Move move) {
      return new Group(
          move.document(), move.name(), move.oldDue(), move.newDue(), move.setByHand());
    }
  }

  /** Numbers of the documents of the campaigns under way, by campaign. */
  Map<String, String> documents() {
    Map<String, String> numbers = new HashMap<>();
    jdbc.sql("select id, document_number from campaign where closed_at is null")
        .query(
            row -> {
              numbers.put(row.getString("id"), row.getString("document_number"));
            });
    return numbers;
  }

  /**
   * Keeps what the decision concerned.
   *
   * @param toFollow whether the engine is to be told; otherwise the steps stay due when they were
   */
  void note(long decisionId, List<Move> moves, boolean toFollow) {
    Timestamp takenUp = toFollow ? null : Timestamp.valueOf(now());
    batch.batchUpdate(
        """
        insert into calendar_decision_step (decision_id, kind, engine_id, process_instance_id,
          document, name, old_due, new_due, set_by_hand, taken_up_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        moves,
        1000,
        (insert, move) -> {
          insert.setLong(1, decisionId);
          insert.setString(2, move.kind().name());
          insert.setString(3, move.engineId());
          insert.setString(4, move.processInstanceId());
          insert.setString(5, move.document());
          insert.setString(6, move.name());
          insert.setTimestamp(7, Timestamp.valueOf(move.oldDue()));
          insert.setTimestamp(8, Timestamp.valueOf(move.newDue()));
          insert.setBoolean(9, move.setByHand());
          insert.setTimestamp(10, takenUp);
        });
  }

  /** Some of the steps of which the engine has not been told, those of one process together. */
  List<Move> pending(long decisionId, int count) {
    return jdbc.sql(
            """
            select kind, engine_id, process_instance_id, document, name, old_due, new_due, set_by_hand
            from calendar_decision_step
            where decision_id = :decision and taken_up_at is null
            order by process_instance_id, engine_id fetch first :count rows only
            """)
        .param("decision", decisionId)
        .param("count", count)
        .query(Move.class)
        .list();
  }

  void takenUp(long decisionId, List<Move> moves) {
    if (moves.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update calendar_decision_step set taken_up_at = :now
            where decision_id = :decision and engine_id in (:ids)
            """)
        .param("now", now())
        .param("decision", decisionId)
        .param("ids", moves.stream().map(Move::engineId).toList())
        .update();
  }

  Progress progressOf(long decisionId) {
    return jdbc.sql(
            """
            select count(taken_up_at) as done, count(*) as "all" from calendar_decision_step
            where decision_id = :decision
            """)
        .param("decision", decisionId)
        .query((row, number) -> new Progress(row.getInt(1), row.getInt(2)))
        .single();
  }

  /** What a decision concerned, as people read it. */
  List<OpenDeadlines.Moving> of(long decisionId) {
    return jdbc.sql(
            """
            select document, name, old_due, new_due, set_by_hand, count(*) as n
            from calendar_decision_step where decision_id = :decision
            group by document, name, old_due, new_due, set_by_hand
            order by document, old_due, name, new_due, set_by_hand
            """)
        .param("decision", decisionId)
        .query(
            (row, number) ->
                new OpenDeadlines.Moving(
                    row.getString("document"),
                    null,
                    row.getString("name"),
                    row.getObject("old_due", LocalDateTime.class),
                    row.getObject("new_due", LocalDateTime.class),
                    row.getBoolean("set_by_hand"),
                    row.getInt("n")))
        .list();
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
