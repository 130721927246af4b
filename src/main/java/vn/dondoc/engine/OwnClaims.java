package vn.dondoc.engine;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.DirectFieldAccessor;

/**
 * People take up tasks for themselves. Camunda lets whoever may work on a task claim it for
 * anybody, who would then be shown what is none of their business, and stand in the history as
 * having taken it up.
 */
class OwnClaims extends CommandInterceptor {

  /** The engine's own group of administrators. */
  private static final String ADMINISTRATORS = "camunda-admin";

  private final IdentityService identity;

  OwnClaims(IdentityService identity) {
    this.identity = identity;
  }

  @Override
  public <T> T execute(Command<T> command) {
    Authentication person = identity.getCurrentAuthentication();
    if (person != null && command instanceof ClaimTaskCmd) {
      Object user = new DirectFieldAccessor(command).getPropertyValue("userId");
      List<String> groups = person.getGroupIds() == null ? List.of() : person.getGroupIds();
      if (!person.getUserId().equals(user) && !groups.contains(ADMINISTRATORS)) {
        throw new InvalidInput(
            "userId", "Chỉ tiếp nhận công việc cho chính mình (userId), không cho người khác.");
      }
    }
    return next.execute(command);
  }
}
