package vn.dondoc.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** As many as a test wants, of both kinds that the application runs on. */
final class EmptyDatabases implements AutoCloseable {

  private final EmbeddedPostgres server;

  private EmptyDatabases(EmbeddedPostgres server) {
    this.server = server;
  }

  static EmptyDatabases start() throws IOException {
    return new EmptyDatabases(EmbeddedPostgres.start());
  }

  /** Another one. */
  DataSource of(String vendor) {
    String name = "s" + UUID.randomUUID().toString().replace("-", "");
    if (vendor.equals("h2")) {
      JdbcDataSource database = new JdbcDataSource();
      database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
      return database;
    }
    JdbcClient.create(server.getPostgresDatabase()).sql("create database " + name).update();
    return new DriverManagerDataSource(server.getJdbcUrl("postgres", name), "postgres", "");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
