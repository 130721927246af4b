package vn.dondoc.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vn.dondoc.DonDocApplication;
import vn.dondoc.Province;
import vn.dondoc.Tables;
import vn.dondoc.security.Installation;

/** A province that began with an H2 file goes on with PostgreSQL, in the middle of a campaign. */
class DatabaseMoveTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";

  @TempDir static Path home;

  private static EmbeddedPostgres server;
  private static String source;
  private static String campaign;
  private static int databases;

  private String target;

  /** Nobody but owner of the database, as in a province. */
  @BeforeAll
  static void beginWithAFile() throws IOException {
    server = PostgresPrograms.startOldest();
    JdbcClient.create(server.getPostgresDatabase())
        .sql("create role don_doc login password 'don_doc'")
        .update();
    source = "jdbc:h2:file:" + home.resolve("don-doc");
    try (Installation before = Installation.start(source)) {
      Province province = before.get(Province.class);
      campaign = province.issue();
      Task targets = province.duty(campaign, "11.d1", COMMUNE);
      before
          .get(TaskService.class)
          .createComment(targets.getId(), targets.getProcessInstanceId(), "Đã gọi điện");
      province.finish(campaign, "11.a1", DISTRICT, LEAD);
      province.passes("2024-05-10T08:01");
      province.complete(
          province.taskOf(LEAD, "WriteWeeklyReport"), LEAD, Map.of("content", "Tuần đầu"));
      attach(province, province.dutyId(campaign, "11.a1", DISTRICT));
      province
          .jdbc
          .sql("insert into audit_entry (at, person, action) values (?, 'quan-tri', 'SIGN_IN')")
          .param(province.now())
          .update();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void newDatabase() {
    String name = "move_" + ++databases;
    JdbcClient.create(server.getPostgresDatabase())
        .sql("create database " + name + " owner don_doc")
        .update();
    target = server.getJdbcUrl("don_doc", name);
  }

  @Test
  void takesEveryRowAlongAndGoesOnWithTheCampaign() {
    move(source, target);

    assertThat(Tables.differences(rows(h2(source)), rows(in(target)))).isEmpty();
    JdbcClient moved = JdbcClient.create(in(target));
    assertThat(deferrable(moved)).as("the references are as strict as before").isZero();
    long lastEvent = moved.sql("select max(id) from duty_event").query(Long.class).single();
    try (Installation after = Installation.start(target, credentials())) {
      Province province = after.get(Province.class);
      assertThat(after.get(RepositoryService.class).createDeploymentQuery().count()).isOne();
      province.at("2024-05-10T09:00");
      province.finish(campaign, "11.b1", DISTRICT, LEAD);
      assertThat(province.count("select min(id) from duty_event where id > ?", lastEvent))
          .isEqualTo(lastEvent + 1);
      province.passes("2024-05-14T17:01");
      long targets = province.dutyId(campaign, "11.d1", COMMUNE);
      assertThat(province.events(targets)).contains("OVERDUE", "SUPERIOR_TOLD");
      assertThat(province.tasksOf(DISTRICT, "UrgeUnit")).hasSize(1);
      assertThat(after.get(ManagementService.class).createJobQuery().noRetriesLeft().count())
          .isZero();
    }
    assertThatThrownBy(() -> moved.sql("delete from audit_entry").update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void refusesADatabaseThatIsInUse() {
    move(source, target);

    assertRefused(source, target, "đã được sử dụng", "tạo một cơ sở dữ liệu PostgreSQL mới");
  }

  @Test
  void refusesDataOfAnotherVersion() throws IOException {
    Path older = home.resolve("older.mv.db");
    Files.copy(home.resolve("don-doc.mv.db"), older);
    String url = "jdbc:h2:file:" + home.resolve("older");
    JdbcClient.create(h2(url))
        .sql(
            """
            delete from "flyway_schema_history" where "installed_rank" =
              (select max("installed_rank") from "flyway_schema_history")
            """)
        .update();

    assertRefused(url, target, "phiên bản khác", "nâng cấp");
  }

  @Test
  void refusesAFileThatIsNotThereAndMakesNone() {
    Path nothing = home.resolve("nothing");

    assertRefused(
        "jdbc:h2:file:" + nothing, target, "không có cơ sở dữ liệu H2 nào", "dondoc.move.from");
    assertThat(home).isDirectoryNotContaining("glob:**nothing*");
  }

  @Test
  void refusesAnythingButPostgresAsTarget() {
    assertThatThrownBy(
            () -> move(source, Installation.newDatabase(), "--spring.datasource.username=sa"))
        .hasMessageContainingAll("không phải PostgreSQL", "spring.datasource.url");
  }

  @Test
  void leavesNothingBehindWhenItBreaks() {
    try (Installation empty = Installation.start(target, credentials())) {
      JdbcClient.create(in(target))
          .sql("alter table duty_event add constraint broken check (remark <> 'x' and id < 0)")
          .update();
    }
    var before = rows(in(target));

    assertThatThrownBy(() -> move(source, target)).hasStackTraceContaining("broken");

    assertThat(Tables.differences(before, rows(in(target)))).isEmpty();
    assertThat(deferrable(JdbcClient.create(in(target)))).isZero();
  }

  private static void attach(Province province, long duty) {
    byte[] part = new byte[900_000];
    new Random(1).nextBytes(part);
    province
        .jdbc
        .sql(
            """
            insert into evidence (duty_id, file_name, media_type, size_bytes, sha256, uploaded_at,
              uploaded_by) values (?, 'Ảnh hội nghị.jpg', 'image/jpeg', ?, ?, ?, ?)
            """)
        .params(duty, 12L * part.length, "0".repeat(64), province.now(), DISTRICT)
        .update();
    for (int i = 0; i < 12; i++) {
      province
          .jdbc
          .sql("insert into evidence_content (evidence_id, part, content) values (1, ?, ?)")
          .params(i, part)
          .update();
    }
  }

  private static void move(String source, String target, String... settings) {
    DonDocApplication.main(
        Stream.of(
                List.of(
                    "--dondoc.move.from=" + source,
                    "--spring.datasource.url=" + target,
                    "--spring.main.banner-mode=off",
                    "--spring.main.register-shutdown-hook=false"),
                List.of(settings.length > 0 ? settings : credentials()))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private static void assertRefused(String source, String target, String what, String remedy) {
    assertThatThrownBy(() -> move(source, target))
        .isInstanceOf(MoveRefused.class)
        .hasMessageContainingAll(what, remedy);
  }

  private static String[] credentials() {
    return new String[] {
      "--spring.datasource.username=don_doc", "--spring.datasource.password=don_doc"
    };
  }

  private static long deferrable(JdbcClient jdbc) {
    return jdbc.sql("select count(*) from pg_constraint where condeferrable")
        .query(Long.class)
        .single();
  }

  private static Map<String, List<Map<String, String>>> rows(DataSource database) {
    return new Tables(database).rows(table -> true);
  }

  private static DataSource in(String target) {
    return new DriverManagerDataSource(target, "don_doc", "don_doc");
  }

  private static DataSource h2(String source) {
    return new DriverManagerDataSource(source, "sa", "");
  }
}
