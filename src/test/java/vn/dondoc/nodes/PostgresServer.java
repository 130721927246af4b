package vn.dondoc.nodes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL that keeps its promises: what is committed is on the disk. It can be stopped as if
 * the power had failed, and started again on the same files and port.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final int port = freePort();
  private final Map<String, String> settings = new HashMap<>();
  private EmbeddedPostgres running;

  private PostgresServer(Path folder, Map<String, String> further) {
    this.folder = folder;
    settings.putAll(
        Map.of(
            // The library's own settings are those of a server whose data nobody misses.
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "200"));
    settings.putAll(further);
  }

  /** A new server, with these settings of its configuration besides ours. */
  public static PostgresServer start(Map<String, String> settings) {
    try {
      return startIn(Files.createTempDirectory("postgres"), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new server that keeps its data in this folder, which is deleted with it. */
  public static PostgresServer startIn(Path folder, Map<String, String> settings) {
    var server = new PostgresServer(folder, settings);
    server.startAgain();
    return server;
  }

  public static PostgresServer start() {
    return start(Map.of());
  }

  /** On the files and the port it had. */
  public void startAgain() {
    try {
      var builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(files())
              .setCleanDataDirectory(false)
              .setPGStartupWait(PATIENCE)
              .setPort(port);
      settings.forEach(builder::setServerConfig);
      running = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without any farewell: nothing is written that was not written before. */
  public void stopHard() {
    signal("QUIT");
  }

  /** Ends all sessions first, and writes what is in memory. */
  public void stop() {
    signal("INT");
  }

  private void signal(String name) {
    try {
      long pid = Long.parseLong(Files.readAllLines(files().resolve("postmaster.pid")).get(0));
      var server = ProcessHandle.of(pid);
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
      if (server.isPresent()) {
        server.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      // Gives the lock on the files back; there is nothing left to be stopped.
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }

  /** Starts it if it has given up; a disk that is full can make it do so. */
  public void ensureRunning() {
    for (int n = 0; n < 40; n++) {
      try {
        tables(url("postgres")).sql("select 1").query(Integer.class).single();
        return;
      } catch (DataAccessException notYet) {
        if (!Files.exists(files().resolve("postmaster.pid"))) {
          startAgain();
          return;
        }
      }
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("the server does not come back");
  }

  /** An empty database; its address for JDBC. */
  public String newDatabase() {
    String name = "d" + UUID.randomUUID().toString().replace("-", "");
    tables(url("postgres")).sql("create database " + name).update();
    return url(name);
  }

  /** For JDBC, with the user in it, who needs no password. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
  }

  /** Each statement on a connection of its own, so that none outlives the server. */
  public static JdbcClient tables(String url) {
    return JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""));
  }

  /** Ends the sessions of all who work on this database, as a network that fails does. */
  public void cutConnections(String url) {
    tables(url)
        .sql(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """)
        .query(Long.class)
        .single();
  }

  public int port() {
    return port;
  }

  /** Where it keeps its data. */
  public Path files() {
    return folder.resolve("data");
  }

  @Override
  public void close() {
    try {
      running.close();
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
