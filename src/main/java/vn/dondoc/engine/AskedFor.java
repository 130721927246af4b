package vn.dondoc.engine;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Takes from people nothing but what a task or a start asks for with {@link Input}. The engine
 * would put whatever they send into the process, over what the process itself knows, such as whose
 * duty it is about. Nor does it mind for whom somebody takes up a task, or a process that begins in
 * its middle.
 */
class AskedFor extends CommandInterceptor {

  /** What this thread's command was asked for; null if nobody has submitted anything. */
  private static final ThreadLocal<Set<String>> TAKEN = new ThreadLocal<>();

  private final ProcessEngineConfigurationImpl engine;

  AskedFor(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  /** {@link Input} asked for this value. */
  static void taken(String name) {
    Set<String> names = TAKEN.get();
    if (names != null) {
      names.add(name);
    }
  }

  @Override
  public <T> T execute(Command<T> command) {
    IdentityService identity = engine.getIdentityService();
    Authentication person = identity.getCurrentAuthentication();
    // What happens inside of a submission is not the person's doing, and an administrator may set
    // what variables there are.
    if (person == null || TAKEN.get() != null || isAdministrator(person)) {
      return next.execute(command);
    }
    Command<?> sent = Conditional.sent(command);
    if (sent instanceof ClaimTaskCmd) {
      refuseForOthers((String) field(sent, "userId"), person);
    } else if (sent instanceof StartProcessInstanceAtActivitiesCmd) {
      throw new InvalidInput(
          "startInstructions", "Quy trình chỉ bắt đầu từ đầu (startInstructions).");
    }
    Set<String> submitted = submitted(sent);
    if (submitted.isEmpty()) {
      return next.execute(command);
    }
    return next.execute(
        context -> {
          Set<String> taken = new HashSet<>();
          TAKEN.set(taken);
          try {
            T result = command.execute(context);
            submitted.stream().filter(name -> !taken.contains(name)).forEach(AskedFor::refuse);
            return result;
          } finally {
            TAKEN.remove();
          }
        });
  }

  private static Set<String> submitted(Command<?> command) {
    Object variables = null;
    if (command instanceof CompleteTaskCmd || command instanceof SubmitStartFormCmd) {
      variables = field(command, "variables");
    } else if (command instanceof SubmitTaskFormCmd) {
      variables = field(command, "properties");
    } else if (command instanceof StartProcessInstanceCmd) {
      variables =
          ((ProcessInstantiationBuilderImpl) field(command, "instantiationBuilder")).getVariables();
    }
    return variables instanceof Map<?, ?> values
        ? Set.copyOf(values.keySet().stream().map(String::valueOf).toList())
        : Collections.emptySet();
  }

  private static Object field(Command<?> command, String name) {
    return new DirectFieldAccessor(command).getPropertyValue(name);
  }

  private static void refuse(String name) {
    throw new InvalidInput(name, "Giá trị «" + name + "» (" + name + ") không được yêu cầu ở đây.");
  }

  private static void refuseForOthers(String user, Authentication person) {
    if (user != null && !user.equals(person.getUserId())) {
      throw new InvalidInput("userId", "Chỉ tự mình tiếp nhận việc (userId).");
    }
  }

  private boolean isAdministrator(Authentication person) {
    return person.getGroupIds() != null
        && !Collections.disjoint(person.getGroupIds(), engine.getAdminGroups());
  }
}
