package vn.dondoc.engine;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Who acts in the engine. */
public final class Actor {

  private Actor() {}

  /**
   * Id of who completes the task: the signed-in person, else whoever it is assigned to, else null.
   */
  public static String of(DelegateTask task) {
    Authentication person =
        task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    return person != null ? person.getUserId() : task.getAssignee();
  }

  /** Id of who started the process, null if the system did. */
  public static String of(DelegateExecution execution) {
    Authentication person =
        execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    return person != null ? person.getUserId() : null;
  }

  /** Groups of who started the process, among them the codes of their units. */
  public static List<String> groups(DelegateExecution execution) {
    Authentication person =
        execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    return person == null || person.getGroupIds() == null ? List.of() : person.getGroupIds();
  }
}
