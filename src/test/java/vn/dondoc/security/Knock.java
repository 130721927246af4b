package vn.dondoc.security;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Tries routes over HTTP the way people and programs use them. */
class Knock {

  /** What the application answers a request with that lacks a token against forgery. */
  static final String TOKEN_MISSING = "X-Token-Missing";

  private static final String PASSWORD = "demo";
  private static final Pattern FORM_TOKEN =
      Pattern.compile("name=\"(_csrf)\"[^>]*value=\"([^\"]+)\"");
  private static final Pattern ENGINE_ERROR = Pattern.compile("\"type\"\\s*:\\s*\"\\w*Exception\"");

  /** Not so what the sign-in page says after a sign-in or sign-out, which was heard. */
  private static final Pattern TO_SIGN_IN = Pattern.compile("/login(\\?(?!error|wait|logout).*)?$");

  private static final String BOUNDARY = "boundary";

  private final String server;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Map<Person, Session> sessions = new EnumMap<>(Person.class);

  /**
   * A browser at work.
   *
   * @param cookies as the browser sends them
   * @param formToken against forged forms, as in our own pages
   * @param webappToken the same of the webapps; null for nobody, who does not get as far
   */
  private record Session(String cookies, String formToken, String webappToken) {}

  Knock(int port) throws IOException, InterruptedException {
    this.server = "http://127.0.0.1:" + port;
    for (Person person : Person.values()) {
      sessions.put(person, signIn(person));
    }
  }

  /** Whether this person gets through to what answers there, be it with what they asked or not. */
  boolean opens(Route route, Person person) throws IOException, InterruptedException {
    boolean shared = route.forPrograms() || !route.changesSession();
    Session session = shared ? sessions.get(person) : signIn(person);
    HttpResponse<String> answer = ask(route, person, session);
    if (lacksToken(answer)) {
      throw new AssertionError(
          "The probe lacks a token, so it shows nothing: %s as %s".formatted(route, person));
    }
    boolean opens = !refusedByTheFrontDoor(answer);
    if (!opens && answer.statusCode() != 403 && person != Person.ANONYMOUS) {
      throw new AssertionError(
          "Who is signed in was taken for nobody (%d): %s as %s"
              .formatted(answer.statusCode(), route, person));
    }
    return opens;
  }

  private static boolean lacksToken(HttpResponse<String> answer) {
    return answer.headers().firstValue(TOKEN_MISSING).isPresent()
        || answer.body().contains("CSRFPreventionFilter");
  }

  /**
   * The address is closed to this person: nobody is told to sign in, others are forbidden it. Not
   * so if the engine forbids the one thing that was asked for, which it says in its own words.
   */
  private static boolean refusedByTheFrontDoor(HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 401 -> true;
      case 403 -> !ENGINE_ERROR.matcher(answer.body()).find();
      case 302, 303 ->
          answer
              .headers()
              .firstValue("Location")
              .filter(target -> TO_SIGN_IN.matcher(target).find())
              .isPresent();
      default -> false;
    };
  }

  private HttpResponse<String> ask(Route route, Person person, Session session)
      throws IOException, InterruptedException {
    HttpRequest.Builder request;
    if (route.forPrograms()) {
      request = request(route.probe());
      if (person.user != null) {
        String basic = person.user + ":" + PASSWORD;
        request.header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
      }
    } else {
      boolean form = !route.method().equals("GET") && !route.path().startsWith("/camunda/");
      request = request(route.probe() + (form ? "?_csrf=" + encoded(session.formToken()) : ""));
      request.header("Cookie", session.cookies());
      if (session.webappToken() != null) {
        request.header("X-XSRF-TOKEN", session.webappToken());
      }
    }
    if (route.contentType() == null) {
      request.method(route.method(), BodyPublishers.noBody());
    } else if (route.contentType().equals(Route.JSON)) {
      request
          .header("Content-Type", Route.JSON)
          .method(route.method(), BodyPublishers.ofString("{}"));
    } else {
      request
          .header("Content-Type", route.contentType() + "; boundary=" + BOUNDARY)
          .method(route.method(), BodyPublishers.ofString("--" + BOUNDARY + "--\r\n"));
    }
    // Only refusals have words that matter.
    return http.send(
        request.build(),
        head ->
            head.statusCode() == 403
                ? BodySubscribers.ofString(StandardCharsets.UTF_8)
                : BodySubscribers.replacing(""));
  }

  private Session signIn(Person person) throws IOException, InterruptedException {
    HttpResponse<String> page = get("/login", "");
    String cookies = cookies(page, "");
    if (person.user == null) {
      return new Session(cookies, formToken(page), null);
    }
    String form =
        "username="
            + encoded(person.user)
            + "&password="
            + encoded(PASSWORD)
            + "&_csrf="
            + encoded(formToken(page));
    HttpResponse<String> welcome =
        http.send(
            request("/login")
                .header("Cookie", cookies)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    if (welcome.statusCode() != 302
        || welcome.headers().firstValue("Location").orElse("").contains("/login")) {
      throw new AssertionError(person + " cannot sign in: " + welcome.statusCode());
    }
    cookies = cookies(welcome, cookies);
    // The token of before the sign-in is void.
    HttpResponse<String> again = get("/login", cookies);
    cookies = cookies(again, cookies);
    HttpResponse<String> webapp = get("/camunda/app/tasklist/default/", cookies);
    return new Session(
        cookies(webapp, cookies),
        formToken(again),
        webapp.headers().firstValue("X-XSRF-TOKEN").orElseThrow());
  }

  private HttpResponse<String> get(String path, String cookies)
      throws IOException, InterruptedException {
    return http.send(
        request(path).header("Cookie", cookies).GET().build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(20));
  }

  /** What a browser has after this answer that had these cookies before. */
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

  private static String formToken(HttpResponse<String> page) {
    var token = FORM_TOKEN.matcher(page.body());
    if (!token.find()) {
      throw new AssertionError("No token on " + page.uri() + ": " + page.statusCode());
    }
    return token.group(2);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
