package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a start makes of an empty database, and what it refuses to run on. */
@ExtendWith(OutputCaptureExtension.class)
class FirstStartTest {

  private static final String DEMO = "--spring.profiles.active=demo";
  private static final String CHOSEN = "--DONDOC_ADMIN_PASSWORD=" + Officers.PASSWORD;
  private static final String QUICK_HASHES = "--dondoc.passwords.memory=1024";
  private static final Pattern PRINTED =
      Pattern.compile("Mật khẩu \\(chỉ in lần này, phải đổi khi đăng nhập\\): (\\S+)");

  private final String database = Installation.newDatabase();
  private final JdbcClient tables = Installation.tables(database);

  @Test
  void outsideTheDemoThereIsOneUserTheAdministratorWithTheChosenPassword(CapturedOutput output) {
    try (Installation province = Installation.start(database, CHOSEN)) {
      assertThat(users()).containsExactly("quan-tri");
      assertThat(
              tables
                  .sql("select group_id_ from act_id_membership where user_id_ = 'quan-tri'")
                  .query(String.class)
                  .list())
          .containsExactly("camunda-admin");
      assertThat(stored()).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
      Browser browser = new Browser(province.port());
      assertThat(browser.signIn("quan-tri", "demo")).isEqualTo("/login?error");
      browser.signedIn("quan-tri", Officers.PASSWORD);
      assertThat(browser.get("/audit").statusCode()).as("own password").isEqualTo(200);
    }
    assertThat(output).doesNotContain(Officers.PASSWORD).doesNotContain("Mật khẩu (chỉ in");
  }

  @ParameterizedTest
  @CsvSource({"ngan, từ 12 đến 128", "Matkhau@123456, dễ đoán", "quan-tri-quan-tri, dễ đoán"})
  void aWeakPasswordOfTheFirstAdministratorIsRefused(
      String password, String reason, CapturedOutput output) {
    refused("DONDOC_ADMIN_PASSWORD", "--DONDOC_ADMIN_PASSWORD=" + password, QUICK_HASHES);

    assertThat(output)
        .contains("Không khởi động vì không an toàn: mật khẩu trong DONDOC_ADMIN_PASSWORD")
        .contains(reason)
        .contains("đặt mật khẩu khác trong DONDOC_ADMIN_PASSWORD")
        .doesNotContain(password);
    assertThat(users()).isEmpty();
  }

  @Test
  void aPasswordThatNobodyChoseIsPrintedOnceAndHasToBeChanged(CapturedOutput output) {
    String password;
    try (Installation province = Installation.start(database, QUICK_HASHES)) {
      Matcher printed = PRINTED.matcher(output.getOut());
      assertThat(printed.find()).isTrue();
      password = printed.group(1);
      assertThat(password).hasSize(24);
      assertThat(printed.find()).as("a second time").isFalse();
      assertThat(users()).containsExactly("quan-tri");

      Browser browser = new Browser(province.port()).signedIn("quan-tri", password);
      assertThat(Browser.redirect(browser.get("/audit"))).isEqualTo("/password");
      assertThat(browser.get("/api/units").statusCode()).isEqualTo(403);
    }

    String stored = stored();
    int before = output.getAll().length();
    try (Installation again = Installation.start(database, QUICK_HASHES, CHOSEN)) {
      assertThat(output.getAll().substring(before))
          .doesNotContain("Mật khẩu")
          .doesNotContain("quan-tri");
      assertThat(users()).containsExactly("quan-tri");
      assertThat(new Browser(again.port()).signIn("quan-tri", Officers.PASSWORD))
          .isEqualTo("/login?error");
    }
    assertThat(stored()).isEqualTo(stored);
  }

  @Test
  void thePasswordIsPrintedPastTheLog(CapturedOutput output) {
    LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    try (Installation province =
        Installation.start(database, QUICK_HASHES, "--logging.level.root=OFF")) {
      assertThat(output.getOut()).containsPattern(PRINTED);
    } finally {
      logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }
  }

  @Test
  void theDemoIsNotOpenedToOtherMachines(CapturedOutput output) {
    refused("hồ sơ demo mở cho máy khác", DEMO, "--server.address=0.0.0.0");

    assertThat(output).contains("đặt server.address=127.0.0.1, hoặc bỏ hồ sơ demo");
    untouched();
  }

