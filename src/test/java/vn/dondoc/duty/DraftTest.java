package vn.dondoc.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.audit.ForgottenAudit;

/** "Lưu tiến độ": what an officer has filled in is kept, shown to the unit, and gone once sent. */
@SmallProvinceTest
@AutoConfigureMockMvc
class DraftTest {

  private static final String COMMUNE = "xa-16663";
  private static final String OTHER_COMMUNE = "xa-16666";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final String ADMINISTRATORS = "camunda-admin";
  private static final String PROGRESS =
      """
      {"values": {"outcome": "done", "summary": "Đã phát 2 buổi"}, "metrics": {"activities": 2.5}}""";

  @Autowired MockMvc mvc;
  @Autowired Province province;
  @Autowired Duties duties;
  @Autowired TaskService tasks;

  private long duty;

  @BeforeEach
  void issue() {
    duty = province.dutyId(province.issue(), "11.d4", COMMUNE);
    ForgottenAudit.in(province.jdbc);
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void isKeptForWhoeverOfTheUnitOpensTheFormNext() throws Exception {
    province.at("2024-05-07T10:05");
    save("can-bo", COMMUNE, PROGRESS)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.savedAt").value("2024-05-07T10:05:00"))
        .andExpect(jsonPath("$.savedBy").value("can-bo"));

    open("dong-nghiep", COMMUNE)
        .andExpect(jsonPath("$.draft.values.summary").value("Đã phát 2 buổi"))
        .andExpect(jsonPath("$.draft.values.outcome").value("done"))
        .andExpect(jsonPath("$.draft.savedByName").value("can-bo"))
        .andExpect(jsonPath("$.metrics[?(@.id == 'activities')].value").value(2.5));
  }

  @Test
  void makesFiguresFactsAndTakesThemBackAgain() throws Exception {
    save("can-bo", COMMUNE, PROGRESS);
    assertThat(figures()).containsExactly(2.5);

    save("can-bo", COMMUNE, "{\"values\": {}, \"metrics\": {\"activities\": null}}");
    assertThat(figures()).isEmpty();
  }

  @Test
  void takesThePlaceOfWhatWasKeptBefore() throws Exception {
    save("can-bo", COMMUNE, PROGRESS);
    save("can-bo", COMMUNE, "{\"values\": {\"summary\": \"Đã phát 3 buổi\"}}");

    open("can-bo", COMMUNE)
        .andExpect(jsonPath("$.draft.values.summary").value("Đã phát 3 buổi"))
        .andExpect(jsonPath("$.draft.values.outcome").doesNotExist());
    assertThat(figures()).containsExactly(2.5);
  }

  @Test
  void completesNothingAndIsNotInTheHistoryButInTheAuditLog() throws Exception {
    List<String> before = province.events(duty);
    save("can-bo", COMMUNE, PROGRESS);

    assertThat(province.state(duty)).isEqualTo("NOT_ACCEPTED");
    assertThat(province.events(duty)).isEqualTo(before);
    assertThat(province.require("PerformDuty", duty)).isNotNull();
    assertThat(
            province.count(
                "select count(*) from audit_entry where person = 'can-bo' and subject = ?",
                "duty/" + duty))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {DISTRICT, LEAD, COMMITTEE, ADMINISTRATORS})
  void isNeitherSeenNorWrittenByThoseAboveTheUnit(String superior) throws Exception {
    save("can-bo", COMMUNE, PROGRESS);

    open("cap-tren", superior).andExpect(jsonPath("$.draft").isEmpty());
    save(
            "cap-tren",
            superior,
            "{\"values\": {\"summary\": \"khác\"}, \"metrics\": {\"activities\": 9}}")
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail", startsWith("Chỉ đơn vị được giao")));
    assertUnchanged();
  }

  @Test
  void isAsIfTheDutyDidNotExistForStrangers() throws Exception {
    save("la", OTHER_COMMUNE, PROGRESS).andExpect(status().isNotFound());
    assertThat(drafts()).isZero();
    assertThat(figures()).isEmpty();
  }

  @Test
  void isForNobodyWhoIsNotSignedIn() throws Exception {
    mvc.perform(
            put("/api/duties/" + duty + "/draft")
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(PROGRESS))
        .andExpect(status().isUnauthorized());
    assertThat(drafts()).isZero();
  }

  @Test
  void isRefusedWhileAColleagueHoldsTheTask() throws Exception {
    Task task = province.require("PerformDuty", duty);
    province.as(
        COMMUNE,
        () -> {
          tasks.claim(task.getId(), COMMUNE);
          return null;
        });
    save(COMMUNE, COMMUNE, PROGRESS).andExpect(status().isOk());

    save(
            "can-bo",
            COMMUNE,
            "{\"values\": {\"summary\": \"khác\"}, \"metrics\": {\"activities\": 9}}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail", containsString("do UBND phường Đông Vĩnh đang xử lý")));
    assertUnchanged();
  }

