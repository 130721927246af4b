package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine's tables are searched by after a start. */
class EngineIndexesTest {

  private static EmptyDatabases databases;

  @BeforeAll
  static void start() throws IOException {
    databases = EmptyDatabases.start();
  }

  @AfterAll
  static void stop() throws IOException {
    databases.close();
  }

  @Test
  void findsWhatIsDueAndThePartsOfATaskByIndexesThatAreMadeOnceOnH2() {
    DataSource database = tables("h2");

    for (int start = 0; start < 2; start++) {
      EngineIndexes.complete(database);
      assertThat(
              JdbcClient.create(database)
                  .sql(
                      """
                      select index_name || ' on ' || table_name || ' ' || column_name
                      from information_schema.index_columns
                      where index_name in ('JOB_BY_DUE_DATE', 'TASK_BY_PARENT')
                      """)
                  .query(String.class)
                  .list())
          .containsExactlyInAnyOrder(
              "JOB_BY_DUE_DATE on ACT_RU_JOB DUEDATE_",
              "TASK_BY_PARENT on ACT_RU_TASK PARENT_TASK_ID_");
    }
  }

  @Test
  void findsWhatIsDueAndThePartsOfATaskByIndexesThatAreMadeOnceOnPostgres() {
    DataSource database = tables("postgresql");

    for (int start = 0; start < 2; start++) {
      EngineIndexes.complete(database);
      assertThat(definitions(database, "act_ru_job"))
          .containsOnlyOnce(
              "CREATE INDEX job_by_due_date ON public.act_ru_job USING btree (duedate_)");
      assertThat(definitions(database, "act_ru_task"))
          .containsOnlyOnce(
              "CREATE INDEX task_by_parent ON public.act_ru_task USING btree (parent_task_id_)"
                  + " WHERE (parent_task_id_ IS NOT NULL)");
    }
  }

  @Test
  void listsNoTenantsOfWhichThereAreNone() {
    DataSource database = tables("postgresql");
    List<String> camundas = names(database);

    EngineIndexes.complete(database);

    assertThat(definitions(database, "act_ru_execution"))
        .contains(
            "CREATE INDEX act_idx_exec_tenant_id ON public.act_ru_execution"
                + " USING btree (tenant_id_) WHERE (tenant_id_ IS NOT NULL)");
    assertThat(definitions(database, "act_ru_variable"))
        .contains(
            "CREATE INDEX act_idx_variable_task_name_type ON public.act_ru_variable"
                + " USING btree (task_id_, name_, type_) WHERE (task_id_ IS NOT NULL)");
    assertThat(names(database)).containsAll(camundas).hasSize(camundas.size() + 2);
  }

  @Test
  void listsWhateverHasAValue() {
    DataSource database = tables("postgresql");

    EngineIndexes.complete(database);

    assertThat(definitions(database, "act_ru_identitylink"))
        .contains(
            "CREATE INDEX act_idx_ident_lnk_group ON public.act_ru_identitylink"
                + " USING btree (group_id_)",
            "CREATE INDEX act_idx_tskass_task ON public.act_ru_identitylink"
                + " USING btree (task_id_)");
    assertThat(definitions(database, "act_ru_authorization"))
        .filteredOn(index -> index.startsWith("CREATE UNIQUE"))
        .hasSize(3)
        .noneMatch(index -> index.contains("WHERE"));
  }

  @Test
  void findsARowByAValueThatHardlyAnyHas() throws SQLException {
    DataSource database = tables("postgresql");
    EngineIndexes.complete(database);

    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      // An empty table would rather be read from one end to the other.
      statement.execute("set enable_seqscan = off");
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute(
          "prepare called(varchar) as select id_ from act_ru_execution where super_exec_ = $1");
      assertThat(plan(statement, "called")).contains("act_idx_exe_super");
      statement.execute(
          "prepare parts(varchar) as select * from act_ru_task where parent_task_id_ = $1");
      assertThat(plan(statement, "parts")).contains("task_by_parent");
    }
  }

  private static String plan(Statement statement, String prepared) throws SQLException {
    StringBuilder lines = new StringBuilder();
    try (var plan = statement.executeQuery("explain execute " + prepared + "('x')")) {
      while (plan.next()) {
        lines.append(plan.getString(1)).append('\n');
      }
    }
    return lines.toString();
  }

  @Test
  void leavesATableAloneThatAnotherNodeWorksOnUntilTheNextStart() throws SQLException {
    DataSource database = tables("postgresql");
    String full = "CREATE INDEX act_idx_task_owner ON public.act_ru_task USING btree (owner_)";

    try (Connection other = database.getConnection();
        Statement work = other.createStatement()) {
      other.setAutoCommit(false);
      work.execute("lock table act_ru_task in row exclusive mode");
      EngineIndexes.complete(database);
      other.rollback();
    }

    assertThat(definitions(database, "act_ru_task"))
        .contains(full)
        .noneMatch(index -> index.contains("task_by_parent"));
    assertThat(definitions(database, "act_ru_execution"))
        .anyMatch(index -> index.endsWith("WHERE (tenant_id_ IS NOT NULL)"));

    EngineIndexes.complete(database);

    assertThat(definitions(database, "act_ru_task"))
        .contains(full + " WHERE (owner_ IS NOT NULL)")
        .anyMatch(index -> index.contains("task_by_parent"));
  }

  private static DataSource tables(String vendor) {
    DataSource database = databases.of(vendor);
    EngineTables.create(database);
    return database;
  }

  private static List<String> definitions(DataSource database, String table) {
    return JdbcClient.create(database)
        .sql("select indexdef from pg_indexes where tablename = ? order by indexname")
        .param(table)
        .query(String.class)
        .list();
  }

  private static List<String> names(DataSource database) {
    return JdbcClient.create(database)
        .sql("select indexname from pg_indexes where schemaname = 'public'")
        .query(String.class)
        .list();
  }
}
