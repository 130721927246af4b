package vn.dondoc.engine;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Tells a task that is gone from a fault. A person's command reads a task, then its process, then
 * its values, each in a statement of its own; when somebody else completes the task in between,
 * what is missing shows as whatever failure the reader of it has, in the engine or in our
 * listeners.
 */
class GoneTasks extends CommandInterceptor {

  private final ProcessEngineConfigurationImpl engine;

  GoneTasks(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  @Override
  public <T> T execute(Command<T> command) {
    // What happens inside of a command fails with it.
    if (engine.getIdentityService().getCurrentAuthentication() == null
        || Context.getCommandContext() != null) {
      return next.execute(command);
    }
    try {
      return next.execute(command);
    } catch (OptimisticLockingException | AuthorizationException | InvalidInput known) {
      throw known;
    } catch (RuntimeException failure) {
      if (DatabaseAway.isCauseOf(failure) || !isAboutATaskThatIsGone(command)) {
        throw failure;
      }
      throw new TaskGone(failure);
    }
  }

  private boolean isAboutATaskThatIsGone(Command<?> command) {
    var fields = new DirectFieldAccessor(Conditional.sent(command));
    return fields.isReadableProperty("taskId")
        && fields.getPropertyValue("taskId") instanceof String task
        && !exists(task);
  }

  /** As the system, for it may be there and not the person's to see. */
  private boolean exists(String task) {
    try {
      return new SystemAuthority(engine.getIdentityService())
          .call(() -> engine.getTaskService().createTaskQuery().taskId(task).count() > 0);
    } catch (ProcessEngineException unknown) {
      // The transaction around it is lost, or the database: the failure itself says more.
      return true;
    }
  }
}
