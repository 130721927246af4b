package vn.dondoc;

import static org.hamcrest.Matchers.hasSize;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What the forms read, and who may read it. */
@SmallProvinceTest
@AutoConfigureMockMvc
class FormApiTest {

  @Autowired MockMvc mvc;
  @Autowired Province province;

  private String campaign;

  @BeforeEach
  void issue() {
    campaign = province.issue();
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xa-16663", "huyen-412", "bhxh-tinh", "ubnd-tinh", "camunda-admin"})
  void showsADutyToItsUnitAndThoseAboveIt(String viewer) throws Exception {
    as(viewer, "/api/duties/" + duty())
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.clause").value("11.d4"))
        .andExpect(jsonPath("$.unit.name").value("UBND phường Đông Vĩnh"))
        .andExpect(jsonPath("$.reviewer.code").value("huyen-412"))
        .andExpect(jsonPath("$.due").value("2024-05-31T17:00:00"))
        .andExpect(jsonPath("$.workingDaysLeft").value(19))
        .andExpect(jsonPath("$.timeStatusText").value("Trong hạn"))
        .andExpect(jsonPath("$.metrics[0].id").value("activities"))
        .andExpect(jsonPath("$.history", hasSize(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xa-16666", "ubmttq-tinh"})
  void hidesADutyFromOthersAsIfItDidNotExist(String stranger) throws Exception {
    as(stranger, "/api/duties/" + duty())
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.detail").value("Không tìm thấy nhiệm vụ hoặc bạn không được xem."));
    as(stranger, "/api/duties/999999").andExpect(status().isNotFound());
  }

  @Test
  void showsWhatCameBackAndWhy() throws Exception {
    province.complete(
        province.require("PerformDuty", duty()),
        "xa-16663",
        Map.of("outcome", "done", "summary", "Đã làm", "metrics", "{\"activities\": 2.5}"));
    province.complete(
        province.require("ReviewDuty", duty()),
        "huyen-412",
        Map.of("accepted", false, "remark", "Thiếu ảnh"));

    as("xa-16663", "/api/duties/" + duty())
        .andExpect(jsonPath("$.metrics[0].value").value(2.5))
        .andExpect(jsonPath("$.submission.summary").value("Đã làm"))
        .andExpect(jsonPath("$.history[2].text").value("Yêu cầu bổ sung"))
        .andExpect(jsonPath("$.history[2].remark").value("Thiếu ảnh"))
        .andExpect(jsonPath("$.history[2].actor").value("huyen-412"))
        .andExpect(jsonPath("$.history[2].actorName").value("UBND thành phố Vinh"));
  }

  @Test
  void showsACaseToThoseWhoDecideAndToNobodyElse() throws Exception {
    province.passes("2024-05-14T17:01");
    long id =
        province
            .jdbc
            .sql("select id from escalation_case where superior = 'huyen-412'")
            .query(Long.class)
            .single();

    for (String viewer : new String[] {"huyen-412", "bhxh-tinh", "ubnd-tinh"}) {
      as(viewer, "/api/cases/" + id)
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.unit.name").value("Các đơn vị thuộc UBND thành phố Vinh"))
          .andExpect(jsonPath("$.stageText").value("Cấp trên trực tiếp xử lý"))
          .andExpect(jsonPath("$.duties", hasSize(2)))
          .andExpect(jsonPath("$.duties[0].clause").value("11.d1"))
          .andExpect(jsonPath("$.duties[0].workingDaysLate").value(0))
          .andExpect(jsonPath("$.defaultNewDue").value("2024-05-17"));
    }
    as("xa-16663", "/api/cases/" + id).andExpect(status().isNotFound());
  }

  @Test
  void countsACampaignForTheLeadAgencyAndTheCommittee() throws Exception {
    for (String viewer : new String[] {"bhxh-tinh", "ubnd-tinh"}) {
      as(viewer, "/api/campaigns/" + campaign)
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.totals.total").value(40))
          .andExpect(jsonPath("$.totals.inTime").value(40))
          .andExpect(jsonPath("$.agencies", hasSize(3)))
          .andExpect(jsonPath("$.agencies[1].unit.name").value("UBND thành phố Vinh"))
          .andExpect(jsonPath("$.agencies[1].total").value(9 + 2 * 7));
    }
    as("huyen-412", "/api/campaigns/" + campaign).andExpect(status().isNotFound());
  }

  @Test
  void offersRunningCampaignsAndOnesOwnClausesForADifficulty() throws Exception {
    as("xa-16663", "/api/campaigns").andExpect(jsonPath("$[0].documentNumber").value("15/UBND-VX"));
    as("xa-16663", "/api/campaigns/" + campaign + "/clauses").andExpect(jsonPath("$", hasSize(7)));
    as("ubnd-tinh", "/api/campaigns/audience")
        .andExpect(jsonPath("$.provincialAgencies").value(2))
        .andExpect(jsonPath("$.districts").value(1))
        .andExpect(jsonPath("$.communes").value(2))
        // The letter names nine more agencies, which this small province does not have.
        .andExpect(jsonPath("$.missing", hasSize(9)))
        .andExpect(jsonPath("$.missing[0]").value("bql-kkt-dong-nam"));
  }

  @Test
  void knowsWorkingDaysAndSaysWhichYearItDoesNotKnow() throws Exception {
    as("xa-16663", "/api/calendar/2024-05-04")
        .andExpect(jsonPath("$.workingDay").value(true))
        .andExpect(jsonPath("$.note").value("Làm bù cho 29/4"))
        .andExpect(jsonPath("$.today").value("2024-05-06"));
    as("xa-16663", "/api/calendar/2024-05-05").andExpect(jsonPath("$.workingDay").value(false));
    as("xa-16663", "/api/calendar/2031-05-05")
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.detail").isNotEmpty());
  }

  @Test
  void answersNobodyWhoIsNotSignedIn() throws Exception {
    mvc.perform(get("/api/units")).andExpect(status().isUnauthorized());
    mvc.perform(get("/forms/PerformDuty.html"))
        .andExpect(status().isFound())
        .andExpect(redirectedUrl("http://localhost/login"));
  }

  private long duty() {
    return province.dutyId(campaign, "11.d4", "xa-16663");
  }

  private ResultActions as(String unit, String path) throws Exception {
    return mvc.perform(
        get(path).with(user("can-bo").authorities(new SimpleGrantedAuthority(unit))));
  }
}
