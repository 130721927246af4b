package vn.dondoc.security;

/**
 * An address that answers, by one method.
 *
 * @param path with templates and wildcards as the application maps it
 * @param probe a path without them, by which to try it
 * @param contentType what the probe sends; null if nothing
 */
record Route(String method, String path, String probe, String contentType) {

  static final String JSON = "application/json";

  static Route of(String method, String path) {
    return of(method, path, JSON);
  }

  static Route of(String method, String path, String contentType) {
    return new Route(
        method,
        path,
        example(path),
        method.equals("POST") || method.equals("PUT") || method.equals("PATCH")
            ? contentType
            : null);
  }

  /** The same address by a method that sends nothing. */
  Route by(String method) {
    return new Route(method, path, probe, null);
  }

  /** As it is in the table. */
  String name() {
    return method + "," + path;
  }

  /** Whether programs call it, which bring name and password with every request. */
  boolean forPrograms() {
    return path.startsWith("/engine-rest") || path.startsWith("/actuator");
  }

  /**
   * Whether it begins or ends a session: such a route is tried in a session that nobody else uses.
   */
  boolean changesSession() {
    return path.contains("logout") || path.contains("login");
  }

  /** The engine must exist, or the webapps refuse everybody; of other things there is no "x". */
  private static String example(String path) {
    return path.replaceAll("/engine/\\{name}", "/engine/default")
        .replaceAll("(?i)\\{[^}/]*engine[^}/]*}", "default")
        .replace("/auth/user/*/", "/auth/user/default/")
        .replaceAll("\\{[^}]*}", "x")
        .replaceAll("\\*+", "x");
  }
}
