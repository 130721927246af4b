package vn.dondoc.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.model;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.audit.ForgottenAudit;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.security.Viewer;

/** Results that wait for their reviewer: who sees which, and what becomes of them. */
@SmallProvinceTest
@AutoConfigureMockMvc
class ReviewsTest {

  private static final String COMMUNE = "xa-16663";
  private static final String NEIGHBOUR = "xa-16666";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String AGENCY = "ubmttq-tinh";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final String ADMINISTRATORS = "camunda-admin";

  /** Who signs in for any of the units. */
  private static final String REVIEWER = "can-bo";

  private static final ReviewSearch ALL = new ReviewSearch(null, null, null, false);

  @Autowired MockMvc mvc;
  @Autowired Province province;
  @Autowired Duties duties;
  @Autowired Reviews reviews;
  @Autowired TaskService tasks;
  @Autowired DutyTasksWorkflow workflow;

  private String campaign;

  @BeforeEach
  void issue() {
    ForgottenAudit.in(province.jdbc);
    campaign = province.issue();
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  // Who sees which

  @Test
  void areSeenByTheDirectSuperiorAndNobodyElse() {
    long ofCommune = reported(COMMUNE, "11.d1");
    long ofNeighbour = reported(NEIGHBOUR, "11.d4");
    long ofDistrict = reported(DISTRICT, firstOf(DISTRICT));
    long ofAgency = reported(AGENCY, firstOf(AGENCY));
    long ofLead = reported(LEAD, firstOf(LEAD));

    assertThat(shownTo(DISTRICT)).containsExactly(ofCommune, ofNeighbour);
    assertThat(shownTo(LEAD)).containsExactlyInAnyOrder(ofAgency, ofDistrict);
    assertThat(shownTo(COMMITTEE)).containsExactly(ofLead);
    for (String stranger : List.of(COMMUNE, NEIGHBOUR, AGENCY, ADMINISTRATORS)) {
      assertThat(shownTo(stranger)).as(stranger).isEmpty();
      assertThat(reviews.waitingFor(viewer(stranger))).as(stranger).isZero();
    }
    assertThat(reviews.waitingFor(viewer(DISTRICT))).isEqualTo(2);
    assertThat(reviews.waitingFor(new Viewer("none", Set.of(), false))).isZero();
  }

  @Test
  void areFoundByTheSameRuleThatNamesTheReviewer() {
    List<Long> ids = province.jdbc.sql("select id from duty order by id").query(Long.class).list();
    province.jdbc.sql("update duty set state = 'IN_REVIEW', submitted_at = due").update();

    Map<String, List<Long>> expected =
        ids.stream().collect(Collectors.groupingBy(id -> duties.superior(duties.require(id))));

    assertThat(expected).containsOnlyKeys(DISTRICT, LEAD, COMMITTEE);
    expected.forEach(
        (reviewer, theirs) ->
            assertThat(reviews.ids(viewer(reviewer), ALL))
                .as(reviewer)
                .containsExactlyInAnyOrderElementsOf(theirs));
  }

  @ParameterizedTest
  @ValueSource(strings = {COMMUNE, AGENCY, ADMINISTRATORS})
  void showNothingOfOthersToWhoReviewsNothing(String stranger) throws Exception {
    reported(NEIGHBOUR, "11.d4");

    page(stranger, "/reviews")
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("không duyệt kết quả của đơn vị khác")))
        .andExpect(content().string(not(containsString("Hà Huy Tập"))));
    assertThat(reviews.concern(viewer(stranger))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {DISTRICT, LEAD, COMMITTEE})
  void sayWhatToExpectWhenNoneWait(String reviewer) throws Exception {
    page(reviewer, "/reviews")
        .andExpect(content().string(containsString("Không có kết quả nào chờ duyệt.")));
    assertThat(reviews.concern(viewer(reviewer))).isTrue();
  }

  // What is shown

