package vn.dondoc.report;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Collections;
import java.util.List;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;

/** What each card of Tasklist's list says. */
@SmallProvinceTest
@AutoConfigureMockMvc
class TaskCardsTest {

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

  @Test
  void saysUnderWhichClauseWhoseAndForWhenADutyIs() throws Exception {
    cards("xa-16663", List.of(duty().getId()))
        .andExpect(jsonPath("$", hasSize(1)))
        .andExpect(jsonPath("$[0].clause").value("11.d4"))
        .andExpect(jsonPath("$[0].unit").value("UBND phường Đông Vĩnh"))
        .andExpect(jsonPath("$[0].campaign").value("15/UBND-VX"))
        .andExpect(jsonPath("$[0].holder").isEmpty())
        .andExpect(jsonPath("$[0].timeStatus").value("IN_TIME"))
        .andExpect(jsonPath("$[0].timeText").value("Còn 19 ngày làm việc"));
  }

  @Test
  void countsTheTimeDownToTheMinute() throws Exception {
    Task duty = duty();
    province.at("2024-05-31T16:59");
    cards("xa-16663", List.of(duty.getId()))
        .andExpect(jsonPath("$[0].timeStatus").value("DUE_SOON"))
        .andExpect(jsonPath("$[0].timeText").value("Hạn hôm nay"));
    province.at("2024-05-31T17:01");
    cards("xa-16663", List.of(duty.getId()))
        .andExpect(jsonPath("$[0].timeStatus").value("OVERDUE"))
        .andExpect(jsonPath("$[0].timeText").value("Quá hạn"));
    province.at("2024-06-04T08:00");
    cards("xa-16663", List.of(duty.getId()))
        .andExpect(jsonPath("$[0].timeText").value("Quá hạn 2 ngày làm việc"));
  }

  @Test
  void urgesNobodyWhoWasOnlyAsked() throws Exception {
    // The plan comes first.
    province.finish(campaign, "12.a", "ubmttq-tinh", "bhxh-tinh");
    Task request = province.duty(campaign, "7.a", "ubmttq-tinh");
    province.at("2024-06-04T08:00");
    cards("ubmttq-tinh", List.of(request.getId()))
        .andExpect(jsonPath("$[0].timeText").value("Đã qua thời hạn đề nghị 2 ngày làm việc"));
  }

  @Test
  void saysOfACaseForWhichDirectiveItIs() throws Exception {
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-14T17:10");
    Task urge = province.taskOf("huyen-412", "UrgeUnit");
    cards("huyen-412", List.of(urge.getId()))
        .andExpect(jsonPath("$[0].campaign").value("15/UBND-VX"))
        .andExpect(jsonPath("$[0].timeText").value("Còn 2 ngày làm việc"));
  }

  @Test
  void leavesOutWhatThePersonMayNotSee() throws Exception {
    Task other = province.duty(campaign, "11.d4", "xa-16666");
    List<String> both = List.of(duty().getId(), other.getId(), "no-such-task");
    cards("xa-16663", both).andExpect(jsonPath("$[*].id", containsInAnyOrder(duty().getId())));
    cards("ubmttq-tinh", both).andExpect(jsonPath("$", hasSize(0)));
    cards("huyen-412", both).andExpect(jsonPath("$", hasSize(2)));
  }

  @Test
  void refusesToAnswerForMoreThanAPage() throws Exception {
    cards("xa-16663", Collections.nCopies(101, "x"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.field").value("ids"));
  }

  private Task duty() {
    return province.duty(campaign, "11.d4", "xa-16663");
  }

  private ResultActions cards(String unit, List<String> ids) throws Exception {
    return mvc.perform(
        get("/api/tasks/cards")
            .param("ids", String.join(",", ids))
            .with(user(unit).authorities(new SimpleGrantedAuthority(unit))));
  }
}
