package vn.dondoc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.junit.jupiter.api.Test;

/** What the models, the forms and the element template have agreed on. */
class ModelConventionsTest {

  private static final Path PROCESSES = Path.of("processes");
  private static final String FORMS = "embedded:/forms/";

  private final List<BpmnModelInstance> models = models();

  @Test
  void declaresEachOfThe52ClausesExactlyOnceUnderItsName() throws IOException {
    List<String> declared =
        dutyCalls().stream().map(call -> property(call, "clause") + " " + call.getName()).toList();

    assertThat(declared)
        .containsExactlyInAnyOrderElementsOf(
            letter().entrySet().stream()
                .map(clause -> clause.getKey() + " " + clause.getValue())
                .toList());
  }

  @Test
  void asksTheFatherlandFrontInsteadOfAssigningAndGuardsTheListOfCitizens() {
    for (CallActivity call : dutyCalls()) {
      String clause = property(call, "clause");
      assertThat("true".equals(property(call, "request")))
          .as(clause)
          .isEqualTo(clause.startsWith("7."));
      assertThat("true".equals(property(call, "restricted")))
          .as(clause)
          .isEqualTo(clause.equals("11.d2"));
    }
  }

  @Test
  void givesTheSameFigureTheSameLabelEverywhere() {
    Map<String, Set<String>> labels =
        dutyCalls().stream()
            .flatMap(call -> Stream.of(property(call, "metrics").split(";")))
            .map(entry -> entry.split("=", 2))
            .collect(
                Collectors.groupingBy(
                    entry -> entry[0].strip(),
                    Collectors.mapping(entry -> entry[1].strip(), Collectors.toSet())));

    assertThat(labels).allSatisfy((id, names) -> assertThat(names).as(id).hasSize(1));
  }

  @Test
  void labelsEverythingThatPeopleRead() {
    for (BpmnModelInstance model : models) {
      Collection<FlowElement> labelled = new ArrayList<>();
      labelled.addAll(model.getModelElementsByType(Activity.class));
      labelled.addAll(model.getModelElementsByType(Event.class));
      model.getModelElementsByType(ExclusiveGateway.class).stream()
          .filter(gateway -> gateway.getOutgoing().size() > 1)
          .forEach(
              gateway -> {
                assertThat(gateway.getName()).as(gateway.getId()).endsWith("?");
                labelled.addAll(gateway.getOutgoing());
              });
      for (FlowElement element : labelled) {
        assertThat(element.getName()).as(element.getId()).isNotBlank().doesNotContain("${");
      }
    }
  }

  @Test
  void deploysTheProcessesThatTheTestsKnow() {
    assertThat(
            models.stream()
                .flatMap(model -> model.getModelElementsByType(Process.class).stream())
                .map(Process::getId))
        .containsExactlyInAnyOrderElementsOf(ProcessKeys.ALL);
  }

  @Test
  void hasAFormForEveryTaskOfAPersonAndNoFormForNothing() throws IOException {
    Set<String> used = new TreeSet<>();
    for (BpmnModelInstance model : models) {
      model
          .getModelElementsByType(UserTask.class)
          .forEach(task -> used.add(task.getCamundaFormKey()));
      model.getModelElementsByType(StartEvent.class).stream()
          .map(StartEvent::getCamundaFormKey)
          .filter(key -> key != null)
          .forEach(used::add);
    }
    try (Stream<Path> forms = Files.list(Path.of("forms"))) {
      assertThat(
              forms
                  .map(form -> form.getFileName().toString())
                  .filter(name -> name.endsWith(".html"))
                  .map(name -> FORMS + name))
          .containsExactlyInAnyOrderElementsOf(used);
    }
  }

