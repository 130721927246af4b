package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.authenticated;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in with the province's accounts, beside local passwords. */
class OidcSignInTest extends OidcHarness {

  @Test
  void letsAPersonInAsTheUnitThatTheirGroupNames() throws Exception {
    String campaign = province.issue();
    long duty = province.dutyId(campaign, "11.d4", "xa-16663");
    Browser browser = new Browser();

    assertThat(new Browser().get("/api/units").statusCode()).isEqualTo(401);
    HttpResponse<String> page = browser.signIn(account("an.nv", List.of("xa-16663")));

    assertThat(page.uri().getPath()).isEqualTo("/");
    assertThat(browser.get("/api/duties/" + duty).statusCode()).isEqualTo(200);
    JsonNode tasks = json.readTree(browser.get("/camunda/api/engine/engine/default/task").body());
    assertThat(tasks)
        .isNotEmpty()
        .allSatisfy(
            task ->
                assertThat(
                        province.count(
                            "select count(*) from duty where process_instance_id = ? and unit = 'xa-16663'",
                            task.path("processInstanceId").asText()))
                    .isOne());
    JsonNode webapps = json.readTree(browser.get("/camunda/api/admin/auth/user/default").body());
    assertThat(webapps.path("userId").asText()).isEqualTo("an.nv");

    User user = identity.createUserQuery().userId("an.nv").singleResult();
    assertThat(user.getFirstName()).isEqualTo("Nguyễn Văn");
    assertThat(user.getLastName()).isEqualTo("An");
    assertThat(user.getEmail()).isEqualTo("an.nv@nghean.example");
    assertThat(groups("an.nv")).containsExactly("xa-16663");

    Browser stranger = new Browser();
    stranger.signIn(account("binh.tv", "xa-16666"));
    assertThat(stranger.get("/api/duties/" + duty).statusCode()).isEqualTo(404);
  }

  @Test
  void goesBackToThePageThatThePersonWantedBeforeSigningIn() throws Exception {
    Browser browser = new Browser();
    browser.get("/forms/PerformDuty.html");

    assertThat(browser.signIn(account("an.nv", "xa-16663")).uri().getPath())
        .isEqualTo("/forms/PerformDuty.html");
  }

  @Test
  void asksTheProviderWithProofOfOriginForNameAndMailboxOnly() throws Exception {
    String question = location(new Browser().getOnly("/oauth2/authorization/province"));

    assertThat(question)
        .startsWith(PROVIDER.authorizationEndpointUrl(ISSUER).toString())
        .contains("code_challenge=", "code_challenge_method=S256", "nonce=", "state=")
        .contains("scope=openid%20profile%20email");
  }

  @Test
  void readsAValueThatIsNoUnitCodeWithTheMapping() throws Exception {
    new Browser().signIn(account("an.nv", List.of("/phuong/dong-vinh")));

    assertThat(groups("an.nv")).containsExactly("xa-16663");
  }

  @Test
  void passesOverAnUnknownUnitBesideAKnownOne() throws Exception {
    new Browser().signIn(account("an.nv", List.of("ke-toan", "huyen-412")));

    assertThat(groups("an.nv")).containsExactly("huyen-412");
  }

