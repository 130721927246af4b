package vn.dondoc.nodes;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must be so in a database in which nothing is going on any more, whatever happened before.
 * Each is a query for what breaks it.
 */
public final class Invariants {

  private final JdbcClient tables;

  public Invariants(JdbcClient tables) {
    this.tables = tables;
  }

  /** Names the invariant of each query; {@code :now} is the application's time. */
  private static final Map<String, String> BROKEN_BY = new LinkedHashMap<>();

  static {
    BROKEN_BY.put(
        "every campaign has the duties of the first one",
        """
        select c.id, p.clause, p.assigned_unit from campaign c cross join
          (select clause, assigned_unit from duty
           where campaign_id = (select id from campaign order by issued_at fetch first row only)) p
        where not exists (select 1 from duty d where d.campaign_id = c.id and d.clause = p.clause
          and d.assigned_unit = p.assigned_unit)
        union all
        select d.campaign_id, d.clause, d.assigned_unit from duty d where not exists
          (select 1 from duty p where p.clause = d.clause and p.assigned_unit = d.assigned_unit
           and p.campaign_id = (select id from campaign order by issued_at fetch first row only))
        """);
    BROKEN_BY.put(
        "no duty is there twice",
        """
        select campaign_id, clause, assigned_unit from duty group by 1, 2, 3 having count(*) > 1
        """);
    BROKEN_BY.put(
        "no process of a duty is there twice",
        """
        select v.long_ from act_ru_execution e
        join act_re_procdef p on p.id_ = e.proc_def_id_ and p.key_ = 'Duty'
        join act_ru_variable v on v.execution_id_ = e.id_ and v.name_ = 'dutyId'
        where e.parent_id_ is null group by 1 having count(*) > 1
        """);
    BROKEN_BY.put(
        "every missed deadline is on record, with one entry in the duty's history",
        """
        select d.id, d.state, d.due from duty d
        where d.due < :now and d.state in ('WAITING', 'NOT_ACCEPTED', 'IN_PROGRESS', 'RETURNED', 'EXTENSION_ASKED')
          and not exists (select 1 from missed_deadline m where m.duty_id = d.id and m.due = d.due)
        union all
        select m.duty_id, 'entries: ' || count(e.id), m.due from missed_deadline m
        left join duty_event e on e.duty_id = m.duty_id and e.kind = 'OVERDUE' and e.old_due = m.due
        group by m.duty_id, m.due having count(e.id) <> 1
        """);
    BROKEN_BY.put(
        "every overdue duty is in an open case, once",
        """
        select d.id, d.clause, d.unit from duty d
        where d.due < :now and d.state in ('WAITING', 'NOT_ACCEPTED', 'IN_PROGRESS', 'RETURNED', 'EXTENSION_ASKED')
          and (select count(*) from escalation_item i join escalation_case c on c.id = i.case_id
               where i.duty_id = d.id and i.left_at is null and c.closed_at is null
                 and c.id = d.case_id) <> 1
        """);
    BROKEN_BY.put(
        "one open case per campaign, unit, superior and kind of unit",
        """
        select campaign_id, unit, superior, unit_kind from escalation_case where closed_at is null
        group by 1, 2, 3, 4 having count(*) > 1
        """);
    BROKEN_BY.put(
        "every open case has a process, and no other process is about a case",
        """
        select c.id, c.stage from escalation_case c where c.closed_at is null
          and (select count(*) from act_ru_execution e join act_re_procdef p on p.id_ = e.proc_def_id_
               join act_ru_variable v on v.execution_id_ = e.id_ and v.name_ = 'caseId'
               where p.key_ = 'Escalation' and e.parent_id_ is null and v.long_ = c.id) <> 1
        union all
        select c.id, c.stage from escalation_case c
        join act_ru_variable v on v.name_ = 'caseId' and v.long_ = c.id
        join act_ru_execution e on e.id_ = v.execution_id_ and e.parent_id_ is null
        where c.closed_at is not null
        """);
    BROKEN_BY.put(
        "a case is urged and decided on once a time, and what was decided has taken effect",
        """
        select d.id, d.case_id, d.decision from escalation_decision d
        join escalation_case c on c.id = d.case_id
        where d.applied_at is null and c.closed_at is null
        union all
        select c.id, c.id, 'decided more often than it came up' from escalation_case c
        where (select count(distinct d.decided_at) from escalation_decision d where d.case_id = c.id) >
          (select count(*) from escalation_event e where e.case_id = c.id and e.kind = 'COMMITTEE_TOLD')
        union all
        select c.id, c.id, 'urged twice' from escalation_case c where 1 <
          (select count(*) from escalation_event e where e.case_id = c.id and e.kind = 'SUPERIOR_URGED')
        union all
        select d.id, d.case_id, d.decision || ' without an entry' from escalation_decision d
        where d.applied_at is not null and not exists (select 1 from duty_event e
          where e.duty_id = d.duty_id and e.kind in
            ('EXTENDED', 'URGED', 'REASSIGNED', 'WAIVED', 'SUBMITTED', 'EXTENSION_ASKED', 'RETURNED',
             'ACCEPTED', 'EXTENSION_GRANTED', 'CALENDAR_MOVED'))
        """);
    BROKEN_BY.put(
        "every open duty has one task, of the right kind, for the right unit",
        """
        select d.id, d.state, d.unit, count(t.id_) as tasks, max(t.task_def_key_) as kind from duty d
        left join act_ru_task t on t.proc_inst_id_ = d.process_instance_id
        where d.state not in ('WAITING', 'DONE', 'WAIVED')
        group by d.id, d.state, d.unit
        having count(t.id_) <> 1 or max(t.task_def_key_) <> case d.state
          when 'IN_REVIEW' then 'ReviewDuty' when 'EXTENSION_ASKED' then 'DecideExtension'
          when 'RETURNED' then 'DecideReturn' else 'PerformDuty' end
        union all
        select d.id, d.state, d.unit, count(l.id_), max(l.group_id_) from duty d
        join act_ru_task t on t.proc_inst_id_ = d.process_instance_id and t.task_def_key_ = 'PerformDuty'
        left join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate'
          and l.group_id_ is not null
        group by d.id, d.state, d.unit having count(l.id_) <> 1 or max(l.group_id_) <> d.unit
        """);
    BROKEN_BY.put(
        "a duty that is over or waits has no task",
        """
        select d.id, d.state, t.task_def_key_ from duty d
        join act_ru_task t on t.proc_inst_id_ = d.process_instance_id
        where d.state in ('WAITING', 'DONE', 'WAIVED')
        """);
    BROKEN_BY.put(
        "a duty that waits has a predecessor that is not over",
        """
        select d.id, d.clause, d.unit from duty d where d.state = 'WAITING' and not exists
          (select 1 from duty o where o.campaign_id = d.campaign_id
           and o.state not in ('WAITING', 'DONE', 'WAIVED'))
        """);
    BROKEN_BY.put(
        "what a duty's history says is what is in it",
        """
        select d.id, d.clause, 'submissions' as what from duty d where
          (select count(*) from submission s where s.duty_id = d.id) <>
          (select count(*) from duty_event e where e.duty_id = d.id
           and e.kind in ('SUBMITTED', 'EXTENSION_ASKED', 'RETURNED'))
        union all
        select d.id, d.clause, 'acceptances' from duty d where
          case d.state when 'DONE' then 1 else 0 end <>
          (select count(*) from duty_event e where e.duty_id = d.id and e.kind = 'ACCEPTED')
        """);
    BROKEN_BY.put(
        "no job is left that belongs to nothing",
        """
        select j.id_, j.handler_type_, j.process_instance_id_ from act_ru_job j
        where j.process_instance_id_ is not null
          and not exists (select 1 from act_ru_execution e where e.id_ = j.process_instance_id_)
        """);
    BROKEN_BY.put(
        "nothing is left to be done at once, and nothing has failed for good",
        """
        select j.id_, j.handler_type_, j.process_def_key_, j.retries_, j.duedate_, j.exception_msg_
        from act_ru_job j
        where j.handler_type_ = 'async-continuation' or j.retries_ = 0
        """);
    BROKEN_BY.put("no incident is open", "select id_, incident_msg_ from act_ru_incident");
    BROKEN_BY.put(
        "each unit has one digest a day",
        """
        select unit, on_day from mail where on_day is not null group by 1, 2 having count(*) > 1
        """);
    BROKEN_BY.put(
        "models are deployed once, and each starts by one timer",
        """
        select 'deployments: ' || count(*) from act_re_deployment having count(*) <> 1
        union all
        select process_def_key_ from act_ru_job where handler_type_ = 'timer-start-event'
        group by process_def_key_ having count(*) > 1
        """);
  }

  /** What is broken, with some of what breaks it; empty if all hold. */
  List<String> broken(LocalDateTime now) {
    List<String> broken = new ArrayList<>();
    BROKEN_BY.forEach(
        (invariant, query) -> {
          List<Map<String, Object>> rows = tables.sql(query).param("now", now).query().listOfRows();
          if (!rows.isEmpty()) {
            broken.add(
                invariant
                    + ": "
                    + rows.size()
                    + " rows, "
                    + rows.subList(0, Math.min(rows.size(), 5)));
          }
        });
    return broken;
  }

  /** All hold, or the test ends here. */
  public void hold(LocalDateTime now) {
    List<String> broken = broken(now);
    if (!broken.isEmpty()) {
      throw new AssertionError("broken:\n" + String.join("\n", broken));
    }
  }
}
