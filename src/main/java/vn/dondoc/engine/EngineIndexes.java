package vn.dondoc.engine;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the engine's tables are searched by: all that Camunda makes, two of ours, and on PostgreSQL
 * without entries for what is empty. A duty is some 20 rows of the engine, which Camunda's indexes
 * would list in some 170 places; a third of them under tenants, cases and other columns that hardly
 * anything of ours has a value in.
 */
final class EngineIndexes {

  private static final Logger log = LoggerFactory.getLogger(EngineIndexes.class);

  /**
   * One that Camunda does not make.
   *
   * @param name of the index
   * @param table of the engine
   * @param column that it is looked for by
   */
  private record Ours(String name, String table, String column) {}

  private static final List<Ours> OURS =
      List.of(
          // What is due, among the timers of all directives, is looked for every second …
          new Ours("job_by_due_date", "act_ru_job", "duedate_"),
          // … and for each task that is completed, among all that are open, whether it has parts.
          new Ours("task_by_parent", "act_ru_task", "parent_task_id_"));

  /** What most rows have no value in, or all. */
  private static final Set<String> EMPTY =
      Set.of(
          "batch_id_",
          "bytearray_id_",
          "case_execution_id_",
          "case_inst_id_",
          "configuration_",
          "exception_stack_id_",
          "job_exception_stack_id_",
          "last_updated_",
          "owner_",
          "parent_task_id_",
          "removal_time_",
          "restarted_proc_inst_id_",
          "super_exec_",
          "tenant_id_");

  /** The same, but elsewhere columns of this name are full. */
  private static final Set<String> EMPTY_HERE =
      Set.of(
          "act_ru_authorization.root_proc_inst_id_",
          "act_ru_execution.business_key_",
          "act_ru_execution.root_proc_inst_id_",
          "act_ru_identitylink.proc_def_id_",
          "act_ru_identitylink.user_id_",
          "act_ru_task.assignee_",
          "act_ru_variable.task_id_");

  private EngineIndexes() {}

  /**
   * Brings them to what is told above. Asks first what is there: "if not exists" would wait for the
   * jobs that other nodes are running.
   */
  static void complete(DataSource database) {
    boolean postgres = DatabaseSchema.isPostgres(database);
    Changes changes = new Changes(database, postgres);
    for (Ours index : OURS) {
      if (!isThere(database, index)) {
        changes.make(
            index.name(),
            "create index " + index.name() + " on " + index.table() + " (" + index.column() + ")");
      }
    }
    if (postgres) { // H2 has no indexes of a part of the rows.
      leaveOutWhatIsEmpty(database, changes);
    }
  }

  private static boolean isThere(DataSource database, Ours index) {
    try (Connection connection = database.getConnection()) {
      DatabaseMetaData metaData = connection.getMetaData();
      String table =
          metaData.storesUpperCaseIdentifiers()
              ? index.table().toUpperCase(Locale.ROOT)
              : index.table();
      try (ResultSet rows =
          metaData.getIndexInfo(
              connection.getCatalog(), connection.getSchema(), table, false, true)) {
        while (rows.next()) {
          if (index.name().equalsIgnoreCase(rows.getString("INDEX_NAME"))) {
            return true;
          }
        }
      }
      return false;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each on its own, and only if it can be had now: other nodes may be at work. */
  private static final class Changes {

    private final JdbcClient database;
    private final TransactionTemplate alone;
    private final boolean waitsForOthers;

    Changes(DataSource database, boolean waitsForOthers) {
      this.database = JdbcClient.create(database);
      this.alone = new TransactionTemplate(new DataSourceTransactionManager(database));
      this.waitsForOthers = waitsForOthers;
    }

    void make(String index, String... statements) {
      try {
        alone.executeWithoutResult(
            transaction -> {
              if (waitsForOthers) {
                // What cannot be had now is had at the next start.
                database.sql("set local lock_timeout = '1s'").update();
              }
              for (String statement : statements) {
                database.sql(statement).update();
              }
            });
      } catch (DataAccessException e) {
        log.debug("{} stays as it is: {}", index, e.getMessage());
      }
    }
  }

  private record Index(String name, String definition, String column) {}

  private static void leaveOutWhatIsEmpty(DataSource database, Changes changes) {
    List<Index> full =
        JdbcClient.create(database)
            .sql(
                """
                select i.relname as name, pg_get_indexdef(i.oid) as definition, c.attname as "column"
                from pg_index x
                join pg_class i on i.oid = x.indexrelid
                join pg_class t on t.oid = x.indrelid
                join pg_attribute c on c.attrelid = t.oid and c.attnum = x.indkey[0]
                where t.relnamespace = current_schema()::regnamespace and t.relname like 'act\\_%'
                  and (c.attname in (:empty) or t.relname || '.' || c.attname in (:here))
                  and not x.indisunique and x.indpred is null
                order by t.relname, i.relname
                """)
            .param("empty", EMPTY)
            .param("here", EMPTY_HERE)
            .query(Index.class)
            .list();
    for (Index index : full) {
      changes.make(
          index.name(),
          "drop index " + index.name(),
          index.definition() + " where " + index.column() + " is not null");
    }
  }
}
