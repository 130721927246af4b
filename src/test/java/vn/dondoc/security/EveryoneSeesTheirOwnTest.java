package vn.dondoc.security;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.dondoc.security.Caller.ENGINE;
import static vn.dondoc.security.Caller.WEBAPP;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.security.Caller.Answer;

/**
 * Of a campaign everybody sees what is theirs and their subordinates', through every interface, and
 * works on nothing but their own; of all else not even whether it is there.
 */
@AttackTest
class EveryoneSeesTheirOwnTest {

  private static final String ADMINISTRATOR = "quan-tri";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final String LEAD = "bhxh-tinh";
  private static final String AGENCY = "ubmttq-tinh";
  private static final String OTHER_AGENCY = "so-y-te";
  private static final String DISTRICT = "huyen-412";
  private static final String OTHER_DISTRICT = "huyen-413";
  private static final String COMMUNE = "xa-16663";
  private static final String NEIGHBOUR = "xa-16666";
  private static final String OTHER_DISTRICTS_COMMUNE = "xa-16717";

  private static final Set<String> ALL =
      Set.of(
          LEAD,
          AGENCY,
          OTHER_AGENCY,
          DISTRICT,
          OTHER_DISTRICT,
          COMMUNE,
          NEIGHBOUR,
          OTHER_DISTRICTS_COMMUNE);

  /** Whom the commune's tasks are open to, and to whom not. */
  private static final List<String> ABOVE = List.of(DISTRICT, LEAD, COMMITTEE);

  private static final List<String> STRANGERS =
      List.of(NEIGHBOUR, OTHER_DISTRICTS_COMMUNE, OTHER_DISTRICT, AGENCY, OTHER_AGENCY);

  private static final String NO_SUCH_TASK = "0b0b0b0b-1111-2222-3333-444444444444";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired TaskService tasks;
  @Autowired FilterService filters;

  Caller caller;
  String campaign;

