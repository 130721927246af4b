package vn.dondoc.engine;

import java.util.Objects;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.stereotype.Component;

/**
 * Lets another person hold a task. The engine's own way asks nobody who held it: of two who hand it
 * over at once the later one would win, and the earlier one would be told that it had been done.
 */
@Component
public class TaskHandOver {

  private final CommandExecutor engine;

  TaskHandOver(ProcessEngine engine) {
    this.engine =
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
            .getCommandExecutorTxRequired();
  }

  /**
   * As the signed-in person, who needs the right to.
   *
   * @param from who held it when the person looked, null if nobody did
   * @throws OptimisticLockingException if it has changed hands since
   * @throws TaskGone if there is no such task any more
   */
  public void pass(String task, String from, String to) {
    engine.execute(
        new Conditional<>(
            new AssignTaskCmd(task, to), context -> requireHolder(context, task, from)));
  }

  private static void requireHolder(CommandContext context, String id, String from) {
    TaskEntity task = context.getTaskManager().findTaskById(id);
    if (task != null && !Objects.equals(task.getAssignee(), from)) {
      throw new OptimisticLockingException("The task has changed hands");
    }
  }
}
