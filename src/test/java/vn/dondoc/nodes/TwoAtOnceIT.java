package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two people who do the same thing at the same moment, each at a node of their own: one of them has
 * done it, the other is told so in Vietnamese, and nothing is half done.
 */
class TwoAtOnceIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int TIMES = 5;

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
    for (JsonNode task : some("PerformDuty", "xa-16666")) {
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

  private static void oneWins(String user, JsonNode task, String what, String body)
      throws Exception {
    oneWins(user, task, what, body, false);
  }

  /** Who is told what is looked at here; what became of it, by the test. */
  private static void oneWins(
      String user, JsonNode task, String what, String body, boolean byAnother) throws Exception {
    String path = "/engine-rest/task/" + task.path("id").asText() + "/" + what;
    CyclicBarrier together = new CyclicBarrier(2);
    Future<HttpResponse<String>> one = PEOPLE.submit(send(first, user, path, body, together));
    Future<HttpResponse<String>> other =
        PEOPLE.submit(
            send(
                second,
                byAnother ? Node.ADMINISTRATOR : user,
                path,
                byAnother ? body.replace(user, Node.ADMINISTRATOR) : body,
                together));
    List<HttpResponse<String>> answers = List.of(one.get(), other.get());
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
              assertThat(Node.JSON.readTree(answer.body()).path("message").asText())
                  .containsAnyOf("chưa có gì", "Chưa có gì", "đã có người xử lý")
                  .doesNotContain("ENGINE");
            });
  }

  private static String texts(List<HttpResponse<String>> answers) {
    return answers.stream()
        .map(answer -> answer.statusCode() + " " + answer.body())
        .toList()
        .toString();
  }

  private static Callable<HttpResponse<String>> send(
      Node node, String user, String path, String body, CyclicBarrier together) {
    return () -> {
      var person = node.browser().basic(user, Node.PASSWORD);
      person.get("/engine-rest/task/count");
      together.await();
      return person.json("POST", path, body);
    };
  }

  private static void report(String unit, String variables) {
    for (JsonNode task : some("PerformDuty", unit)) {
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
