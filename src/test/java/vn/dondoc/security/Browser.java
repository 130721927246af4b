package vn.dondoc.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A person at a browser, or a program; each with an address, cookies and tokens of its own. */
public class Browser {

  public static final String SESSION = "DONDOC-SESSION";
  static final String TOKEN = "DONDOC-CSRF";

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final int port;
  private final String address;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String webappToken;

  /** At the machine itself. */
  public Browser(int port) {
    this(port, null);
  }

  private Browser(int port, String address) {
    this.port = port;
    this.address = address;
  }

  /** Behind the proxy, at this address. */
  public static Browser at(String address, int port) {
    return new Browser(port, address);
  }

  /** The same person with the same cookies, whom the proxy now sends to another node. */
  public Browser movedTo(int otherPort) {
    Browser moved = new Browser(otherPort, address);
    moved.cookies.putAll(cookies);
    moved.headers.putAll(headers);
    moved.webappToken = webappToken;
    return moved;
  }

  /** Sends this with every request from now on; null takes it back. */
  public Browser with(String header, String value) {
    if (value == null) {
      headers.remove(header);
    } else {
      headers.put(header, value);
    }
    return this;
  }

  /** Sends name and password with every request, as programs do. */
  public Browser basic(String user, String password) {
    String both = user + ":" + password;
    return with(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  String cookie(String name) {
    return cookies.get(name);
  }

  void setCookie(String name, String value) {
    cookies.put(name, value);
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** A file. */
  public HttpResponse<byte[]> file(String path) {
    try {
      return HTTP.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Fills in a form of ours, whose token comes along. */
  public HttpResponse<String> submit(String path, Map<String, String> fields) {
    if (!cookies.containsKey(TOKEN)) {
      get("/login");
    }
    var all = new LinkedHashMap<>(fields);
    all.put("_csrf", cookies.get(TOKEN));
    return form(path, all);
  }

  /** Sends a form with exactly these fields. */
  HttpResponse<String> form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends JSON, with the tokens that the browser has. */
  public HttpResponse<String> json(String method, String path, String body) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (webappToken != null) {
      request.header("X-XSRF-TOKEN", webappToken);
    }
    return send(request);
  }

  /** Sends JSON as a form inside Tasklist does, with the token of our own pages. */
  public HttpResponse<String> put(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("X-DONDOC-CSRF", cookies.getOrDefault(TOKEN, ""))
            .PUT(BodyPublishers.ofString(body)));
  }

  /** Sends a file together with some fields. */
  public HttpResponse<String> upload(
      String path, Map<String, String> fields, String fileName, String content) {
    String boundary = "boundary-of-the-test";
    var body = new StringBuilder();
    fields.forEach(
        (name, value) ->
            body.append(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n".formatted(boundary, name)
                    + "Content-Type: text/plain; charset=UTF-8\r\n\r\n%s\r\n".formatted(value)));
    body.append(
        "--%1$s\r\nContent-Disposition: form-data; name=\"%2$s\"; filename=\"%2$s\"\r\n\r\n%3$s\r\n--%1$s--\r\n"
            .formatted(boundary, fileName, content));
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofString(body.toString()));
    if (webappToken != null) {
      request.header("X-XSRF-TOKEN", webappToken);
    }
    return send(request);
  }

  /** Where the browser is sent after name and password, e.g. {@code /login?error}. */
  public String signIn(String user, String password) {
    return redirect(submit("/login", Map.of("username", user, "password", password)));
  }

  /** Signed in, or the test ends here. */
  public Browser signedIn(String user, String password) {
    String target = signIn(user, password);
    if (target.startsWith("/login")) {
      throw new AssertionError(user + " cannot sign in: " + target);
    }
    return this;
  }

  /** Opens Tasklist, which hands out the token of the webapps. */
  public Browser openWebapps() {
    get("/camunda/app/tasklist/default/");
    if (webappToken == null) {
      throw new AssertionError("no token");
    }
    return this;
  }

  void forgetWebappToken() {
    webappToken = null;
  }

  /** The path that an answer leads to; null if it leads nowhere. */
  public static String redirect(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(URI::create)
        .map(
            target ->
                target.getRawPath()
                    + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()))
        .orElse(null);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30));
    if (address != null) {
      request.header("X-Forwarded-For", address);
    }
    headers.forEach(request::header);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    HttpResponse<String> answer;
    try {
      answer = HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    answer.headers().firstValue("X-XSRF-TOKEN").ifPresent(token -> webappToken = token);
    for (String cookie : setCookies(answer)) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      if (pair[1].isEmpty() || cookie.contains("Max-Age=0")) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return answer;
  }

  static List<String> setCookies(HttpResponse<?> answer) {
    return answer.headers().allValues("Set-Cookie");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