  @BeforeEach
  void issue() {
    caller = new Caller(port);
    campaign = province.issue();
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  static Stream<Arguments> whoSeesWhose() {
    return Stream.of(
        Arguments.of(COMMUNE, Set.of(COMMUNE)),
        Arguments.of(NEIGHBOUR, Set.of(NEIGHBOUR)),
        Arguments.of(DISTRICT, Set.of(DISTRICT, COMMUNE, NEIGHBOUR)),
        Arguments.of(OTHER_DISTRICT, Set.of(OTHER_DISTRICT, OTHER_DISTRICTS_COMMUNE)),
        Arguments.of(AGENCY, Set.of(AGENCY)),
        Arguments.of(OTHER_AGENCY, Set.of(OTHER_AGENCY)),
        Arguments.of(LEAD, ALL),
        Arguments.of(COMMITTEE, ALL),
        Arguments.of(ADMINISTRATOR, ALL));
  }

  @ParameterizedTest
  @MethodSource("whoSeesWhose")
  void findsTheTasksOfTheseUnitsAndNoOthers(String viewer, Set<String> units) {
    Map<String, Set<String>> byUnit = tasksByUnit();
    assertThat(byUnit).containsOnlyKeys(ALL);
    Set<String> expected = new HashSet<>();
    units.forEach(unit -> expected.addAll(byUnit.get(unit)));

    assertThat(pages(viewer, "/task", false)).isEqualTo(expected);
    assertThat(pages(viewer, "/task", true)).isEqualTo(expected);
    assertThat(caller.get(viewer, ENGINE + "/task/count").json().path("count").asInt())
        .isEqualTo(expected.size());
    assertThat(pages(viewer, "/history/task", false))
        .isSubsetOf(expected)
        .containsAll(byUnit.getOrDefault(viewer, Set.of()));
  }

  @ParameterizedTest
  @MethodSource("whoSeesWhose")
  void findsInTheFilterOfTheUnitItsOwnTasks(String viewer, Set<String> units) {
    String filter =
        filters.createFilterQuery().filterName("Việc của đơn vị").singleResult().getId();
    Set<String> expected = tasksByUnit().getOrDefault(viewer, Set.of());

    assertThat(pages(viewer, "/filter/" + filter + "/list", true)).isEqualTo(expected);
    assertThat(pages(viewer, "/filter/" + filter + "/list", false)).isEqualTo(expected);
    assertThat(
            caller
                .get(viewer, ENGINE + "/filter/" + filter + "/count")
                .json()
                .path("count")
                .asInt())
        .isEqualTo(expected.size());
  }

  @Test
  void findsNoOthersTasksByAskingTheUnitsFilterForAnotherUnits() {
    String filter =
        filters.createFilterQuery().filterName("Việc của đơn vị").singleResult().getId();
    for (Map<String, ?> query :
        List.of(
            Map.of("candidateGroup", NEIGHBOUR),
            Map.of("candidateGroups", List.of(NEIGHBOUR)),
            Map.of("orQueries", List.of(Map.of("candidateGroups", List.of(NEIGHBOUR)))))) {
      assertThat(ids(caller.post(COMMUNE, ENGINE + "/filter/" + filter + "/list", query).json()))
          .isSubsetOf(tasksByUnit().get(COMMUNE));
      assertThat(ids(caller.post(COMMUNE, ENGINE + "/task", query).json()))
          .isSubsetOf(tasksByUnit().get(COMMUNE));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/form",
        "/form-variables",
        "/variables",
        "/identity-links",
        "/comment",
        "/deployed-form",
        "/rendered-form"
      })
  void showsATaskToThoseAboveAndHidesItFromStrangersAsIfItDidNotExist(String part) {
    String task = task().getId();
    tasks.createComment(task, null, "Bí mật của phường");

    Answer own = caller.get(COMMUNE, ENGINE + "/task/" + task + part);
    for (String viewer :
        Stream.concat(ABOVE.stream(), Stream.of(COMMUNE, ADMINISTRATOR)).toList()) {
      for (Answer answer : bothWays(viewer, "/task/" + task + part)) {
        // Comments belong to a task's history, which the engine shows to who works on it.
        if (!part.equals("/comment")) {
          assertThat(answer.status()).as(viewer + answer.text()).isEqualTo(own.status());
        }
      }
    }
    for (String stranger : STRANGERS) {
      Answer none = caller.get(stranger, ENGINE + "/task/" + NO_SUCH_TASK + part);
      for (Answer answer : bothWays(stranger, "/task/" + task + part)) {
        assertThat(answer.text()).doesNotContain("Bí mật", "11.d4", campaign);
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(none.status()).as(none.text()).isEqualTo(404);
        assertThat(answer.text().replace(task, NO_SUCH_TASK)).isEqualTo(none.text());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/claim", "/unclaim", "/complete", "/submit-form"})
  void letsNobodyElseWorkOnATask(String act) {
    Task task = task();
    for (String other : Stream.concat(ABOVE.stream(), STRANGERS.stream()).toList()) {
      Map<String, ?> body =
          act.equals("/claim")
              ? Map.of("userId", other)
              : Map.of(
                  "variables",
                  Map.of("outcome", Map.of("value", "done"), "summary", Map.of("value", "x")));
      int refused = STRANGERS.contains(other) ? 404 : 403;
      assertThat(caller.post(other, ENGINE + "/task/" + task.getId() + act, body).status())
          .as(other)
          .isEqualTo(refused);
      assertThat(
              caller
                  .inBrowser(other, "POST", WEBAPP + "/task/" + task.getId() + act, body)
                  .status())
          .as(other)
          .isEqualTo(refused);
    }
    assertThat(tasks.createTaskQuery().taskId(task.getId()).taskUnassigned().count()).isOne();
    assertThat(province.count("select count(*) from submission")).isZero();
  }

  @Test
  void letsTheUnitItselfTakeUpPutBackAndCompleteATask() {
    String task = ENGINE + "/task/" + task().getId();
    assertThat(caller.post(COMMUNE, task + "/claim", Map.of("userId", COMMUNE)).status())
        .isEqualTo(204);
    assertThat(caller.post(COMMUNE, task + "/unclaim", Map.of()).status()).isEqualTo(204);
    assertThat(
            caller
                .post(
                    COMMUNE,
                    task + "/submit-form",
                    Map.of(
                        "variables",
                        Map.of(
                            "outcome", Map.of("value", "done"),
                            "summary", Map.of("value", "Đã làm"))))
                .status())
        .isEqualTo(204);
  }

  @Test
  void letsStrangersNeitherCommentNorReadWhatHappened() {
    String task = task().getId();
    province.as(
        COMMUNE,
        () -> {
          tasks.claim(task, COMMUNE);
          return null;
        });
    for (String stranger : STRANGERS) {
      assertThat(
              caller
                  .post(
                      stranger,
                      ENGINE + "/task/" + task + "/comment/create",
                      Map.of("message", "Tò mò"))
                  .status())
          .isBetween(400, 499);
      for (String path :
          List.of("/history/task?taskId=" + task, "/history/user-operation?taskId=" + task)) {
        for (Answer answer : bothWays(stranger, path)) {
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.json()).as(path).isEmpty();
        }
      }
    }
    assertThat(tasks.getTaskComments(task)).isEmpty();
  }

  @Test
  void showsADutyToItsUnitAndThoseAboveIt() {
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    assertSeen("/api/duties/", duty, List.of(COMMUNE, DISTRICT, LEAD, COMMITTEE, ADMINISTRATOR));
    long agencys =
        province.count(
            "select min(id) from duty where campaign_id = ? and unit = ?", campaign, AGENCY);
    assertSeen("/api/duties/", agencys, List.of(AGENCY, LEAD, COMMITTEE, ADMINISTRATOR));
    long districts =
        province.count(
            "select min(id) from duty where campaign_id = ? and unit = ?", campaign, DISTRICT);
    assertSeen("/api/duties/", districts, List.of(DISTRICT, LEAD, COMMITTEE, ADMINISTRATOR));
  }

  @Test
  void countsACampaignForTheLeadTheCommitteeAndTheAdministrator() {
    assertSeen("/api/campaigns/", campaign, List.of(LEAD, COMMITTEE, ADMINISTRATOR));
  }

  @Test
  void namesEverybodyTheClausesOfTheirOwnDutiesOnly() {
    for (String unit : ALL) {
      Set<String> own =
          Set.copyOf(
              province
                  .jdbc
                  .sql("select clause from duty where unit = ? and campaign_id = ?")
                  .params(unit, campaign)
                  .query(String.class)
                  .set());
      JsonNode clauses =
          caller.inBrowser(unit, "GET", "/api/campaigns/" + campaign + "/clauses", null).json();
      assertThat(Set.copyOf(clauses.findValuesAsText("clause"))).isEqualTo(own);
    }
  }

  @Test
  void showsAnEscalationToWhoeverDecidesAndThoseAbove() {
    province.passes("2024-05-14T17:01");
    long id = province.count("select id from escalation_case where superior = ? ", DISTRICT);
    assertSeen("/api/cases/", id, List.of(DISTRICT, LEAD, COMMITTEE, ADMINISTRATOR));
    Task urging = province.taskOf(DISTRICT, "UrgeUnit");
    assertTaskSeen(urging, List.of(DISTRICT, LEAD, COMMITTEE, ADMINISTRATOR));
    for (String other : List.of(LEAD, COMMITTEE, OTHER_DISTRICT, COMMUNE)) {
      assertThat(
              caller
                  .post(
                      other,
                      ENGINE + "/task/" + urging.getId() + "/complete",
                      Map.of("variables", Map.of("remark", Map.of("value", "x"))))
                  .status())
          .as(other)
          .isIn(403, 404);
    }
  }

  @Test
  void leavesTheCommitteesDecisionToTheCommittee() {
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-17T17:01");
    List<Task> decisions = province.tasksOf(COMMITTEE, "DecideEscalation");
    assertThat(decisions).isNotEmpty();
    for (Task decision : decisions) {
      assertTaskSeen(decision, List.of(LEAD, COMMITTEE, ADMINISTRATOR));
    }
  }

  @Test
  void showsADifficultyToItsUnitTheLeadAndTheCommittee() {
    assertThat(
            caller
                .post(
                    COMMUNE,
                    ENGINE + "/process-definition/key/Difficulty/start",
                    Map.of("variables", Map.of("description", Map.of("value", "Bí mật"))))
                .status())
        .isEqualTo(200);
    long id = province.count("select max(id) from difficulty");
    assertSeen("/api/difficulties/", id, List.of(COMMUNE, LEAD, COMMITTEE, ADMINISTRATOR));
    assertTaskSeen(
        province.taskOf(LEAD, "ResolveDifficulty"), List.of(LEAD, COMMITTEE, ADMINISTRATOR));
  }

  @Test
  void showsAReassignedDutyToItsNewUnitAndTheSuperiorOfThat() {
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    province.complete(task(), COMMUNE, Map.of("outcome", "return", "reason", "Không thuộc"));
    Task decision = province.require("DecideReturn", duty);
    assertTaskSeen(decision, List.of(LEAD, COMMITTEE, ADMINISTRATOR));
    province.complete(
        decision, LEAD, Map.of("decision", "reassign", "newUnit", OTHER_DISTRICTS_COMMUNE));

    List<String> now =
        List.of(OTHER_DISTRICTS_COMMUNE, OTHER_DISTRICT, LEAD, COMMITTEE, ADMINISTRATOR);
    assertTaskSeen(province.require("PerformDuty", duty), now);
    assertSeen("/api/duties/", duty, now);
  }

  private Task task() {
    return province.duty(campaign, "11.d4", COMMUNE);
  }

  /** All open tasks by the unit that they were given to. */
  private Map<String, Set<String>> tasksByUnit() {
    return tasks.createTaskQuery().list().stream()
        .collect(groupingBy(this::unit, mapping(Task::getId, toSet())));
  }

  private String unit(Task task) {
    return tasks.getIdentityLinksForTask(task.getId()).stream()
        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
        .map(IdentityLink::getGroupId)
        .findFirst()
        .orElseThrow();
  }

  private Set<String> pages(String viewer, String path, boolean inBrowser) {
    Set<String> found = new HashSet<>();
    for (int first = 0; ; first += AttackTest.LIMIT) {
      String page =
          path
              + "?firstResult="
              + first
              + "&maxResults="
              + AttackTest.LIMIT
              + (path.contains("filter")
                  ? ""
                  : (path.startsWith("/history")
                      ? "&unfinished=true&sortBy=taskId&sortOrder=asc"
                      : "&sortBy=id&sortOrder=asc"));
      Answer answer =
          inBrowser
              ? caller.inBrowser(viewer, "GET", WEBAPP + page, null)
              : caller.get(viewer, ENGINE + page);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      found.addAll(ids(answer.json()));
      if (answer.json().size() < AttackTest.LIMIT) {
        return found;
      }
    }
  }

  private static Set<String> ids(JsonNode list) {
    Set<String> ids = new HashSet<>();
    list.forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  private List<Answer> bothWays(String viewer, String path) {
    return List.of(
        caller.get(viewer, ENGINE + path), caller.inBrowser(viewer, "GET", WEBAPP + path, null));
  }

  private Stream<String> everybody() {
    return Stream.concat(ALL.stream(), Stream.of(COMMITTEE, ADMINISTRATOR));
  }

  private void assertTaskSeen(Task task, List<String> viewers) {
    everybody()
        .forEach(
            viewer -> {
              int expected = viewers.contains(viewer) ? 200 : 404;
              for (Answer answer : bothWays(viewer, "/task/" + task.getId())) {
                assertThat(answer.status()).as(viewer + " " + task.getName()).isEqualTo(expected);
              }
            });
  }

  /** To all others it answers what it answers for an id that does not exist. */
  private void assertSeen(String path, Object id, List<String> viewers) {
    everybody()
        .forEach(
            viewer -> {
              Answer answer = caller.inBrowser(viewer, "GET", path + id, null);
              if (viewers.contains(viewer)) {
                assertThat(answer.status()).as(viewer + answer.text()).isEqualTo(200);
              } else {
                Answer none = caller.inBrowser(viewer, "GET", path + 999_999, null);
                assertThat(none.status()).isEqualTo(404);
                assertThat(answer.status()).as(viewer + answer.text()).isEqualTo(404);
                assertThat(answer.text().replace(String.valueOf(id), "999999"))
                    .isEqualTo(none.text());
              }
            });
  }
}
