package vn.dondoc.engine;

import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  @Bean
  AdjustableClock clock(@Value("${dondoc.deadline.zone:Asia/Ho_Chi_Minh}") ZoneId zone) {
    return new AdjustableClock(zone);
  }

  /** Early, because both REST applications read Camunda's list of handlers when they are built. */
  @Bean
  static BeanFactoryPostProcessor restErrors() {
    return factory -> RestErrors.register();
  }
}