  @Test
  void cookiesAreNotSentInTheClearOutsideTheDemo(CapturedOutput output) {
    refused(
        "cookie đăng nhập được gửi cả khi không mã hóa",
        CHOSEN,
        "--server.servlet.session.cookie.secure=false");

    assertThat(output).contains("bỏ server.servlet.session.cookie.secure=false");
    untouched();
  }

  @Test
  void aProvinceIsNotOpenedToOtherMachinesWithoutTls(CapturedOutput output) {
    refused("máy khác vào được mà không có HTTPS", CHOSEN, "--server.address=0.0.0.0");

    assertThat(output)
        .contains("đặt server.ssl.*")
        .contains("server.forward-headers-strategy=native");
    untouched();
  }

  @Test
  void aProvinceBehindAProxyMayBeReachedFromOtherMachines() {
    try (Installation province =
        Installation.start(
            database,
            CHOSEN,
            QUICK_HASHES,
            "--server.address=0.0.0.0",
            "--server.forward-headers-strategy=native")) {
      assertThat(new Browser(province.port()).get("/login").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theDemoDoesNotRunOnAProvincesDatabase(CapturedOutput output) {
    Installation.start(database, CHOSEN, QUICK_HASHES).close();

    refused("chạy hồ sơ demo trên cơ sở dữ liệu của đơn vị", DEMO);

    assertThat(output).contains("bỏ hồ sơ demo, hoặc đặt spring.datasource.url");
    assertThat(users()).containsExactly("quan-tri");
    assertThat(purposes()).containsExactly("PROVINCE");
  }

  @Test
  void theDemoDoesNotMoveInWhereSomebodysUsersAre() {
    Installation.start(database, CHOSEN, QUICK_HASHES).close();
    // As a database looks that was in use before it said what for.
    tables.sql("delete from installation").update();

    refused("chạy hồ sơ demo trên cơ sở dữ liệu của đơn vị", DEMO);

    assertThat(users()).containsExactly("quan-tri");
    assertThat(purposes()).isEmpty();
  }

  @Test
  void aProvinceDoesNotRunOnADatabaseOfTheDemoNorWithItsPassword(CapturedOutput output) {
    Installation.start(database, DEMO).close();
    List<String> usersOfTheDemo = users();

    refused("cơ sở dữ liệu này của bản trình diễn", CHOSEN, QUICK_HASHES);
    assertThat(output).contains("đặt spring.datasource.url sang cơ sở dữ liệu khác");
    assertThat(users()).isEqualTo(usersOfTheDemo);
    assertThat(purposes()).containsExactly("DEMO");

    // Somebody helps himself.
    tables.sql("update installation set purpose = 'PROVINCE'").update();
    refused("người dùng quan-tri có mật khẩu «demo»", CHOSEN, QUICK_HASHES);
    assertThat(output).contains("dùng cơ sở dữ liệu mới");
    assertThat(users()).isEqualTo(usersOfTheDemo);
  }

  private void refused(String reason, String... settings) {
    assertThatThrownBy(() -> Installation.start(database, settings))
        .rootCause()
        .isInstanceOf(UnsafeConfiguration.class)
        .hasMessageStartingWith("Không khởi động vì không an toàn: ")
        .hasMessageContaining(reason)
        .hasMessageContaining("Cách sửa: ");
  }

  /** Tables there may be, but nothing that a start would put in them. */
  private void untouched() {
    var filled = new ArrayList<String>();
    for (String table :
        List.of("act_id_user", "act_id_group", "act_re_deployment", "unit", "installation")) {
      if (tables.sql("select count(*) from " + table).query(Long.class).single() > 0) {
        filled.add(table);
      }
    }
    assertThat(filled).isEmpty();
  }

  private List<String> users() {
    return tables.sql("select id_ from act_id_user order by id_").query(String.class).list();
  }

  private List<String> purposes() {
    return tables.sql("select purpose from installation").query(String.class).list();
  }

  private String stored() {
    return tables
        .sql("select pwd_ from act_id_user where id_ = 'quan-tri'")
        .query(String.class)
        .single();
  }
}
