package vn.dondoc.engine;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.exception.NullValueException;

/**
 * What the engine's REST answers to who was not the first, or came while the database was away: no
 * fault of the server's, and not in the engine's English.
 */
final class Overtaken {

  private static final String NO_TASK = "Cannot find task with id";

  private Overtaken() {}

  static Optional<Response> answer(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof OptimisticLockingException
          || cause instanceof TaskAlreadyClaimedException) {
        return answer(
            Response.Status.CONFLICT,
            "OptimisticLockingException",
            "Người khác vừa xử lý việc này nên chưa có gì của bạn được ghi. Hãy tải lại rồi xem có"
                + " cần gửi lại không.");
      }
      if (isTaskGone(cause)) {
        return answer(
            Response.Status.CONFLICT,
            "TaskGone",
            "Công việc này không còn: đã có người xử lý hoặc đã được thu hồi. Chưa có gì của bạn được"
                + " ghi.");
      }
      if (cause instanceof AuthorizationException denied && isAboutATask(denied)) {
        // Who may see a task is gone with the task.
        return answer(
            Response.Status.FORBIDDEN,
            "AuthorizationException",
            "Công việc này không thuộc đơn vị của bạn, hoặc người khác vừa xử lý xong. Chưa có gì của"
                + " bạn được ghi.");
      }
      if (DatabaseAway.isCauseOf(cause)) {
        return answer(Response.Status.SERVICE_UNAVAILABLE, "DatabaseAway", DatabaseAway.MESSAGE);
      }
    }
    return Optional.empty();
  }

  private static boolean isTaskGone(Throwable cause) {
    return cause instanceof TaskGone
        || cause instanceof NullValueException
            && String.valueOf(cause.getMessage()).contains(NO_TASK);
  }

  private static boolean isAboutATask(AuthorizationException denied) {
    return denied.getMissingAuthorizations().stream()
        .anyMatch(missing -> Resources.TASK.resourceName().equals(missing.getResourceType()));
  }

  private static Throwable next(Throwable cause) {
    return cause.getCause() == cause ? null : cause.getCause();
  }

  private static Optional<Response> answer(Response.Status status, String type, String message) {
    return Optional.of(
        Response.status(status)
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(Map.of("type", type, "message", message))
            .build());
  }
}