  @Test
  void editsExactlyWhatTheDutiesDeclareThroughTheElementTemplate() throws IOException {
    JsonNode template =
        new ObjectMapper()
            .readTree(PROCESSES.resolve(".camunda/element-templates/duty.json").toFile());
    JsonNode duty = template.isArray() ? template.get(0) : template;
    List<JsonNode> bindings =
        StreamSupport.stream(duty.path("properties").spliterator(), false)
            .map(property -> property.path("binding"))
            .toList();

    assertThat(duty.path("appliesTo").get(0).asText()).isEqualTo("bpmn:CallActivity");
    assertThat(
            bindings.stream()
                .filter(binding -> binding.path("type").asText().equals("camunda:property"))
                .map(binding -> binding.path("name").asText()))
        .containsExactlyInAnyOrder(
            "clause",
            "unit",
            "coordinators",
            "due",
            "deliverable",
            "metrics",
            "request",
            "restricted");
    for (CallActivity call : dutyCalls()) {
      assertThat(call.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "modelerTemplate"))
          .as(call.getId())
          .isEqualTo(duty.path("id").asText());
      assertThat(call.getExtensionElements().getChildElementsByType(CamundaIn.class))
          .as(call.getId())
          .anyMatch(in -> "dutyId".equals(in.getCamundaTarget()))
          .anyMatch(in -> "campaignId".equals(in.getCamundaTarget()))
          .anyMatch(in -> "${unit}".equals(in.getCamundaBusinessKey()));
    }
  }

  @Test
  void declaresOnlyWhatTheElementTemplateAccepts() throws IOException {
    JsonNode template =
        new ObjectMapper()
            .readTree(PROCESSES.resolve(".camunda/element-templates/duty.json").toFile());
    Map<String, JsonNode> constraints =
        StreamSupport.stream(template.path("properties").spliterator(), false)
            .filter(entry -> "camunda:property".equals(entry.at("/binding/type").asText()))
            .collect(
                Collectors.toMap(
                    entry -> entry.at("/binding/name").asText(),
                    entry -> entry.path("constraints")));

    for (CallActivity call : dutyCalls()) {
      for (CamundaProperty property : properties(call)) {
        String what = call.getId() + " " + property.getCamundaName();
        JsonNode constraint = constraints.get(property.getCamundaName());
        assertThat(constraint).as(what).isNotNull();
        if (constraint.path("notEmpty").asBoolean()) {
          assertThat(property.getCamundaValue()).as(what).isNotBlank();
        }
        String pattern = constraint.at("/pattern/value").asText();
        if (!pattern.isEmpty()) {
          assertThat(property.getCamundaValue()).as(what).matches(pattern);
        }
      }
    }
  }

  @Test
  void passesOnToADutyExactlyWhatTheElementTemplatePassesOn() throws IOException {
    JsonNode template =
        new ObjectMapper()
            .readTree(PROCESSES.resolve(".camunda/element-templates/duty.json").toFile());
    List<String> mappings =
        StreamSupport.stream(template.path("properties").spliterator(), false)
            .filter(entry -> entry.at("/binding/type").asText().startsWith("camunda:in"))
            .map(
                entry ->
                    entry.at("/binding/target").asText("business key")
                        + " = "
                        + entry.path("value").asText())
            .toList();

    for (CallActivity call : dutyCalls()) {
      assertThat(
              call.getExtensionElements().getChildElementsByType(CamundaIn.class).stream()
                  .map(ModelConventionsTest::mapping))
          .as(call.getId())
          .containsExactlyInAnyOrderElementsOf(mappings);
      assertThat(
              call.getAttributeValueNs(
                  "http://camunda.org/schema/1.0/bpmn", "modelerTemplateVersion"))
          .as(call.getId())
          .isEqualTo(template.path("version").asText());
    }
  }

  private static String mapping(CamundaIn in) {
    if (in.getCamundaBusinessKey() != null) {
      return "business key = " + in.getCamundaBusinessKey();
    }
    String source =
        in.getCamundaSource() != null ? in.getCamundaSource() : in.getCamundaSourceExpression();
    return in.getCamundaTarget() + " = " + source;
  }

  private List<CallActivity> dutyCalls() {
    return models.stream()
        .flatMap(model -> model.getModelElementsByType(CallActivity.class).stream())
        .filter(call -> "Duty".equals(call.getCalledElement()))
        .toList();
  }

  private static String property(CallActivity call, String name) {
    return properties(call).stream()
        .filter(property -> name.equals(property.getCamundaName()))
        .map(CamundaProperty::getCamundaValue)
        .findFirst()
        .orElse(null);
  }

  private static List<CamundaProperty> properties(CallActivity call) {
    return call.getExtensionElements().getChildElementsByType(CamundaProperties.class).stream()
        .flatMap(list -> list.getChildElementsByType(CamundaProperty.class).stream())
        .toList();
  }

  private static List<BpmnModelInstance> models() {
    try (Stream<Path> files = Files.walk(PROCESSES)) {
      return files
          .filter(file -> file.toString().endsWith(".bpmn"))
          .map(file -> Bpmn.readModelFromFile(file.toFile()))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, String> letter() throws IOException {
    return CsvRows.of("/letter/clauses-2024.csv").stream()
        .collect(Collectors.toMap(row -> row.get("clause"), row -> row.get("name")));
  }
}
