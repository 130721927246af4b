package vn.dondoc.engine;

import java.sql.DatabaseMetaData;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.defaults.DefaultSqlSession;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reads the engine's statements once for all engines that tests start in one process: two thirds of
 * each further start would be nothing else. Each engine keeps its own connections and transactions.
 */
@Component
class SharedMappings extends AbstractProcessEnginePlugin {

  private static final Map<String, Configuration> READ = new ConcurrentHashMap<>();

  private final String database;

  @Autowired
  SharedMappings(DataSource database) throws MetaDataAccessException {
    this(JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName));
  }

  /**
   * @param database the kind of it, for the statements differ between them
   */
  SharedMappings(String database) {
    this.database = database;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    Configuration statements = READ.get(database);
    if (statements != null) {
      engine.setSqlSessionFactory(new Sessions(statements, engine));
    }
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    var built = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    READ.putIfAbsent(database, built.getSqlSessionFactory().getConfiguration());
  }

  /** Opens sessions as the engine would, on what is not the first engine's. */
  private static final class Sessions extends DefaultSqlSessionFactory {

    private final ProcessEngineConfigurationImpl engine;

    Sessions(Configuration statements, ProcessEngineConfigurationImpl engine) {
      super(statements);
      this.engine = engine;
    }

    @Override
    public SqlSession openSession() {
      var transaction =
          engine.getTransactionFactory().newTransaction(engine.getDataSource(), null, false);
      return new DefaultSqlSession(
          getConfiguration(), getConfiguration().newExecutor(transaction), false);
    }
  }
}