  @Test
  void isRefusedWhileTheResultIsUnderReview() throws Exception {
    submit();
    save("can-bo", COMMUNE, PROGRESS)
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail", containsString("«Chờ duyệt»")));
    assertThat(drafts()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"activities\": -1} | metrics.activities | không được âm",
        "{\"activities\": \"hai\"} | metrics.activities | phải là số",
        "{\"activities\": 1.23456} | metrics.activities | 4 chữ số",
        "{\"unknown\": 1} | metrics | không thuộc nhiệm vụ này",
        "[1] | metrics | đối tượng JSON"
      })
  void leavesEverythingAsItWasWhenAFigureIsWrong(String metrics, String field, String reason)
      throws Exception {
    save("can-bo", COMMUNE, PROGRESS);

    save("can-bo", COMMUNE, "{\"values\": {\"summary\": \"khác\"}, \"metrics\": " + metrics + "}")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.field").value(field))
        .andExpect(jsonPath("$.detail", containsString(reason)));
    assertUnchanged();
  }

  @Test
  void leavesEverythingAsItWasWhenTheTextIsTooLong() throws Exception {
    save("can-bo", COMMUNE, PROGRESS);

    save(
            "can-bo",
            COMMUNE,
            "{\"values\": {\"summary\": \""
                + "a".repeat(20_000)
                + "\"}, \"metrics\": {\"activities\": 9}}")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail", containsString("quá dài")));
    assertUnchanged();
  }

  @Test
  void isGoneOnceTheResultIsSent() throws Exception {
    save("can-bo", COMMUNE, PROGRESS);
    submit();

    assertThat(drafts()).isZero();
    assertThat(figures()).containsExactly(2.5);
    open("can-bo", COMMUNE).andExpect(jsonPath("$.draft").isEmpty());
  }

  @Test
  void staysWhenTheResultIsRefused() throws Exception {
    save("can-bo", COMMUNE, PROGRESS);
    try {
      province.complete(
          province.require("PerformDuty", duty),
          COMMUNE,
          Map.of("outcome", "done", "metrics", "{\"activities\": -1}"));
    } catch (RuntimeException refused) {
      assertThat(refused).hasRootCauseInstanceOf(vn.dondoc.engine.InvalidInput.class);
    }
    assertUnchanged();
  }

  @Test
  void doesNotGoWithTheDutyToAnotherUnit() throws Exception {
    save("can-bo", COMMUNE, PROGRESS);
    duties.reassign(duty, OTHER_COMMUNE, null, LEAD, null);

    open("can-bo", OTHER_COMMUNE).andExpect(jsonPath("$.draft").isEmpty());
    assertThat(drafts()).isZero();
  }

  private void assertUnchanged() throws Exception {
    open("can-bo", COMMUNE).andExpect(jsonPath("$.draft.values.summary").value("Đã phát 2 buổi"));
    assertThat(figures()).containsExactly(2.5);
    assertThat(province.state(duty)).isIn("NOT_ACCEPTED", "IN_PROGRESS");
  }

  private void submit() {
    province.complete(
        province.require("PerformDuty", duty),
        COMMUNE,
        Map.of("outcome", "done", "summary", "Đã làm"));
  }

  private long drafts() {
    return province.count("select count(*) from duty_draft");
  }

  private List<Double> figures() {
    return province
        .jdbc
        .sql("select amount from duty_figure where duty_id = ?")
        .param(duty)
        .query(Double.class)
        .list();
  }

  private ResultActions save(String person, String unit, String content) throws Exception {
    return mvc.perform(
        put("/api/duties/" + duty + "/draft")
            .with(csrf())
            .with(user(person).authorities(new SimpleGrantedAuthority(unit)))
            .contentType(MediaType.APPLICATION_JSON)
            .content(content));
  }

  private ResultActions open(String person, String unit) throws Exception {
    return mvc.perform(
            get("/api/duties/" + duty)
                .with(user(person).authorities(new SimpleGrantedAuthority(unit))))
        .andExpect(status().isOk());
  }
}
