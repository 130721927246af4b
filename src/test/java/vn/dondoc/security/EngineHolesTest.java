package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.dondoc.security.Caller.ENGINE;
import static vn.dondoc.security.Caller.WEBAPP;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.security.Caller.Answer;

/**
 * What the engine leaves open by itself, and what people who know it would try: expressions in
 * queries, scripts and classes in models, serialized objects, the first-start page. Everything over
 * HTTP, on the real engine.
 */
@AttackTest
class EngineHolesTest {

  private static final String ADMINISTRATOR = "quan-tri";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final String LEAD = "bhxh-tinh";
  private static final String DISTRICT = "huyen-412";
  private static final String COMMUNE = "xa-16663";
  private static final String NEIGHBOUR = "xa-16666";

  private static final Path MODELS = Path.of("processes/shared");
  private static final String TOUCH = "${tripwire.touch()}";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired ProcessEngineConfigurationImpl engine;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired TaskService tasks;
  @Autowired FilterService filters;
  @Autowired HistoryService history;
  @Autowired IdentityService identity;
  @Autowired ManagementService management;

  Caller caller;
  int before;

  @BeforeEach
  void morning() {
    caller = new Caller(port);
    province.at(Province.ISSUE);
    before = Tripwire.touches();
  }

  @AfterEach
  void clear() {
    province.clear();
    tasks.createTaskQuery().list().forEach(task -> tasks.deleteTask(task.getId(), true));
    for (Deployment deployment : repository.createDeploymentQuery().list()) {
      if (!"processes".equals(deployment.getSource())) {
        repository.deleteDeployment(deployment.getId(), true);
      }
    }
    filters.createFilterQuery().filterNameLike("attack%").list().stream()
        .map(Filter::getId)
        .forEach(filters::deleteFilter);
  }

  private void assertNothingTouched() {
    assertThat(Tripwire.touches()).as("what the attack was to reach was reached").isEqualTo(before);
  }

