package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.camunda.bpm.engine.impl.digest.ShaHashDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import vn.dondoc.Province;

/** How passwords are kept, and what a person has to choose. */
@ServedProvinceTest
class PasswordsTest {

  private static final String USER = "khoat";
  private static final String NEW_PASSWORD = "buoi-sang-9-chiec-thuyen-giay";

  @LocalServerPort int port;
  @Autowired Officers officers;
  @Autowired Passwords passwords;
  @Autowired IdentityService identity;
  @Autowired JdbcClient jdbc;
  @Autowired Province province;

  @BeforeEach
  void officer() {
    province.at(Province.ISSUE);
    officers.forgetAttempts();
    officers.officer(USER);
  }

  @AfterEach
  void remove() {
    officers.remove(USER);
    officers.remove("moi");
  }

  @Test
  void aNewPasswordIsStoredAsArgon2id() {
    assertThat(officers.stored(USER)).startsWith("{argon2}$argon2id$v=19$m=1024,t=1,p=1$");
  }

  static Stream<Arguments> olderHashes() {
    PasswordEncryptor sha512 = new Sha512HashDigest();
    PasswordEncryptor sha1 = new ShaHashDigest();
    return Stream.of(
        Arguments.of("SHA-512", "salt", "{SHA-512}" + sha512.encrypt(Officers.PASSWORD + "salt")),
        Arguments.of("SHA-1", "salt", "{SHA}" + sha1.encrypt(Officers.PASSWORD + "salt")),
        Arguments.of("unsalted SHA-1", null, "{SHA}" + sha1.encrypt(Officers.PASSWORD)),
        Arguments.of(
            "weaker Argon2id",
            "salt",
            "{argon2}"
                + new Argon2PasswordEncoder(16, 32, 1, 256, 1).encode(Officers.PASSWORD + "salt")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("olderHashes")
  void anOlderHashIsAcceptedAndRenewedAtTheNextSignIn(String kind, String salt, String hash) {
    store(hash, salt);

    assertThat(new Browser(port).signIn(USER, "something else")).isEqualTo("/login?error");
    assertThat(officers.stored(USER)).isEqualTo(hash);
    assertThat(new Browser(port).signIn(USER, Officers.PASSWORD)).isEqualTo("/");

    assertThat(officers.stored(USER)).startsWith("{argon2}$argon2id$v=19$m=1024,t=1,p=1$");
    assertThat(new Browser(port).signIn(USER, Officers.PASSWORD)).isEqualTo("/");
    assertThat(new Browser(port).signIn(USER, "something else")).isEqualTo("/login?error");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("olderHashes")
  void aRenewedHashOfOnesOwnPasswordStaysOnesOwn(String kind, String salt, String hash) {
    store(hash, salt);
    passwords.acceptAsOwn(USER);

    Browser browser = new Browser(port).signedIn(USER, Officers.PASSWORD);

    assertThat(passwords.isOwn(USER)).isTrue();
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("olderHashes")
  void aRenewedHashOfAnImportedPasswordStaysSomebodyElses(String kind, String salt, String hash) {
    store(hash, salt);

    Browser browser = new Browser(port).signedIn(USER, Officers.PASSWORD);

    assertThat(passwords.isOwn(USER)).isFalse();
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(403);
  }

  @Test
  void aHashThatIsAsAskedForTodayIsLeftAlone() {
    String before = officers.stored(USER);

    new Browser(port).signedIn(USER, Officers.PASSWORD);

    assertThat(officers.stored(USER)).isEqualTo(before);
  }

  @Test
  void anImportedPasswordOpensOnlyItsChangeAndSignOut() {
    officers.appointed(USER, "xa-16663", Officers.PASSWORD);

    changeIsDue(Officers.PASSWORD);
  }

  @Test
  void aPasswordSetByAnAdministratorOverRestOpensOnlyItsChangeAndSignOut() {
    HttpResponse<String> set =
        administrator()
            .json(
                "PUT",
                "/engine-rest/user/" + USER + "/credentials",
                "{\"password\": \"%s\", \"authenticatedUserPassword\": \"demo\"}"
                    .formatted("chiec-o-xanh-duoi-mua-rao"));
    assertThat(set.statusCode()).isEqualTo(204);

    changeIsDue("chiec-o-xanh-duoi-mua-rao");
  }

  @Test
  void aUserCreatedOverRestHasToChangeThePassword() {
    officers.remove(USER);
    assertThat(create(USER, "chiec-o-xanh-duoi-mua-rao").statusCode()).isEqualTo(204);
    identity.createMembership(USER, "xa-16663");

    changeIsDue("chiec-o-xanh-duoi-mua-rao");
  }

  private void changeIsDue(String password) {
    Browser browser = new Browser(port).signedIn(USER, password);
    for (String page :
        new String[] {"/", "/camunda/app/tasklist/default/", "/forms/PerformDuty.html", "/audit"}) {
      assertThat(Browser.redirect(browser.get(page))).as(page).isEqualTo("/password");
    }
    for (String script :
        new String[] {"/api/units", "/camunda/api/engine/engine/default/task", "/api/clock"}) {
      assertThat(browser.get(script).statusCode()).as(script).isEqualTo(403);
    }
    Browser program = new Browser(port).basic(USER, password);
    assertThat(program.get("/engine-rest/task").statusCode()).isEqualTo(403);
    assertThat(program.get("/actuator/health").statusCode()).isEqualTo(403);
    assertThat(browser.get("/password").body()).contains("do người khác đặt");

    // Signing out is possible, and changes nothing.
    assertThat(Browser.redirect(browser.submit("/logout", Map.of()))).isEqualTo("/login?logout");
    browser.signedIn(USER, password);
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(403);

    assertThat(Browser.redirect(change(browser, password, NEW_PASSWORD, NEW_PASSWORD)))
        .isEqualTo("/login?changed");
    assertThat(browser.get("/api/units").statusCode()).as("signed out").isEqualTo(401);
    assertThat(browser.signIn(USER, password)).isEqualTo("/login?error");
    browser.signedIn(USER, NEW_PASSWORD);
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(200);
    assertThat(browser.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    assertThat(browser.get("/password").body()).doesNotContain("do người khác đặt");
    assertThat(new Browser(port).basic(USER, NEW_PASSWORD).get("/engine-rest/task").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          too short               | thuyen-giay | phải có từ 12 đến 128 ký tự
          common                  | Matkhau@123456 | dễ đoán
          the province's name     | nghean123456 | dễ đoán
          the user's own name     | NguyenVanKhoat | dễ đoán
          the same in full        | Nguyễn Văn Khoát | dễ đoán
          the user's id and mail  | khoat@nghean.example | dễ đoán
          the unit's name         | Phuong Dong Vinh | dễ đoán
          the unit's code         | xa-16663-xa-16663 | dễ đoán
          keys side by side       | qwertyuiop[] | dễ đoán
          """)
  void aPasswordThatIsEasyToGuessIsRefused(String kind, String chosen, String reason) {
    refused(Officers.PASSWORD, chosen, chosen, "chosen", reason);
  }

  @Test
  void aPasswordOf129CharactersIsRefusedAndOneOf128Taken() {
    String longest = "thuyền giấy ".repeat(11).substring(0, 128);
    refused(
        Officers.PASSWORD, longest + "!", longest + "!", "chosen", "phải có từ 12 đến 128 ký tự");

    Browser browser = new Browser(port).signedIn(USER, Officers.PASSWORD);
    assertThat(Browser.redirect(change(browser, Officers.PASSWORD, longest, longest)))
        .isEqualTo("/login?changed");
    assertThat(browser.signIn(USER, longest)).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%}{$~^(;>*]|?&", "x8-Qw/7:pL+3z=", "cái thang tím bơi qua ngõ"})
  void aPasswordThatIsHardToGuessIsTakenWhateverItIsMadeOf(String chosen) {
    Browser browser = new Browser(port).signedIn(USER, Officers.PASSWORD);

    assertThat(Browser.redirect(change(browser, Officers.PASSWORD, chosen, chosen)))
        .isEqualTo("/login?changed");
    assertThat(browser.signIn(USER, chosen)).isEqualTo("/");
  }

  @Test
  void theOldPasswordIsNoNewOne() {
    refused(
        Officers.PASSWORD,
        Officers.PASSWORD,
        Officers.PASSWORD,
        "chosen",
        "Mật khẩu mới phải khác mật khẩu hiện tại.");
  }

  @Test
  void aPasswordHasToBeRepeatedAlike() {
    refused(
        Officers.PASSWORD,
        NEW_PASSWORD,
        NEW_PASSWORD + "x",
        "repeated",
        "Hai lần nhập mật khẩu mới không giống nhau.");
  }

  @Test
  void nobodyChangesAPasswordWithoutTheCurrentOne() {
    refused("not mine", NEW_PASSWORD, NEW_PASSWORD, "current", "Mật khẩu hiện tại không đúng.");
  }

  private void refused(
      String current, String chosen, String repeated, String field, String reason) {
    String before = officers.stored(USER);
    Browser browser = new Browser(port).signedIn(USER, Officers.PASSWORD);

    HttpResponse<String> answer = change(browser, current, chosen, repeated);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .containsPattern("role=\"alert\" id=\"refusal\">[^<]*" + reason)
        .containsPattern("id=\"" + field + "\"[^>]*aria-invalid=\"true\"")
        .doesNotContain(chosen);
    assertThat(officers.stored(USER)).isEqualTo(before);
    assertThat(passwords.isOwn(USER)).isTrue();
    assertThat(browser.get("/api/units").statusCode()).as("still signed in").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"thuyen-giay", "Matkhau@123456", "moi-moi-moi-moi"})
  void theRulesHoldForUsersCreatedOverRest(String password) {
    HttpResponse<String> answer = create("moi", password);

    assertThat(answer.statusCode()).isBetween(400, 500);
    assertThat(identity.createUserQuery().userId("moi").count()).isZero();
  }

  @Test
  void theRulesHoldForPasswordsSetOverRest() {
    String before = officers.stored(USER);

    HttpResponse<String> answer =
        administrator()
            .json(
                "PUT",
                "/engine-rest/user/" + USER + "/credentials",
                "{\"password\": \"Matkhau@123456\", \"authenticatedUserPassword\": \"demo\"}");

    assertThat(answer.statusCode()).isBetween(400, 500);
    assertThat(officers.stored(USER)).isEqualTo(before);
  }

  private HttpResponse<String> create(String user, String password) {
    return administrator()
        .json(
            "POST",
            "/engine-rest/user/create",
            """
            {"profile": {"id": "%s", "firstName": "Nguyễn Văn", "lastName": "Khoát"},
             "credentials": {"password": "%s"}}
            """
                .formatted(user, password));
  }

  private Browser administrator() {
    return new Browser(port).basic("quan-tri", "demo");
  }

  private static HttpResponse<String> change(
      Browser browser, String current, String chosen, String repeated) {
    browser.get("/password");
    return browser.submit(
        "/password", Map.of("current", current, "chosen", chosen, "repeated", repeated));
  }

  private void store(String hash, String salt) {
    jdbc.sql("update act_id_user set pwd_ = ?, salt_ = ? where id_ = ?")
        .params(hash, salt, USER)
        .update();
    jdbc.sql("delete from own_password where user_id = ?").param(USER).update();
  }
}
