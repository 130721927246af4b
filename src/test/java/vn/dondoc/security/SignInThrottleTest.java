package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;

/** How fast somebody may try passwords, to the second. */
@ServedProvinceTest
class SignInThrottleTest {

  private static final String USER = "khoat";
  private static final String COLLEAGUE = "colleague";
  private static final String OFFICE = "203.0.113.7";
  private static final String ELSEWHERE = "198.51.100.9";

  private static final String IN = "/";
  private static final String WRONG = "/login?error";
  private static final String WAIT = "/login?wait";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired Officers officers;
  @Autowired Passwords passwords;

  private LocalDateTime now;

  @BeforeEach
  void morning() {
    now = LocalDateTime.parse(Province.ISSUE);
    province.at(now.toString());
    officers.forgetAttempts();
    officers.officer(USER);
    officers.officer(COLLEAGUE);
  }

  @AfterEach
  void remove() {
    officers.remove(USER);
    officers.remove(COLLEAGUE);
    officers.forgetAttempts();
  }

  @Test
  void fiveTriesAreFreeAndThenTheWaitDoublesUpToAMinute() {
    for (int n = 0; n < 5; n++) {
      assertThat(attempt(OFFICE, USER, "wrong")).isEqualTo(WRONG);
    }
    for (int wait : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      passes(wait - 1);
      assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).as("before %d s", wait).isEqualTo(WAIT);
      passes(1);
      assertThat(attempt(OFFICE, USER, "wrong")).as("after %d s", wait).isEqualTo(WRONG);
    }
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(WAIT);
    passes(60);
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(IN);
  }

  @Test
  void triesThatComeTooEarlyMakeTheWaitNoLonger() {
    fail(OFFICE, USER, 5);
    for (int n = 0; n < 20; n++) {
      assertThat(attempt(OFFICE, USER, "wrong")).isEqualTo(WAIT);
    }
    passes(1);

    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(IN);
  }

  @Test
  void aSuccessEndsTheWaiting() {
    fail(OFFICE, USER, 5);
    passes(1);
    fail(OFFICE, USER, 1);
    passes(2);
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(IN);
    passes(1);

    fail(OFFICE, USER, 5);
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(WAIT);
  }

  @Test
  void whatWentWrongIsForgottenAfterAQuarterOfAnHour() {
    fail(OFFICE, USER, 4);
    passes(15 * 60 - 1);
    fail(OFFICE, USER, 1);
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).as("899 s later").isEqualTo(WAIT);
    passes(1);
    assertThat(attempt(OFFICE, USER, "wrong")).as("900 s later").isEqualTo(WRONG);
    // These are the second and the third that count.
    assertThat(attempt(OFFICE, USER, "wrong")).isEqualTo(WRONG);
  }

  @Test
  void anotherAccountAtTheSameAddressIsNotSlowedDown() {
    fail(OFFICE, USER, 5);

    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(WAIT);
    assertThat(attempt(OFFICE, COLLEAGUE, Officers.PASSWORD)).isEqualTo(IN);
  }

  @Test
  void theOwnerGetsInWhereTheyWereBeforeWhileTheAccountIsAttackedFromElsewhere() {
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(IN);
    passes(60);
    fromTwentyAddresses();

    assertThat(attempt(ELSEWHERE, USER, Officers.PASSWORD)).isEqualTo(WAIT);
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(IN);
  }

  @Test
  void whereTheOwnerWasIsKnownForThirtyDays() {
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(IN);
    passes(30 * 24 * 3600 - 1);
    fromTwentyAddresses();
    assertThat(attempt(OFFICE, USER, "wrong")).isEqualTo(WRONG);

    passes(1);
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).isEqualTo(WAIT);
  }

  @Test
  void anAccountAttackedFromTwentyAddressesWaitsAMinuteForANewOne() {
    for (int n = 1; n < 20; n++) {
      assertThat(attempt("198.51.100." + n, USER, "wrong")).isEqualTo(WRONG);
    }
    assertThat(attempt(OFFICE, USER, "wrong")).as("the twentieth").isEqualTo(WRONG);

    passes(59);
    assertThat(attempt(ELSEWHERE, USER, Officers.PASSWORD)).isEqualTo(WAIT);
    passes(1);
    assertThat(attempt(ELSEWHERE, USER, Officers.PASSWORD)).isEqualTo(IN);
  }

  @Test
  void anAddressThatTriesFiftyAccountsWaitsAMinuteUnlessTheAccountSignedInThereBefore() {
    assertThat(attempt(ELSEWHERE, COLLEAGUE, Officers.PASSWORD)).isEqualTo(IN);
    passes(1);
    for (int n = 0; n < 49; n++) {
      assertThat(attempt(ELSEWHERE, "khong-co-" + n, "wrong")).isEqualTo(WRONG);
    }
    assertThat(attempt(ELSEWHERE, USER, "wrong")).as("the fiftieth").isEqualTo(WRONG);

    assertThat(attempt(ELSEWHERE, COLLEAGUE, Officers.PASSWORD)).isEqualTo(IN);
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).as("from another address").isEqualTo(IN);
    passes(59);
    assertThat(attempt(ELSEWHERE, USER, Officers.PASSWORD)).isEqualTo(WAIT);
    passes(1);
    assertThat(attempt(ELSEWHERE, USER, Officers.PASSWORD)).isEqualTo(IN);
  }

  @Test
  void anUnknownNameTakesAsLongAsAKnownOne() {
    long known = fastest(USER);
    long unknown = fastest("khong-co-ai");

    // Hashes are quick in the tests, and still take longer than all else together.
    assertThat((double) unknown / known).isBetween(0.5, 2.0);
  }

  @Test
  void anUnknownNameIsNotWrittenDownForItMayBeAPassword() {
    attempt(OFFICE, "mat-khau-cua-toi", "wrong");

    assertThat(
            province.count(
                "select count(*) from audit_entry where action = 'SIGN_IN_FAILED'"
                    + " and person like '?%' and address = ?",
                OFFICE))
        .isOne();
    assertThat(
            province.count(
                "select count(*) from audit_entry where concat(coalesce(person, ''),"
                    + " coalesce(subject, ''), coalesce(detail, '')) like '%mat-khau%'"))
        .isZero();
  }

  @Test
  void anUnknownNameWaitsLikeAKnownOne() {
    for (int n = 0; n < SignInThrottle.FREE_TRIES; n++) {
      assertThat(attempt(OFFICE, "khong-co-ai", "wrong")).isEqualTo(WRONG);
    }
    assertThat(attempt(OFFICE, "khong-co-ai", "wrong")).isEqualTo(WAIT);
  }

  @Test
  void aProgramIsSlowedDownLikeAPerson() {
    for (int n = 0; n < 5; n++) {
      assertThat(program("wrong")).isEqualTo(401);
    }
    assertThat(program(Officers.PASSWORD)).isEqualTo(401);
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).as("at the page too").isEqualTo(WAIT);
    passes(1);
    assertThat(program(Officers.PASSWORD)).isEqualTo(200);
  }

  @Test
  void thePasswordPageIsNoOtherWayToTryPasswords() {
    Browser browser = Browser.at(OFFICE, port).signedIn(USER, Officers.PASSWORD);
    passes(60);
    for (int n = 0; n < 5; n++) {
      assertThat(change(browser, "wrong").statusCode()).isEqualTo(400);
    }
    HttpResponse<String> tooEarly = change(browser, Officers.PASSWORD);
    assertThat(tooEarly.statusCode()).isEqualTo(429);
    assertThat(tooEarly.body()).contains("Đăng nhập sai nhiều lần. Hãy thử lại sau 1 giây.");
    assertThat(attempt(OFFICE, USER, Officers.PASSWORD)).as("signing in").isEqualTo(WAIT);

    passes(1);
    assertThat(Browser.redirect(change(browser, Officers.PASSWORD))).isEqualTo("/login?changed");
  }

  private static HttpResponse<String> change(Browser browser, String current) {
    String chosen = "buoi-sang-9-chiec-thuyen-giay";
    return browser.submit(
        "/password", Map.of("current", current, "chosen", chosen, "repeated", chosen));
  }

  private void fromTwentyAddresses() {
    for (int n = 1; n <= 20; n++) {
      assertThat(attempt("192.0.2." + n, USER, "wrong")).isEqualTo(WRONG);
    }
  }

  private void fail(String address, String user, int times) {
    for (int n = 0; n < times; n++) {
      assertThat(attempt(address, user, "wrong")).isEqualTo(WRONG);
    }
  }

  private String attempt(String address, String user, String password) {
    return Browser.at(address, port).signIn(user, password);
  }

  private int program(String password) {
    return Browser.at(OFFICE, port)
        .basic(USER, password)
        .get("/engine-rest/task/count")
        .statusCode();
  }

  private long fastest(String user) {
    return IntStream.range(0, 60)
        .mapToLong(
            n -> {
              long start = System.nanoTime();
              passwords.check(user, "wrong");
              return System.nanoTime() - start;
            })
        .skip(20)
        .min()
        .orElseThrow();
  }

  private void passes(long seconds) {
    now = now.plusSeconds(seconds);
    province.at(now.toString());
  }
}
