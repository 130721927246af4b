package vn.dondoc.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vn.dondoc.Province;
import vn.dondoc.security.Installation;

/** A backup as the documentation says, made while the system works, and what it is worth. */
@ExtendWith(PostgresPrograms.class)
class BackupTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";

  /** What every duty is, by whom: the same however often a launch is interrupted. */
  private static final String PLAN =
      "select clause || ' ' || assigned_unit from duty order by clause, assigned_unit";

  private static final String OPEN =
      "state in ('NOT_ACCEPTED', 'IN_PROGRESS', 'IN_REVIEW', 'RETURNED', 'EXTENSION_ASKED')";

  @TempDir static Path home;

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    server = PostgresPrograms.start();
    database("create role don_doc login password 'don_doc'");
    database("create database before owner don_doc");
    database("create database after owner don_doc");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void goesOnWithACampaignOfWhichItWasMadeInTheMiddleOfTheLaunch() throws Exception {
    String campaign;
    List<String> plan;
    Path backup = home.resolve("don-doc.dump");
    try (Installation system = Installation.start(url("before"), credentials())) {
      Province province = system.get(Province.class);
      province.at(Province.ISSUE);
      campaign =
          province.as(
              "ubnd-tinh",
              () -> province.start("15/UBND-VX", "2024-05-06", "2024-05-01", "2024-05-31"));
      work(system, () -> count("before", "select count(*) from act_ru_task") < 5);
      Process dump = run("pg_dump", "-Fc", "-f", backup.toString(), "before");
      // Units work and duties are handed out, whatever part of it the backup comes to see.
      work(system, dump::isAlive);
      succeeded(dump);
      province.runJobs();
      plan = province.jdbc.sql(PLAN).query(String.class).list();
      assertThat(plan).hasSizeGreaterThan(30);
    }

    succeeded(run("pg_restore", "--no-owner", "--exit-on-error", "-d", "after", backup.toString()));

    assertThat(count("after", "select count(*) from act_ru_task")).isPositive();
    assertThat(
            count(
                "after",
                "select count(*) from act_ru_job where handler_type_ = 'async-continuation'"))
        .as("what the launch had still to do at the time of the backup")
        .isPositive();
    try (Installation system = Installation.start(url("after"), credentials())) {
      Province province = system.get(Province.class);
      province.at(Province.ISSUE);
      assertThat(lost(province)).as("open, and nothing will bring it").isEmpty();
      province.runJobs();
      assertThat(province.jdbc.sql(PLAN).query(String.class).list()).isEqualTo(plan);
      assertThat(withoutTask(province)).isEmpty();

      province.finish(campaign, "11.d2", COMMUNE, DISTRICT);
      province.passes("2024-05-14T17:01");
      long targets = province.dutyId(campaign, "11.d1", COMMUNE);
      assertThat(province.events(targets)).contains("OVERDUE", "SUPERIOR_TOLD");
      assertThat(province.count("select count(*) from missed_deadline where duty_id = ?", targets))
          .isOne();
      assertThat(province.tasksOf(DISTRICT, "UrgeUnit")).hasSize(1);
      assertThat(system.get(ManagementService.class).createJobQuery().noRetriesLeft().count())
          .isZero();
      assertThat(system.get(RuntimeService.class).createIncidentQuery().count()).isZero();
    }
    assertThatThrownBy(() -> in("after").sql("delete from audit_entry").update())
        .as("the audit log is as strict as before")
        .isInstanceOf(DataAccessException.class);
  }

  private interface Condition {
    boolean holds();
  }

  /** Does the next of the engine's jobs, and reports a duty, as long as this holds. */
  private static void work(Installation system, Condition asLongAs) {
    ManagementService management = system.get(ManagementService.class);
    TaskService tasks = system.get(TaskService.class);
    while (asLongAs.holds()) {
      List<Job> due = management.createJobQuery().executable().listPage(0, 1);
      due.forEach(job -> management.executeJob(job.getId()));
      List<Task> open = tasks.createTaskQuery().taskDefinitionKey("PerformDuty").list();
      // Some stay open, for whoever looks afterwards.
      if (open.size() > 6) {
        tasks.complete(open.get(0).getId(), Map.of("outcome", "done", "summary", "Đã làm"));
      }
    }
  }

  /** Duties that are open without a task, and without a job that would lead to one. */
  private static List<Long> lost(Province province) {
    return province
        .jdbc
        .sql(
            """
            select id from duty d where %s
              and not exists (select 1 from act_ru_task t
                where t.proc_inst_id_ = d.process_instance_id)
              and not exists (select 1 from act_ru_job j
                where j.process_instance_id_ = d.process_instance_id)
              and not (process_instance_id is null and exists (select 1 from act_ru_job j
                where j.handler_type_ = 'async-continuation' and j.root_proc_inst_id_ = d.campaign_id))
            """
                .formatted(OPEN))
        .query(Long.class)
        .list();
  }

  /** Duties that are open without a task, when nothing is left to be done. */
  private static List<Long> withoutTask(Province province) {
    return province
        .jdbc
        .sql(
            """
            select id from duty d where %s and 1 <> (select count(*) from act_ru_task t
              where t.proc_inst_id_ = d.process_instance_id)
            """
                .formatted(OPEN))
        .query(Long.class)
        .list();
  }

  private static Process run(String program, String... arguments) throws IOException {
    String[] all =
        Stream.concat(
                Stream.of(
                    "-h", "localhost", "-p", String.valueOf(server.getPort()), "-U", "don_doc"),
                Stream.of(arguments))
            .toArray(String[]::new);
    return PostgresPrograms.begin(log(), program, all);
  }

  private static void succeeded(Process process) throws Exception {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log().toPath())).isZero();
  }

  private static File log() {
    return home.resolve("log").toFile();
  }

  private static void database(String sql) {
    JdbcClient.create(server.getPostgresDatabase()).sql(sql).update();
  }

  private static long count(String database, String sql) {
    return in(database).sql(sql).query(Long.class).single();
  }

  private static JdbcClient in(String database) {
    DataSource source = new DriverManagerDataSource(url(database), "don_doc", "don_doc");
    return JdbcClient.create(source);
  }

  private static String url(String database) {
    return server.getJdbcUrl("don_doc", database);
  }

  private static String[] credentials() {
    return new String[] {
      "--spring.datasource.username=don_doc", "--spring.datasource.password=don_doc"
    };
  }
}
