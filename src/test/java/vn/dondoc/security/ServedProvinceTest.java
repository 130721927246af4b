package vn.dondoc.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import vn.dondoc.Province;

/**
 * A test over HTTP on the demo of a small province, whose campaign is left out. It stands behind a
 * proxy, so that {@link Browser#at} can come from any address.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "dondoc.demo.campaign=false",
      "dondoc.organisation.units=classpath:small/units.csv",
      "dondoc.organisation.districts-and-communes=",
      "server.forward-headers-strategy=native"
    })
@ActiveProfiles("demo")
@Import({Province.class, Officers.class})
public @interface ServedProvinceTest {}
