package vn.dondoc.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.dondoc.DonDocApplication;
import vn.dondoc.engine.AdjustableClock;

/** One of the two applications that are compared, on a database of its own. */
final class Side implements AutoCloseable {

  private final String name;
  private final ConfigurableApplicationContext application;

  private Side(String name, ConfigurableApplicationContext application) {
    this.name = name;
    this.application = application;
  }

  /** As a province runs it. */
  static Side ours(Servers servers) {
    return start("ours", servers, Map.of());
  }

  /** As a province runs it, but a small one: about a hundred tasks of a letter are open. */
  static Side small(Servers servers) {
    return start(
        "small",
        servers,
        Map.of("dondoc.organisation.districts-and-communes", "classpath:bench/communes.csv"));
  }

  /** The same models and facts on the defaults of Camunda's starter. */
  static Side vanilla(Servers servers) {
    return start("vanilla", servers, Vanilla.SETTINGS, Vanilla.class);
  }

  private static Side start(
      String name, Servers servers, Map<String, String> settings, Class<?>... more) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("spring.datasource.url", servers.another());
    properties.put("spring.datasource.username", servers.user());
    properties.put("spring.datasource.password", "");
    properties.put("server.port", "0");
    properties.put("dondoc.demo.campaign", "false");
    properties.put(
        "camunda.bpm.process-engine-name", name + UUID.randomUUID().toString().substring(0, 8));
    properties.put("logging.level.root", "WARN");
    properties.put("spring.main.banner-mode", "off");
    properties.putAll(settings);
    Class<?>[] sources = new Class<?>[more.length + 1];
    sources[0] = DonDocApplication.class;
    System.arraycopy(more, 0, sources, 1, more.length);
    ConfigurableApplicationContext application =
        new SpringApplicationBuilder(sources)
            .profiles(
                servers.isPostgres() ? new String[] {"demo", "postgres"} : new String[] {"demo"})
            .initializers(
                context ->
                    context
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("bench", properties)))
            .run();
    Side side = new Side(name, application);
    side.rest();
    return side;
  }

  int port() {
    return ((ServletWebServerApplicationContext) application).getWebServer().getPort();
  }

  String name() {
    return name;
  }

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  ProcessEngine engine() {
    return bean(ProcessEngine.class);
  }

  JdbcClient jdbc() {
    return bean(JdbcClient.class);
  }

  JobExecutor jobExecutor() {
    return ((ProcessEngineConfigurationImpl) engine().getProcessEngineConfiguration())
        .getJobExecutor();
  }

  /** Runs no jobs until it is woken: the other side is being measured. */
  void rest() {
    jobExecutor().shutdown();
    // What had been acquired is given back, or would be found locked when the clock is set back.
    jdbc()
        .sql(
            """
            update act_ru_job set lock_owner_ = null, lock_exp_time_ = null
            where lock_owner_ is not null
            """)
        .update();
  }

  /** Runs jobs from now on, as after a start. */
  void wake() {
    if (!jobExecutor().isActive()) {
      jobExecutor().start();
    }
  }

  /**
   * What PostgreSQL does by itself within a minute of a change: until then it keeps the plans that
   * it made for empty tables.
   */
  void gatherStatistics() {
    jdbc().sql("analyze").update();
  }

  void at(String localTime) {
    AdjustableClock clock = bean(AdjustableClock.class);
    clock.runFrom(LocalDateTime.parse(localTime).atZone(clock.getZone()).toInstant());
  }

  <T> T as(String user, Supplier<T> work) {
    IdentityService identity = engine().getIdentityService();
    identity.setAuthentication(user, List.of(user));
    try {
      return work.get();
    } finally {
      identity.clearAuthentication();
    }
  }

  long count(String sql, Object... values) {
    return jdbc().sql(sql).params(values).query(Long.class).single();
  }

  /** Whether there is a row; looks no further than that. */
  boolean any(String tableAndCondition) {
    return jdbc()
        .sql("select 1 from " + tableAndCondition + " fetch first 1 row only")
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Until it is true, looking every few milliseconds. */
  Duration until(String what, Duration most, BooleanSupplier done) {
    Instant start = Instant.now();
    while (!done.getAsBoolean()) {
      if (Duration.between(start, Instant.now()).compareTo(most) > 0) {
        throw new IllegalStateException(name + ": not within " + most + ": " + what);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return Duration.between(start, Instant.now());
  }

  @Override
  public void close() {
    application.close();
  }
}
