package vn.dondoc.duty;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.dondoc.deadline.OpenDeadlines.Progress;

/** Duties whose due dates move with the working calendar; a few statements for any number. */
@Repository
class CalendarMoves {

  /** What somebody has given the duty in place of what the calendar gave. */
  private static final String SET_BY_HAND = "d.due <> coalesce(d.calendar_due, d.original_due)";

  private final JdbcClient jdbc;
  private final Clock clock;

  CalendarMoves(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Duties that are alike in all that their due date depends on. */
  record Group(
      String campaignId,
      long definitionId,
      String processDefinitionId,
      String activityId,
      String clause,
      String name,
      String documentNumber,
      LocalDate issuedOn,
      LocalDate periodStart,
      LocalDate periodEnd,
      LocalDateTime due,
      boolean setByHand,
      int count) {}

  /** All duties that somebody still has to report on. */
  List<Group> open() {
    return jdbc.sql(
            """
            select g.campaign_id, g.definition_id, f.process_definition_id, f.activity_id, f.clause, f.name,
              c.document_number, c.issued_on, c.period_start, c.period_end, g.due, g.set_by_hand, g.n as count
            from (
              select d.campaign_id, d.definition_id, d.due, %s as set_by_hand, count(*) as n
              from duty d where d.state in %s
              group by d.campaign_id, d.definition_id, d.due, %s
            ) g
            join duty_definition f on f.id = g.definition_id
            join campaign c on c.id = g.campaign_id
            order by c.issued_on, g.campaign_id, f.clause, g.definition_id, g.due, g.set_by_hand
            """
                .formatted(SET_BY_HAND, Duties.OWING, SET_BY_HAND))
        .query(Group.class)
        .list();
  }

  /** Nothing happens to open duties until the caller's transaction ends. */
  void lockOpen() {
    jdbc.sql(
            "select d.id from duty d where d.state in "
                + Duties.OWING
                + " order by d.id for update")
        .query(Long.class)
        .list();
  }

  /** Notes that these duties are due then, once the decision is applied. */
  void note(long decisionId, Group group, LocalDateTime newDue) {
    jdbc.sql(
            """
            insert into calendar_decision_duty (decision_id, duty_id, old_due, new_due)
            select cast(:decision as bigint), d.id, d.due, cast(:newDue as timestamp) from duty d
            where d.campaign_id = :campaign and d.definition_id = :definition and d.due = :due
              and d.state in %s and (%s) = :setByHand
            """
                .formatted(Duties.OWING, SET_BY_HAND))
        .param("decision", decisionId)
        .param("newDue", newDue)
        .param("campaign", group.campaignId())
        .param("definition", group.definitionId())
        .param("due", group.due())
        .param("setByHand", group.setByHand())
        .update();
  }

  /** The duties noted are due then; what the calendar gave keeps counting as given by it. */
  void apply(long decisionId, String person, String remark) {
    history(decisionId, DutyEvent.Kind.CALENDAR_MOVED, true, person, remark);
    jdbc.sql(
            """
            update duty d set
              calendar_due = case when %s then d.calendar_due else
                (select m.new_due from calendar_decision_duty m
                  where m.decision_id = :decision and m.duty_id = d.id) end,
              due =
                (select m.new_due from calendar_decision_duty m
                  where m.decision_id = :decision and m.duty_id = d.id)
            where d.id in
              (select m.duty_id from calendar_decision_duty m where m.decision_id = :decision)
            """
                .formatted(SET_BY_HAND))
        .param("decision", decisionId)
        .update();
    // Only the officer's task and its timer go by the due date.
    jdbc.sql(
            """
            update calendar_decision_duty set taken_up_at = :now
            where decision_id = :decision and duty_id in
              (select d.id from duty d where d.state not in ('NOT_ACCEPTED', 'IN_PROGRESS'))
            """)
        .param("now", now())
        .param("decision", decisionId)
        .update();
  }

  /** The duties noted stay due when they were. */
  void keep(long decisionId, String person, String remark) {
    history(decisionId, DutyEvent.Kind.CALENDAR_KEPT, false, person, remark);
    jdbc.sql("update calendar_decision_duty set taken_up_at = :now where decision_id = :decision")
        .param("now", now())
        .param("decision", decisionId)
        .update();
  }

  private void history(
      long decisionId, DutyEvent.Kind kind, boolean moved, String person, String remark) {
    jdbc.sql(
            """
            insert into duty_event (duty_id, at, kind, actor, old_due, new_due, remark)
            select m.duty_id, cast(:now as timestamp), cast(:kind as varchar(40)),
              cast(:person as varchar(64)), case when :moved then m.old_due end,
              case when :moved then m.new_due end, cast(:remark as varchar(4000))
            from calendar_decision_duty m where m.decision_id = :decision order by m.duty_id
            """)
        .param("now", now())
        .param("kind", kind.name())
        .param("person", person)
        .param("moved", moved)
        .param("remark", remark)
        .param("decision", decisionId)
        .update();
  }

  /** Some of the duties whose processes have not been told yet. */
  List<Long> pending(long decisionId, int count) {
    return jdbc.sql(
            """
            select duty_id from calendar_decision_duty
            where decision_id = :decision and taken_up_at is null
            order by duty_id fetch first :count rows only
            """)
        .param("decision", decisionId)
        .param("count", count)
        .query(Long.class)
        .list();
  }

  void takenUp(long decisionId, List<Long> dutyIds) {
    jdbc.sql(
            """
            update calendar_decision_duty set taken_up_at = :now
            where decision_id = :decision and duty_id in (:duties)
            """)
        .param("now", now())
        .param("decision", decisionId)
        .param("duties", dutyIds)
        .update();
  }

  Progress progressOf(long decisionId) {
    return jdbc.sql(
            """
            select count(taken_up_at) as done, count(*) as "all" from calendar_decision_duty
            where decision_id = :decision
            """)
        .param("decision", decisionId)
        .query((row, number) -> new Progress(row.getInt(1), row.getInt(2)))
        .single();
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
