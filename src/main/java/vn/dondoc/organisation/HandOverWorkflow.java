package vn.dondoc.organisation;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.TaskGone;
import vn.dondoc.engine.TaskHandOver;

/** Which officer of a unit holds a task; asked and told as the signed-in person. */
@Component
class HandOverWorkflow {

  private final TaskService tasks;
  private final TaskHandOver handOver;

  HandOverWorkflow(TaskService tasks, TaskHandOver handOver) {
    this.tasks = tasks;
    this.handOver = handOver;
  }

  /**
   * A task that the person may see.
   *
   * @param holder user id of who works on it, null if nobody has taken it up
   * @param units codes of the units that it is given to
   */
  record HeldTask(String id, String holder, List<String> units) {}

  /** The task, if there is one of this id and the person may see it. */
  Optional<HeldTask> find(String id) {
    return Optional.ofNullable(tasks.createTaskQuery().taskId(id).singleResult())
        .map(task -> new HeldTask(id, task.getAssignee(), units(task)));
  }

  private List<String> units(Task task) {
    return tasks.getIdentityLinksForTask(task.getId()).stream()
        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
        .map(IdentityLink::getGroupId)
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Lets another officer hold the task, unless it has changed hands in the meantime or is gone.
   *
   * @param from who held it when the person looked, null if nobody did
   * @return whether the other officer holds it now
   */
  boolean pass(String id, String from, String to) {
    try {
      handOver.pass(id, from, to);
      return true;
    } catch (OptimisticLockingException | TaskGone overtaken) {
      return false;
    }
  }

  /** Whether one of these units is given the task. */
  static boolean isOf(HeldTask task, Collection<String> units) {
    return task.units().stream().anyMatch(units::contains);
  }
}
