package vn.dondoc.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.bpm.engine.test.junit5.ProcessEngineExtension;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ladder of the design, read from the table that an office may change. */
@Deployment(resources = "processes/shared/EscalationPolicy.dmn")
class EscalationPolicyTest {

  @RegisterExtension
  static final ProcessEngineExtension ENGINE =
      ProcessEngineExtension.builder()
          .useProcessEngine(
              ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration()
                  .setJdbcUrl("jdbc:h2:mem:policy")
                  .setProcessEngineName("policy")
                  .setJobExecutorActivate(false)
                  .buildProcessEngine())
          .build();

  @AfterAll
  static void close() {
    ENGINE.getProcessEngine().close();
  }

  @ParameterizedTest(
      name = "{0}: case of {1}, {2} days for the superior, {3} for the committee, chair every {4}")
  @CsvSource({
    "COMMUNE,  superior, 2, 3, 5",
    "DISTRICT, unit,     2, 3, 5",
    "AGENCY,   unit,     2, 3, 5",
    "LEAD,     unit,     0, 3, 5"
  })
  void hasOneRowForEachKindOfUnit(
      String unitKind, String caseOf, int superiorDays, int committeeDays, int chairDays) {
    var row = decide(unitKind).getSingleResult();

    assertThat(row.<String>getEntry("caseOf")).isEqualTo(caseOf);
    assertThat(row.<Integer>getEntry("superiorDays")).isEqualTo(superiorDays);
    assertThat(row.<Integer>getEntry("committeeDays")).isEqualTo(committeeDays);
    assertThat(row.<Integer>getEntry("chairDays")).isEqualTo(chairDays);
    assertThat(row.<Integer>getEntry("answerDays")).isEqualTo(3);
  }

  @Test
  void hasNoRowForTheCommitteeWhichOwesNothing() {
    assertThat(decide("PROVINCE")).isEmpty();
  }

  private static DmnDecisionResult decide(String unitKind) {
    return ENGINE
        .getDecisionService()
        .evaluateDecisionByKey("EscalationPolicy")
        .variables(Variables.putValue("unitKind", unitKind))
        .evaluate();
  }
}
