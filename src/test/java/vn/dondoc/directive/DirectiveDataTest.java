package vn.dondoc.directive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.CsvRows;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.deadline.DueDates;

/**
 * The models against what was read out of the letter of May 2024: {@code models/clauses.csv} has
 * the unit and the rule of every clause, {@code letter/clauses-2024.csv} its date.
 */
@SmallProvinceTest
class DirectiveDataTest {

  @Autowired Province province;
  @Autowired RuntimeService runtime;
  @Autowired ProcessEngineConfigurationImpl engine;
  @Autowired DueDates dueDates;

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void givesEachOfThe52ClausesItsNameItsDeadlineAndItsUnit() throws IOException {
    List<CSVRecord> letter = CsvRows.of("/models/clauses.csv");

    assertThat(letter).hasSize(52);
    assertThat(declared())
        .containsExactlyInAnyOrderElementsOf(
            letter.stream()
                .map(
                    row ->
                        new Clause(
                            row.get("clause"),
                            row.get("name"),
                            row.get("due_rule"),
                            row.get("unit")))
                .toList());
  }

  @Test
  void turnsTheRulesIntoTheDatesOfMay2024() throws IOException {
    province.issue();
    String commune =
        runtime
            .createProcessInstanceQuery()
            .processDefinitionKey("CommunePeoplesCommittee")
            .processInstanceBusinessKey("xa-16663")
            .singleResult()
            .getId();
    Map<String, String> dates =
        CsvRows.of("/letter/clauses-2024.csv").stream()
            .collect(Collectors.toMap(row -> row.get("clause"), row -> row.get("due") + "T17:00"));
    Map<String, String> computed = new HashMap<>();
    for (CSVRecord row : CsvRows.of("/models/clauses.csv")) {
      computed.put(row.get("clause"), due(row.get("due_rule"), commune).toString());
    }

    assertThat(computed).isEqualTo(dates);
  }

  private record Clause(String clause, String name, String due, String unit) {}

  private static List<Clause> declared() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("processes/insurance-month"))) {
      return files
          .filter(file -> file.toString().endsWith(".bpmn"))
          .map(file -> Bpmn.readModelFromFile(file.toFile()))
          .flatMap(model -> model.getModelElementsByType(CallActivity.class).stream())
          .filter(call -> "Duty".equals(call.getCalledElement()))
          .map(DirectiveDataTest::clause)
          .toList();
    }
  }

  private static Clause clause(CallActivity call) {
    return new Clause(
        property(call, "clause"), call.getName(), property(call, "due"), property(call, "unit"));
  }

  private static String property(CallActivity call, String name) {
    return call.getExtensionElements().getChildElementsByType(CamundaProperties.class).stream()
        .flatMap(list -> list.getChildElementsByType(CamundaProperty.class).stream())
        .filter(property -> name.equals(property.getCamundaName()))
        .map(CamundaProperty::getCamundaValue)
        .findFirst()
        .orElse(null);
  }

  /** As the engine reads the rule inside this process. */
  private LocalDateTime due(String rule, String processInstanceId) {
    return engine
        .getCommandExecutorTxRequired()
        .execute(
            command ->
                dueDates.local(
                    (Date)
                        engine
                            .getExpressionManager()
                            .createExpression(rule)
                            .getValue(
                                command
                                    .getExecutionManager()
                                    .findExecutionById(processInstanceId))));
  }
}
