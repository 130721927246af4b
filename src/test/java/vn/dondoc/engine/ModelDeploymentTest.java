package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.dondoc.SmallProvinceTest;

@SmallProvinceTest
class ModelDeploymentTest {

  private static final String HEALTH = "processes/insurance-month/DepartmentOfHealth.bpmn";

  @Autowired RepositoryService repository;
  @Autowired JdbcClient jdbc;
  @Autowired ModelDeployment ownDeployment;

  @Test
  void givesResourcesNamesThatDoNotDependOnTheMachine() {
    Deployment own =
        repository.createDeploymentQuery().deploymentSource("processes").singleResult();

    assertThat(repository.getDeploymentResourceNames(own.getId()))
        .hasSize(23)
        .allMatch(name -> name.startsWith("processes/"))
        .contains(HEALTH, "processes/shared/EscalationPolicy.dmn");
  }

  @Test
  void deploysNothingWhenNothingHasChanged() throws IOException {
    long before = repository.createDeploymentQuery().count();
    ownDeployment.prepare();

    assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
  }

  @Test
  void refusesAFaultyModelFromWhereverItComesAndKeepsNothingOfIt() throws IOException {
    long deployments = repository.createDeploymentQuery().count();
    long definitions = repository.createProcessDefinitionQuery().count();
    long duties = count("select count(*) from duty_definition");
    String faulty = source().replace("calendar.", "calender.");

    assertThatThrownBy(
            () ->
                repository.createDeployment().addString("DepartmentOfHealth.bpmn", faulty).deploy())
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("DepartmentOfHealth.bpmn, phần tử Duty_4_a")
        .hasMessageContaining("calender");

    assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
    assertThat(repository.createProcessDefinitionQuery().count()).isEqualTo(definitions);
    assertThat(count("select count(*) from duty_definition")).isEqualTo(duties);
  }

  @Test
  void keepsNothingOfAGoodModelThatIsDeployedTogetherWithAFaultyOne() throws IOException {
    long deployments = repository.createDeploymentQuery().count();
    long definitions = repository.createProcessDefinitionQuery().count();
    long duties = count("select count(*) from duty_definition");

    assertThatThrownBy(
            () ->
                repository
                    .createDeployment()
                    .addString("DepartmentOfHealth.bpmn", source().replace("Sở Y tế", "Sở Y Tế"))
                    .addString("Rac.bpmn", "<không phải XML")
                    .deploy())
        .isInstanceOf(ModelRefused.class);

    assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
    assertThat(repository.createProcessDefinitionQuery().count()).isEqualTo(definitions);
    assertThat(count("select count(*) from duty_definition")).isEqualTo(duties);
  }

  @Test
  void undoesTheDeploymentWhenItsDutiesCannotBeWrittenIntoTheCatalogue() throws IOException {
    long deployments = repository.createDeploymentQuery().count();
    long definitions = repository.createProcessDefinitionQuery().count();
    long duties = count("select count(*) from duty_definition");
    String tooLong =
        source().replaceFirst("name=\"metrics\" value=\"", "$0tooLong=" + "ă".repeat(201) + "; ");

    assertThatThrownBy(
            () ->
                repository
                    .createDeployment()
                    .addString("DepartmentOfHealth.bpmn", tooLong)
                    .deploy())
        .isInstanceOf(DataAccessException.class);

    assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
    assertThat(repository.createProcessDefinitionQuery().count()).isEqualTo(definitions);
    assertThat(count("select count(*) from duty_definition")).isEqualTo(duties);
  }

  @Test
  void refusesWhatIsNoModel() {
    assertThatThrownBy(
            () -> repository.createDeployment().addString("Rac.bpmn", "<không phải XML").deploy())
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("Rac.bpmn");
  }

  @Test
  void writesTheDutiesOfANewVersionIntoTheCatalogue() throws IOException {
    Deployment changed =
        repository
            .createDeployment()
            .addString(
                "DepartmentOfHealth.bpmn",
                source().replace("workingDaysAfter(issuedOn, 4)", "workingDaysAfter(issuedOn, 5)"))
            .deploy();
    try {
      ProcessDefinition version =
          repository.createProcessDefinitionQuery().deploymentId(changed.getId()).singleResult();
      assertThat(version.getVersion()).isEqualTo(2);
      assertThat(
              jdbc.sql(
                      "select clause from duty_definition where process_definition_id = ? order by clause")
                  .param(version.getId())
                  .query(String.class)
                  .list())
          .containsExactly("4.a", "4.b");
      assertThat(
              count(
                  "select count(*) from duty_metric m join duty_definition f on f.id = m.definition_id"
                      + " where f.process_definition_id = '"
                      + version.getId()
                      + "'"))
          .isPositive();
    } finally {
      repository.deleteDeployment(changed.getId(), true);
    }
  }

  private static String source() throws IOException {
    return Files.readString(Path.of(HEALTH), StandardCharsets.UTF_8);
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
