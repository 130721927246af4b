package vn.dondoc.engine;

import java.util.UUID;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/** An engine with a database of its own and nothing else of the application. */
final class SmallEngine {

  private SmallEngine() {}

  /** One that is set up as Camunda is by itself, but for this; whoever starts it closes it. */
  static ProcessEngine with(Consumer<StandaloneInMemProcessEngineConfiguration> settings) {
    String name = UUID.randomUUID().toString();
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName(name);
    configuration.setHistoryTimeToLive("P1D");
    configuration.setJdbcUrl("jdbc:h2:mem:" + name);
    configuration.getProcessEnginePlugins().add(new SharedMappings("H2"));
    settings.accept(configuration);
    return configuration.buildProcessEngine();
  }
}