  @Test
  void showWhatTheUnitReportedAndWhetherInTime() throws Exception {
    province.passes("2024-05-13T09:00");
    long inTime =
        report(
            COMMUNE,
            "11.d1",
            Map.of("summary", "Đã giao 12 khối", "metrics", "{\"villagesAssigned\": 1250}"));
    province.passes("2024-06-03T09:00");
    long late = reported(NEIGHBOUR, "11.d1");

    ReviewItem first = found(ALL).get(0);
    assertThat(first.duty().id()).isEqualTo(inTime);
    assertThat(first.summary()).isEqualTo("Đã giao 12 khối");
    assertThat(first.late()).isFalse();
    assertThat(first.figures())
        .contains(new ReviewItem.Figure("Số thôn, xóm, tổ dân phố được giao chỉ tiêu", "1.250"));
    assertThat(first.missing()).isEqualTo(first.figures().size() - 1);
    ReviewItem second = found(ALL).get(1);
    assertThat(second.duty().id()).isEqualTo(late);
    assertThat(second.late()).isTrue();
    page(DISTRICT, "/reviews")
        .andExpect(content().string(containsString("Đã giao 12 khối")))
        .andExpect(content().string(containsString("<strong>1.250</strong>")))
        .andExpect(content().string(containsString("Gửi đúng hạn")))
        .andExpect(content().string(containsString("03/06/2024 09:00")))
        .andExpect(content().string(containsString("Gửi quá hạn</span>")));
  }

  @Test
  void showWhatWasAskedForTheLastTime() throws Exception {
    long duty = reported(COMMUNE, "11.d4");
    askForMore(DISTRICT, duty, "Thiếu danh sách").andExpect(status().isFound());
    province.runJobs();
    report(COMMUNE, "11.d4", Map.of("summary", "Đã bổ sung danh sách"));

    assertThat(found(ALL)).hasSize(1);
    assertThat(found(ALL).get(0).earlier().remark()).isEqualTo("Thiếu danh sách");
    assertThat(found(ALL).get(0).summary()).isEqualTo("Đã bổ sung danh sách");
  }

  @Test
  void leadToTheEvidence() throws Exception {
    long file = attach("11.d4", COMMUNE);
    long duty = reported(COMMUNE, "11.d4");
    reported(NEIGHBOUR, "11.d4");

    assertThat(itemOf(duty, DISTRICT).evidence()).extracting(Evidence::id).containsExactly(file);
    page(DISTRICT, "/reviews")
        .andExpect(content().string(containsString("href=\"/api/evidence/" + file + "\"")))
        .andExpect(content().string(containsString("Minh chứng: 1 tệp")))
        .andExpect(content().string(containsString("Không có minh chứng")));
  }

  @Test
  void doNotLeadTheCommitteeToAListOfCitizens() throws Exception {
    long file = attach("11.d2", COMMUNE);
    long duty = province.dutyId(campaign, "11.d2", COMMUNE);
    reported(COMMUNE, "11.d2");
    assertThat(itemOf(duty, DISTRICT).evidence()).extracting(Evidence::id).containsExactly(file);

    province.jdbc.sql("update duty set unit = ? where id = ?").params(LEAD, duty).update();

    assertThat(itemOf(duty, COMMITTEE).evidence()).isNull();
    page(COMMITTEE, "/reviews")
        .andExpect(content().string(containsString("Minh chứng có dữ liệu cá nhân")))
        .andExpect(content().string(not(containsString("/api/evidence/"))));
  }

  @Test
  void areFilteredByDutyUnitAndLateness() {
    long first = reported(COMMUNE, "11.d1");
    province.passes("2024-06-03T09:00");
    long second = reported(COMMUNE, "11.d4");
    long third = reported(NEIGHBOUR, "11.d4");

    assertThat(ids(new ReviewSearch(null, "11.d4", null, null))).containsExactly(second, third);
    assertThat(ids(new ReviewSearch(null, null, "DONG vinh", null))).containsExactly(first, second);
    assertThat(ids(new ReviewSearch(null, null, "Đông", null))).containsExactly(first, second);
    assertThat(ids(new ReviewSearch(null, null, "Không có đơn vị này", null))).isEmpty();
    assertThat(ids(new ReviewSearch(null, null, null, true))).containsExactly(second, third);
    assertThat(reviews.clauses(viewer(DISTRICT)).keySet()).containsExactly("11.d1", "11.d4");
  }

