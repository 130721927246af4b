package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import vn.dondoc.Province;
import vn.dondoc.Tables;
import vn.dondoc.security.Browser;

/**
 * What the engine forgets of a campaign that has ended, and when; and what stays. One life of a
 * campaign for all, in the order of time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "dondoc.demo.campaign=false",
      "dondoc.organisation.units=classpath:small/units.csv",
      "dondoc.organisation.districts-and-communes=",
      "dondoc.retention.engine-history=P365D"
    })
@ActiveProfiles("demo")
@Import(Province.class)
class RetentionTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";

  /** Within the hours in which the engine cleans up, so that a minute decides. */
  private static final String END = "2024-06-11T02:30";

  private static final String A_MINUTE_BEFORE = "2025-06-11T02:29";
  private static final String A_YEAR_LATER = "2025-06-11T02:30";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired DataSource database;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;
  @Autowired HistoryService history;
  @Autowired ManagementService management;
  @Autowired RetentionChange change;
  @Autowired AdjustableClock clock;

  private Tables tables;
  private String running;
  private String ended;

  /**
   * Two campaigns, of which one has ended: with a missed deadline, an obstacle, a comment and a
   * file of the engine's, and reports.
   */
  @BeforeAll
  void twoCampaigns() {
    tables = new Tables(database);
    running = province.issue();
    ended =
        province.as(
            COMMITTEE,
            () -> province.start("16/UBND-VX", "2024-05-06", "2024-05-01", "2024-05-31"));
    province.runJobs();
    for (String campaign : List.of(running, ended)) {
      province.as(
          COMMUNE,
          () ->
              runtime.startProcessInstanceByKey(
                  "Difficulty",
                  Map.of("campaignId", campaign, "clause", "11.d3", "description", "Thiếu loa")));
      Task task = province.duty(campaign, "11.d1", COMMUNE);
      province.claim(task, COMMUNE);
      tasks.createComment(task.getId(), task.getProcessInstanceId(), "Đã gọi điện");
      tasks.createAttachment(
          "text",
          task.getId(),
          task.getProcessInstanceId(),
          "ghi-chu.txt",
          null,
          new ByteArrayInputStream("Ghi chú".getBytes(StandardCharsets.UTF_8)));
    }
    province.runJobs();
    province.passes("2024-05-10T08:01");
    answerAll("WriteWeeklyReport", LEAD, Map.of("content", "Tuần đầu"));
    province.passes("2024-05-14T17:01");
    answerAll("UrgeUnit", null, Map.of("remark", "Khẩn trương"));
    finishEverything();
    answerAll("ResolveDifficulty", LEAD, Map.of("resolution", "resolved", "opinion", "Đã cấp"));
    province.passes("2024-06-05T17:01");
    answerAll("WriteFinalReport", LEAD, Map.of("content", "Tổng kết"));
    province.at(END);
    answerAll("ApproveFinalReport", COMMITTEE, Map.of("approved", true));
    assertThat(instance(ended).getEndTime()).isEqualTo(END + ":00");
    assertThat(instance(running).getEndTime()).isNull();
  }

  @Test
  @Order(1)
  void goesByTheSettingAndNotByTheModelWhereverPeopleWork() {
    assertThat(instance(ended).getRemovalTime()).isEqualTo("2025-06-11T02:30:00");
    assertThat(ofKey("Difficulty"))
        .as("whose model says ten years")
        .isNotEmpty()
        .allSatisfy(
            difficulty ->
                assertThat(difficulty.getRemovalTime())
                    .isEqualTo(
                        Date.from(difficulty.getEndTime().toInstant().plus(Period.ofDays(365)))));
    assertThat(ofKey("EscalationSweep"))
        .as("whose model says one day")
        .isNotEmpty()
        .allSatisfy(
            sweep ->
                assertThat(sweep.getRemovalTime())
                    .isEqualTo(Date.from(sweep.getEndTime().toInstant().plus(Period.ofDays(1)))));
  }

  @Test
  @Order(2)
  void holdsForCampaignsThatEndedUnderAnotherSettingAsWell() {
    history
        .setRemovalTimeToHistoricProcessInstances()
        .absoluteRemovalTime(date("2034-01-01T00:00"))
        .byIds(ended)
        .hierarchical()
        .executeAsync();
    province.runJobs();
    assertThat(removalTimes(ended)).containsExactly("2034-01-01T00:00");
    management.setProperty("dondoc.retention.engine-history", "P0D");

    change.prepare();
    province.runJobs();
    province.passes("2024-06-11T02:32"); // The engine looks twice a minute whether a batch is done.

    assertThat(removalTimes(ended)).containsExactly(A_YEAR_LATER);
    assertThat(removalTimes(running)).isEmpty();
    assertThat(management.createBatchQuery().count()).isZero();
    change.prepare();
    assertThat(management.createBatchQuery().count()).as("done once").isZero();
  }

  @Test
  @Order(3)
  void forgetsNothingAMinuteBefore() {
    Predicate<Map<String, String>> ofCampaign = row -> ended.equals(row.get("root_proc_inst_id_"));
    var before = engineRows(ofCampaign);
    assertThat(before).hasSizeGreaterThan(5);

    cleanUpAt(A_MINUTE_BEFORE);

    assertThat(Tables.differences(before, engineRows(ofCampaign))).isEmpty();
    assertThat(
            history
                .createHistoricProcessInstanceQuery()
                .rootProcessInstances()
                .finishedBefore(date("2024-06-11T02:29"))
                .count())
        .as("cases, obstacles and sweeps that ended earlier")
        .isZero();
  }

  @Test
  @Order(4)
  void forgetsAnEndedCampaignAfterTheConfiguredTimeAndNothingElse() {
    Set<String> idsOfEnded = idsOf(ended);
    Set<String> idsOfRunning = idsOf(running);
    assertThat(engineRows(mentions(idsOfEnded)))
        .containsKeys(
            "act_hi_procinst",
            "act_hi_taskinst",
            "act_hi_actinst",
            "act_hi_comment",
            "act_hi_attachment",
            "act_ge_bytearray",
            "act_ru_authorization");
    var rowsOfRunning = engineRows(mentions(idsOfRunning));
    province.at(A_YEAR_LATER);
    Browser committee = new Browser(port).signedIn(COMMITTEE, "demo");
    Map<String, String> pages = pages(committee);
    assertThat(pages.get("/duties/" + province.dutyId(ended, "11.d1", COMMUNE)))
        .contains("Quá hạn", "Báo cáo hoàn thành");
    var facts = tables.rows(table -> !Tables.isOfTheEngine(table));

    cleanUpAt(A_YEAR_LATER);

    assertThat(engineRows(mentions(idsOfEnded))).isEmpty();
    assertThat(Tables.differences(rowsOfRunning, engineRows(mentions(idsOfRunning)))).isEmpty();
    assertThat(Tables.differences(facts, tables.rows(table -> !Tables.isOfTheEngine(table))))
        .isEmpty();
    assertThat(pages(committee)).isEqualTo(pages);
    assertThat(
            new Browser(port)
                .signedIn("quan-tri", "demo")
                .get("/api/cockpit/process-instances/" + ended + "/history")
                .statusCode())
        .isEqualTo(200);
    assertThat(management.createJobQuery().noRetriesLeft().count()).isZero();
    province.finish(running, "11.d1", COMMUNE, DISTRICT);
  }

  /** As the engine's job does it at night: again and again until there is no more. */
  private void cleanUpAt(String time) {
    province.at(time);
    Job job = history.findHistoryCleanupJobs().get(0);
    history.cleanUpHistoryAsync(false);
    for (int turn = 0; turn < 100; turn++) {
      management.executeJob(job.getId());
      job = management.createJobQuery().jobId(job.getId()).singleResult();
      if (job.getDuedate().toInstant().isAfter(clock.instant())) {
        return;
      }
    }
    throw new AssertionError("cleaning up without end");
  }

  private Date date(String localTime) {
    return Date.from(LocalDateTime.parse(localTime).atZone(clock.getZone()).toInstant());
  }

  private Map<String, String> pages(Browser reader) {
    Map<String, String> pages = new LinkedHashMap<>();
    for (String path :
        List.of(
            "/",
            "/board?campaign=" + ended,
            "/board?campaign=" + ended + "&asOf=2024-05-20",
            "/board/obstacles?campaign=" + ended,
            "/duties?campaign=" + ended,
            "/duties/" + province.dutyId(ended, "11.d1", COMMUNE),
            "/escalations?campaign=" + ended,
            "/documents?campaign=" + ended,
            "/api/campaigns/" + ended)) {
      var answer = reader.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      pages.put(path, answer.body().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", ""));
    }
    return pages;
  }

  /**
   * @param user null for whoever is in charge of each
   */
  private void answerAll(String key, String user, Map<String, Object> answer) {
    for (Task task : open(key)) {
      if (user == null) {
        tasks.complete(task.getId(), answer);
      } else {
        province.complete(task, user, answer);
      }
    }
    province.runJobs();
  }

  private List<Task> open(String key) {
    return tasks
        .createTaskQuery()
        .taskDefinitionKey(key)
        .processVariableValueEquals("campaignId", ended)
        .list();
  }

  /** Every unit reports, every superior accepts, until nothing is open. */
  private void finishEverything() {
    for (int round = 0; round < 10 && !allDone(); round++) {
      answerAll("PerformDuty", null, Map.of("outcome", "done", "summary", "Đã làm"));
      answerAll("ReviewDuty", null, Map.of("accepted", true));
    }
    assertThat(allDone()).isTrue();
  }

  private boolean allDone() {
    return province.count(
            "select count(*) from duty where campaign_id = ? and state <> 'DONE'", ended)
        == 0;
  }

  private HistoricProcessInstance instance(String id) {
    return history.createHistoricProcessInstanceQuery().processInstanceId(id).singleResult();
  }

  private List<HistoricProcessInstance> ofKey(String key) {
    return history.createHistoricProcessInstanceQuery().processDefinitionKey(key).finished().list();
  }

  /** The campaign, all that it called, its cases and obstacles; with their tasks and files. */
  private Set<String> idsOf(String campaign) {
    Set<String> ids =
        new HashSet<>(
            province
                .jdbc
                .sql(
                    """
                    select id_ from act_hi_procinst where root_proc_inst_id_ in (
                      select id from campaign where id = :campaign
                      union all
                      select process_instance_id from escalation_case where campaign_id = :campaign
                      union all
                      select process_instance_id from difficulty where campaign_id = :campaign)
                    """)
                .param("campaign", campaign)
                .query(String.class)
                .list());
    assertThat(ids).hasSizeGreaterThan(30);
    for (String column :
        List.of(
            "id_ from act_hi_taskinst where proc_inst_id_ in (:ids)",
            "id_ from act_hi_actinst where proc_inst_id_ in (:ids)",
            "content_id_ from act_hi_attachment where proc_inst_id_ in (:ids)")) {
      ids.addAll(
          province.jdbc.sql("select " + column).param("ids", ids).query(String.class).list());
    }
    return ids;
  }

  private static Predicate<Map<String, String>> mentions(Set<String> ids) {
    return row -> row.values().stream().anyMatch(ids::contains);
  }

  private Map<String, List<Map<String, String>>> engineRows(Predicate<Map<String, String>> which) {
    Map<String, List<Map<String, String>>> found = new TreeMap<>();
    tables
        .rows(Tables::isOfTheEngine)
        .forEach(
            (table, rows) -> {
              List<Map<String, String>> those = rows.stream().filter(which).toList();
              if (!those.isEmpty()) {
                found.put(table, those);
              }
            });
    return found;
  }

  /** Of all rows of a campaign that have one. */
  private Set<String> removalTimes(String campaign) {
    return engineRows(row -> campaign.equals(row.get("root_proc_inst_id_"))).values().stream()
        .flatMap(List::stream)
        .map(row -> row.get("removal_time_"))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }
}
