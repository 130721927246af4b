package vn.dondoc.engine;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.DirectFieldAccessor;

/**
 * A task that somebody holds is completed, taken up and put back by nobody else before it is handed
 * over. The engine lets whoever may work on a task complete it, whoever holds it, and what the
 * holder was about to send would be lost.
 */
class HeldTasks extends CommandInterceptor {

  private final ProcessEngineConfigurationImpl engine;

  HeldTasks(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  @Override
  public <T> T execute(Command<T> command) {
    Authentication person = engine.getIdentityService().getCurrentAuthentication();
    // What happens inside of a command is not the person's doing.
    if (person == null || Context.getCommandContext() != null || !needsTheTask(command)) {
      return next.execute(command);
    }
    String taskId = (String) new DirectFieldAccessor(command).getPropertyValue("taskId");
    return next.execute(
        new Conditional<>(command, context -> requireFree(taskId, context, person.getUserId())));
  }

  private void requireFree(String taskId, CommandContext context, String person) {
    TaskEntity task = taskId == null ? null : context.getTaskManager().findTaskById(taskId);
    if (task != null && task.getAssignee() != null && !task.getAssignee().equals(person)) {
      throw new InvalidInput(
          "assignee",
          "Công việc này do "
              + nameOf(task.getAssignee())
              + " đang xử lý; chưa có gì được gửi. Hãy nhận thay rồi gửi lại.");
    }
  }

  private static boolean needsTheTask(Command<?> command) {
    return command instanceof CompleteTaskCmd
        || command instanceof SubmitTaskFormCmd
        || command instanceof ClaimTaskCmd; // Taking up and putting back.
  }

  private String nameOf(String user) {
    IdentityService identity = engine.getIdentityService();
    User found =
        new SystemAuthority(identity)
            .call(() -> identity.createUserQuery().userId(user).singleResult());
    return found == null ? user : (found.getFirstName() + " " + found.getLastName()).strip();
  }
}
