package vn.dondoc.report;

import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.springframework.stereotype.Component;

/** Tasks as the engine knows them, asked as the signed-in person. */
@Component
class TaskCardsWorkflow {

  private final TaskService tasks;

  TaskCardsWorkflow(TaskService tasks) {
    this.tasks = tasks;
  }

  /**
   * A task.
   *
   * @param process id of its process instance
   * @param holder user id of who works on it, null if nobody does
   * @param due null if it has no due date
   */
  record OpenTask(String id, String process, String holder, Date due) {}

  /** Those of these tasks that are open and that the person may see. */
  List<OpenTask> find(Collection<String> ids) {
    return tasks
        .createTaskQuery()
        .taskIdIn(ids.toArray(String[]::new))
        .listPage(0, ids.size())
        .stream()
        .map(
            task ->
                new OpenTask(
                    task.getId(),
                    task.getProcessInstanceId(),
                    task.getAssignee(),
                    task.getDueDate()))
        .toList();
  }
}
