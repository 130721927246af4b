package vn.dondoc.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.engine.InvalidInput;

/** Several officers of one commune share its work. */
@SmallProvinceTest
@AutoConfigureMockMvc
class WorkInsideAUnitTest {

  private static final String COMMUNE = "xa-16663";
  private static final String NEIGHBOUR = "xa-16666";
  private static final String DISTRICT = "huyen-412";
  private static final Map<String, Object> REPORT = Map.of("outcome", "done", "summary", "Đã làm");

  @Autowired MockMvc mvc;
  @Autowired Province province;
  @Autowired TaskService tasks;
  @Autowired IdentityService identity;
  @Autowired FilterService filters;
  @Autowired HandOverWorkflow hands;
  @Autowired TransactionTemplate transaction;

  private String campaign;
  private Task task;

  @BeforeEach
  void issue() {
    appoint("an", "Nguyễn Thị An", COMMUNE);
    appoint("binh", "Trần Văn Bình", COMMUNE);
    appoint("chi", "Lê Thị Chi", NEIGHBOUR);
    appoint("dung", "Phạm Dũng", DISTRICT);
    campaign = province.issue();
    task = province.duty(campaign, "11.d4", COMMUNE);
  }

  @AfterEach
  void clear() {
    province.clear();
    province.jdbc.sql("delete from absence").update();
    List.of("an", "binh", "chi", "dung").forEach(identity::deleteUser);
  }

