package vn.dondoc.bench;

import java.util.Map;
import org.springframework.context.annotation.Configuration;

/** What Camunda's Spring Boot starter does when nobody says anything. */
@Configuration(proxyBeanMethods = false)
class Vanilla {

  static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("camunda.bpm.history-level", "full"),
          Map.entry("camunda.bpm.job-execution.wait-time-in-millis", "5000"),
          Map.entry("camunda.bpm.job-execution.max-wait", "60000"),
          Map.entry("camunda.bpm.job-execution.max-jobs-per-acquisition", "3"),
          Map.entry("camunda.bpm.job-execution.lock-time-in-millis", "300000"));
}
