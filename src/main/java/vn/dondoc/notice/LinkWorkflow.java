package vn.dondoc.notice;

import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The open task about something, as far as the signed-in person may see it. */
@Component
class LinkWorkflow {

  private final TaskService tasks;
  private final JdbcClient jdbc;

  LinkWorkflow(TaskService tasks, JdbcClient jdbc) {
    this.tasks = tasks;
    this.jdbc = jdbc;
  }

  /** Whatever is being done about the duty now; null if there is nothing for this person. */
  String taskOfDuty(long dutyId) {
    return ofProcess("select process_instance_id from duty where id = ?", dutyId);
  }

  /** The superior's or the committee's task; null if there is none for this person. */
  String taskOfCase(long caseId) {
    return ofProcess("select process_instance_id from escalation_case where id = ?", caseId);
  }

  /** The report that is due first; null if there is none for this person. */
  String taskOfReport(String campaignId) {
    return first(
        tasks
            .createTaskQuery()
            .processInstanceId(campaignId)
            .taskDefinitionKeyIn("WriteFinalReport", "ApproveFinalReport", "WriteWeeklyReport"));
  }

  private String ofProcess(String sql, long id) {
    return jdbc.sql(sql).param(id).query(String.class).list().stream()
        .filter(process -> process != null)
        .findFirst()
        .map(process -> first(tasks.createTaskQuery().processInstanceId(process)))
        .orElse(null);
  }

  private static String first(TaskQuery query) {
    List<Task> found = query.orderByDueDate().asc().listPage(0, 1);
    return found.isEmpty() ? null : found.get(0).getId();
  }
}
