package vn.dondoc.bench;

import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.dondoc.duty.OneDutyAtATime;
import vn.dondoc.engine.EachTimerOnItsOwn;
import vn.dondoc.engine.StarterEnginePlugin;
import vn.dondoc.security.StarterTaskAuthorizations;

/**
 * The same models, facts and rights on what Camunda's Spring Boot starter does when nobody says
 * anything: its job executor, its history, each duty read and written on its own. Authorizations
 * are on, for without them everybody would see everything. Not annotated: tests scan this package.
 */
class Vanilla {

  static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("camunda.bpm.history-level", "full"),
          Map.entry("camunda.bpm.eventing.execution", "true"),
          Map.entry("camunda.bpm.eventing.history", "true"),
          Map.entry("camunda.bpm.eventing.task", "true"),
          Map.entry(
              "spring.datasource.hikari.data-source-properties.reWriteBatchedInserts", "false"));

  @Bean
  static BeanDefinitionRegistryPostProcessor starterDefaults() {
    return new BeanDefinitionRegistryPostProcessor() {
      @Override
      public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        replace(registry, "openings", OneDutyAtATime.class);
        replace(registry, "taskAuthorizations", StarterTaskAuthorizations.class);
        replace(registry, "passedTimers", EachTimerOnItsOwn.class);
        replace(registry, "enginePlugin", StarterEnginePlugin.class);
        replace(registry, "jobExecutor", DefaultJobExecutor.class);
        replace(registry, "jdbcTemplate", DefaultJdbcTemplate.class);
      }
    };
  }

  private static void replace(BeanDefinitionRegistry registry, String name, Class<?> by) {
    registry.removeBeanDefinition(name);
    RootBeanDefinition definition = new RootBeanDefinition(by);
    definition.setAutowireMode(AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR);
    registry.registerBeanDefinition(name, definition);
  }

  /** As Spring Boot makes it without properties. */
  static class DefaultJdbcTemplate extends JdbcTemplate {

    DefaultJdbcTemplate(DataSource dataSource) {
      super(dataSource);
    }
  }

  /** As {@code CamundaJobConfiguration} makes it without properties. */
  static class DefaultJobExecutor extends SpringJobExecutor {

    DefaultJobExecutor(TaskExecutor camundaTaskExecutor) {
      setTaskExecutor(camundaTaskExecutor);
      setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
    }
  }
}