  @Test
  void makesAnAdministratorOfTheAdministratorsGroupOnly() throws Exception {
    Browser administrator = new Browser();
    HttpResponse<String> page = administrator.signIn(account("an.nv", List.of("don-doc-quan-tri")));
    assertThat(page.uri().getPath()).isEqualTo("/");
    assertThat(page.body()).contains("Sự cố cần xử lý");
    assertThat(groups("an.nv")).containsExactly("camunda-admin");

    Browser pretender = new Browser();
    pretender.signIn(account("binh.tv", List.of("camunda-admin", "xa-16663")));
    assertThat(groups("binh.tv")).containsExactly("xa-16663");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"[\"ke-toan\"]", "[]", "\"\"", "\"camunda-admin\""})
  void refusesAPersonWithoutAKnownUnit(String claim) throws Exception {
    Browser browser = new Browser();
    HttpResponse<String> page =
        browser.signIn(account("an.nv", json.readValue(claim, Object.class)));

    assertThat(page.uri().getPath()).isEqualTo("/login");
    assertThat(page.body())
        .contains("Tài khoản của bạn chưa được gắn với đơn vị nào. Hãy báo quản trị hệ thống.");
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(401);
    assertThat(identity.createUserQuery().userId("an.nv").count()).isZero();
    assertThat(
            province
                .jdbc
                .sql("select detail from audit_entry where action = 'SIGN_IN_FAILED'")
                .query(String.class)
                .list())
        .contains("NO_UNIT");
  }

  @Test
  void refusesAPersonWhoseAccountNamesNoUnitsAtAll() throws Exception {
    Map<String, Object> account = account("an.nv", "");
    account.remove("groups");

    assertThat(new Browser().signIn(account).body()).contains("chưa được gắn với đơn vị nào");
  }

  @Test
  void leavesNoSessionBehindOfWhoWasSignedInBeforeSomebodyRefused() throws Exception {
    Browser browser = new Browser();
    browser.signIn(account("an.nv", "xa-16663"));
    browser.signIn(account("binh.tv", "ke-toan"));

    assertThat(browser.get("/api/units").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nguyễn.an", "an nv", "an/../quan-tri", "a,b", "$(an)"})
  void refusesANameThatTheEngineWouldNotTake(String name) throws Exception {
    HttpResponse<String> page = new Browser().signIn(account(name, "xa-16663"));

    assertThat(page.body()).contains("Tên tài khoản của bạn không dùng được ở đây.");
    assertThat(identity.createUserQuery().userId(name).count()).isZero();
  }

  @Test
  void movesAPersonBetweenUnitsAsTheAccountSays() throws Exception {
    new Browser().signIn(account("an.nv", List.of("xa-16663", "don-doc-quan-tri")));
    Map<String, Object> moved = account("an.nv", List.of("xa-16666"));
    moved.put("name", "Nguyễn Thị An");
    new Browser().signIn(moved);

    assertThat(groups("an.nv")).containsExactly("xa-16666");
    assertThat(identity.createUserQuery().userId("an.nv").singleResult().getFirstName())
        .isEqualTo("Nguyễn Thị");
  }

  @Test
  void doesNotTakeOverALocalAdministrator() throws Exception {
    Browser browser = new Browser();
    HttpResponse<String> page = browser.signIn(account("quan-tri", List.of("don-doc-quan-tri")));

    assertThat(page.body()).contains("trùng với một tài khoản khác ở đây");
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(401);
    assertThat(identity.checkPassword("quan-tri", "demo")).isTrue();
    assertThat(groups("quan-tri")).containsExactly("camunda-admin");
  }

  @Test
  void joinsAnOfficerWhoWasThereToTheAccountAndEndsTheirPassword() throws Exception {
    User officer = identity.newUser("an.nv");
    officer.setLastName("An");
    officer.setPassword("ghe mua xanh co do");
    identity.saveUser(officer);
    identity.createMembership("an.nv", "xa-16666");

    new Browser().signIn(account("an.nv", "xa-16663"));

    assertThat(groups("an.nv")).containsExactly("xa-16663");
    assertThat(identity.checkPassword("an.nv", "ghe mua xanh co do")).isFalse();
  }

  @Test
  void doesNotOpenAUserToAnotherAccountThatIsGivenTheSameNameLater() throws Exception {
    new Browser().signIn(account("an.nv", "xa-16663"));
    Map<String, Object> other = account("an.nv", "xa-16663");
    other.put("sub", "somebody else");

    assertThat(new Browser().signIn(other).body()).contains("trùng với một tài khoản khác ở đây");
    assertThat(new Browser().signIn(account("an.nv", "xa-16663")).uri().getPath()).isEqualTo("/");
  }

  @Test
  void letsNobodyBearTheCodeOfAUnitThatIsNotTheirs() throws Exception {
    assertThat(new Browser().signIn(account("xa-16666", "xa-16663")).body())
        .contains("trùng với một tài khoản khác ở đây");
  }

  @Test
  void givesAPersonWhoSignsInTwiceAtOnceOneUserWithWholeGroups() throws Exception {
    int rounds = 20;
    ExecutorService browsers = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < rounds; round++) {
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<?>> signIns = new ArrayList<>();
        for (String unit : List.of("xa-16663", "xa-16666", "huyen-412", "bhxh-tinh")) {
          Callable<?> signIn =
              () -> {
                start.await();
                return people.admit(account("chi.lt", unit));
              };
          signIns.add(browsers.submit(signIn));
        }
        for (Future<?> signIn : signIns) {
          signIn.get();
        }
        assertThat(groups("chi.lt")).hasSize(1);
        if (round % 2 == 0) {
          identity.deleteUser("chi.lt");
        }
      }
    } finally {
      browsers.shutdownNow();
    }
  }

  @Test
  void endsTheSessionAtSignOutAndGoesOnToTheProvider() throws Exception {
    Browser browser = new Browser();
    browser.signIn(account("an.nv", "xa-16663"));
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(200);

    assertThat(location(browser.postOnly("/logout", Map.of("_csrf", browser.csrf()))))
        .startsWith(PROVIDER.endSessionEndpointUrl(ISSUER).toString())
        .contains("id_token_hint=")
        .contains("post_logout_redirect_uri=http://localhost:" + port + "/login?logout");
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(401);
  }

  @Test
  void endsTheSessionWhenAWebappSignsOut() throws Exception {
    Browser browser = new Browser();
    browser.signIn(account("an.nv", "xa-16663"));

    assertThat(
            browser.postOnly("/camunda/api/admin/auth/user/default/logout", Map.of()).statusCode())
        .isEqualTo(204);
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(401);
    assertThat(browser.get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(401);
  }

  @Test
  void offersBothWaysUnlessPasswordsAreOff() throws Exception {
    Browser browser = new Browser();
    assertThat(browser.get("/login").body())
        .contains("Đăng nhập bằng tài khoản của tỉnh")
        .contains("name=\"password\"");

    mvc.perform(formLogin().user("xa-16663").password("demo")).andExpect(authenticated());
    assertThat(engineRest(basic("xa-16663"))).isEqualTo(200);
  }

  @Test
  void takesATokenOfTheProviderFromAMachine() throws Exception {
    assertThat(engineRest(bearer("chi.lt", CLIENT, "xa-16663"))).isEqualTo(200);
    assertThat(groups("chi.lt")).containsExactly("xa-16663");
  }

  @ParameterizedTest(name = "for {1}, of unit {2}")
  @CsvSource({
    "chi.lt,   another-application, xa-16663",
    "chi.lt,   don-doc,             ke-toan",
    "quan-tri, don-doc,             don-doc-quan-tri"
  })
  void refusesATokenForAnotherApplicationOrWithoutAUnitOrOfALocalAdministrator(
      String user, String audience, String unit) throws Exception {
    assertThat(engineRest(bearer(user, audience, unit))).isEqualTo(401);
  }

  @Test
  void keepsTheActuatorToAdministratorsAmongMachinesWithTokens() throws Exception {
    assertThat(status("/actuator/health", bearer("chi.lt", CLIENT, "xa-16663"))).isEqualTo(403);
    assertThat(status("/actuator/health", bearer("chi.lt", CLIENT, "don-doc-quan-tri")))
        .isEqualTo(200);
  }
}
