package vn.dondoc.engine;

import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** The engine's tables, for those who need them without an engine. */
public final class EngineTables {

  private EngineTables() {}

  /** Creates them if there are none, or brings them up to this engine's version. */
  public static void create(DataSource database) {
    var configuration = new StandaloneProcessEngineConfiguration();
    configuration.setCmmnEnabled(false); // As EnginePlugin.
    configuration.setHistoryCleanupEnabled(
        false); // It would stop the job of an engine that was here before.
    configuration.setMetricsEnabled(false);
    configuration
        .setProcessEngineName("tables")
        .setDataSource(database)
        .setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE)
        .setHistory(ProcessEngineConfiguration.HISTORY_ACTIVITY)
        .setJobExecutorActivate(false)
        .buildProcessEngine()
        .close();
  }
}
