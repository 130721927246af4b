package vn.dondoc.security;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What of the engine's REST API everybody who is signed in may call, through {@code /engine-rest}
 * and through the webapps alike: what Tasklist needs, whose objects the engine's authorizations
 * then guard one by one. All else is the administrators'.
 */
final class EngineRoutes {

  /** Below the root of the API; {@code *} is one segment. */
  private static final List<String> READ =
      List.of(
          "/engine",
          "/filter",
          "/filter/count",
          "/filter/*",
          "/filter/*/list",
          "/filter/*/count",
          "/task",
          "/task/count",
          "/task/*",
          "/task/*/form",
          "/task/*/form-variables",
          "/task/*/deployed-form",
          "/task/*/rendered-form",
          "/task/*/variables",
          "/task/*/identity-links",
          "/task/*/comment",
          "/task/*/comment/*",
          "/process-definition",
          "/process-definition/count",
          "/process-definition/*",
          "/process-definition/*/xml",
          "/process-definition/*/startForm",
          "/process-definition/*/form-variables",
          "/process-definition/*/rendered-form",
          "/process-definition/key/*",
          "/process-definition/key/*/xml",
          "/process-definition/key/*/startForm",
          "/history/user-operation",
          "/history/user-operation/count",
          "/history/task",
          "/identity/groups",
          "/user/*/profile",
          "/authorization/check");

  private static final List<String> ACT =
      List.of(
          "/task",
          "/task/count",
          "/filter/*/list",
          "/filter/*/count",
          "/task/*/claim",
          "/task/*/unclaim",
          "/task/*/complete",
          "/task/*/submit-form",
          "/task/*/comment/create",
          "/process-definition/*/start",
          "/process-definition/*/submit-form",
          "/process-definition/key/*/start",
          "/process-definition/key/*/submit-form");

  /** Asked by the webapps to learn what the person may do. */
  private static final List<String> OPTIONS =
      List.of("/filter", "/filter/*", "/task", "/task/*", "/user", "/group", "/authorization");

  private EngineRoutes() {}

  /** The open part of the API below this root, e.g. {@code /engine-rest}. */
  static RequestMatcher openBelow(String root) {
    return new OrRequestMatcher(
        Stream.of(
                matchers(HttpMethod.GET, root, READ),
                matchers(HttpMethod.POST, root, ACT),
                matchers(HttpMethod.OPTIONS, root, OPTIONS))
            .flatMap(stream -> stream)
            .toList());
  }

  private static Stream<RequestMatcher> matchers(
      HttpMethod method, String root, List<String> paths) {
    return paths.stream()
        .map(path -> PathPatternRequestMatcher.withDefaults().matcher(method, root + path));
  }
}
