package vn.dondoc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * A test over HTTP on the whole province with one campaign that has run its course until {@link
 * SimulatedCampaign#END}. All such tests share it: they read, and undo what they write.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(WholeProvinceSimulated.TAG)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "dondoc.demo.campaign=false"
    })
@ActiveProfiles("demo")
@Import({Province.class, SimulatedCampaign.class})
public @interface WholeProvinceSimulated {

  String TAG = "whole-province";
}
