package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;

/** Logs are kept and sent around: nothing that people are called or wrote is in them. */
@ServedProvinceTest
@ExtendWith(OutputCaptureExtension.class)
class LogsTest {

  private static final String COMMUNE = "xa-16663";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired Officers officers;
  @Autowired LoggingSystem logging;

  @TempDir Path folder;

  /** As much as outside the tests. */
  @BeforeEach
  void speak() {
    logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    logging.setLogLevel("org.camunda.bpm.engine", LogLevel.INFO);
    province.at(Province.ISSUE);
    officers.forgetAttempts();
    officers.administrator("khoat");
  }

  @AfterEach
  void hush() {
    logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    logging.setLogLevel("org.camunda.bpm.engine", LogLevel.OFF);
    officers.remove("khoat");
    province.clear();
  }

  @Test
  void whatIsTypedAtASignInIsNotLogged(CapturedOutput output) {
    Browser browser = new Browser(port);
    browser.signIn("ten-la-lung", "mat-khau-la-lung");
    browser.signIn("khoat", "mat-khau-la-lung");
    browser.form("/login", Map.of("username", "ten-la-lung", "password", "mat-khau-la-lung"));
    new Browser(port).basic("ten-la-lung", "mat-khau-la-lung").get("/engine-rest/task");
    browser.signedIn("khoat", Officers.PASSWORD);
    browser.submit(
        "/password",
        Map.of("current", "mat-khau-la-lung", "chosen", "mat-khau", "repeated", "mat-khau"));
    browser.submit(
        "/password",
        Map.of("current", Officers.PASSWORD, "chosen", "mat-khau-moi", "repeated", "mat-khau"));
    browser.submit("/password", Map.of("current", Officers.PASSWORD));

    assertThat(output)
        .doesNotContain("la-lung")
        .doesNotContain("mat-khau")
        .doesNotContain(Officers.PASSWORD);
  }

  @Test
  void aRefusedFormIsNotLoggedWithWhatWasWritten(CapturedOutput output) {
    String campaign = province.issue();
    String task =
        "/engine-rest/task/" + province.duty(campaign, "11.d4", COMMUNE).getId() + "/complete";
    Browser officer = new Browser(port).basic(COMMUNE, "demo");
    for (String outcome : new String[] {"xong", "extension", "return"}) {
      assertThat(
              officer
                  .json(
                      "POST",
                      task,
                      """
                      {"variables": {"outcome": {"value": "%s"},
                                     "summary": {"value": "Bà Trần Thị Lụa, lua@nghean.example"},
                                     "metrics": {"value": "{\\"x\\": \\"Lụa\\"}"}}}
                      """
                          .formatted(outcome))
                  .statusCode())
          .isEqualTo(400);
    }
    assertThat(officer.json("POST", task, "{\"variables\": Lụa").statusCode()).isEqualTo(400);

    assertThat(output).doesNotContain("Lụa").doesNotContain("lua@");
  }

  @Test
  void aUserWhoIsRefusedIsNotLoggedByName(CapturedOutput output) {
    Browser administrator = new Browser(port).basic("khoat", Officers.PASSWORD);
    for (String password : new String[] {"matkhau-cua-lua", "matkhau"}) {
      administrator.json(
          "POST",
          "/engine-rest/user/create",
          """
          {"profile": {"id": "lua", "firstName": "Trần Thị", "lastName": "Lụa",
                       "email": "lua@nghean.example"},
           "credentials": {"password": "%s"}}
          """
              .formatted(password));
    }
    officers.remove("lua");

    assertThat(output).doesNotContain("Lụa").doesNotContain("lua@").doesNotContain("matkhau");
  }

  @Test
  void aFileOfOfficersThatIsRefusedIsNotLoggedWithTheirNames(CapturedOutput output)
      throws IOException {
    Path file = folder.resolve("officers.csv");
    Files.writeString(
        file,
        """
        user,name,unit,email
        lua,Trần Thị Lụa,xa-16663,lua@nghean.example
        hong,Phạm Hồng,khong-co,hong@nghean.example
        """);

    assertThatThrownBy(
            () ->
                Installation.start(
                    Installation.newDatabase(),
                    "--spring.profiles.active=demo",
                    "--dondoc.organisation.officers=file:" + file))
        .hasRootCauseMessage("Tệp officers.csv, dòng 3: không có đơn vị nào mang mã «khong-co»");

    assertThat(output)
        .contains("dòng 3")
        .doesNotContain("Lụa")
        .doesNotContain("Hồng")
        .doesNotContain("@nghean.example");
  }
}
