package vn.dondoc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.AdjustableClock;

/**
 * A province under test: its clock, its people and its job executor, moved by hand. Everything runs
 * on the real engine and a real database.
 */
@Component
public class Province {

  /** The morning on which the campaigns of the tests are issued, a Monday. */
  public static final String ISSUE = "2024-05-06T08:00";

  public final JdbcClient jdbc;
  private final AdjustableClock clock;
  private final RuntimeService runtime;
  private final TaskService tasks;
  private final ManagementService management;
  private final IdentityService identity;

  Province(JdbcClient jdbc, AdjustableClock clock, ProcessEngine engine) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.runtime = engine.getRuntimeService();
    this.tasks = engine.getTaskService();
    this.management = engine.getManagementService();
    this.identity = engine.getIdentityService();
  }

  /** Stops the clock at this local time. */
  public void at(String localTime) {
    clock.stopAt(LocalDateTime.parse(localTime).atZone(clock.getZone()).toInstant());
    // Timer start events count from when they last ran, which may be a later test time.
    startTimers("EscalationSweep")
        .forEach(
            job -> management.setJobDuedate(job.getId(), java.util.Date.from(clock.instant())));
    for (String key : List.of("DailyDigest", "MailDispatch")) {
      startTimers(key)
          .filter(job -> job.getDuedate().toInstant().isAfter(clock.instant()))
          .forEach(job -> management.recalculateJobDuedate(job.getId(), false));
    }
  }

  private Stream<Job> startTimers(String key) {
    return management.createJobQuery().processDefinitionKey(key).timers().list().stream();
  }

  /** Moves the clock there and runs everything that has fallen due. */
  public void passes(String localTime) {
    at(localTime);
    runJobs();
  }

  public LocalDateTime now() {
    return LocalDateTime.now(clock);
  }

  /** Issues the campaign of May 2024 as the committee's office, and hands out its duties. */
  public String issue() {
    at(ISSUE);
    String campaign =
        as("ubnd-tinh", () -> start("15/UBND-VX", "2024-05-06", "2024-05-01", "2024-05-31"));
    runJobs();
    return campaign;
  }

  public String start(
      String documentNumber, String issuedOn, String periodStart, String periodEnd) {
    return runtime
        .startProcessInstanceByKey(
            "Campaign",
            Map.of(
                "documentNumber",
                documentNumber,
                "issuedOn",
                issuedOn,
                "periodStart",
                periodStart,
                "periodEnd",
                periodEnd))
        .getId();
  }

  /** Does something in the engine as this user, whose units are given by the user's id. */
  public <T> T as(String user, Supplier<T> action) {
    identity.setAuthentication(user, List.of(user));
    try {
      return action.get();
    } finally {
      identity.clearAuthentication();
    }
  }

  /** Runs jobs until none is due, like the job executor, but now and on this thread. */
  public void runJobs() {
    for (int round = 0; round < 10_000; round++) {
      List<Job> due = management.createJobQuery().executable().listPage(0, 200);
      if (due.isEmpty()) {
        return;
      }
      for (Job job : due) {
        if (management.createJobQuery().jobId(job.getId()).count() == 1) {
          management.executeJob(job.getId());
        }
      }
    }
    throw new AssertionError("jobs without end");
  }

  /** The officer's task of a duty. */
  public Task duty(String campaign, String clause, String unit) {
    return require("PerformDuty", dutyId(campaign, clause, unit));
  }

  public long dutyId(String campaign, String clause, String assignedUnit) {
    return jdbc.sql(
            "select id from duty where campaign_id = ? and clause = ? and assigned_unit = ?")
        .params(campaign, clause, assignedUnit)
        .query(Long.class)
        .single();
  }

  /** The open task of this kind about this duty. */
  public Task require(String key, long dutyId) {
    List<Task> found = about(key, dutyId);
    assertThat(found).as(key + " of duty " + dutyId).hasSize(1);
    return found.get(0);
  }

  /** Open tasks of this kind about this duty. */
  public List<Task> about(String key, long dutyId) {
    return tasks
        .createTaskQuery()
        .taskDefinitionKey(key)
        .processVariableValueEquals("dutyId", dutyId)
        .list();
  }

  /** Open tasks of this kind for this unit. */
  public List<Task> tasksOf(String unit, String key) {
    return tasks
        .createTaskQuery()
        .taskDefinitionKey(key)
        .taskCandidateGroup(unit)
        .includeAssignedTasks()
        .orderByTaskCreateTime()
        .asc()
        .list();
  }

  /** The one open task of this kind for this unit. */
  public Task taskOf(String unit, String key) {
    List<Task> found = tasksOf(unit, key);
    assertThat(found).as(key + " of " + unit).hasSize(1);
    return found.get(0);
  }

  /** Completes a task as this user, and lets what follows run. */
  public void complete(Task task, String user, Map<String, Object> variables) {
    as(
        user,
        () -> {
          tasks.complete(task.getId(), variables);
          return null;
        });
    runJobs();
  }

  /** Takes a task up as this user. */
  public void claim(Task task, String user) {
    as(
        user,
        () -> {
          tasks.claim(task.getId(), user);
          return null;
        });
  }

  /** The officer reports the duty as done, and the superior accepts it. */
  public void finish(String campaign, String clause, String unit, String superior) {
    complete(duty(campaign, clause, unit), unit, Map.of("outcome", "done", "summary", "Đã làm"));
    complete(
        require("ReviewDuty", dutyId(campaign, clause, unit)), superior, Map.of("accepted", true));
  }

  /** A column of a duty's row. */
  public <T> T column(long dutyId, String column, Class<T> type) {
    return jdbc.sql("select " + column + " from duty where id = ?")
        .param(dutyId)
        .query(type)
        .optional()
        .orElse(null);
  }

  public String state(long dutyId) {
    return column(dutyId, "state", String.class);
  }

  /** What happened to a duty, in order. */
  public List<String> events(long dutyId) {
    return jdbc.sql("select kind from duty_event where duty_id = ? order by id")
        .param(dutyId)
        .query(String.class)
        .list();
  }

  public long count(String sql, Object... parameters) {
    return jdbc.sql(sql).params(parameters).query(Long.class).single();
  }

  /** Leaves nothing of a test behind but the organisation, the calendar and the models. */
  public void clear() {
    List<ProcessInstance> roots =
        runtime.createProcessInstanceQuery().rootProcessInstances().list();
    runtime.deleteProcessInstances(
        roots.stream().map(ProcessInstance::getId).toList(), "test over", true, true, false);
    for (String table :
        List.of(
            "mail",
            "calendar_feed",
            "difficulty",
            "document_addressee",
            "document_content",
            "document",
            "report_draft",
            "campaign_report",
            "escalation_event",
            "escalation_decision",
            "escalation_item",
            "missed_deadline",
            "duty_event",
            "submission",
            "duty_figure",
            "duty_figure_change",
            "duty_draft",
            "evidence_content",
            "evidence_thumbnail",
            "evidence",
            "calendar_decision_step",
            "calendar_decision_duty",
            "calendar_decision",
            "duty",
            "escalation_case",
            "campaign")) {
      jdbc.sql("delete from " + table).update();
    }
  }
}
