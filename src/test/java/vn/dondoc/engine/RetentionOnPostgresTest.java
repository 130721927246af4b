package vn.dondoc.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on the database of a province. */
class RetentionOnPostgresTest extends RetentionTest {

  private static EmbeddedPostgres server;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) throws IOException {
    server = EmbeddedPostgres.start();
    properties.add("spring.datasource.url", () -> server.getJdbcUrl("postgres", "postgres"));
    properties.add("spring.datasource.username", () -> "postgres");
  }

  /** The application goes on without a database: closing it would close the webapps of others. */
  @AfterAll
  static void stop(@Autowired DataSource pool) throws IOException, SQLException {
    pool.unwrap(HikariDataSource.class).close();
    server.close();
  }
}
