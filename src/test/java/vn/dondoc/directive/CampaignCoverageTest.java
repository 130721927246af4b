package vn.dondoc.directive;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.community.process_test_coverage.spring_test.common.ProcessEngineCoverageProperties;
import org.camunda.community.process_test_coverage.spring_test.platform7.ProcessEngineCoverageConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import vn.dondoc.CoverageMayReadModels;
import vn.dondoc.ProcessKeys;
import vn.dondoc.Province;

/**
 * All provincial agencies, so that every section of the directive is walked, with one district of
 * two communes.
 */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "dondoc.organisation.districts-and-communes=classpath:small/communes.csv"
    })
@Import({Province.class, ProcessEngineCoverageConfiguration.class, CoverageMayReadModels.class})
class CampaignCoverageTest {

  @TestConfiguration
  static class Coverage {

    @Bean
    @Primary
    ProcessEngineCoverageProperties everyNodeAndFlowOfCampaign() {
      return ProcessKeys.fullCoverageOf("Campaign");
    }
  }

  @Autowired Province province;
  @Autowired ProcessEngine engine;
  @Autowired RepositoryService repository;

  @Test
  void walksEverySectionFromTheStartFormToTheApprovedFinalReport() {
    province.at(Province.ISSUE);
    new CampaignRun(province, engine)
        .toItsEnd(
            repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("Campaign")
                .latestVersion()
                .singleResult()
                .getId());
  }
}
