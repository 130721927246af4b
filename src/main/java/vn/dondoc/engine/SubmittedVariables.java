package vn.dondoc.engine;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Whoever completes a task answers what is asked. What the process itself goes by, such as {@code
 * dutyId}, comes from its start: with another one a unit would report, or a superior decide, on a
 * duty that is none of theirs. Sits inside the engine's transaction.
 */
class SubmittedVariables extends CommandInterceptor {

  /** An answer that gateways read, so that it is still there when the task comes back. */
  private static final Set<String> ANSWERS = Set.of("outcome");

  @Override
  public <T> T execute(Command<T> command) {
    if (command instanceof CompleteTaskCmd || command instanceof ResolveTaskCmd) {
      check(command, "variables");
    } else if (command instanceof SubmitTaskFormCmd) {
      check(command, "properties");
    }
    return next.execute(command);
  }

  private static void check(Command<?> command, String field) {
    var fields = new DirectFieldAccessor(command);
    if (!(fields.getPropertyValue(field) instanceof Map<?, ?> submitted) || submitted.isEmpty()) {
      return;
    }
    TaskEntity task =
        Context.getCommandContext()
            .getTaskManager()
            .findTaskById((String) fields.getPropertyValue("taskId"));
    if (task == null || task.getExecution() == null) {
      return; // The engine says so itself.
    }
    Set<String> present = task.getExecution().getVariableNames();
    for (Object each : submitted.keySet()) {
      String name = String.valueOf(each);
      if (present.contains(name) && !ANSWERS.contains(name)) {
        throw new InvalidInput(
            name, "Biến (" + name + ") của quy trình, không gửi kèm khi hoàn thành công việc.");
      }
    }
  }
}
