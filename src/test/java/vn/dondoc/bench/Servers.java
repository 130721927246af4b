package vn.dondoc.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Databases to measure on. PostgreSQL writes what it has promised, as it does for a province. */
final class Servers implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final Path folder;

  private Servers(EmbeddedPostgres postgres, Path folder) {
    this.postgres = postgres;
    this.folder = folder;
  }

  static Servers postgres() throws IOException {
    return new Servers(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "200")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .start(),
        null);
  }

  static Servers h2(Path folder) {
    return new Servers(null, folder);
  }

  /** An empty database: its JDBC URL. */
  String another() {
    String name = "b" + UUID.randomUUID().toString().replace("-", "");
    if (postgres == null) {
      return "jdbc:h2:file:" + folder.resolve(name) + ";LOCK_TIMEOUT=20000;TRACE_LEVEL_FILE=0";
    }
    JdbcClient.create(postgres.getPostgresDatabase()).sql("create database " + name).update();
    return postgres.getJdbcUrl("postgres", name);
  }

  boolean isPostgres() {
    return postgres != null;
  }

  /** Who may do everything there. */
  String user() {
    return postgres == null ? "sa" : "postgres";
  }

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
