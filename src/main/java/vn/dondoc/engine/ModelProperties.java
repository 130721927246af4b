package vn.dondoc.engine;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.model.bpmn.instance.Process;

/** What a model says about itself as a whole: the {@code camunda:properties} of its process. */
public final class ModelProperties {

  /** Code of the unit that leads the directive. */
  public static final String LEAD = "lead";

  private ModelProperties() {}

  /** Name → value of the process that this execution runs in. */
  public static Map<String, String> of(DelegateExecution execution) {
    return execution.getBpmnModelInstance().getModelElementsByType(Process.class).stream()
        .findFirst()
        .map(DutyDeclarations::properties)
        .orElseThrow();
  }
}
