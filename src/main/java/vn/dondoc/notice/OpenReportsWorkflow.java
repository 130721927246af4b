package vn.dondoc.notice;

import java.time.LocalDateTime;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.springframework.stereotype.Component;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.engine.SystemAuthority;

/** The reports on campaigns that are being asked for, which only the engine knows. */
@Component
class OpenReportsWorkflow {

  private static final String APPROVE = "ApproveFinalReport";

  private final TaskService tasks;
  private final SystemAuthority system;
  private final DueDates dueDates;

  OpenReportsWorkflow(TaskService tasks, SystemAuthority system, DueDates dueDates) {
    this.tasks = tasks;
    this.system = system;
    this.dueDates = dueDates;
  }

  /**
   * A report to be written or approved.
   *
   * @param approval whether it is with the committee
   */
  record OpenReport(String campaignId, String name, LocalDateTime due, boolean approval) {}

  List<OpenReport> all() {
    return system.call(
        () ->
            tasks
                .createTaskQuery()
                .taskDefinitionKeyIn("WriteWeeklyReport", "WriteFinalReport", APPROVE)
                .orderByDueDate()
                .asc()
                .list()
                .stream()
                .map(
                    task ->
                        new OpenReport(
                            task.getProcessInstanceId(),
                            task.getName(),
                            dueDates.local(task.getDueDate()),
                            task.getTaskDefinitionKey().equals(APPROVE)))
                .toList());
  }
}
