package vn.dondoc.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

/** Reads the duties that a model declares as call activities of {@code Duty}. */
final class DutyDeclarations {

  static final String DUTY_PROCESS = "Duty";

  private DutyDeclarations() {}

  static Collection<CallActivity> dutyCalls(BpmnModelInstance model) {
    return model.getModelElementsByType(CallActivity.class).stream()
        .filter(call -> DUTY_PROCESS.equals(call.getCalledElement()))
        .toList();
  }

  static List<DutyDeclaration> read(BpmnModelInstance model, String processDefinitionId) {
    return dutyCalls(model).stream().map(call -> read(call, processDefinitionId)).toList();
  }

  /** Codes of the units that lead the directives of this model's processes. */
  static List<String> leads(BpmnModelInstance model) {
    return model.getModelElementsByType(Process.class).stream()
        .map(process -> properties(process).get(ModelProperties.LEAD))
        .filter(Objects::nonNull)
        .toList();
  }

  private static DutyDeclaration read(CallActivity call, String processDefinitionId) {
    Map<String, String> properties = properties(call);
    return new DutyDeclaration(
        processDefinitionId,
        directive(call),
        call.getId(),
        properties.get("clause"),
        call.getName(),
        documentation(call),
        properties.get("unit"),
        properties.getOrDefault("coordinators", ""),
        properties.get("due"),
        properties.get("deliverable"),
        metrics(properties.getOrDefault("metrics", "")),
        Boolean.parseBoolean(properties.get("request")),
        Boolean.parseBoolean(properties.get("restricted")));
  }

  /**
   * The directive of the process that holds this element: property {@code directive} of the
   * process.
   */
  static String directive(BaseElement element) {
    var ancestor = element.getParentElement();
    while (!(ancestor instanceof Process)) {
      ancestor = ancestor.getParentElement();
    }
    return properties((Process) ancestor).get("directive");
  }

  static Map<String, String> properties(BaseElement element) {
    Map<String, String> properties = new LinkedHashMap<>();
    Optional.ofNullable(element.getExtensionElements()).stream()
        .flatMap(extensions -> extensions.getChildElementsByType(CamundaProperties.class).stream())
        .flatMap(list -> list.getChildElementsByType(CamundaProperty.class).stream())
        .forEach(
            property ->
                properties.put(
                    property.getCamundaName(),
                    // An empty value is read as none.
                    Objects.requireNonNullElse(property.getCamundaValue(), "")));
    return properties;
  }

  static String documentation(BaseElement element) {
    return element.getDocumentations().stream()
        .map(Documentation::getTextContent)
        .map(String::strip)
        .findFirst()
        .orElse("");
  }

  /**
   * @param text {@code id=label; id=label}
   * @throws IllegalArgumentException if an entry is not of that shape or an id comes twice
   */
  static List<DutyDeclaration.Metric> metrics(String text) {
    List<DutyDeclaration.Metric> metrics = new ArrayList<>();
    Arrays.stream(text.split(";"))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .forEach(
            entry -> {
              String[] parts = entry.split("=", 2);
              String id = parts[0].strip();
              if (parts.length != 2 || !id.matches("[a-z][A-Za-z0-9]*") || parts[1].isBlank()) {
                throw new IllegalArgumentException("«" + entry + "» không có dạng mã=nhãn");
              }
              if (metrics.stream().anyMatch(metric -> metric.id().equals(id))) {
                throw new IllegalArgumentException("số liệu «" + id + "» khai báo hai lần");
              }
              metrics.add(new DutyDeclaration.Metric(id, parts[1].strip()));
            });
    return metrics;
  }
}