  @Test
  void refusesTheReportOfAColleagueWhoseTaskItIsNoLongerAndSaysWhoHasIt() {
    as("an", COMMUNE, () -> claim("an"));

    assertThatThrownBy(() -> as("binh", COMMUNE, () -> complete()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("do Nguyễn Thị An đang xử lý");
    assertThat(province.state(duty())).isEqualTo("IN_PROGRESS");
    assertThat(holder()).isEqualTo("an");

    as("an", COMMUNE, this::complete);
    assertThat(province.state(duty())).isEqualTo("IN_REVIEW");
  }

  @Test
  void refusesTheReportOfWhomAColleagueReplacesBetweenTheQuestionWhoHoldsTheTaskAndTheEnd()
      throws Exception {
    as("an", COMMUNE, () -> claim("an"));
    CompletableFuture<Throwable> report =
        transaction.execute(
            status -> {
              // The report gets as far as this row, having asked who holds the task.
              province
                  .jdbc
                  .sql("select id from duty where id = ? for update")
                  .param(duty())
                  .query(Long.class)
                  .single();
              var sent =
                  CompletableFuture.supplyAsync(
                      () -> catchThrowable(() -> as("an", COMMUNE, this::complete)));
              assertThatThrownBy(() -> sent.get(500, TimeUnit.MILLISECONDS))
                  .isInstanceOf(TimeoutException.class);
              as("binh", COMMUNE, () -> hands.pass(task.getId(), "an", "binh"));
              return sent;
            });

    assertThat(report.get()).isInstanceOf(OptimisticLockingException.class);
    assertThat(holder()).isEqualTo("binh");
    assertThat(province.state(duty())).isEqualTo("IN_PROGRESS");
    assertThat(province.count("select count(*) from submission")).isZero();
  }

  @Test
  void letsNobodyClaimOrPutBackWhatAColleagueHolds() {
    as("an", COMMUNE, () -> claim("an"));

    assertThatThrownBy(() -> as("binh", COMMUNE, () -> claim("binh")))
        .hasMessageContaining("Nguyễn Thị An");
    assertThatThrownBy(() -> as("binh", COMMUNE, () -> claim(null)))
        .hasMessageContaining("Nguyễn Thị An");
    assertThat(holder()).isEqualTo("an");

    as("an", COMMUNE, () -> claim(null));
    assertThat(holder()).isNull();
  }

  @Test
  void handsATaskOverToAColleagueWhoThenReportsIt() throws Exception {
    as("an", COMMUNE, () -> claim("an"));

    handOver("an", COMMUNE, "an", "binh").andExpect(status().isNoContent());

    assertThat(holder()).isEqualTo("binh");
    assertThat(province.column(duty(), "officer", String.class)).isEqualTo("binh");
    assertThatThrownBy(() -> as("an", COMMUNE, this::complete))
        .hasMessageContaining("do Trần Văn Bình đang xử lý");
    request("an", COMMUNE, get("/api/duties/" + duty()))
        .andExpect(jsonPath("$.history[2].text").value("Giao xử lý cho Trần Văn Bình"))
        .andExpect(jsonPath("$.history[2].actorName").value("Nguyễn Thị An"));

    as("binh", COMMUNE, this::complete);
    assertThat(province.state(duty())).isEqualTo("IN_REVIEW");
  }

  @Test
  void letsAColleagueTakeOverWhatSomebodyHoldsWhoIsAway() throws Exception {
    as("an", COMMUNE, () -> claim("an"));

    handOver("binh", COMMUNE, "an", "binh").andExpect(status().isNoContent());

    assertThat(holder()).isEqualTo("binh");
    assertThat(province.events(duty())).containsExactly("CLAIMED", "TAKEN_OVER");
  }

  @Test
  void tellsWhoIsTooLateThatTheTaskHasChangedHands() throws Exception {
    handOver("binh", COMMUNE, null, "binh").andExpect(status().isNoContent());

    handOver("an", COMMUNE, null, "an")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail").value("Việc này vừa chuyển sang Trần Văn Bình."));
    assertThat(holder()).isEqualTo("binh");
  }

  @Test
  void givesATaskToNobodyOutsideTheUnit() throws Exception {
    handOver("an", COMMUNE, null, "chi")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.field").value("to"))
        .andExpect(jsonPath("$.detail").value("Chỉ chuyển được cho cán bộ cùng đơn vị (to)."));
    assertThat(holder()).isNull();
  }

  @Test
  void hidesTheTaskFromOtherUnitsAndLetsSuperiorsOnlyLook() throws Exception {
    handOver("chi", NEIGHBOUR, null, "an").andExpect(status().isNotFound());
    request("chi", NEIGHBOUR, get("/api/tasks/" + task.getId() + "/holder"))
        .andExpect(status().isNotFound());

    handOver("dung", DISTRICT, null, "an").andExpect(status().isForbidden());
    request("dung", DISTRICT, get("/api/tasks/" + task.getId() + "/holder"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.colleagues", hasSize(0)));
    assertThat(holder()).isNull();
  }

  @Test
  void showsASubstituteTheTasksOfTheAbsentOnTheDaysNamedAndNotTheDayAfter() throws Exception {
    as("an", COMMUNE, () -> claim("an"));
    assertThat(myTasks("binh")).isZero();

    name("an", "binh", "2024-05-07", "2024-05-08").andExpect(redirectedUrl("/absences"));

    assertThat(myTasks("binh")).isZero();
    province.at("2024-05-07T00:00");
    assertThat(myTasks("binh")).isEqualTo(1);
    request("binh", COMMUNE, get("/api/tasks/" + task.getId() + "/holder"))
        .andExpect(jsonPath("$.holder.name").value("Nguyễn Thị An"))
        .andExpect(jsonPath("$.substitute.user").value("binh"));
    province.at("2024-05-08T23:59");
    assertThat(myTasks("binh")).isEqualTo(1);
    assertThat(myTasks("an")).isEqualTo(1);
    province.at("2024-05-09T00:00");
    assertThat(myTasks("binh")).isZero();
  }

  @Test
  void showsNothingMoreOnceAnAbsenceIsCalledOffByWhomItIsOf() throws Exception {
    as("an", COMMUNE, () -> claim("an"));
    name("an", "binh", "2024-05-06", "2024-05-10");
    long absence = province.count("select max(id) from absence");

    request("binh", COMMUNE, post("/absences/" + absence + "/end").with(csrf()));
    assertThat(myTasks("binh")).isEqualTo(1);

    request("an", COMMUNE, post("/absences/" + absence + "/end").with(csrf()));
    assertThat(myTasks("binh")).isZero();
    assertThat(province.count("select count(*) from absence where ended_at is not null"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "chi, 2024-05-07, 2024-05-08, cùng đơn vị",
    "an, 2024-05-07, 2024-05-08, cùng đơn vị",
    "'', 2024-05-07, 2024-05-08, cùng đơn vị",
    "binh, 2024-05-08, 2024-05-07, Ngày cuối phải từ ngày bắt đầu",
    "binh, 2024-05-01, 2024-05-05, Ngày cuối phải từ hôm nay",
    "binh, , 2024-05-07, Chưa chọn ngày bắt đầu",
    "binh, 2024-05-07, , Chưa chọn ngày cuối",
    "binh, 2024-05-07, 2026-05-07, không quá một năm"
  })
  void refusesASubstituteWhoCannotStandIn(String substitute, String from, String to, String reason)
      throws Exception {
    name("an", substitute, from, to)
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString(reason)));
    assertThat(province.count("select count(*) from absence")).isZero();
  }

  @Test
  void refusesASecondSubstituteForTheSameDayAndOneWhoIsAwayAsWell() throws Exception {
    name("an", "binh", "2024-05-07", "2024-05-09");

    name("an", "binh", "2024-05-09", "2024-05-10").andExpect(status().isBadRequest());
    name("binh", "an", "2024-05-09", "2024-05-10")
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("Nguyễn Thị An cũng vắng mặt")));
    name("an", "binh", "2024-05-10", "2024-05-10").andExpect(redirectedUrl("/absences"));
  }

  private void appoint(String id, String name, String unit) {
    int given = name.lastIndexOf(' ');
    User officer = identity.newUser(id);
    officer.setFirstName(name.substring(0, given));
    officer.setLastName(name.substring(given + 1));
    officer.setPassword("cau-vong-tim-7-con-meo");
    identity.saveUser(officer);
    identity.createMembership(id, unit);
  }

  private long duty() {
    return province.dutyId(campaign, "11.d4", COMMUNE);
  }

  private String holder() {
    return tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee();
  }

  private Void claim(String officer) {
    tasks.claim(task.getId(), officer);
    return null;
  }

  private Void complete() {
    tasks.complete(task.getId(), REPORT);
    return null;
  }

  private <T> T as(String officer, String unit, Supplier<T> action) {
    identity.setAuthentication(officer, List.of(unit));
    try {
      return action.get();
    } finally {
      identity.clearAuthentication();
    }
  }

  private long myTasks(String officer) {
    String filter = filters.createFilterQuery().filterName("Việc của tôi").singleResult().getId();
    return as(officer, COMMUNE, () -> filters.count(filter));
  }

  private ResultActions handOver(String officer, String unit, String from, String to)
      throws Exception {
    String body =
        "{\"from\":%s,\"to\":\"%s\"}".formatted(from == null ? "null" : "\"" + from + "\"", to);
    return request(
        officer,
        unit,
        put("/api/tasks/" + task.getId() + "/holder")
            .with(csrf())
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  private ResultActions name(String officer, String substitute, String from, String to)
      throws Exception {
    return request(
        officer,
        COMMUNE,
        post("/absences")
            .with(csrf())
            .param("substitute", substitute)
            .param("from", from == null ? "" : from)
            .param("to", to == null ? "" : to));
  }

  private ResultActions request(String officer, String unit, MockHttpServletRequestBuilder request)
      throws Exception {
    return mvc.perform(request.with(user(officer).authorities(new SimpleGrantedAuthority(unit))));
  }
}
