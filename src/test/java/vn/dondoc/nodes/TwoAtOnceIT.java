package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.dondoc.security.Browser;

/**
 * Two people who do the same thing at the same moment, each at a node of their own: one of them has
 * done it, the other is told so in Vietnamese, and nothing is half done.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoAtOnceIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int TIMES = 5;
  private static final String OF_TASK =
      " where d.process_instance_id = (select proc_inst_id_ from act_ru_task where id_ = ?)";

  @TempDir static Path home;

  private static final ExecutorService PEOPLE = Executors.newFixedThreadPool(2);
  private static PostgresServer server;
  private static Node first;
  private static Node second;
  private static JdbcClient tables;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    String database = server.newDatabase();
    tables = PostgresServer.tables(database);
    Node.Plan plan = Node.Plan.in(home).database(database).smallProvince();
    first = plan.launch();
    second = plan.launch();
    first.ready();
    second.ready();
    first.await("the launch", SOON, () -> first.count("/engine-rest/job/count?messages=true") == 0);
    first.await("work", SOON, () -> count("PerformDuty") > 20);
  }

  @AfterAll
  static void stop() {
    PEOPLE.shutdownNow();
    first.close();
    second.close();
    server.close();
  }

  @Test
  void reportTheSameDuty() throws Exception {
    for (JsonNode task : some("PerformDuty", "xa-16663")) {
      if (figure(task) == null) {
        continue;
      }
      oneWins(
          "xa-16663",
          task,
          "complete",
          "{\"variables\":{\"outcome\":{\"value\":\"done\"},\"summary\":{\"value\":\"Đã làm\"},"
              + "\"metrics\":{\"value\":\"{\\\"%s\\\":3}\",\"type\":\"Json\"}}}"
                  .formatted(figure(task)));
      assertThat(of(task, "select count(*) from submission s join duty d on d.id = s.duty_id"))
          .isOne();
      assertThat(
              of(
                  task,
                  "select count(*) from duty_event e join duty d on d.id = e.duty_id and e.kind ="
                      + " 'SUBMITTED'"))
          .isOne();
    }
  }

  @Test
  void claimTheSameTask() throws Exception {
    List<JsonNode> tasks = some("PerformDuty", "xa-16666");
    assertThat(tasks).isNotEmpty();
    for (JsonNode task : tasks) {
      oneWins("xa-16666", task, "claim", "{\"userId\":\"xa-16666\"}", true);
    }
  }

  @Test
  void reviewTheSameResult() throws Exception {
    report("bhxh-tinh", "{\"outcome\":{\"value\":\"done\"},\"summary\":{\"value\":\"Đã làm\"}}");
    report("huyen-412", "{\"outcome\":{\"value\":\"done\"},\"summary\":{\"value\":\"Đã làm\"}}");
    first.await("reviews", SOON, () -> !some("ReviewDuty", "bhxh-tinh").isEmpty());
    for (JsonNode task : some("ReviewDuty", "bhxh-tinh")) {
      oneWins(
          "bhxh-tinh",
          task,
          "complete",
          "{\"variables\":{\"accepted\":{\"value\":true},\"remark\":{\"value\":\"Tốt\"}}}");
      assertThat(
              of(
                  task,
                  "select count(*) from duty_event e join duty d on d.id = e.duty_id and e.kind ="
                      + " 'ACCEPTED'"))
          .isOne();
    }
  }

  @Test
  void decideOnTheSameRequestForMoreTime() throws Exception {
    report(
        "ubmttq-tinh",
        "{\"outcome\":{\"value\":\"extension\"},\"reason\":{\"value\":\"Bão\"},"
            + "\"requestedDue\":{\"value\":\"2025-02-12\"}}");
    first.await("requests", SOON, () -> !some("DecideExtension", "bhxh-tinh").isEmpty());
    for (JsonNode task : some("DecideExtension", "bhxh-tinh")) {
      oneWins("bhxh-tinh", task, "complete", "{\"variables\":{\"granted\":{\"value\":true}}}");
      assertThat(
              of(
                  task,
                  "select count(*) from duty_event e join duty d on d.id = e.duty_id and e.kind ="
                      + " 'EXTENSION_GRANTED'"))
          .isOne();
    }
  }

  @Test
  void decideOnTheSameDutyThatWasGivenBack() throws Exception {
    report(
        "huyen-412",
        "{\"outcome\":{\"value\":\"return\"},\"reason\":{\"value\":\"Không thuộc thẩm quyền\"}}",
        3);
    first.await("what is given back", SOON, () -> !some("DecideReturn", "bhxh-tinh").isEmpty());
    for (JsonNode task : some("DecideReturn", "bhxh-tinh")) {
      oneWins(
          completing(
              first,
              "bhxh-tinh",
              task,
              "{\"decision\":{\"value\":\"reassign\"},\"newUnit\":{\"value\":\"ubmttq-tinh\"}}"),
          completing(
              second,
              "bhxh-tinh",
              task,
              "{\"decision\":{\"value\":\"waive\"},\"remark\":{\"value\":\"Không còn cần\"}}"));
      assertThat(
              of(
                  task,
                  "select count(*) from duty_event e join duty d on d.id = e.duty_id and e.kind in"
                      + " ('REASSIGNED', 'WAIVED')"))
          .isOne();
      assertThat(
              of(
                  task,
                  """
                  select count(*) from duty_event e join duty d on d.id = e.duty_id
                    and (e.kind = 'REASSIGNED' and d.unit = 'ubmttq-tinh' and d.state <> 'WAIVED'
                      or e.kind = 'WAIVED' and d.unit = 'huyen-412' and d.state = 'WAIVED')
                  """))
          .as("the duty is what its history says")
          .isOne();
    }
  }

  @Test
  void handOverTheSameTaskToTwoColleagues() throws Exception {
    List<String> officers = List.of("xa-16666", "xa-16663", "ubmttq-tinh");
    Browser administrator = first.as(Node.ADMINISTRATOR);
    for (String user : officers.subList(1, 3)) {
      administrator.submit("/units/unit/xa-16666/officers", Map.of("user", user));
    }
    Browser one = first.as("xa-16666");
    Browser other = second.as("xa-16663");
    String task =
        tables
            .sql(
                """
                select t.id_ from act_ru_task t
                join duty d on d.process_instance_id = t.proc_inst_id_ and d.unit = 'xa-16666'
                where t.task_def_key_ = 'PerformDuty' order by d.id fetch first row only
                """)
            .query(String.class)
            .single();
    for (int n = 0; n < TIMES; n++) {
      String from = holder(task);
      List<String> to = officers.stream().filter(officer -> !officer.equals(from)).toList();
      long before = timesTaken(task);
      String path = "/api/tasks/" + task + "/holder";
      List<HttpResponse<String>> answers =
          oneWins(
              () -> one.put(path, handOver(from, to.get(0))),
              () -> other.put(path, handOver(from, to.get(1))));

      String now = answers.get(0).statusCode() == 204 ? to.get(0) : to.get(1);
      assertThat(holder(task)).isEqualTo(now);
      assertThat(
              tables
                  .sql("select d.officer from duty d" + OF_TASK)
                  .param(task)
                  .query(String.class)
                  .single())
          .isEqualTo(now);
      assertThat(timesTaken(task)).isEqualTo(before + 1);
    }
  }

  /** The last but one, because all that is open is overdue from then on. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void urgeInTheSameCaseAndDecideOnIt() throws Exception {
    first.setClock("2024-05-31T17:06");
    first.await("cases of a district", SOON, () -> !some("UrgeUnit", "huyen-412").isEmpty());
    first.await("cases of the lead", SOON, () -> !some("UrgeUnit", "bhxh-tinh").isEmpty());
    for (String superior : List.of("huyen-412", "bhxh-tinh")) {
      for (JsonNode task : some("UrgeUnit", superior)) {
        long escalation = caseOf(task);
        oneWins(
            superior,
            task,
            "complete",
            "{\"variables\":{\"remark\":{\"value\":\"Khẩn trương thực hiện\"}}}");
        assertThat(
                about(
                    escalation,
                    "select count(*) from escalation_event where kind = 'SUPERIOR_URGED' and"
                        + " case_id = ?"))
            .isOne();
        assertThat(decisionsAudited(escalation)).isOne();
      }
    }
    assertThat(
            number(
                """
                select count(*) from (select unit, content from mail where kind = 'URGED'
                  group by unit, content having count(*) > 1) twice
                """))
        .isZero();

    first.setClock("2024-06-04T17:06");
    first.await(
        "all cases before the committee",
        SOON,
        () ->
            count("DecideEscalation")
                == number("select count(*) from escalation_case where closed_at is null"));
    for (JsonNode task : some("DecideEscalation", "ubnd-tinh")) {
      long escalation = caseOf(task);
      long duties = about(escalation, "select count(*) from duty where case_id = ?");
      long before = decisionsAudited(escalation);
      oneWins(
          completing(
              first,
              "ubnd-tinh",
              task,
              "{\"decision\":{\"value\":\"extend\"},\"newDue\":{\"value\":\"2024-06-28\"}}"),
          completing(
              second,
              "ubnd-tinh",
              task,
              "{\"decision\":{\"value\":\"waive\"},\"remark\":{\"value\":\"Không còn cần\"}}"));
      assertThat(decisionsAudited(escalation)).isEqualTo(before + 1);
      assertThat(
              about(
                  escalation,
                  "select count(distinct decision) from escalation_decision where case_id = ?"))
          .as("of one mind")
          .isOne();
      assertThat(about(escalation, "select count(*) from escalation_decision where case_id = ?"))
          .isPositive()
          .isEqualTo(duties);
      first.await(
          "the decision to take effect",
          SOON,
          () ->
              about(
                      escalation,
                      "select count(*) from escalation_case where closed_at is not null and id = ?")
                  == 1);
      assertThat(
              about(
                  escalation,
                  """
                  select count(*) from escalation_decision c where c.applied_at is not null
                    and c.case_id = ? and 1 = (select count(*) from duty_event e
                      where e.duty_id = c.duty_id and (e.kind = 'EXTENDED' and c.decision = 'EXTEND'
                        or e.kind = 'WAIVED' and c.decision = 'WAIVE'))
                  """))
          .as("once for each duty")
          .isEqualTo(duties);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void leaveNothingHalfDone() {
    var now = first.now().toLocalDateTime();
    var invariants = new Invariants(tables);
    first.await("rest", SOON, () -> invariants.broken(now).isEmpty());
  }

  private static void oneWins(String user, JsonNode task, String what, String body)
      throws Exception {
    oneWins(user, task, what, body, false);
  }

  private static void oneWins(
      String user, JsonNode task, String what, String body, boolean byAnother) throws Exception {
    oneWins(
        sending(first, user, task, what, body),
        sending(
            second,
            byAnother ? Node.ADMINISTRATOR : user,
            task,
            what,
            byAnother ? body.replace(user, Node.ADMINISTRATOR) : body));
  }

  /** Who is told what is looked at here; what became of it, by the test. */
  private static List<HttpResponse<String>> oneWins(
      Callable<HttpResponse<String>> first, Callable<HttpResponse<String>> second)
      throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<HttpResponse<String>>> sent =
        Stream.of(first, second)
            .map(
                each ->
                    PEOPLE.submit(
                        () -> {
                          together.await();
                          return each.call();
                        }))
            .toList();
    List<HttpResponse<String>> answers = List.of(sent.get(0).get(), sent.get(1).get());
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 204)
        .as(texts(answers))
        .hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 204)
        .as(texts(answers))
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isIn(400, 403, 404, 409);
              JsonNode told = Node.JSON.readTree(answer.body());
              assertThat(told.path("message").asText(told.path("detail").asText()))
                  .containsAnyOf(
                      "chưa có gì", "Chưa có gì", "đã có người xử lý", "Việc này vừa chuyển sang")
                  .doesNotContain("ENGINE");
            });
    return answers;
  }

  private static String texts(List<HttpResponse<String>> answers) {
    return answers.stream()
        .map(answer -> answer.statusCode() + " " + answer.body())
        .toList()
        .toString();
  }

  private static Callable<HttpResponse<String>> completing(
      Node node, String user, JsonNode task, String variables) {
    return sending(node, user, task, "complete", "{\"variables\":" + variables + "}");
  }

  private static Callable<HttpResponse<String>> sending(
      Node node, String user, JsonNode task, String what, String body) {
    Browser person = node.browser().basic(user, Node.PASSWORD);
    // So that both are equally far when it begins.
    person.get("/engine-rest/task/count");
    return () ->
        person.json("POST", "/engine-rest/task/" + task.path("id").asText() + "/" + what, body);
  }

  private static void report(String unit, String variables) {
    report(unit, variables, TIMES);
  }

  private static void report(String unit, String variables, int times) {
    for (JsonNode task : some("PerformDuty", unit).stream().limit(times).toList()) {
      var answer =
          first
              .browser()
              .basic(unit, Node.PASSWORD)
              .json(
                  "POST",
                  "/engine-rest/task/" + task.path("id").asText() + "/complete",
                  "{\"variables\":" + variables + "}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }
  }

  private static List<JsonNode> some(String kind, String unit) {
    return first
        .read(
            "/engine-rest/task?maxResults=%d&taskDefinitionKey=%s&candidateGroup=%s"
                .formatted(TIMES, kind, unit))
        .valueStream()
        .toList();
  }

  private static long count(String kind) {
    return first.count("/engine-rest/task/count?taskDefinitionKey=" + kind);
  }

  private static String handOver(String from, String to) {
    return Node.JSON.createObjectNode().put("from", from).put("to", to).toString();
  }

  /** Null if nobody holds it. */
  private static String holder(String task) {
    return tables
        .sql("select coalesce(assignee_, '') from act_ru_task where id_ = ?")
        .param(task)
        .query(String.class)
        .optional()
        .filter(holder -> !holder.isEmpty())
        .orElse(null);
  }

  /** How often somebody has got it, by the duty's history. */
  private static long timesTaken(String task) {
    return tables
        .sql(
            "select count(*) from duty d join duty_event e on e.duty_id = d.id and e.kind in"
                + " ('CLAIMED', 'TAKEN_OVER', 'HANDED_OVER')"
                + OF_TASK)
        .param(task)
        .query(Long.class)
        .single();
  }

  private static long caseOf(JsonNode task) {
    return tables
        .sql("select id from escalation_case where process_instance_id = ?")
        .param(task.path("processInstanceId").asText())
        .query(Long.class)
        .single();
  }

  private static long about(long escalation, String query) {
    return tables.sql(query).param(escalation).query(Long.class).single();
  }

  private static long decisionsAudited(long escalation) {
    return tables
        .sql("select count(*) from audit_entry where action = 'DECISION' and subject = ?")
        .param("case/" + escalation)
        .query(Long.class)
        .single();
  }

  private static long number(String query) {
    return tables.sql(query).query(Long.class).single();
  }

  private static String figure(JsonNode task) {
    return tables
        .sql(
            """
            select min(m.metric) from duty_metric m
            join duty d on d.definition_id = m.definition_id where d.process_instance_id = ?
            """)
        .param(task.path("processInstanceId").asText())
        .query(String.class)
        .single();
  }

  private static long of(JsonNode task, String query) {
    return tables
        .sql(query + " where d.process_instance_id = ?")
        .param(task.path("processInstanceId").asText())
        .query(Long.class)
        .single();
  }
}