  private static void assertRefusedInVietnamese(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("message").asText())
        .containsPattern("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]");
  }

  private void assertOutcome(Answer answer, int... allowed) {
    assertThat(allowed).as(answer.status() + " " + answer.text()).contains(answer.status());
  }

  private Task duty(String campaign) {
    return province.duty(campaign, "11.d4", COMMUNE);
  }

  private static Map<String, Object> variables(String name, Object value) {
    return Map.of("variables", Map.of(name, Map.of("value", value)));
  }

  /** CVE-2026-109432: the engine checks no expression in a part of a query joined by "or". */
  @Nested
  class ExpressionsInQueries {

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
      "xa-16663, /engine-rest/task, candidateGroupExpression",
      "xa-16663, /engine-rest/task/count, assigneeExpression",
      "xa-16663, /engine-rest/task, candidateGroupsExpression",
      "xa-16663, /engine-rest/task, dueBeforeExpression",
      "xa-16663, /engine-rest/task, processInstanceBusinessKeyExpression",
      "quan-tri, /engine-rest/task, assigneeExpression",
      "quan-tri, /engine-rest/task/count, candidateGroupExpression",
      "quan-tri, /engine-rest/task/report/candidate-group-count, assigneeExpression"
    })
    void areNotEvaluatedJoinedByOrInAnAdHocQuery(String user, String path, String criterion) {
      Map<String, ?> query = Map.of("orQueries", List.of(Map.of(criterion, TOUCH)));
      Answer answer = caller.post(user, path, query);

      assertNothingTouched();
      if (path.contains("/report/")) {
        assertOutcome(answer, 404, 405); // Takes no query at all.
      } else {
        assertRefusedInVietnamese(answer);
        assertThat(answer.json().path("field").asText()).isEqualTo("query");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMUNE, ADMINISTRATOR})
    void areNotEvaluatedJoinedByOrInTasklistsOwnQuery(String user) {
      for (String path : List.of("/task", "/task/count")) {
        Answer answer =
            caller.inBrowser(
                user,
                "POST",
                WEBAPP + path,
                Map.of("orQueries", List.of(Map.of("assigneeExpression", TOUCH))));
        assertRefusedInVietnamese(answer);
      }
      assertNothingTouched();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "${''.getClass().forName('java.lang.Runtime').getName()}",
          "${runtimeService.createProcessInstanceQuery().count()}",
          "${currentUser()} ",
          "${currentUser().concat(tripwire.touch())}",
          "#{currentUser()}",
          "x"
        })
    void mayBeNothingButTheFixedWords(String expression) {
      assertRefusedInVietnamese(
          caller.post(
              COMMUNE,
              ENGINE + "/task",
              Map.of("orQueries", List.of(Map.of("assigneeExpression", expression)))));
      assertNothingTouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMUNE, ADMINISTRATOR})
    void areNotEvaluatedInTheQueryItself(String user) {
      Answer answer = caller.post(user, ENGINE + "/task", Map.of("assigneeExpression", TOUCH));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(
              caller
                  .get(user, ENGINE + "/task?assigneeExpression=%24%7Btripwire.touch()%7D")
                  .status())
          .isEqualTo(400);
      assertNothingTouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assigneeExpression", "candidateGroupExpression", "dueAfterExpression"})
    void areRefusedInASavedFilter(String criterion) {
      for (Map<String, ?> query :
          List.of(
              Map.of(criterion, TOUCH),
              Map.of("orQueries", List.of(Map.of(criterion, TOUCH))),
              Map.of(
                  "assigneeExpression",
                  "${currentUser()}",
                  "orQueries",
                  List.of(
                      Map.of("assigneeExpression", "${currentUser()}"),
                      Map.of(criterion, TOUCH))))) {
        assertRefusedInVietnamese(
            caller.post(ADMINISTRATOR, ENGINE + "/filter/create", filter(query)));
      }
      assertThat(filters.createFilterQuery().filterNameLike("attack%").count()).isZero();
      assertNothingTouched();
    }

    @Test
    void areRefusedInAChangedFilter() {
      String id = saved(Map.of("name", "x"));
      assertRefusedInVietnamese(
          caller.call(
              ADMINISTRATOR,
              "PUT",
              ENGINE + "/filter/" + id,
              filter(Map.of("orQueries", List.of(Map.of("assigneeExpression", TOUCH))))));
      assertThat(caller.get(ADMINISTRATOR, ENGINE + "/filter/" + id + "/list").status())
          .isEqualTo(200);
      assertNothingTouched();
    }

    @Test
    void areNotEvaluatedInAFilterThatWasWrittenIntoTheDatabase() {
      String id = saved(Map.of("orQueries", List.of(Map.of("assignee", "marker"))));
      assertThat(
              province
                  .jdbc
                  .sql("update ACT_RU_FILTER set QUERY_ = replace(QUERY_, ?, ?) where ID_ = ?")
                  .params("\"assignee\":\"marker\"", "\"assigneeExpression\":\"" + TOUCH + "\"", id)
                  .update())
          .isOne();
      assertThat(
              province
                  .jdbc
                  .sql("select QUERY_ from ACT_RU_FILTER where ID_ = ?")
                  .param(id)
                  .query(String.class)
                  .single())
          .contains(TOUCH);

      for (String path : List.of("/list", "/count", "/singleResult")) {
        assertRefusedInVietnamese(caller.get(ADMINISTRATOR, ENGINE + "/filter/" + id + path));
      }
      assertRefusedInVietnamese(
          caller.get(ADMINISTRATOR, ENGINE + "/filter/" + id + "?itemCount=true"));
      assertNothingTouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/list", "/count"})
    void areNotEvaluatedInWhatAnOfficerAddsToAFilter(String path) {
      String filter = tasklistFilter("Việc của đơn vị");
      for (String root : List.of(ENGINE, WEBAPP)) {
        for (Map<String, ?> query :
            List.of(
                Map.of("orQueries", List.of(Map.of("candidateGroupExpression", TOUCH))),
                Map.of("assigneeExpression", TOUCH))) {
          String address = root + "/filter/" + filter + path;
          Answer answer =
              root.equals(ENGINE)
                  ? caller.post(COMMUNE, address, query)
                  : caller.inBrowser(COMMUNE, "POST", address, query);
          assertThat(answer.status()).as(address + query + answer.text()).isEqualTo(400);
          if (query.containsKey("orQueries")) {
            assertRefusedInVietnamese(answer);
          }
        }
      }
      assertNothingTouched();
    }

    @Test
    void stillLetTasklistsFiltersFindWhoeverLooksNow() {
      String campaign = province.issue();
      Task task = duty(campaign);

      assertThat(ids(COMMUNE, "Việc của đơn vị")).contains(task.getId());
      assertThat(ids(NEIGHBOUR, "Việc của đơn vị")).isNotEmpty().doesNotContain(task.getId());
      assertThat(ids(COMMUNE, "Việc của tôi")).isEmpty();
      assertOutcome(
          caller.post(
              COMMUNE, ENGINE + "/task/" + task.getId() + "/claim", Map.of("userId", COMMUNE)),
          204);
      assertThat(ids(COMMUNE, "Việc của tôi")).containsExactly(task.getId());
      assertThat(ids(COMMUNE, "Quá hạn")).isEmpty();
      province.at("2024-06-03T08:00");
      assertThat(ids(COMMUNE, "Quá hạn")).contains(task.getId());
    }

    @Test
    void mayBeTheFixedWordsInAnAdministratorsFilterJoinedByOr() {
      String id =
          saved(
              Map.of(
                  "orQueries",
                  List.of(
                      Map.of(
                          "assigneeExpression", "${currentUser()}",
                          "candidateGroupsExpression", "${currentUserGroups()}",
                          "dueBeforeExpression", "${now()}"))));
      assertThat(caller.get(ADMINISTRATOR, ENGINE + "/filter/" + id + "/list").status())
          .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/process-instance",
          "/history/task",
          "/history/process-instance",
          "/history/variable-instance",
          "/execution",
          "/job",
          "/external-task",
          "/variable-instance"
        })
    void areWordsLikeAnyOthersInEveryOtherQuery(String path) {
      for (String criterion :
          List.of(
              "assigneeExpression",
              "businessKeyExpression",
              "processInstanceBusinessKey",
              "taskAssignee")) {
        caller.post(
            ADMINISTRATOR,
            ENGINE + path,
            Map.of(criterion, TOUCH, "orQueries", List.of(Map.of(criterion, TOUCH))));
      }
      assertNothingTouched();
    }

    private Map<String, ?> filter(Map<String, ?> query) {
      return Map.of("resourceType", "Task", "name", "attack", "query", query);
    }

    private String saved(Map<String, ?> query) {
      Answer answer = caller.post(ADMINISTRATOR, ENGINE + "/filter/create", filter(query));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return answer.json().path("id").asText();
    }

    private String tasklistFilter(String name) {
      return filters.createFilterQuery().filterName(name).singleResult().getId();
    }

    private List<String> ids(String user, String filter) {
      Answer answer =
          caller.inBrowser(
              user, "POST", WEBAPP + "/filter/" + tasklistFilter(filter) + "/list", Map.of());
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return answer.json().findValuesAsText("id");
    }
  }

  @Nested
  class ExpressionsInValues {

    @Test
    void areKeptAsTheTextThatTheyAre() {
      String campaign = province.issue();
      Task task = duty(campaign);
      String id = task.getId();
      assertOutcome(
          caller.post(
              COMMUNE, ENGINE + "/task/" + id + "/comment/create", Map.of("message", TOUCH)),
          200);
      assertOutcome(
          caller.post(
              COMMUNE,
              ENGINE + "/task/" + id + "/complete",
              Map.of(
                  "variables",
                  Map.of("outcome", Map.of("value", "done"), "summary", Map.of("value", TOUCH)))),
          204);
      province.runJobs();

      assertThat(province.count("select count(*) from submission where summary = ?", TOUCH))
          .isOne();
      assertNothingTouched();
    }

    @Test
    void areKeptAsTheTextThatTheyAreInAVariableOrATasksNameOfAnAdministrator() {
      String campaign = province.issue();
      Task task = duty(campaign);
      assertOutcome(
          caller.call(
              ADMINISTRATOR,
              "PUT",
              ENGINE + "/process-instance/" + task.getProcessInstanceId() + "/variables/unit",
              Map.of("value", TOUCH, "type", "String")),
          204);
      assertOutcome(
          caller.post(
              ADMINISTRATOR, ENGINE + "/task/create", Map.of("name", TOUCH, "assignee", TOUCH)),
          204);
      // The next task asks for the unit: ${unit}.
      province.complete(task, COMMUNE, Map.of("outcome", "done", "summary", "Đã làm"));
      province.complete(
          province.require("ReviewDuty", dutyId(campaign)),
          DISTRICT,
          Map.of("accepted", false, "remark", "Thiếu"));

      assertNothingTouched();
    }

    private long dutyId(String campaign) {
      return province.dutyId(campaign, "11.d4", COMMUNE);
    }
  }

  /** What a model may not reach, deployed by an administrator, whose password may be stolen. */
  @Nested
  class Models {

    private static final String LISTENER =
        "<camunda:executionListener event=\"start\""
            + " expression=\"${difficultyWorkflow.raise(execution)}\"/>";

    /** The attack stands in place of the listener that raises a difficulty. */
    private String difficulty(String attack) throws IOException {
      String model = Files.readString(MODELS.resolve("Difficulty.bpmn"));
      assertThat(model).contains(LISTENER);
      return model.replace(LISTENER, attack);
    }

    /** The attack stands in a task of its own, behind a difficulty that the lead resolved. */
    private String withServiceTask(String attributes, String content) throws IOException {
      String model = Files.readString(MODELS.resolve("Difficulty.bpmn"));
      String end = "<bpmn:endEvent id=\"DifficultyResolved\" name=\"Đã giải quyết\">";
      assertThat(model).contains(end);
      return model.replaceFirst(
          "(?s)" + end + ".*?</bpmn:endEvent>",
          "<bpmn:serviceTask id=\"DifficultyResolved\" name=\"Đã giải quyết\" %s>%s</bpmn:serviceTask>"
              .formatted(attributes, content));
    }

    private void assertNotDeployed(Answer answer) {
      assertRefusedInVietnamese(answer);
      assertNothingDeployed();
    }

    private void assertNothingDeployed() {
      assertThat(repository.createDeploymentQuery().deploymentName("attack").count()).isZero();
    }

    private Answer start() {
      province.issue();
      return caller.post(
          COMMUNE,
          ENGINE + "/process-definition/key/Difficulty/start",
          variables("description", "Khó"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "${environment.getProperty('java.home')}",
          "${dataSource.getConnection()}",
          "${runtimeService.createProcessInstanceQuery()}",
          "${repositoryService.createDeployment()}",
          "${identityService.newUser('x')}",
          "${processEngine.getName()}",
          "${applicationContext.getBean('tripwire')}",
          "${springApplicationAdminRegistrar.toString()}"
        })
    void mayNotNameABeanThatIsNotOurs(String expression) throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              difficulty(
                  "<camunda:executionListener event=\"start\" expression=\"%s\"/>"
                      .formatted(expression))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "${environment}",
          "${dataSource}",
          "${runtimeService}",
          "${environment.activeProfiles}",
          "${execution.getClass()}",
          "${execution.class}",
          "${''.class}",
          "${''.getClass().forName('java.lang.Runtime')}",
          "${''['class']}",
          "${[].getClass()}",
          "${difficulties.class.classLoader}",
          "${difficulties['class']['protectionDomain']}",
          "${execution.processEngineServices}",
          "${execution.processEngine.processEngineConfiguration}",
          "${execution.getProcessEngineServices().getIdentityService()}",
          "${execution['processEngine']['identityService']}"
        })
    void reachNoSpringNoEngineAndNoClass(String expression) throws IOException {
      Answer deployed =
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              difficulty(
                  """
                  <camunda:executionListener event="start"\
                   expression="${tripwire.take(%s)}"/>"""
                      .formatted(expression.substring(2, expression.length() - 1))));
      if (deployed.status() == 400) {
        assertNotDeployed(deployed);
        return;
      }
      assertOutcome(deployed, 200);
      Answer answer = start();

      assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
      assertNothingTouched();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "<camunda:executionListener event=\"start\"><camunda:script"
              + " scriptFormat=\"javascript\">1</camunda:script></camunda:executionListener>",
          "<camunda:executionListener event=\"start\"><camunda:script scriptFormat=\"groovy\""
              + " resource=\"deployment://x.groovy\"/></camunda:executionListener>"
        })
    void mayNotListenWithScripts(String attack) throws IOException {
      assertNotDeployed(caller.deploy(ADMINISTRATOR, "Difficulty.bpmn", difficulty(attack)));
    }

    @Test
    void mayNotListenToTasksWithScripts() throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              Files.readString(MODELS.resolve("Difficulty.bpmn"))
                  .replace(
                      "<camunda:taskListener event=\"complete\""
                          + " expression=\"${difficultyWorkflow.resolved(task)}\"/>",
                      "<camunda:taskListener event=\"complete\"><camunda:script"
                          + " scriptFormat=\"javascript\">1</camunda:script></camunda:taskListener>")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inputParameter", "outputParameter"})
    void mayNotComputeVariablesWithScripts(String parameter) throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              Files.readString(MODELS.resolve("Difficulty.bpmn"))
                  .replace(
                      "<camunda:taskListener event=\"create\""
                          + " expression=\"${difficultyWorkflow.taskOpened(task)}\"/>",
                      "<camunda:inputOutput><camunda:%1$s name=\"x\"><camunda:script scriptFormat=\"javascript\">1</camunda:script></camunda:%1$s></camunda:inputOutput>"
                          .formatted(parameter))));
    }

    @Test
    void mayNotDecideAWayByScript() throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              Files.readString(MODELS.resolve("Difficulty.bpmn"))
                  .replace(
                      "xsi:type=\"bpmn:tFormalExpression\">${difficulties",
                      "xsi:type=\"bpmn:tFormalExpression\" language=\"javascript\">${difficulties")));
    }

    @Test
    void mayNotHaveScriptTasks() throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              withServiceTask("", "<bpmn:incoming>Flow_Yes</bpmn:incoming>")
                  .replace("bpmn:serviceTask", "bpmn:scriptTask")
                  .replace(
                      "<bpmn:incoming>Flow_Yes</bpmn:incoming></bpmn:scriptTask>",
                      "<bpmn:incoming>Flow_Yes</bpmn:incoming><bpmn:script>1</bpmn:script></bpmn:scriptTask>")
                  .replace(
                      "id=\"DifficultyResolved\" name",
                      "id=\"DifficultyResolved\" scriptFormat=\"javascript\" name")));
    }

    @Test
    void mayNotHideAScriptBehindTheEnginesOldNamespace() throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              difficulty(
                  """
                  <a:executionListener xmlns:a="http://activiti.org&#x2F;bpmn" event="start">\
                  <a:script scriptFormat="javascript">1</a:script></a:executionListener>""")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"camunda", "activiti"})
    void mayNotRunACommandOfTheMachine(String namespace, @TempDir Path directory)
        throws IOException {
      Path loot = directory.resolve("loot");
      Answer deployed =
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              withServiceTask(
                  "xmlns:activiti=\"http://activiti.org/bpmn\" %s:type=\"shell\""
                      .formatted(namespace),
                  """
                  <bpmn:extensionElements>\
                  <camunda:field name="command"><camunda:string>touch</camunda:string>\
                  </camunda:field><camunda:field name="arg1"><camunda:string>%s\
                  </camunda:string></camunda:field></bpmn:extensionElements>\
                  <bpmn:incoming>Flow_Yes</bpmn:incoming>"""
                      .formatted(loot)));
      if (deployed.status() == 200) {
        start();
        province.complete(
            province.taskOf(LEAD, "ResolveDifficulty"),
            LEAD,
            Map.of("resolution", "resolved", "opinion", "x"));
      }
      assertThat(loot).doesNotExist();
      assertNotDeployed(deployed);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "camunda:class=\"javax.naming.InitialContext\"",
          "camunda:class=\"com.zaxxer.hikari.HikariConfig\"",
          "camunda:class=\"org.camunda.bpm.engine.impl.bpmn.behavior.ShellActivityBehavior\"",
          "camunda:type=\"mail\"",
          "camunda:type=\"Shell\""
        })
    void mayNotNameAClassOrABuiltInWorker(String attribute) throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              withServiceTask(attribute, "<bpmn:incoming>Flow_Yes</bpmn:incoming>")));
      assertNothingTouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Difficultybpmn", "x/attack.bpmn20.xml", "attackbpmn20.xml"})
    void areCheckedUnderWhateverNameTheEngineTakesThem(String resource) throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              resource,
              difficulty(
                  "<camunda:executionListener event=\"start\" expression=\"${dataSource.x()}\"/>")));
    }

    @ParameterizedTest
    @CsvSource({
      "javascript, inputExpression id=",
      "groovy, inputExpression id=",
      "javascript, inputEntry id=",
      "python, outputEntry id="
    })
    void mayNotDecideInATableByScript(String language, String place) throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              "Attack.dmn",
              table()
                  .replaceFirst(
                      place,
                      place.substring(0, place.indexOf(' '))
                          + " expressionLanguage=\""
                          + language
                          + "\" id=")));
    }

    @Test
    void mayNotDecideInATableByScriptThroughout() throws IOException {
      assertNotDeployed(
          caller.deploy(
              ADMINISTRATOR,
              "Attack.dmn",
              table()
                  .replaceFirst(
                      "<definitions ", "<definitions expressionLanguage=\"javascript\" ")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "${tripwire.take(''.getClass())}",
          "${tripwire.take(dataSource)}",
          "${tripwire.take(unitKind.class.classLoader)}"
        })
    void reachNoClassAndNoSpringFromATableEither(String expression) throws IOException {
      Answer deployed =
          caller.deploy(
              ADMINISTRATOR,
              "Attack.dmn",
              table()
                  .replaceFirst(
                      "inputExpression id=", "inputExpression expressionLanguage=\"juel\" id=")
                  .replace("<text>unitKind</text>", "<text>" + expression + "</text>"));
      if (deployed.status() == 200) {
        caller.post(
            ADMINISTRATOR,
            ENGINE + "/decision-definition/key/Attack/evaluate",
            Map.of("variables", Map.of("unitKind", Map.of("value", "x"))));
      }
      assertNothingTouched();
    }

    @Test
    void mayNotCallJavaFromATable() throws IOException {
      Answer deployed =
          caller.deploy(
              ADMINISTRATOR,
              "Attack.dmn",
              table()
                  .replace(
                      "<text>unitKind</text>",
                      "<text>{f: function(x) external {java: {class: \"java.lang.System\", method"
                          + " signature: \"getProperty(java.lang.String)\"}}, y:"
                          + " f(\"java.home\")}.y</text>")
                  .replaceAll("(?s)<inputValues.*?</inputValues>", "")
                  .replaceFirst("<text>\"COMMUNE\"</text>", "<text>starts with(?, \"/\")</text>"));
      if (deployed.status() == 200) {
        Answer answer =
            caller.post(
                ADMINISTRATOR,
                ENGINE + "/decision-definition/key/Attack/evaluate",
                Map.of("variables", Map.of("unitKind", Map.of("value", "x"))));
        assertThat(answer.json().findValues("caseOf")).as(answer.text()).isEmpty();
      }
    }

    /** A table of our own under another name. */
    private String table() throws IOException {
      return Files.readString(MODELS.resolve("EscalationPolicy.dmn"))
          .replace("EscalationPolicy", "Attack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript", "groovy", "python", "juel", "feel", "ecmascript"})
    void findNoEngineForScriptsWhateverIsOnTheClassPath(String language) {
      assertThatThrownBy(
              () ->
                  engine
                      .getCommandExecutorTxRequired()
                      .execute(
                          context ->
                              engine.getScriptingEngines().getScriptEngineForLanguage(language)))
          .hasMessageContaining("Can't find scripting engine");
    }

    @ParameterizedTest
    @CsvSource({"Difficulty.bpmn, documentation", "EscalationPolicy.dmn, description"})
    void bringNoFileOfTheMachineWithThem(String file, String element, @TempDir Path directory)
        throws IOException {
      Path secret = Files.writeString(directory.resolve("secret"), "BI-MAT-CUA-MAY");
      String doctype = "<!DOCTYPE x [<!ENTITY e SYSTEM \"%s\">]>".formatted(secret.toUri());

      Answer answer = caller.deploy(ADMINISTRATOR, file, withEntity(file, element, doctype, "&e;"));

      assertThat(answer.text()).doesNotContain("BI-MAT");
      assertThat(answer.status()).as(answer.text()).isBetween(400, 599);
      assertNothingDeployed();
    }

    @ParameterizedTest
    @CsvSource({"Difficulty.bpmn, documentation", "EscalationPolicy.dmn, description"})
    void doNotGrowInMemoryWithoutEnd(String file, String element) throws IOException {
      StringBuilder doctype = new StringBuilder("<!DOCTYPE x [<!ENTITY e0 \"ha\">");
      for (int i = 1; i < 30; i++) {
        doctype.append("<!ENTITY e%d \"&e%d;&e%d;\">".formatted(i, i - 1, i - 1));
      }
      String content = withEntity(file, element, doctype.append("]>").toString(), "&e29;");

      long start = System.nanoTime();
      Answer answer = caller.deploy(ADMINISTRATOR, file, content);

      assertThat(answer.status()).as(answer.text()).isBetween(400, 599);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertNothingDeployed();
    }

    private String withEntity(String file, String element, String doctype, String reference)
        throws IOException {
      String model = Files.readString(MODELS.resolve(file));
      assertThat(model)
          .contains("?>", "<bpmn:documentation>".contains(element) ? "bpmn:" : element);
      return model
          .replaceFirst("\\?>", "?>" + doctype)
          .replaceFirst("(<(?:bpmn:)?" + element + ">)", "$1" + reference);
    }
  }

  /** CVE-2026-77226: whoever comes first names the administrator while there is none. */
  @Nested
  class FirstStart {

    private final Map<String, ?> user =
        Map.of(
            "profile",
            Map.of("id", "attacker", "firstName", "A", "lastName", "B", "email", "a@b.example"),
            "credentials",
            Map.of("password", "MatKhauRatDai-2024-xyz"));

    @Test
    void namesNoAdministratorWhoeverAsks() {
      tryAll();
    }

    @Test
    void namesNoAdministratorEvenWhileThereIsNone() {
      identity.deleteMembership(ADMINISTRATOR, Viewer.ADMINISTRATORS);
      try {
        tryAll();
      } finally {
        identity.createMembership(ADMINISTRATOR, Viewer.ADMINISTRATORS);
      }
    }

    private void tryAll() {
      for (String path :
          List.of(
              "/camunda/api/admin/setup/default/user/create",
              "/camunda/api/admin/setup/default/user/create/",
              "/camunda/api/admin/setup//default/user/create",
              "/camunda/api/admin/setup/default/user/create;x=y",
              "/camunda/api/admin/./setup/default/user/create",
              "/camunda/api/admin/%73etup/default/user/create")) {
        assertOutcome(caller.post(null, path, user), 400, 401, 403);
        for (String person : List.of(COMMUNE, ADMINISTRATOR)) {
          assertOutcome(caller.inBrowser(person, "POST", path, user), 400, 403);
        }
      }
      assertThat(identity.createUserQuery().userId("attacker").count()).isZero();
    }
  }

  @Nested
  class Objects {

    @ParameterizedTest
    @ValueSource(strings = {"complete", "submit-form"})
    void ofJavaAreNotTakenWithATask(String action) throws IOException {
      Task task = duty(province.issue());
      for (String name : List.of("summary", "junk")) {
        Answer answer =
            caller.post(
                COMMUNE,
                ENGINE + "/task/" + task.getId() + "/" + action,
                objects("outcome", name, serialized(), "application/x-java-serialized-object"));
        assertThat(answer.status()).as(answer.text()).isBetween(400, 599);
      }
      assertNothingTouched();
      assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "submit-form"})
    void ofJavaAreNotTakenAtAStart(String action) throws IOException {
      province.issue();
      for (String name : List.of("description", "junk")) {
        Answer answer =
            caller.post(
                COMMUNE,
                ENGINE + "/process-definition/key/Difficulty/" + action,
                objects("description", name, serialized(), "application/x-java-serialized-object"));
        assertThat(answer.status()).as(answer.text()).isBetween(400, 599);
      }
      assertNothingTouched();
      assertThat(province.count("select count(*) from difficulty")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
      "summary, complete",
      "metrics, complete",
      "junk, complete",
      "summary, submit-form",
      "junk, submit-form"
    })
    void ofAClassThatAClientNamesAreNotMade(String name, String action) {
      Task task = duty(province.issue());
      Answer answer =
          caller.post(
              COMMUNE,
              ENGINE + "/task/" + task.getId() + "/" + action,
              objects("outcome", name, "{}", "application/json"));
      assertThat(answer.status()).as(answer.text()).isBetween(400, 599);
      caller.get(COMMUNE, ENGINE + "/task/" + task.getId() + "/variables");
      caller.get(COMMUNE, ENGINE + "/task/" + task.getId() + "/form-variables");
      assertNothingTouched();
      assertThat(province.count("select count(*) from submission")).isZero();
    }

    @Test
    void ofAClassThatAClientNamesAreNotMadeForWhoeverReadsThemLater() {
      province.issue();
      caller.post(
          COMMUNE,
          ENGINE + "/process-definition/key/Difficulty/start",
          Map.of(
              "variables",
              Map.of(
                  "description",
                  Map.of("value", "Khó"),
                  "junk",
                  Map.of(
                      "type",
                      "Object",
                      "value",
                      "{}",
                      "valueInfo",
                      Map.of(
                          "objectTypeName",
                          Tripwire.class.getName(),
                          "serializationDataFormat",
                          "application/json")))));
      for (Task task : province.tasksOf(LEAD, "ResolveDifficulty")) {
        caller.get(LEAD, ENGINE + "/task/" + task.getId() + "/variables");
        caller.get(LEAD, ENGINE + "/task/" + task.getId() + "/form-variables");
        caller.get(ADMINISTRATOR, ENGINE + "/variable-instance?deserializeValues=true");
      }
      assertNothingTouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bytes", "File", "Object"})
    void areNotUploadedByOfficers(String type) {
      Task task = duty(province.issue());
      for (String path :
          List.of(
              "/task/" + task.getId() + "/variables/x/data",
              "/task/" + task.getId() + "/localVariables/x/data",
              "/process-instance/" + task.getProcessInstanceId() + "/variables/x/data")) {
        assertOutcome(caller.upload(COMMUNE, ENGINE + path, type, "x"), 403);
      }
    }

    /** The value, beside one that the task or the start asks for. */
    private Map<String, ?> objects(String required, String name, String value, String format) {
      Map<String, Object> variables = new HashMap<>();
      variables.put(required, Map.of("value", "done"));
      variables.put(
          name,
          Map.of(
              "type",
              "Object",
              "value",
              value,
              "valueInfo",
              Map.of(
                  "objectTypeName", Tripwire.class.getName(), "serializationDataFormat", format)));
      return Map.of("variables", variables);
    }

    private String serialized() throws IOException {
      var bytes = new ByteArrayOutputStream();
      try (var out = new ObjectOutputStream(bytes)) {
        out.writeObject(new Tripwire());
      }
      before = Tripwire.touches();
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
  }

  /** An officer's task is not a way to change what the process knows. */
  @Nested
  class Submissions {

    @ParameterizedTest
    @ValueSource(strings = {"complete", "submit-form"})
    void aboutANeighboursDutyAreRefused(String action) {
      String campaign = province.issue();
      Task own = duty(campaign);
      long neighbours = province.dutyId(campaign, "11.d4", NEIGHBOUR);

      Answer answer =
          caller.post(
              COMMUNE,
              ENGINE + "/task/" + own.getId() + "/" + action,
              Map.of(
                  "variables",
                  Map.of(
                      "outcome", Map.of("value", "done"),
                      "summary", Map.of("value", "Đã làm"),
                      "dutyId", Map.of("value", neighbours, "type", "Long"))));
      province.runJobs();

      assertThat(province.state(neighbours)).isEqualTo("NOT_ACCEPTED");
      assertThat(province.count("select count(*) from submission")).isZero();
      assertRefusedInVietnamese(answer);
      assertThat(answer.json().path("field").asText()).isEqualTo("dutyId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit", "clause", "campaignId", "newDue", "accepted", "junk"})
    void takeNothingThatTheTaskDoesNotAskFor(String name) {
      Task own = duty(province.issue());
      Answer answer =
          caller.post(
              COMMUNE,
              ENGINE + "/task/" + own.getId() + "/complete",
              Map.of(
                  "variables",
                  Map.of(
                      "outcome",
                      Map.of("value", "done"),
                      "summary",
                      Map.of("value", "Đã làm"),
                      name,
                      Map.of("value", "2024-12-31"))));

      assertRefusedInVietnamese(answer);
      assertThat(answer.json().path("field").asText()).isEqualTo(name);
      assertThat(runtime.getVariable(own.getProcessInstanceId(), "unit")).isEqualTo(COMMUNE);
    }

    @Test
    void doNotDecideForTheSuperior() {
      String campaign = province.issue();
      long dutyId = province.dutyId(campaign, "11.d4", COMMUNE);
      caller.post(
          COMMUNE,
          ENGINE + "/task/" + duty(campaign).getId() + "/complete",
          Map.of(
              "variables",
              Map.of(
                  "outcome", Map.of("value", "extension"),
                  "reason", Map.of("value", "Bão"),
                  "requestedDue", Map.of("value", "2024-06-05"),
                  "newDue", Map.of("value", "2025-12-31"),
                  "granted", Map.of("value", true))));
      province.runJobs();
      for (Task decision : province.about("DecideExtension", dutyId)) {
        province.complete(decision, DISTRICT, Map.of("granted", true));
      }

      assertThat(province.column(dutyId, "due", java.time.LocalDateTime.class))
          .isBefore("2024-06-06T00:00");
    }

    @Test
    void startADifficultyWithNothingButWhatItAsksFor() {
      province.issue();
      for (String name : List.of("opinion", "difficultyId", "junk")) {
        Answer answer =
            caller.post(
                COMMUNE,
                ENGINE + "/process-definition/key/Difficulty/start",
                Map.of(
                    "variables",
                    Map.of("description", Map.of("value", "Khó"), name, Map.of("value", "1"))));
        assertRefusedInVietnamese(answer);
      }
      assertThat(province.count("select count(*) from difficulty")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResolveDifficulty", "DecideDifficulty"})
    void startNoProcessInItsMiddle(String activity) {
      province.issue();
      Answer answer =
          caller.post(
              COMMUNE,
              ENGINE + "/process-definition/key/Difficulty/start",
              Map.of(
                  "skipCustomListeners",
                  true,
                  "startInstructions",
                  List.of(Map.of("type", "startBeforeActivity", "activityId", activity)),
                  "variables",
                  Map.of("difficultyId", Map.of("value", 1, "type", "Long"))));
      assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
      assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("Difficulty").count())
          .isZero();
    }
  }

  @Nested
  class Results {

    @BeforeEach
    void manyTasks() {
      for (int i = 0; i < AttackTest.LIMIT + 5; i++) {
        tasks.saveTask(tasks.newTask());
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/task", "/history/user-operation", "/process-definition"})
    void areNotGivenWithoutEnd(String path) {
      for (String user : List.of(COMMUNE, ADMINISTRATOR)) {
        assertOutcome(caller.get(user, ENGINE + path + "?maxResults=100000"), 400);
        assertOutcome(
            caller.inBrowser(user, "GET", WEBAPP + path + "?maxResults=100000", null), 400);
      }
    }

    @Test
    void areGivenToWhoeverNamesNoNumberAndNoMoreThanTheLimit() {
      assertThat(caller.get(ADMINISTRATOR, ENGINE + "/task").json()).hasSize(AttackTest.LIMIT);
      assertThat(caller.post(ADMINISTRATOR, ENGINE + "/task", Map.of()).json())
          .hasSize(AttackTest.LIMIT);
      assertThat(caller.get(ADMINISTRATOR, ENGINE + "/task?firstResult=40").json()).hasSize(5);
      assertThat(caller.get(ADMINISTRATOR, ENGINE + "/task/count").json().path("count").asInt())
          .isEqualTo(AttackTest.LIMIT + 5);
    }

    @Test
    void ofAFilterHaveTheSameLimit() {
      String id =
          caller
              .post(
                  ADMINISTRATOR,
                  ENGINE + "/filter/create",
                  Map.of("resourceType", "Task", "name", "attack", "query", Map.of()))
              .json()
              .path("id")
              .asText();
      String list = ENGINE + "/filter/" + id + "/list";

      assertThat(caller.get(ADMINISTRATOR, list).json()).hasSize(AttackTest.LIMIT);
      assertThat(caller.post(ADMINISTRATOR, list, Map.of()).json()).hasSize(AttackTest.LIMIT);
      assertThat(caller.post(ADMINISTRATOR, list + "?firstResult=40", Map.of()).json()).hasSize(5);
      assertOutcome(caller.get(ADMINISTRATOR, list + "?maxResults=100000"), 400);
      assertOutcome(caller.post(ADMINISTRATOR, list + "?maxResults=100000", Map.of()), 400);
    }
  }

  @Nested
  class Officers {

    private static final String CLOSED =
        """
        POST   | /deployment/create
        DELETE | /deployment/{deployment}?cascade=true
        POST   | /process-definition/key/Duty/start
        POST   | /process-definition/key/Escalation/start
        POST   | /process-definition/key/EscalationSweep/start
        POST   | /process-definition/key/CommunePeoplesCommittee/start
        PUT    | /process-definition/key/Duty/suspended
        PUT    | /process-instance/{instance}/variables/unit
        POST   | /process-instance/{instance}/variables
        POST   | /process-instance/{instance}/modification
        PUT    | /process-instance/{instance}/suspended
        DELETE | /process-instance/{instance}
        GET    | /process-instance/{instance}/variables
        PUT    | /task/{task}/variables/unit
        POST   | /task/{task}/variables
        PUT    | /task/{task}/localVariables/unit
        DELETE | /task/{task}/variables/unit
        POST   | /task/{task}/assignee
        POST   | /task/{task}/delegate
        POST   | /task/{task}/resolve
        POST   | /task/{task}/identity-links
        POST   | /task/{task}/bpmnEscalation
        POST   | /task/{task}/bpmnError
        PUT    | /task/{task}
        DELETE | /task/{task}
        POST   | /task/create
        PUT    | /job/{job}/retries
        POST   | /job/{job}/execute
        PUT    | /job/{job}/duedate
        POST   | /message
        POST   | /signal
        POST   | /execution/{instance}/messages/DutyDecided/trigger
        POST   | /external-task/fetchAndLock
        POST   | /authorization/create
        GET    | /authorization
        POST   | /user/create
        PUT    | /user/{self}/credentials
        PUT    | /user/{self}/profile
        DELETE | /user/xa-16666
        PUT    | /group/camunda-admin/members/{self}
        GET    | /user
        GET    | /group
        POST   | /identity/verify
        GET    | /identity/password-policy
        POST   | /filter/create
        PUT    | /filter/{filter}
        DELETE | /filter/{filter}
        GET    | /history/variable-instance
        GET    | /history/process-instance
        GET    | /variable-instance
        GET    | /process-instance
        GET    | /execution
        GET    | /deployment
        POST   | /decision-definition/key/EscalationPolicy/evaluate
        GET    | /metrics
        GET    | /version
                """;

    @Test
    void mayNotDoWhatIsTheAdministrators() {
      Task task = duty(province.issue());
      String job = management.createJobQuery().listPage(0, 1).get(0).getId();
      String filter = filters.createFilterQuery().listPage(0, 1).get(0).getId();
      String deployment = repository.createDeploymentQuery().listPage(0, 1).get(0).getId();
      List<String> open = new ArrayList<>();
      for (String officer : List.of(COMMUNE, DISTRICT, LEAD, COMMITTEE)) {
        for (String line : CLOSED.strip().split("\n")) {
          String method = line.split("\\|")[0].strip();
          String path =
              line.split("\\|")[1]
                  .strip()
                  .replace("{task}", task.getId())
                  .replace("{instance}", task.getProcessInstanceId())
                  .replace("{self}", officer)
                  .replace("{job}", job)
                  .replace("{filter}", filter)
                  .replace("{deployment}", deployment);
          Object body = method.equals("GET") || method.equals("DELETE") ? null : Map.of();
          for (Answer answer :
              List.of(
                  caller.call(officer, method, ENGINE + path, body),
                  caller.inBrowser(officer, method, WEBAPP + path, body))) {
            // A process that the officer may not even read is not found.
            if (answer.status() != 403 && !(answer.status() == 404 && path.endsWith("/start"))) {
              open.add(officer + " " + line + ": " + answer.status() + " " + answer.text());
            }
          }
        }
      }
      assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMUNE, DISTRICT, LEAD, "ubmttq-tinh"})
    void otherThanTheCommitteeIssueNoCampaign(String officer) {
      assertOutcome(issue(officer, "start"), 403, 404);
      assertOutcome(issue(officer, "submit-form"), 403, 404);
      assertThat(province.count("select count(*) from campaign")).isZero();
    }

    @Test
    void ofTheCommitteeIssueCampaigns() {
      assertOutcome(issue(COMMITTEE, "start"), 200);
      assertThat(province.count("select count(*) from campaign")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMUNE, DISTRICT, LEAD, COMMITTEE, "ubmttq-tinh"})
    void raiseDifficultiesForTheirOwnUnit(String officer) {
      province.issue();
      assertOutcome(
          caller.post(
              officer,
              ENGINE + "/process-definition/key/Difficulty/start",
              variables("description", "Khó")),
          200);
      assertThat(province.count("select count(*) from difficulty where unit = ?", officer)).isOne();
      assertOutcome(
          caller.post(
              officer,
              ENGINE + "/process-definition/key/Difficulty/start",
              Map.of(
                  "variables",
                  Map.of(
                      "description", Map.of("value", "Khó"),
                      "unit", Map.of("value", NEIGHBOUR)))),
          400);
    }

    @Test
    void takeUpATaskForNobodyButThemselves() {
      Task task = duty(province.issue());
      caller.post(
          COMMUNE, ENGINE + "/task/" + task.getId() + "/claim", Map.of("userId", NEIGHBOUR));
      assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee())
          .isNotEqualTo(NEIGHBOUR);
    }

    private Answer issue(String officer, String action) {
      return caller.post(
          officer,
          ENGINE + "/process-definition/key/Campaign/" + action,
          Map.of(
              "variables",
              Map.of(
                  "documentNumber", Map.of("value", "15/UBND-VX"),
                  "issuedOn", Map.of("value", "2024-05-06"),
                  "periodStart", Map.of("value", "2024-05-01"),
                  "periodEnd", Map.of("value", "2024-05-31"))));
    }
  }

  /** A browser adds a name and password that it was once given to what any page sends. */
  @Nested
  class ForeignPages {

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void deployNothingWithTheAdministratorsPassword(String site) throws IOException {
      Answer answer =
          caller.deploy(
              ADMINISTRATOR,
              "Difficulty.bpmn",
              Files.readString(MODELS.resolve("Difficulty.bpmn")),
              "Sec-Fetch-Site",
              site);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(repository.createDeploymentQuery().deploymentName("attack").count()).isZero();
    }

    @Test
    void sendNoFormWithAPassword() {
      assertOutcome(
          caller.postForm(ADMINISTRATOR, "/actuator/clock", "at=x", "Sec-Fetch-Site", "cross-site"),
          403);
    }

    @Test
    void areToldApartFromPrograms() throws IOException {
      for (String[] headers :
          new String[][] {{}, {"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "none"}}) {
        JsonNode deployed =
            caller
                .deploy(
                    ADMINISTRATOR,
                    "Difficulty.bpmn",
                    Files.readString(MODELS.resolve("Difficulty.bpmn")),
                    headers)
                .json();
        assertThat(deployed.path("name").asText()).isEqualTo("attack");
      }
    }
  }
}