  @Test
  void areDividedByDutyOrByUnitAndIntoPages() throws Exception {
    reported(COMMUNE, "11.d1");
    reported(COMMUNE, "11.d4");
    reported(NEIGHBOUR, "11.d1");

    assertThat(titles("/reviews"))
        .containsExactly(
            "11.d1 – Giao chỉ tiêu tới thôn, xóm, tổ dân phố",
            "11.d4 – Chỉ đạo đoàn thể xã tuyên truyền theo nhóm");
    assertThat(titles("/reviews?by=UNIT"))
        .containsExactly("UBND phường Đông Vĩnh", "UBND phường Hà Huy Tập");
    Reviews.Found second = find(DISTRICT, ALL, 2, 2);
    assertThat(second.items()).hasSize(1);
    assertThat(second.total()).isEqualTo(3);
    page(DISTRICT, "/reviews?page=7").andExpect(model().attribute("page", 1));
  }

  @Test
  void comeInTheOrderOfTheLettersSections() {
    province.jdbc.sql("update duty set state = 'IN_REVIEW', submitted_at = due").update();

    assertThat(
            found(LEAD, ALL).stream()
                .map(item -> item.duty().clause().split("\\.")[0])
                .map(Integer::valueOf)
                .toList())
        .isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"by=EVERYTHING", "late=maybe", "page=first"})
  void refuseAnAddressThatMeansNothing(String query) throws Exception {
    page(DISTRICT, "/reviews?" + query).andExpect(status().isBadRequest());
  }

  @Test
  void standBesideTheRequestsForMoreTime() throws Exception {
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "extension", "requestedDue", "2024-06-14", "reason", "Mưa lũ"));
    String task = province.require("DecideExtension", duty).getId();

    page(DISTRICT, "/reviews")
        .andExpect(content().string(containsString("Mưa lũ")))
        .andExpect(content().string(containsString("Xin đến 14/06/2024")))
        .andExpect(
            content().string(containsString("/camunda/app/tasklist/default/#/?task=" + task)));
    page(LEAD, "/reviews").andExpect(content().string(not(containsString("Mưa lũ"))));
  }

  // Accepting many

  @Test
  void areAcceptedOnlyAfterAQuestion() throws Exception {
    long first = reported(COMMUNE, "11.d1");
    long second = reported(NEIGHBOUR, "11.d4");
    long third = reported(NEIGHBOUR, "11.d1");

    send(DISTRICT, "/reviews/confirm", "duty", first, "duty", second)
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Duyệt 2 kết quả?")))
        .andExpect(model().attribute("ids", first + "," + second));
    send(DISTRICT, "/reviews/confirm", "all", true, "clause", "11.d1")
        .andExpect(model().attribute("ids", first + "," + third));
    send(DISTRICT, "/reviews/confirm")
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("Hãy đánh dấu ít nhất một kết quả")));
    assertThat(states(first, second, third)).containsOnly("IN_REVIEW");
  }

  @Test
  void keepWhatWasTickedWhenOneGoesBack() throws Exception {
    long first = reported(COMMUNE, "11.d1");
    long second = reported(NEIGHBOUR, "11.d1");

    send(DISTRICT, "/reviews", "duty", second)
        .andExpect(content().string(not(containsString("value=\"" + first + "\" checked"))))
        .andExpect(content().string(containsString("value=\"" + second + "\" checked")));
  }

  @Test
  void areAcceptedTogetherAsIfOneByOne() throws Exception {
    long targets = reported(COMMUNE, "11.d1");
    long list = reported(COMMUNE, "11.d2");
    long next = province.dutyId(campaign, "11.d3", COMMUNE);
    assertThat(province.state(next)).isEqualTo("WAITING");

    send(DISTRICT, "/reviews/accept", "duty", targets + "," + list, "remark", "Đồng ý")
        .andExpect(redirectedUrl("/reviews?by=DUTY"))
        .andExpect(flash().attribute("answered", new Reviews.Answered(2, List.of())));

    for (long duty : List.of(targets, list)) {
      assertThat(province.state(duty)).isEqualTo("DONE");
      assertThat(province.events(duty)).containsExactly("SUBMITTED", "ACCEPTED");
      assertThat(event(duty)).containsEntry("actor", REVIEWER).containsEntry("remark", "Đồng ý");
      assertThat(province.about("ReviewDuty", duty)).isEmpty();
      assertThat(decisions(duty)).containsExactly(REVIEWER + ": Duyệt kết quả");
    }
    province.runJobs();
    assertThat(province.state(next)).isEqualTo("NOT_ACCEPTED");
    assertThat(province.about("PerformDuty", next)).hasSize(1);
  }

  @Test
  void areAcceptedSomeAtATimeByTheScript() throws Exception {
    long duty = reported(COMMUNE, "11.d1");

    perform(
            DISTRICT,
            post("/reviews/accept")
                .param("duty", duty + ",999999")
                .accept(MediaType.APPLICATION_JSON))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.done").value(1))
        .andExpect(jsonPath("$.refused[0].what").value("Nhiệm vụ số 999999"));
    assertThat(province.state(duty)).isEqualTo("DONE");
  }

  @Test
  void areAcceptedButForThoseThatAColleagueHolds() throws Exception {
    long held = reported(COMMUNE, "11.d1");
    long free = reported(NEIGHBOUR, "11.d1");
    Task review = province.require("ReviewDuty", held);
    province.as(
        DISTRICT,
        () -> {
          tasks.claim(review.getId(), DISTRICT);
          return null;
        });

    Reviews.Answered answered = accept(DISTRICT, held, free);

    assertThat(answered.done()).isEqualTo(1);
    assertThat(answered.refused()).hasSize(1);
    assertThat(answered.refused().get(0).what())
        .isEqualTo("UBND phường Đông Vĩnh – Giao chỉ tiêu tới thôn, xóm, tổ dân phố");
    assertThat(answered.refused().get(0).reason()).contains(DISTRICT + " đang xử lý");
    assertThat(states(held, free)).containsExactly("IN_REVIEW", "DONE");
    assertThat(province.events(held)).containsExactly("SUBMITTED");
    assertThat(decisions(held)).isEmpty();
  }

  @Test
  void areAcceptedOnceHoweverOftenTheFormIsSent() throws Exception {
    long duty = reported(COMMUNE, "11.d1");
    accept(DISTRICT, duty);

    Reviews.Answered again = accept(DISTRICT, duty, duty);

    assertThat(again.done()).isZero();
    assertThat(again.refused())
        .extracting(Reviews.Refused::reason)
        .containsExactly("Không còn chờ duyệt: hiện ở trạng thái «Hoàn thành».");
    assertThat(province.events(duty)).containsExactly("SUBMITTED", "ACCEPTED");
    assertThat(decisions(duty)).hasSize(1);
  }

  @Test
  void areNotAcceptedWhereTheirTaskGoesBetweenTheListAndTheAnswer() throws Exception {
    long duty = reported(COMMUNE, "11.d1");
    String task = province.require("ReviewDuty", duty).getId();
    accept(DISTRICT, duty);

    assertThatThrownBy(
            () ->
                province.as(
                    DISTRICT,
                    () -> {
                      workflow.review(task, true, null);
                      return null;
                    }))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("Kết quả không còn chờ duyệt");
    assertThat(decisions(duty)).hasSize(1);
  }

  @Test
  void areNotAcceptedBeforeTheirTaskIsThereNorAfterItHasGone() throws Exception {
    long duty = reported(COMMUNE, "11.d1");
    province
        .jdbc
        .sql("update duty set process_instance_id = null where id = ?")
        .param(duty)
        .update();

    Reviews.Answered answered = accept(DISTRICT, duty);

    assertThat(answered.done()).isZero();
    assertThat(answered.refused().get(0).reason()).startsWith("Kết quả không còn chờ duyệt");
    assertThat(province.state(duty)).isEqualTo("IN_REVIEW");
  }

  @Test
  void areNotAcceptedWithARemarkThatIsTooLong() throws Exception {
    long duty = reported(COMMUNE, "11.d1");

    Reviews.Answered answered =
        (Reviews.Answered)
            send(DISTRICT, "/reviews/accept", "duty", duty, "remark", "ă".repeat(4001))
                .andReturn()
                .getFlashMap()
                .get("answered");

    assertThat(answered.done()).isZero();
    assertThat(answered.refused().get(0).reason()).contains("dài quá 4000 ký tự");
    assertThat(province.state(duty)).isEqualTo("IN_REVIEW");
    assertThat(province.events(duty)).containsExactly("SUBMITTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {COMMUNE, NEIGHBOUR, AGENCY, LEAD, COMMITTEE, ADMINISTRATORS})
  void areNotAnsweredByOthersWhateverTheySend(String stranger) throws Exception {
    long duty = reported(COMMUNE, "11.d1");

    Reviews.Answered accepted = accept(stranger, duty);
    assertThat(accepted.done()).isZero();
    assertThat(accepted.refused())
        .containsExactly(
            new Reviews.Refused(
                "Nhiệm vụ số " + duty, "Không có, hoặc không do đơn vị của bạn duyệt."));
    send(stranger, "/reviews/confirm", "duty", duty).andExpect(status().isBadRequest());
    askForMore(stranger, duty, "Làm lại")
        .andExpect(flash().attribute("returned", new Reviews.Answered(0, accepted.refused())));

    assertThat(province.state(duty)).isEqualTo("IN_REVIEW");
    assertThat(province.events(duty)).containsExactly("SUBMITTED");
    assertThat(decisions(duty)).isEmpty();
    assertThat(province.about("ReviewDuty", duty)).hasSize(1);
  }

  @Test
  void areNotAcceptedWhileTheUnitStillWorks() throws Exception {
    long duty = province.dutyId(campaign, "11.d1", COMMUNE);

    assertThat(accept(DISTRICT, duty).refused().get(0).reason()).contains("«Chưa tiếp nhận»");
    assertThat(province.state(duty)).isEqualTo("NOT_ACCEPTED");
  }

  // Asking for more

  @Test
  void goBackToTheUnitOneByOneWithWhatTheyLack() throws Exception {
    long duty = reported(COMMUNE, "11.d4");

    askForMore(DISTRICT, duty, "  Thiếu danh sách  ")
        .andExpect(redirectedUrl("/reviews?by=DUTY"))
        .andExpect(flash().attribute("returned", new Reviews.Answered(1, List.of())));
    province.runJobs();

    assertThat(province.state(duty)).isEqualTo("NOT_ACCEPTED");
    assertThat(province.events(duty)).containsExactly("SUBMITTED", "SUPPLEMENT_ASKED");
    assertThat(event(duty))
        .containsEntry("actor", REVIEWER)
        .containsEntry("remark", "Thiếu danh sách");
    assertThat(decisions(duty)).containsExactly(REVIEWER + ": Yêu cầu bổ sung");
    assertThat(province.about("PerformDuty", duty)).hasSize(1);
  }

  @Test
  void doNotGoBackWithoutAWordNorWithTooMany() throws Exception {
    long duty = reported(COMMUNE, "11.d4");

    askForMore(DISTRICT, duty, " ")
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("Chưa nhập nội dung cần bổ sung.")));
    askForMore(DISTRICT, duty, "ă".repeat(2001))
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("ă".repeat(2001))))
        .andExpect(content().string(containsString("dài quá 2000 ký tự")));
    assertThat(province.state(duty)).isEqualTo("IN_REVIEW");
  }

  @Test
  void giveBackWhatWasWrittenWhenSomebodyElseWasFaster() throws Exception {
    long duty = reported(COMMUNE, "11.d4");
    accept(DISTRICT, duty);

    askForMore(DISTRICT, duty, "Thiếu danh sách")
        .andExpect(flash().attribute("unsent", "Thiếu danh sách"));
    assertThat(province.state(duty)).isEqualTo("DONE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/reviews", "/reviews/confirm", "/reviews/accept"})
  void areNotAnsweredByAForgedForm(String path) throws Exception {
    long duty = reported(COMMUNE, "11.d4");

    for (String forged : List.of(path, "/reviews/" + duty + "/supplement")) {
      mvc.perform(
              post(forged)
                  .param("duty", "" + duty)
                  .param("remark", "Làm lại")
                  .with(user(REVIEWER).authorities(new SimpleGrantedAuthority(DISTRICT))))
          .andExpect(status().isForbidden());
    }
    assertThat(province.state(duty)).isEqualTo("IN_REVIEW");
  }

  @Test
  void areForThoseWhoHaveSignedIn() throws Exception {
    mvc.perform(get("/reviews")).andExpect(redirectedUrlPattern("**/login"));
  }

  private long reported(String unit, String clause) {
    return report(unit, clause, Map.of("summary", "Đã làm"));
  }

  private long report(String unit, String clause, Map<String, Object> what) {
    long duty = province.dutyId(campaign, clause, unit);
    var variables = new HashMap<>(what);
    variables.put("outcome", "done");
    province.complete(province.require("PerformDuty", duty), unit, variables);
    return duty;
  }

  private long attach(String clause, String unit) throws Exception {
    perform(
            unit,
            multipart("/api/duties/" + province.dutyId(campaign, clause, unit) + "/evidence")
                .file(
                    new MockMultipartFile(
                        "file", "Báo cáo.pdf", "application/pdf", SampleFiles.PDF)))
        .andExpect(status().isCreated());
    return province.count("select max(id) from evidence");
  }

  private static Viewer viewer(String unit) {
    return new Viewer(REVIEWER, Set.of(unit), unit.equals(ADMINISTRATORS));
  }

  private List<Long> shownTo(String unit) {
    return reviews.ids(viewer(unit), ALL);
  }

  private List<Long> ids(ReviewSearch search) {
    List<Long> ids = reviews.ids(viewer(DISTRICT), search);
    assertThat(found(search)).extracting(item -> item.duty().id()).isEqualTo(ids);
    return ids;
  }

  private List<ReviewItem> found(ReviewSearch search) {
    return found(DISTRICT, search);
  }

  /** As on the page, whose person the evidence is asked for. */
  private Reviews.Found find(String unit, ReviewSearch search, int from, int count) {
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(REVIEWER, "", unit));
    try {
      return reviews.find(viewer(unit), search, from, count);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private List<ReviewItem> found(String unit, ReviewSearch search) {
    return find(unit, search, 0, 100).items();
  }

  /** The clause of some duty that the unit has the task of performing. */
  private String firstOf(String unit) {
    return province
        .jdbc
        .sql("select min(clause) from duty where unit = ? and state = 'NOT_ACCEPTED'")
        .param(unit)
        .query(String.class)
        .single();
  }

  private ReviewItem itemOf(long duty, String unit) {
    return found(unit, ALL).stream()
        .filter(item -> item.duty().id() == duty)
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private List<String> titles(String path) throws Exception {
    return ((List<ReviewsPage.Group>)
            page(DISTRICT, path).andReturn().getModelAndView().getModel().get("groups"))
        .stream().map(ReviewsPage.Group::title).toList();
  }

  private List<String> states(long... ids) {
    return Arrays.stream(ids).mapToObj(province::state).toList();
  }

  private Map<String, Object> event(long duty) {
    return province
        .jdbc
        .sql("select actor, remark from duty_event where duty_id = ? order by id desc")
        .param(duty)
        .query()
        .listOfRows()
        .get(0);
  }

  private List<String> decisions(long duty) {
    return province
        .jdbc
        .sql(
            "select person || ': ' || detail from audit_entry where action = 'DECISION' and subject"
                + " = ?")
        .param("duty/" + duty)
        .query(String.class)
        .list();
  }

  private Reviews.Answered accept(String unit, long... ids) throws Exception {
    Object[] fields = Arrays.stream(ids).boxed().flatMap(id -> Stream.of("duty", id)).toArray();
    return (Reviews.Answered)
        send(unit, "/reviews/accept", fields).andReturn().getFlashMap().get("answered");
  }

  private ResultActions askForMore(String unit, long duty, String remark) throws Exception {
    return send(unit, "/reviews/" + duty + "/supplement", "remark", remark);
  }

  private ResultActions page(String unit, String path) throws Exception {
    return perform(unit, get(path));
  }

  private ResultActions send(String unit, String path, Object... fields) throws Exception {
    var request = post(path).accept(MediaType.TEXT_HTML);
    for (int field = 0; field < fields.length; field += 2) {
      request.param(fields[field].toString(), fields[field + 1].toString());
    }
    return perform(unit, request);
  }

  private ResultActions perform(String unit, AbstractMockHttpServletRequestBuilder<?> request)
      throws Exception {
    return mvc.perform(
        request.with(csrf()).with(user(REVIEWER).authorities(new SimpleGrantedAuthority(unit))));
  }
}
