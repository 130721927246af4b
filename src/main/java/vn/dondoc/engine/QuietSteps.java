package vn.dondoc.engine;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseUtil;
import org.camunda.bpm.engine.impl.history.parser.HistoryExecutionListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Leaves out of the engine's history what is passed in no time and tells nobody anything: starts,
 * gateways, the frames around other steps, and service tasks that the model calls so. Of seven rows
 * for a duty that is handed out two remain.
 */
class QuietSteps extends AbstractBpmnParseListener {

  /** {@code camunda:property} of a service task that happens within another step. */
  private static final String QUIET = "quiet";

  private static void quiet(ActivityImpl step) {
    for (String event :
        List.of(ExecutionListener.EVENTNAME_START, ExecutionListener.EVENTNAME_END)) {
      // Those that are called, and those that are called when custom listeners are skipped.
      step.getListeners(event).removeIf(HistoryExecutionListener.class::isInstance);
      step.getBuiltInListeners(event).removeIf(HistoryExecutionListener.class::isInstance);
    }
  }

  @Override
  public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
    quiet(activity);
  }

  @Override
  public void parseExclusiveGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
    quiet(activity);
  }

  @Override
  public void parseParallelGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
    quiet(activity);
  }

  @Override
  public void parseInclusiveGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
    quiet(activity);
  }

  @Override
  public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    Map<String, String> properties = BpmnParseUtil.parseCamundaExtensionProperties(element);
    if (properties != null && Boolean.parseBoolean(properties.get(QUIET))) {
      quiet(activity);
    }
  }

  @Override
  public void parseSubProcess(Element element, ScopeImpl scope, ActivityImpl activity) {
    quiet(activity);
  }

  @Override
  public void parseMultiInstanceLoopCharacteristics(
      Element activityElement, Element element, ActivityImpl body) {
    quiet(body);
  }
}
