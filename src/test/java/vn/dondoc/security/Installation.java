package vn.dondoc.security;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.spring.boot.starter.webapp.filter.LazyInitRegistration;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.welcome.Welcome;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vn.dondoc.DonDocApplication;

/** The application of a small province as it is started by hand, on a database that outlives it. */
public final class Installation implements AutoCloseable {

  private final ConfigurableApplicationContext application;
  private final Runnable giveBack;

  private Installation(ConfigurableApplicationContext application, Runnable giveBack) {
    this.application = application;
    this.giveBack = giveBack;
  }

  public static String newDatabase() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  }

  public static Installation start(String database, String... settings) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--spring.datasource.url=" + database,
                "--spring.main.register-shutdown-hook=false",
                "--spring.main.banner-mode=off",
                "--server.port=0",
                "--camunda.bpm.job-execution.enabled=false",
                "--dondoc.demo.campaign=false",
                "--dondoc.organisation.units=classpath:small/units.csv",
                "--dondoc.organisation.districts-and-communes="));
    arguments.addAll(List.of(settings));
    Runnable giveBack = whatTheMachineHasOneOf();
    try {
      return new Installation(
          SpringApplication.run(DonDocApplication.class, arguments.toArray(String[]::new)),
          giveBack);
    } catch (RuntimeException e) {
      new Webapps().forgetWhatDidNotStart();
      giveBack.run();
      throw e;
    }
  }

  /** Tables of a database, whose application may be stopped. */
  static JdbcClient tables(String database) {
    return JdbcClient.create(new DriverManagerDataSource(database, "sa", ""));
  }

  /** Makes its engine that of webapps and REST, until the next test. */
  public Installation inUse() {
    ProcessEngines.registerProcessEngine(application.getBean(ProcessEngine.class));
    return this;
  }

  /** A part of it. */
  public <T> T get(Class<T> type) {
    return application.getBean(type);
  }

  public int port() {
    return ((ServletWebServerApplicationContext) application).getWebServer().getPort();
  }

  @Override
  public void close() {
    application.close();
    giveBack.run();
  }

  /** The webapps of the next application would be looked for in the one that did not start. */
  private static final class Webapps extends LazyInitRegistration {

    void forgetWhatDidNotStart() {
      onContextClosed(null);
    }
  }

  /**
   * Webapps and REST ask for "the" engine and "the" Cockpit, which until now were another test's;
   * the action gives them back.
   */
  private static Runnable whatTheMachineHasOneOf() {
    var engine = ProcessEngines.getProcessEngines().get("default");
    var cockpit = Cockpit.getRuntimeDelegate();
    var admin = Admin.getRuntimeDelegate();
    var tasklist = Tasklist.getRuntimeDelegate();
    var welcome = Welcome.getRuntimeDelegate();
    return () -> {
      if (engine != null) {
        ProcessEngines.registerProcessEngine(engine);
      }
      Cockpit.setCockpitRuntimeDelegate(cockpit);
      Admin.setAdminRuntimeDelegate(admin);
      Tasklist.setTasklistRuntimeDelegate(tasklist);
      Welcome.setRuntimeDelegate(welcome);
    };
  }
}
