package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.dondoc.security.Browser;

/** Two nodes on one database, which were started at the same moment when it was empty. */
class SeveralNodesIT {

  private static final Duration SECONDS = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path home;

  private static PostgresServer server;
  private static Node.Plan plan;
  private static Node first;
  private static Node second;
  private static JdbcClient tables;

  @BeforeAll
  static void startAtTheSameMoment() {
    server = PostgresServer.start();
    String database = server.newDatabase();
    tables = PostgresServer.tables(database);
    plan = Node.Plan.in(home).database(database).smallProvince();
    first = plan.launch();
    second = plan.launch();
    first.ready();
    second.ready();
  }

  @AfterAll
  static void stop() {
    Stream.of(first, second).forEach(Node::close);
    server.close();
  }

  @Test
  void makeEverythingOnceWhenTheyStartTogether() {
    assertThat(number("select count(*) from act_re_deployment")).isOne();
    assertThat(number("select count(*) from campaign")).isOne();
    assertThat(number("select count(*) from unit")).isEqualTo(6);
    assertThat(number("select count(*) from act_id_user where id_ = 'quan-tri'")).isOne();
    assertThat(number("select count(*) from demo_clock")).isOne();
    assertThat(
            number(
                """
                select count(*) from (select group_id_, user_id_, resource_type_, resource_id_
                  from act_ru_authorization where resource_type_ <> 7
                  group by 1, 2, 3, 4, type_ having count(*) > 1) twice
                """))
        .isZero();
    assertThat(number("select count(*) from act_ru_filter group by name_ order by 1 desc limit 1"))
        .isOne();
    assertThat(
            tables
                .sql(
                    """
                    select count(*) from act_ru_job where handler_type_ = 'timer-start-event'
                    group by handler_cfg_, process_def_key_
                    """)
                .query(Long.class)
                .list())
        .isNotEmpty()
        .containsOnly(1L);
    assertThat(first.log() + second.log()).doesNotContain("Exception");
  }

  @Test
  void goOnWithASessionThatAnotherNodeBegan() {
    try (Node third = plan.start()) {
      Browser officer = third.as("xa-16663");
      third.await("work", SOON, () -> !tasks(officer).isEmpty());
      String task = tasks(officer).get(0).path("id").asText();
      long duty =
          number(
              "select id from duty where unit = 'xa-16663' and state = 'NOT_ACCEPTED'"
                  + " order by id");
      var kept =
          officer.put(
              "/api/duties/" + duty + "/draft", "{\"values\":{\"summary\":\"Đã họp tổ dân phố\"}}");
      assertThat(kept.statusCode()).as(kept.body()).isLessThan(300);
      third.kill();

      Browser moved = officer.movedTo(second.port());
      assertThat(moved.get("/").statusCode()).isEqualTo(200);
      assertThat(moved.get("/api/duties/" + duty).body()).contains("Đã họp tổ dân phố");
      // The webapps know the person as well, and the token that their pages got from the other.
      assertThat(tasks(moved)).isNotEmpty();
      assertThat(
              moved
                  .json(
                      "POST",
                      "/camunda/api/engine/engine/default/task/" + task + "/claim",
                      "{\"userId\":\"xa-16663\"}")
                  .statusCode())
          .isEqualTo(204);
    }
  }

  @Test
  void signOutEverywhereAtOnce() {
    Browser officer = first.as("xa-16666");
    Browser elsewhere = officer.movedTo(second.port());
    assertThat(elsewhere.get("/").statusCode()).isEqualTo(200);
    officer.submit("/logout", Map.of());
    assertThat(Browser.redirect(elsewhere.get("/"))).startsWith("/login");
  }

  @Test
  void takeASessionThatCannotBeReadForOneThatIsNotThere() {
    Browser officer = first.as("huyen-412");
    tables
        .sql(
            """
            update spring_session_attributes set attribute_bytes = '\\xaced000573720003666f6f'
            where session_primary_id in
              (select primary_id from spring_session where principal_name = 'huyen-412')
            """)
        .update();
    assertThat(Browser.redirect(officer.get("/"))).startsWith("/login");
    assertThat(second.as("huyen-412").get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void followTheClockOfTheOneThatWasMoved() {
    var before = first.now();
    second.advance("PT1H");
    first.await("the new time", SECONDS, () -> first.now().isAfter(before.plusMinutes(59)));
  }

  @Test
  void seeWithinSecondsWhatAnAdministratorChangesAtAnother() {
    Browser administrator = first.as(Node.ADMINISTRATOR);
    tables
        .sql("update unit set name = 'UBND phường Đông Vĩnh (mới)' where code = 'xa-16663'")
        .update();
    for (Node node : List.of(first, second)) {
      node.await(
          "the new name",
          SECONDS,
          () ->
              administrator
                  .movedTo(node.port())
                  .get("/units/unit/xa-16663")
                  .body()
                  .contains("(mới)"));
    }
  }

  @Test
  void writeTheDigestsOfAMorningOnce() {
    first.setClock("2024-05-14T07:29:50");
    first.await(
        "the digests",
        SOON,
        () -> number("select count(*) from mail where on_day = '2024-05-14'") > 0);
    assertThat(
            number(
                """
                select count(*) from act_hi_procinst where proc_def_key_ = 'DailyDigest'
                  and start_time_ between '2024-05-14 07:00' and '2024-05-14 08:00'
                """))
        .isOne();
  }

  private static List<JsonNode> tasks(Browser officer) {
    var found =
        Node.json(
            officer.json(
                "POST",
                "/camunda/api/engine/engine/default/task?maxResults=50",
                "{\"taskDefinitionKey\":\"PerformDuty\",\"candidateGroup\":\"xa-16663\","
                    + "\"includeAssignedTasks\":true}"));
    return found.valueStream().toList();
  }

  private static long number(String sql) {
    return tables.sql(sql).query(Long.class).list().stream().findFirst().orElse(0L);
  }
}
