package vn.dondoc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * The same tests on a real PostgreSQL: with {@code -Ddondoc.test.database=postgres} every
 * application under test gets a database of its own there instead of one in H2.
 */
public class OnPostgres implements ContextCustomizerFactory {

  private static final boolean WANTED =
      "postgres".equals(System.getProperty("dondoc.test.database"));

  @Override
  public ContextCustomizer createContextCustomizer(
      Class<?> test, List<ContextConfigurationAttributes> attributes) {
    return WANTED ? new Database() : null;
  }

  /** One server for all tests; it ends with them. */
  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        // Many applications at once, each with its pool.
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "300")
                .setRegisterShutdownHook(false)
                .start();
        // After the applications: they would wait half a minute for connections otherwise.
        SpringApplication.getShutdownHandlers().add(() -> close(server));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Equal to any other, so that tests share applications as they do on H2. */
  private record Database() implements ContextCustomizer {

    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      String name = "t" + UUID.randomUUID().toString().replace("-", "");
      JdbcClient.create(Server.RUNNING.getPostgresDatabase())
          .sql("create database " + name)
          .update();
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "postgres",
                  Map.of(
                      "spring.datasource.url",
                      Server.RUNNING.getJdbcUrl("postgres", name),
                      "spring.datasource.username",
                      "postgres",
                      "spring.datasource.password",
                      "",
                      // As in the profile "postgres".
                      "spring.datasource.hikari.data-source-properties.reWriteBatchedInserts",
                      "true")));
    }
  }
}
