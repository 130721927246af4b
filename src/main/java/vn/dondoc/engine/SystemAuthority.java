package vn.dondoc.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/** Lets the system itself act in the engine on a thread that carries a person's identity. */
@Component
public class SystemAuthority {

  private final IdentityService identity;

  public SystemAuthority(IdentityService identity) {
    this.identity = identity;
  }

  /** Runs the action without anybody's authorizations, then gives the thread its identity back. */
  public <T> T call(Supplier<T> action) {
    Authentication person = identity.getCurrentAuthentication();
    identity.clearAuthentication();
    try {
      return action.get();
    } finally {
      if (person != null) {
        identity.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
      }
    }
  }

  /** As {@link #call(Supplier)}, with nothing to return. */
  public void run(Runnable action) {
    call(
        () -> {
          action.run();
          return null;
        });
  }
}
