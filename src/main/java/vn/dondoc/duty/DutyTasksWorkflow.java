package vn.dondoc.duty;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.engine.TaskGone;

/** The tasks of duties, for our own lists beside Tasklist. */
@Component
public class DutyTasksWorkflow {

  private static final String NOT_WAITING =
      "Kết quả không còn chờ duyệt: có người vừa xử lý, hoặc hệ thống chưa kịp chuyển đến.";

  private final TaskService tasks;
  private final DueDates dueDates;

  DutyTasksWorkflow(TaskService tasks, DueDates dueDates) {
    this.tasks = tasks;
    this.dueDates = dueDates;
  }

  /**
   * The signed-in person answers a result from our own list: completes {@code ReviewDuty} as from
   * Tasklist, in a transaction of its own.
   *
   * @param task its id, null if there is none
   * @param remark may be null if the result is accepted
   * @throws InvalidInput if nothing was done, with the reason
   */
  void review(String task, boolean accepted, String remark) {
    if (task == null) {
      throw new InvalidInput("duty", NOT_WAITING);
    }
    Map<String, Object> answer = new HashMap<>();
    answer.put("accepted", accepted);
    if (remark != null) {
      answer.put("remark", remark);
    }
    try {
      tasks.complete(task, answer);
    } catch (AuthorizationException e) {
      throw new InvalidInput("duty", "Việc duyệt kết quả này thuộc đơn vị khác.");
    } catch (OptimisticLockingException | TaskGone e) {
      throw new InvalidInput("duty", NOT_WAITING);
    } catch (ProcessEngineException e) {
      throw NestedExceptionUtils.getRootCause(e) instanceof InvalidInput refused ? refused : e;
    }
  }

  /**
   * The open task of this kind of each duty that the signed-in person may see.
   *
   * @param key e.g. {@code PerformDuty}
   * @return task ids by duty id
   */
  public Map<Long, String> tasks(String key, Collection<Duty> of) {
    return byDuty(key, of).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getId()));
  }

  /**
   * Those of these duties whose officer's task bears another due date than the duty. Asked as the
   * system, which sees them all.
   */
  List<Duty> behind(Collection<Duty> of) {
    Map<Long, Task> open = byDuty("PerformDuty", of);
    return of.stream()
        .filter(duty -> open.containsKey(duty.id()))
        .filter(duty -> !dueDates.date(duty.due()).equals(open.get(duty.id()).getDueDate()))
        .toList();
  }

  private Map<Long, Task> byDuty(String key, Collection<Duty> of) {
    Map<String, Long> dutyOfProcess =
        of.stream()
            .filter(duty -> duty.processInstanceId() != null)
            .collect(Collectors.toMap(Duty::processInstanceId, Duty::id));
    if (dutyOfProcess.isEmpty()) {
      return Map.of();
    }
    return tasks
        .createTaskQuery()
        .processInstanceIdIn(dutyOfProcess.keySet().toArray(String[]::new))
        .taskDefinitionKey(key)
        .list()
        .stream()
        .collect(
            Collectors.toMap(
                task -> dutyOfProcess.get(task.getProcessInstanceId()),
                task -> task,
                (one, other) -> one));
  }
}
