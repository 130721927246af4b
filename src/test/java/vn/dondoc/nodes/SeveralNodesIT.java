package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

/** Three nodes on one database, which were started at the same moment when it was empty. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralNodesIT {

  private static final Duration SECONDS = Duration.ofSeconds(15);
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path home;

  private static PostgresServer server;
  private static Node first;
  private static Node second;
  private static Node third;
  private static JdbcClient tables;

  @BeforeAll
  static void startAtTheSameMoment() {
    server = PostgresServer.start();
    String database = server.newDatabase();
    tables = PostgresServer.tables(database);
    Node.Plan plan =
        Node.Plan.in(home)
            .database(database)
            .smallProvince()
            // Not once a minute; a test waits for it.
            .with("spring.session.jdbc.cleanup-cron=*/2 * * * * *");
    first = plan.launch();
    second = plan.launch();
    third = plan.launch();
    nodes().forEach(Node::ready);
  }

  @AfterAll
  static void stop() {
    nodes().forEach(Node::close);
    server.close();
  }

  private static Stream<Node> nodes() {
    return Stream.of(first, second, third);
  }

  @Test
  @Order(1)
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
    assertThat(nodes().map(Node::log)).noneMatch(log -> log.contains("Exception"));
  }

  /** The last, because a node is lost. */
  @Test
  @Order(Integer.MAX_VALUE)
  void goOnWithASessionThatAnotherNodeBegan() {
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
  void deleteSessionsThatHaveExpiredAndNoOthers() {
    Browser officer = first.as("ubmttq-tinh");
    String expired = sessionOf("ubmttq-tinh");
    Browser later = second.as("bhxh-tinh");
    String other = sessionOf("bhxh-tinh");
    tables
        .sql("update spring_session set expiry_time = ? where primary_id = ?")
        .params(System.currentTimeMillis() - 1_000, expired)
        .update();
    first.await(
        "the expired session to go",
        SECONDS,
        () -> sessions("spring_session where primary_id", expired) == 0);
    assertThat(sessions("spring_session_attributes where session_primary_id", expired)).isZero();
    assertThat(Browser.redirect(officer.get("/"))).startsWith("/login");
    assertThat(sessions("spring_session where primary_id", other)).isOne();
    assertThat(later.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void seeWithinSecondsWhatAnAdministratorChangesAtAnother() {
    Browser administrator = first.as(Node.ADMINISTRATOR);
    see(administrator, "xa-16663@nghean.example", false);
    administrator.submit(
        "/units/unit/xa-16663",
        Map.of("name", "UBND phường Đông Vĩnh (mới)", "email", "xa-16663@nghean.example"));
    see(administrator, "UBND phường Đông Vĩnh (mới)", true);
    see(administrator, "xa-16663@nghean.example", true);
  }

  @Test
  void seeWithinSecondsWhatAnAdministratorImportsAtAnother() {
    String file =
        """
        code,name,kind,superior,email
        xa-16663,UBND phường Đông Vĩnh (nhập),COMMUNE,huyen-412,van-phong-16663@nghean.example
        """;
    Browser administrator = first.as(Node.ADMINISTRATOR);
    see(administrator, "van-phong-16663@nghean.example", false);
    String preview =
        administrator
            .upload(
                "/units/import/preview",
                Map.of(
                    "subject", "UNITS", "_csrf", hidden("_csrf", "/units/import", administrator)),
                "file",
                file)
            .body();
    administrator.submit(
        "/units/import", Map.of("subject", "UNITS", "text", file, "seen", hidden("seen", preview)));
    see(administrator, "UBND phường Đông Vĩnh (nhập)", true);
    see(administrator, "van-phong-16663@nghean.example", true);
  }

  /** Whether all nodes show it for the commune, now or within seconds. */
  private static void see(Browser administrator, String text, boolean shown) {
    nodes()
        .forEach(
            node ->
                node.await(
                    text,
                    SECONDS,
                    () ->
                        administrator
                                .movedTo(node.port())
                                .get("/units/unit/xa-16663")
                                .body()
                                .contains(text)
                            == shown));
  }

  private static String hidden(String name, String path, Browser reader) {
    return hidden(name, reader.get(path).body());
  }

  private static String hidden(String name, String page) {
    return Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"")
        .matcher(page)
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + page));
  }

  private static String sessionOf(String user) {
    return tables
        .sql(
            "select primary_id from spring_session where principal_name = ? order by creation_time"
                + " desc fetch first row only")
        .param(user)
        .query(String.class)
        .single();
  }

  private static long sessions(String tableAndKey, String session) {
    return tables
        .sql("select count(*) from " + tableAndKey + " = ?")
        .param(session)
        .query(Long.class)
        .single();
  }

  @Test
  @Order(2)
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

  @Test
  @Order(3)
  void sweepOnceAtEachTime() {
    // What runs while the time moves outlives its lock, and would be run once more.
    first.await(
        "the work of the morning",
        SOON,
        () ->
            number("select count(*) from act_hi_procinst where proc_def_key_ = 'EscalationSweep'")
                    > 0
                && number("select count(*) from act_ru_job where lock_owner_ is not null") == 0);
    // A clock that is moved lets the sweep run at once. Each node sees that at a moment of its own.
    first.setClock("2024-05-31T17:01");
    first.await("a sweep", SOON, () -> sweeps("17:00") > 0);
    second.setClock("2024-05-31T17:06");
    first.await("a sweep", SOON, () -> sweeps("17:05") > 0);
    third.setClock("2024-05-31T17:14:45");
    first.await("a sweep", SOON, () -> sweeps("17:10") > 0);
    first.await("the sweep that nobody asked for", SOON, () -> sweeps("17:15") > 0);

    var invariants = new Invariants(tables);
    var now = first.now().toLocalDateTime();
    first.await("rest", SOON, () -> invariants.broken(now).isEmpty());
    for (String time : List.of("17:00", "17:05", "17:10", "17:15")) {
      assertThat(sweeps(time)).as("sweeps of " + time).isOne();
    }
    assertThat(number("select count(*) from missed_deadline")).isPositive();
    assertThat(number("select count(*) from escalation_case"))
        .isPositive()
        .isEqualTo(
            number(
                "select count(*) from (select distinct campaign_id, unit, superior from"
                    + " escalation_case) c"))
        .isEqualTo(
            number("select count(*) from act_hi_procinst where proc_def_key_ = 'Escalation'"));
  }

  /** From this time until the next in five minutes. */
  private static long sweeps(String time) {
    return number(
        """
        select count(*) from act_hi_procinst where proc_def_key_ = 'EscalationSweep'
          and start_time_ >= timestamp '2024-05-31 %1$s'
          and start_time_ < timestamp '2024-05-31 %1$s' + interval '5 minutes'
        """
            .formatted(time));
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
