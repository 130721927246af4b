package vn.dondoc.engine;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;

/**
 * Answers 400 with the Vietnamese reason and the field where input was refused, in {@code
 * /engine-rest} and in the webapps' own API. Camunda wraps what a listener throws and would answer
 * 500 with an English preamble.
 */
@Provider
public class RestErrors extends RestExceptionHandler {

  static void register() {
    var classes = CamundaRestResources.getConfigurationClasses();
    classes.remove(RestExceptionHandler.class);
    classes.add(RestErrors.class);
    classes.add(Refused.class);
    classes.remove(ProcessEngineExceptionHandler.class);
    classes.add(EngineErrors.class);
    classes.remove(ExceptionHandler.class);
    classes.add(AllOtherErrors.class);
  }

  @Override
  public Response toResponse(RestException exception) {
    return answerInVietnamese(exception).orElseGet(() -> super.toResponse(exception));
  }

  /** What people meet, for one; all else is for programs and their makers. */
  private static Optional<Response> answerInVietnamese(Throwable exception) {
    InvalidInput refused = refusal(exception);
    return refused != null ? Optional.of(answer(refused)) : Overtaken.answer(exception);
  }

  /** What was refused, under whatever the engine has put around it; null if nothing was. */
  private static InvalidInput refusal(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidInput refused) {
        return refused;
      }
    }
    return null;
  }

  private static Response answer(InvalidInput refused) {
    return Response.status(Response.Status.BAD_REQUEST)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(
            Map.of(
                "type", "InvalidInput",
                "field", refused.field(),
                "message", refused.getMessage()))
        .build();
  }

  /** What no layer of the engine has wrapped. */
  @Provider
  public static class Refused implements ExceptionMapper<InvalidInput> {

    @Override
    public Response toResponse(InvalidInput refused) {
      return answer(refused);
    }
  }

  /** What the engine has wrapped, and the one refusal of its own that people meet. */
  @Provider
  public static class EngineErrors extends ProcessEngineExceptionHandler {

    private static final String WEAK_PASSWORD = "Password does not match policy";

    @Override
    public Response toResponse(ProcessEngineException exception) {
      if (WEAK_PASSWORD.equals(exception.getMessage())) {
        return answer(
            new InvalidInput(
                "password",
                "Mật khẩu (password) quá ngắn hoặc dễ đoán: cần ít nhất 12 ký tự, ghép từ vài từ"
                    + " không liên quan với nhau."));
      }
      return answerInVietnamese(exception).orElseGet(() -> super.toResponse(exception));
    }
  }

  /** What is no exception of the engine's own. */
  @Provider
  public static class AllOtherErrors extends ExceptionHandler {

    @Override
    public Response toResponse(Throwable exception) {
      return answerInVietnamese(exception).orElseGet(() -> super.toResponse(exception));
    }
  }
}
