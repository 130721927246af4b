package vn.dondoc.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * Nodes that start at the same time do so one after the other, from the engine's tables to the last
 * of the {@link Preparation}s: what the first has made, the next ones find. It is a row of the
 * database that is locked, so whoever dies meanwhile lets the next one go on.
 */
@Component
@DependsOnDatabaseInitialization
class StartTurn implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(StartTurn.class);

  /** Lock not granted in time, statement cancelled after its time; of PostgreSQL and of H2. */
  private static final Set<String> WAITED = Set.of("55P03", "57014", "HYT00");

  private final DataSource database;
  private Connection holding;

  StartTurn(DataSource database) {
    this.database = database;
  }

  /** Waits until no other node is starting. */
  synchronized void take() {
    while (holding == null) {
      try {
        tryOnce();
      } catch (SQLException e) {
        if (e.getSQLState() == null || !WAITED.contains(e.getSQLState())) {
          throw new IllegalStateException(e);
        }
        log.info("Đang đợi một máy khác khởi động xong.");
      }
    }
  }

  private void tryOnce() throws SQLException {
    Connection connection = database.getConnection();
    try {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
          // Of a machine that lost its power the server would learn only after hours.
          statement.execute("set local tcp_keepalives_idle = 10");
          statement.execute("set local tcp_keepalives_interval = 5");
          statement.execute("set local tcp_keepalives_count = 3");
          statement.execute("set local idle_in_transaction_session_timeout = 0");
        }
        statement.execute("select id from start_turn for update");
      }
      holding = connection;
    } finally {
      if (holding == null) {
        release(connection);
      }
    }
  }

  /** The next one may start. */
  synchronized void giveBack() {
    if (holding != null) {
      Connection connection = holding;
      holding = null;
      try {
        release(connection);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void release(Connection connection) throws SQLException {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** After a start that failed. */
  @Override
  public void destroy() {
    giveBack();
  }
}
