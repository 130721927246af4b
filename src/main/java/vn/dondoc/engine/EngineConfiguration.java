package vn.dondoc.engine;

import java.time.ZoneId;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.property.JobExecutionProperty;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  @Bean
  AdjustableClock clock(@Value("${dondoc.deadline.zone:Asia/Ho_Chi_Minh}") ZoneId zone) {
    return new AdjustableClock(zone);
  }

  /** In the place of Spring Boot's, for everything that asks the database in our own tables. */
  @Bean
  JdbcTemplate jdbcTemplate(DataSource dataSource) {
    return new ColumnsByProperty(dataSource);
  }

  /** As the starter's own, with its settings. */
  @Bean
  @ConditionalOnProperty(
      prefix = "camunda.bpm.job-execution",
      name = "enabled",
      havingValue = "true",
      matchIfMissing = true)
  JobExecutor jobExecutor(
      @Qualifier("camundaTaskExecutor") TaskExecutor threads, CamundaBpmProperties properties) {
    JobExecutionProperty wanted = properties.getJobExecution();
    BatchingJobExecutor executor = new BatchingJobExecutor();
    executor.setTaskExecutor(threads);
    executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
    PropertyMapper map = PropertyMapper.get().alwaysApplyingWhenNonNull();
    map.from(wanted::getLockTimeInMillis).to(executor::setLockTimeInMillis);
    map.from(wanted::getMaxJobsPerAcquisition).to(executor::setMaxJobsPerAcquisition);
    map.from(wanted::getWaitTimeInMillis).to(executor::setWaitTimeInMillis);
    map.from(wanted::getMaxWait).to(executor::setMaxWait);
    map.from(wanted::getBackoffTimeInMillis).to(executor::setBackoffTimeInMillis);
    map.from(wanted::getMaxBackoff).to(executor::setMaxBackoff);
    map.from(wanted::getBackoffDecreaseThreshold).to(executor::setBackoffDecreaseThreshold);
    map.from(wanted::getWaitIncreaseFactor).to(executor::setWaitIncreaseFactor);
    return executor;
  }

  /** Early, because both REST applications read Camunda's list of handlers when they are built. */
  @Bean
  static BeanFactoryPostProcessor restErrors() {
    return factory -> RestErrors.register();
  }
}
