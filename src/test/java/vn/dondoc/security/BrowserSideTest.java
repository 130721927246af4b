package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;

/** What keeps a browser from being used against the person who sits at it. */
@ServedProvinceTest
class BrowserSideTest {

  private static final String ADMINISTRATOR = "khoat";
  private static final String OFFICER = "colleague";
  private static final String NEW_PASSWORD = "buoi-sang-9-chiec-thuyen-giay";
  private static final Pattern INLINE =
      Pattern.compile(
          "<style|<script(?![^>]*\\ssrc=)|<script[^>]*>\\s*\\S[^<]*</script|\\son\\w+\\s*=|\\sstyle\\s*="
              + "|javascript:",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FROM_ELSEWHERE =
      Pattern.compile("(src|href|action)=\"(https?:)?//", Pattern.CASE_INSENSITIVE);

  private static Installation province;

  @LocalServerPort int demoPort;
  @Autowired Province demo;
  @Autowired Officers officers;

  private Browser administrator;

  @BeforeAll
  static void startOutsideTheDemo() {
    province =
        Installation.start(
            Installation.newDatabase(),
            "--DONDOC_ADMIN_PASSWORD=" + Officers.PASSWORD,
            "--server.forward-headers-strategy=native",
            "--dondoc.passwords.memory=1024");
  }

  @AfterAll
  static void stop() {
    province.close();
  }

  @BeforeEach
  void signIn() {
    demo.at(Province.ISSUE);
    officers.forgetAttempts();
    officers.administrator(ADMINISTRATOR);
    officers.officer(OFFICER);
    administrator = new Browser(demoPort).signedIn(ADMINISTRATOR, Officers.PASSWORD);
  }

  @AfterEach
  void remove() {
    officers.remove(ADMINISTRATOR);
    officers.remove(OFFICER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/password", "/logout", "/login"})
  void aFormWithoutOurTokenOrWithAForeignOneIsRefused(String path) {
    Map<String, String> fields =
        Map.of(
            "username", OFFICER,
            "password", Officers.PASSWORD,
            "current", Officers.PASSWORD,
            "chosen", NEW_PASSWORD,
            "repeated", NEW_PASSWORD);
    var withForeignToken = new LinkedHashMap<>(fields);
    withForeignToken.put("_csrf", "3e7f8a52-6f0e-4b21-9f0e-000000000000");
    String before = officers.stored(ADMINISTRATOR);

    for (Browser browser : List.of(administrator, new Browser(demoPort))) {
      assertThat(browser.form(path, fields).statusCode()).isEqualTo(403);
      assertThat(browser.form(path, withForeignToken).statusCode()).isEqualTo(403);
    }

    assertThat(officers.stored(ADMINISTRATOR)).isEqualTo(before);
    assertThat(administrator.get("/audit").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789ABCDEF0123456789ABCDEF"})
  void theWebappsRefuseWhatComesWithoutTheirTokenOrWithAForeignOne(String token) {
    administrator.openWebapps();
    String count = "/camunda/api/engine/engine/default/task/count";
    assertThat(administrator.json("POST", count, "{}").statusCode()).isEqualTo(200);

    administrator.forgetWebappToken();
    administrator.with("X-XSRF-TOKEN", token.isEmpty() ? null : token);
    assertThat(administrator.json("POST", count, "{}").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void whatAPageOfAnotherSiteSendsIsRefused(String from) {
    administrator.openWebapps();
    Browser program = new Browser(demoPort).basic(ADMINISTRATOR, Officers.PASSWORD);
    String count = "/engine-rest/task/count";
    String webappCount = "/camunda/api/engine/engine/default/task/count";
    for (String ours : new String[] {"same-origin", "none"}) {
      program.with("Sec-Fetch-Site", ours);
      assertThat(program.json("POST", count, "{}").statusCode()).isEqualTo(200);
    }

    program.with("Sec-Fetch-Site", from);
    administrator.with("Sec-Fetch-Site", from);
    assertThat(program.json("POST", count, "{}").statusCode()).isEqualTo(403);
    assertThat(program.json("DELETE", "/engine-rest/user/" + OFFICER, "").statusCode())
        .isEqualTo(403);
    assertThat(administrator.json("POST", webappCount, "{}").statusCode()).isEqualTo(403);
    assertThat(administrator.submit("/logout", Map.of()).statusCode()).isEqualTo(403);
    // Reading changes nothing; a link to a task in a letter works.
    assertThat(program.get(count).statusCode()).isEqualTo(200);
    assertThat(administrator.get("/audit").statusCode()).isEqualTo(200);
  }

  @Test
  void cookiesAreSentOverTlsOnlyOutsideTheDemo() {
    List<String> cookies = cookiesOf(province.inUse().port(), "quan-tri");

    assertThat(cookies).isNotEmpty().allMatch(cookie -> cookie.matches(".*; ?Secure(;.*)?"));
    theyStayOnTheSite(cookies);
  }

  @Test
  void cookiesOfTheDemoWorkWithoutTls() {
    List<String> cookies = cookiesOf(demoPort, ADMINISTRATOR);

    assertThat(cookies).isNotEmpty().noneMatch(cookie -> cookie.contains("Secure"));
    theyStayOnTheSite(cookies);
  }

  private static List<String> cookiesOf(int port, String user) {
    Browser browser = new Browser(port);
    var cookies = new ArrayList<>(Browser.setCookies(browser.get("/login")));
    cookies.addAll(
        Browser.setCookies(
            browser.submit("/login", Map.of("username", user, "password", Officers.PASSWORD))));
    cookies.addAll(Browser.setCookies(browser.get("/camunda/app/tasklist/default/")));
    cookies.addAll(Browser.setCookies(browser.get("/password")));
    return cookies;
  }

  private static void theyStayOnTheSite(List<String> cookies) {
    assertThat(cookies)
        .extracting(cookie -> cookie.substring(0, cookie.indexOf('=')))
        .contains(Browser.SESSION, Browser.TOKEN, "XSRF-TOKEN")
        .doesNotContain("JSESSIONID");
    assertThat(cookies).allMatch(cookie -> cookie.matches("(?i).*; ?SameSite=Lax(;.*)?"));
    // The tokens are there for scripts to send back; the session is not.
    assertThat(cookies)
        .filteredOn(cookie -> cookie.startsWith(Browser.SESSION + "="))
        .isNotEmpty()
        .allMatch(cookie -> cookie.contains("; HttpOnly"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login",
        "/login?error",
        "/login?wait",
        "/password",
        "/audit",
        "/audit?action=XYZ",
        "/assets/page.css",
        "/forms/PerformDuty.html",
        "/api/units",
        "/engine-rest/task",
        "/nowhere"
      })
  void whatIsOursRunsNoScriptOrStyleButOurFiles(String path) {
    HttpResponse<String> answer = administrator.get(path);

    assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains(
            "default-src 'none'",
            "script-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'")
        .doesNotContain("unsafe-")
        .doesNotContain("*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login?error",
        "/login?wait",
        "/login?logout",
        "/login?changed",
        "/password",
        "/audit",
        "/audit?person=nobody"
      })
  void ourPagesHaveNothingInlineAndNothingFromElsewhere(String path) {
    String page = administrator.get(path).body();

    assertThat(page).contains("</html>").doesNotContainPattern(INLINE);
    assertThat(page).doesNotContainPattern(FROM_ELSEWHERE);
  }

  @Test
  void aRefusedPasswordShowsNothingInlineEither() {
    String page =
        administrator
            .submit("/password", Map.of("current", "x", "chosen", "x", "repeated", "x"))
            .body();

    assertThat(page).contains("role=\"alert\"").doesNotContainPattern(INLINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login",
        "/password",
        "/audit",
        "/audit.csv",
        "/api/units",
        "/api/duties/999999",
        "/assets/page.css",
        "/camunda/app/tasklist/default/",
        "/camunda/app/cockpit/default/",
        "/camunda/app/admin/default/",
        "/camunda/api/engine/engine/default/task",
        "/engine-rest/task"
      })
  void everyAnswerTellsTheBrowserToBeCareful(String path) {
    var headers = administrator.get(path).headers();

    assertThat(headers.allValues("X-Content-Type-Options")).containsOnly("nosniff");
    assertThat(headers.allValues("Referrer-Policy")).containsExactly("same-origin");
    assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
    assertThat(headers.allValues("Permissions-Policy"))
        .containsExactly("camera=(self), geolocation=(), microphone=()");
    assertThat(headers.allValues("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/password", "/audit", "/api/units", "/audit.csv"})
  void nothingOfOursStaysInACache(String path) {
    assertThat(administrator.get(path).headers().firstValue("Cache-Control").orElse(""))
        .contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "cockpit", "admin"})
  void aWebappKeepsItsOwnPolicyAndOnlyThat(String webapp) {
    assertThat(
            administrator
                .get("/camunda/app/" + webapp + "/default/")
                .headers()
                .allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("'nonce-")
        .contains("script-src");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/camunda/app/tasklist/default/", "/engine-rest/task"})
  void outsideTheDemoTheBrowserIsToldToComeOverTlsOnly(String path) {
    Browser overTls =
        new Browser(province.inUse().port())
            .basic("quan-tri", Officers.PASSWORD)
            .with("X-Forwarded-Proto", "https");
    Browser without = new Browser(province.port()).basic("quan-tri", Officers.PASSWORD);
    Browser inTheDemo =
        new Browser(demoPort)
            .basic(ADMINISTRATOR, Officers.PASSWORD)
            .with("X-Forwarded-Proto", "https");

    assertThat(hsts(overTls, path)).singleElement().asString().matches("max-age=\\d{8}.*");
    assertThat(hsts(without, path)).isEmpty();
    assertThat(hsts(inTheDemo, path)).isEmpty();
  }

  private static List<String> hsts(Browser browser, String path) {
    return browser.get(path).headers().allValues("Strict-Transport-Security");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/h2-console",
        "/h2-console/",
        "/h2",
        "/console",
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/metrics",
        "/swagger-ui.html",
        "/v3/api-docs",
        "/index.html"
      })
  void thereIsNoConsoleForDevelopersToAnybody(String path) {
    assertThat(administrator.get(path).statusCode()).isIn(401, 403, 404);
    assertThat(new Browser(demoPort).basic(ADMINISTRATOR, Officers.PASSWORD).get(path).statusCode())
        .isNotEqualTo(200);
    assertThat(new Browser(demoPort).get(path).statusCode()).isIn(302, 401, 403, 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/camunda/app/welcome/default/",
        "/camunda/app/cockpit/default/",
        "/camunda/app/admin/default/",
        "/camunda/",
        "/camunda/api/welcome/plugin",
        "/camunda/api/admin/plugin"
      })
  void officersHaveNothingOfTheEnginesButTasklist(String path) {
    Browser officer = new Browser(demoPort).signedIn(OFFICER, Officers.PASSWORD);

    assertThat(officer.get(path).statusCode()).isEqualTo(403);
    assertThat(officer.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
  }

  @Test
  void anErrorTellsNothingAboutTheProgram() throws IOException {
    Browser program = new Browser(demoPort).basic(ADMINISTRATOR, Officers.PASSWORD);
    var errors = new ArrayList<String>();
    errors.add(administrator.get("/api/duties/999999").body());
    errors.add(administrator.get("/api/duties/x").body());
    errors.add(administrator.get("/api/duties/x?trace=true").body());
    errors.add(administrator.get("/nowhere?trace=true").body());
    errors.add(administrator.get("/audit?from=abc&trace=true").body());
    errors.add(administrator.get("/error?trace=true&exception=true").body());
    errors.add(administrator.get("/camunda/app/nowhere?trace=true").body());
    errors.add(new Browser(demoPort).form("/login?trace=true", Map.of()).body());
    errors.add(program.get("/engine-rest/task/none").body());
    errors.add(program.get("/engine-rest/nowhere").body());
    errors.add(program.json("POST", "/engine-rest/task/none/complete", "{").body());
    errors.add(raw("GET /<script> HTTP/1.1\r\nHost: x\r\n\r\n"));
    errors.add(raw("NONSENSE\r\n\r\n"));
    errors.add(raw("GET /login HTTP/1.1\r\n\r\n"));

    for (String error : errors) {
      assertThat(error)
          .doesNotContainPattern("\\bat [a-z]+(\\.\\w+)+\\(")
          .doesNotContainPattern("(?i)tomcat|jersey|x-powered-by|spring.?boot|\\d+\\.\\d+\\.\\d+");
    }
    assertThat(administrator.get("/login").headers().map())
        .doesNotContainKeys("server", "x-powered-by", "Server", "X-Powered-By");
  }

  /** What no client of ours would send. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", demoPort)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
