package vn.dondoc.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Calls the application as a program does, with name and password, and as a browser does, with a
 * session and its tokens.
 */
class Caller {

  static final String ENGINE = "/engine-rest";
  static final String WEBAPP = "/camunda/api/engine/engine/default";

  private static final String PASSWORD = "demo";
  private static final String BOUNDARY = "boundary";
  private static final Pattern FORM_TOKEN =
      Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final String server;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, Session> sessions = new HashMap<>();

  private record Session(String cookies, String webappToken) {}

  Caller(int port) {
    this.server = "http://127.0.0.1:" + port;
  }

  /** What came back. */
  record Answer(int status, String text, JsonNode json) {}

  Answer get(String user, String path) {
    return send(as(user, path).GET());
  }

  Answer post(String user, String path, Object body) {
    return call(user, "POST", path, body);
  }

  /** Any method, with JSON if there is a body. User null is nobody. */
  Answer call(String user, String method, String path, Object body) {
    HttpRequest.Builder request = as(user, path).method(method, content(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return send(request);
  }

  /** Deploys one resource as Camunda Modeler would. */
  Answer deploy(String user, String resource, String content, String... headers) {
    HttpRequest.Builder request =
        multipart(
            as(user, ENGINE + "/deployment/create"),
            """
            --%1$s\r
            Content-Disposition: form-data; name="deployment-name"\r
            \r
            attack\r
            --%1$s\r
            Content-Disposition: form-data; name="data"; filename="%2$s"\r
            Content-Type: application/octet-stream\r
            \r
            %3$s\r
            --%1$s--\r
            """
                .formatted(BOUNDARY, resource, content));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** Uploads a file into a variable. */
  Answer upload(String user, String path, String type, String content) {
    return send(
        multipart(
            as(user, path),
            """
            --%1$s\r
            Content-Disposition: form-data; name="data"; filename="x"\r
            Content-Type: application/octet-stream\r
            \r
            %3$s\r
            --%1$s\r
            Content-Disposition: form-data; name="valueType"\r
            Content-Type: text/plain\r
            \r
            %2$s\r
            --%1$s--\r
            """
                .formatted(BOUNDARY, type, content)));
  }

  /** From within Tasklist. */
  Answer inBrowser(String user, String method, String path, Object body) {
    Session session = sessions.computeIfAbsent(user, this::signIn);
    HttpRequest.Builder request =
        request(path)
            .header("Cookie", session.cookies())
            .header("X-XSRF-TOKEN", session.webappToken())
            .method(method, content(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return send(request);
  }

  /** The form-encoded body that no script is needed for, so that any page may send it. */
  Answer postForm(String user, String path, String body, String... headers) {
    return send(
        as(user, path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .headers(headers)
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder multipart(HttpRequest.Builder request, String content) {
    return request
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(BodyPublishers.ofString(content));
  }

  private HttpRequest.Builder as(String user, String path) {
    HttpRequest.Builder request = request(path);
    if (user != null) {
      String basic = user + ":" + PASSWORD;
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
    }
    return request;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(30));
  }

  private BodyPublisher content(Object body) {
    try {
      return body == null
          ? BodyPublishers.noBody()
          : BodyPublishers.ofString(
              body instanceof String text ? text : json.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private Answer send(HttpRequest.Builder request) {
    HttpResponse<String> answer = exchange(request);
    JsonNode body = MissingNode.getInstance();
    try {
      if (!answer.body().isBlank()) {
        body = json.readTree(answer.body());
      }
    } catch (JsonProcessingException e) {
      // No JSON, then the text is all there is.
    }
    return new Answer(answer.statusCode(), answer.body(), body);
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Session signIn(String user) {
    HttpResponse<String> page = exchange(request("/login").GET());
    var token = FORM_TOKEN.matcher(page.body());
    if (!token.find()) {
      throw new AssertionError("No token on the sign-in page");
    }
    String cookies = cookies(page, "");
    HttpResponse<String> welcome =
        exchange(
            request("/login")
                .header("Cookie", cookies)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "username=%s&password=%s&_csrf=%s"
                            .formatted(encoded(user), PASSWORD, encoded(token.group(1))))));
    if (welcome.headers().firstValue("Location").orElse("/login").contains("/login")) {
      throw new AssertionError(user + " cannot sign in: " + welcome.statusCode());
    }
    cookies = cookies(welcome, cookies);
    HttpResponse<String> tasklist =
        exchange(request("/camunda/app/tasklist/default/").header("Cookie", cookies).GET());
    return new Session(
        cookies(tasklist, cookies), tasklist.headers().firstValue("X-XSRF-TOKEN").orElseThrow());
  }

  private static String cookies(HttpResponse<?> answer, String before) {
    var cookies = new LinkedHashMap<String, String>();
    for (String cookie : before.isEmpty() ? new String[0] : before.split("; ")) {
      cookies.put(cookie.substring(0, cookie.indexOf('=')), cookie);
    }
    for (String cookie : answer.headers().allValues("Set-Cookie")) {
      cookies.put(cookie.substring(0, cookie.indexOf('=')), cookie.split(";", 2)[0]);
    }
    return String.join("; ", cookies.values());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
