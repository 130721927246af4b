package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which databases the application takes, and what it makes of them, on both that it runs on. */
class DatabaseSchemaTest {

  private static EmptyDatabases databases;

  @BeforeAll
  static void start() throws IOException {
    databases = EmptyDatabases.start();
  }

  @AfterAll
  static void stop() throws IOException {
    databases.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void makesEverythingInAnEmptyDatabaseAndTakesItAgain(String vendor) {
    DataSource database = databases.of(vendor);
    migrate(vendor, database);
    EngineTables.create(database);
    migrate(vendor, database);
    DatabaseSchema.upgradeEngine(database);
    assertThat(count(database, "select count(*) from duty")).isZero();
    assertThat(count(database, "select count(*) from act_ru_task")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void refusesADatabaseThatSomebodyElseUsesAndLeavesItAsItIs(String vendor) {
    DataSource database = databases.of(vendor);
    JdbcClient.create(database).sql("create table invoice (id int)").update();
    assertThatThrownBy(() -> migrate(vendor, database))
        .isInstanceOf(UnfitDatabase.class)
        .hasMessageContaining("dữ liệu của chương trình khác («invoice»)")
        .hasMessageContaining("spring.datasource.url");
    assertThat(tables(database)).containsExactly("invoice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void refusesADatabaseThatHoldsOnlyAnotherCamunda(String vendor) {
    DataSource database = databases.of(vendor);
    EngineTables.create(database);
    assertThatThrownBy(() -> migrate(vendor, database))
        .isInstanceOf(UnfitDatabase.class)
        .hasMessageContaining("chương trình khác");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void refusesADatabaseOfANewerVersionOfOurs(String vendor) {
    DataSource database = databases.of(vendor);
    migrate(vendor, database);
    sql(
        database,
        """
        insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
          "checksum", "installed_by", "execution_time", "success")
        values (999, '999', 'years later', 'SQL', 'V999__years_later.sql', 1, 'x', 1, true)
        """);
    assertThatThrownBy(() -> migrate(vendor, database))
        .isInstanceOf(UnfitDatabase.class)
        .hasMessageContaining("phiên bản mới hơn («999 years later»)")
        .hasMessageContaining("khôi phục bản sao lưu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void refusesAMigrationThatWasAppliedDifferently(String vendor) {
    DataSource database = databases.of(vendor);
    migrate(vendor, database);
    sql(database, "update \"flyway_schema_history\" set \"checksum\" = 7 where \"version\" = '2'");
    assertThatThrownBy(() -> migrate(vendor, database))
        .isInstanceOf(UnfitDatabase.class)
        .hasMessageContaining("khác với những gì phiên bản này tạo ra");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void takesADatabaseOfAnOlderVersionOfOursAndBringsItUpToDate(String vendor) {
    DataSource database = databases.of(vendor);
    flyway(vendor, database).target("9").load().migrate();
    migrate(vendor, database);
    assertThat(
            count(
                database,
                "select count(*) from \"flyway_schema_history\" where \"version\" = '13'"))
        .isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void numbersDutiesOnFromThoseOfAnOlderVersion(String vendor) {
    DataSource database = databases.of(vendor);
    flyway(vendor, database).target("26").load().migrate();
    sql(database, "insert into unit (code, name, kind) values ('u', 'Đơn vị', 'AGENCY')");
    sql(
        database,
        """
        insert into campaign (id, directive, title, document_number, issued_on, period_start, period_end,
          lead_unit, committee, issued_at)
        values ('c', 'd', 't', '1', date '2024-05-06', date '2024-05-01', date '2024-05-31', 'u', 'u',
          timestamp '2024-05-06 08:00:00')
        """);
    sql(
        database,
        """
        insert into duty_definition (process_definition_id, directive, activity_id, clause, name, task,
          coordinators, deliverable, is_request, restricted)
        values ('p', 'd', 'a', '1', 'n', 't', '', '', false, false)
        """);
    duty(database, "1");
    duty(database, "2");

    migrate(vendor, database);

    duty(database, "3");
    assertThat(count(database, "select id from duty where clause = '3'")).isEqualTo(3);
    assertThat(count(database, "select nextval('duty_id_seq')")).isEqualTo(4);
  }

  private static void duty(DataSource database, String clause) {
    sql(
        database,
        """
        insert into duty (campaign_id, definition_id, clause, assigned_unit, unit, original_due, due, state)
        values ('c', 1, '%s', 'u', 'u', timestamp '2024-05-31 17:00:00', timestamp '2024-05-31 17:00:00',
          'WAITING')
        """
            .formatted(clause));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void takesADatabaseThatAnotherNodeIsMakingAtThatMoment(String vendor) {
    DataSource database = databases.of(vendor);
    flyway(vendor, database).target("9").load().migrate();
    FluentConfiguration whileAnotherNodeEnds =
        flyway(vendor, database)
            .callbacks(new OtherNode(() -> flyway(vendor, database).load().migrate()));

    new DatabaseSchema().migrate(whileAnotherNodeEnds.load());

    assertThat(flyway(vendor, database).load().info().pending()).isEmpty();
  }

  /** Ends its migrations once this node has looked at what there is. */
  private record OtherNode(Runnable end) implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.AFTER_VALIDATE || event == Event.AFTER_VALIDATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
      return true;
    }

    @Override
    public void handle(Event event, Context context) {
      end.run();
    }

    @Override
    public String getCallbackName() {
      return "other node";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void refusesTablesOfANewerEngine(String vendor) {
    DataSource database = databases.of(vendor);
    migrate(vendor, database);
    EngineTables.create(database);
    sql(database, "insert into act_ge_schema_log values ('9999', current_timestamp, '7.25.0')");
    assertThatThrownBy(() -> migrate(vendor, database))
        .isInstanceOf(UnfitDatabase.class)
        .hasMessageContaining("phiên bản mới hơn («Camunda 7.25»)");
    assertThatThrownBy(() -> DatabaseSchema.upgradeEngine(database))
        .isInstanceOf(UnfitDatabase.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void upgradesTablesOfAnOlderEngineStepByStep(String vendor) {
    DataSource database = databases.of(vendor);
    migrate(vendor, database);
    EngineTables.create(database);
    sql(database, "alter table act_hi_comment drop column rev_");
    sql(database, "alter table act_ru_execution drop column proc_def_key_");
    sql(database, "delete from act_ge_schema_log");
    sql(database, "insert into act_ge_schema_log values ('1', current_timestamp, '7.22.0')");
    DatabaseSchema.upgradeEngine(database);
    assertThat(
            JdbcClient.create(database)
                .sql("select version_ from act_ge_schema_log order by version_")
                .query(String.class)
                .list())
        .containsExactly("7.22.0", "7.23.0", "7.24.0");
    assertThat(count(database, "select count(proc_def_key_) from act_ru_execution")).isZero();
  }

  private static void migrate(String vendor, DataSource database) {
    new DatabaseSchema().migrate(flyway(vendor, database).load());
  }

  private static FluentConfiguration flyway(String vendor, DataSource database) {
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration", "classpath:db/vendor/" + vendor);
  }

  private static void sql(DataSource database, String statement) {
    JdbcClient.create(database).sql(statement).update();
  }

  private static long count(DataSource database, String query) {
    return JdbcClient.create(database).sql(query).query(Long.class).single();
  }

  private static List<String> tables(DataSource database) {
    return JdbcClient.create(database)
        .sql(
            "select lower(table_name) from information_schema.tables where table_schema in ('public', 'PUBLIC')")
        .query(String.class)
        .list();
  }
}
