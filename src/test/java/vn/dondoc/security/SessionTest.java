package vn.dondoc.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import vn.dondoc.Province;

/** From sign-in to sign-out. Time passes by making the session older where the server keeps it. */
@ServedProvinceTest
class SessionTest {

  private static final String USER = "khoat";
  private static final String TASKS = "/camunda/api/engine/engine/default/task";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired Officers officers;
  @Autowired IdentityService identity;
  @Autowired JdbcClient jdbc;
  @Autowired SessionRepository<?> sessions;

  private Browser browser;

  @BeforeEach
  void signIn() {
    province.at(Province.ISSUE);
    officers.forgetAttempts();
    officers.administrator(USER);
    browser = new Browser(port).signedIn(USER, Officers.PASSWORD);
    works();
  }

  @AfterEach
  void remove() {
    officers.remove(USER);
  }

  @Test
  void theSessionOfBeforeTheSignInIsWorthNothingAfterwards() {
    Browser victim = new Browser(port);
    victim.get("/forms/PerformDuty.html");
    String before = victim.cookie(Browser.SESSION);
    assertThat(before).isNotNull();

    victim.signedIn(USER, Officers.PASSWORD);

    assertThat(victim.cookie(Browser.SESSION)).isNotNull().isNotEqualTo(before);
    Browser attacker = new Browser(port);
    attacker.setCookie(Browser.SESSION, before);
    assertThat(attacker.get("/api/units").statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionThatSomebodyInventsIsNotTakenUp() {
    Browser victim = new Browser(port);
    victim.setCookie(Browser.SESSION, "0123456789ABCDEF0123456789ABCDEF");

    victim.signedIn(USER, Officers.PASSWORD);

    assertThat(victim.cookie(Browser.SESSION)).isNotEqualTo("0123456789ABCDEF0123456789ABCDEF");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/logout", "/camunda/api/admin/auth/user/default/logout"})
  void signOutEndsEverything(String path) {
    browser.openWebapps();
    String session = browser.cookie(Browser.SESSION);

    if (path.equals("/logout")) {
      assertThat(Browser.redirect(browser.submit(path, Map.of()))).isEqualTo("/login?logout");
    } else {
      assertThat(browser.json("POST", path, "").statusCode()).isEqualTo(204);
    }

    browser.setCookie(Browser.SESSION, session);
    isOver();
  }

  @Test
  void aLinkToSignOutDoesNothing() {
    browser.get("/logout");
    browser.get("/camunda/api/admin/auth/user/default/logout");

    works();
  }

  @Test
  void aSessionEndsTwelveHoursAfterItBegan() {
    older(Duration.ofHours(12).minusSeconds(20));
    works();

    older(Duration.ofSeconds(21));
    isOver();
  }

  @Test
  void workDoesNotProlongASession() {
    for (int hour = 0; hour < 12; hour++) {
      works();
      older(Duration.ofHours(1));
    }
    older(Duration.ofSeconds(1));
    isOver();
  }

  @Test
  void theSessionOfADeletedUserEndsWithinAMinute() {
    officers.remove(USER);
    works();

    aMinuteLater();
    isOver();
  }

  @Test
  void whoIsTakenOutOfAGroupLosesItsRightsWithinAMinute() {
    identity.deleteMembership(USER, "camunda-admin");
    identity.createMembership(USER, "xa-16663");
    works();

    aMinuteLater();
    assertThat(browser.get("/audit").statusCode()).isEqualTo(403);
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(200);
    assertThat(browser.get("/audit").statusCode()).as("from now on").isEqualTo(403);
  }

  @Test
  void whoIsPutIntoAGroupHasItsRightsWithinAMinute() {
    identity.deleteMembership(USER, "camunda-admin");
    aMinuteLater();
    assertThat(browser.get("/audit").statusCode()).isEqualTo(403);

    identity.createMembership(USER, "camunda-admin");
    assertThat(browser.get("/audit").statusCode()).isEqualTo(403);
    aMinuteLater();
    assertThat(browser.get("/audit").statusCode()).isEqualTo(200);
  }

  @Test
  void aPasswordThatAnAdministratorSetsStopsTheSessionWithinAMinute() {
    String set = "chiec-o-xanh-duoi-mua-rao";
    assertThat(
            new Browser(port)
                .basic("quan-tri", "demo")
                .json(
                    "PUT",
                    "/engine-rest/user/" + USER + "/credentials",
                    "{\"password\": \"%s\", \"authenticatedUserPassword\": \"demo\"}"
                        .formatted(set))
                .statusCode())
        .isEqualTo(204);
    works();

    aMinuteLater();
    assertThat(Browser.redirect(browser.get("/"))).isEqualTo("/password");
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(403);
  }

  private void works() {
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(200);
    assertThat(browser.get(TASKS).statusCode()).isEqualTo(200);
    assertThat(browser.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    assertThat(browser.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
  }

  private void isOver() {
    String session = browser.cookie(Browser.SESSION);
    for (String script : new String[] {"/api/units", TASKS}) {
      assertThat(browser.get(script).statusCode()).as(script).isEqualTo(401);
      browser.setCookie(Browser.SESSION, session);
    }
    for (String page :
        new String[] {
          "/",
          "/camunda/app/tasklist/default/",
          "/camunda/app/cockpit/default/",
          "/forms/PerformDuty.html"
        }) {
      assertThat(Browser.redirect(browser.get(page))).as(page).isEqualTo("/login");
      browser.setCookie(Browser.SESSION, session);
    }
  }

  private void aMinuteLater() {
    older(Duration.ofSeconds(61));
  }

  /** As if it had begun, and the person been looked at, so much earlier. */
  private void older(Duration age) {
    String id = new String(Base64.getDecoder().decode(browser.cookie(Browser.SESSION)), UTF_8);
    // Not when it was last used: it was in use all the time.
    int found =
        jdbc.sql("update spring_session set creation_time = creation_time - ? where session_id = ?")
            .params(age.toMillis(), id)
            .update();
    assertThat(found).isOne();
    lookedAt(sessions, id, age);
  }

  private static <S extends Session> void lookedAt(
      SessionRepository<S> sessions, String id, Duration age) {
    S session = sessions.findById(id);
    String lookedAt = SessionStanding.class.getName() + ".lookedAt";
    if (session.getAttribute(lookedAt) instanceof Long at) {
      session.setAttribute(lookedAt, at - age.toMillis());
      sessions.save(session);
    }
  }
}
