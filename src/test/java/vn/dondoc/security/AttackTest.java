package vn.dondoc.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import vn.dondoc.Province;

/**
 * A test that attacks the running application over HTTP with the demo's users: four agencies of the
 * province, two districts with two communes and one. Queries give no more than {@link #LIMIT}
 * results.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "camunda.bpm.generic-properties.properties.query-max-results-limit=" + AttackTest.LIMIT,
      "dondoc.demo.campaign=false",
      "dondoc.organisation.units=classpath:security/units.csv",
      "dondoc.organisation.districts-and-communes="
    })
@ActiveProfiles("demo")
@Import({Province.class, AttackTest.Bait.class})
@interface AttackTest {

  int LIMIT = 40;

  /** What attacks try to reach. */
  @TestConfiguration(proxyBeanMethods = false)
  class Bait {

    @Bean
    Tripwire tripwire() {
      return new Tripwire();
    }
  }
}
