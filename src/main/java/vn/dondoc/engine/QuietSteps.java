package vn.dondoc.engine;

import java.util.List;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.history.parser.HistoryExecutionListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Leaves out of the engine's history what is passed in no time and tells nobody anything: starts,
 * gateways, the frames around other steps. Of seven rows for a duty that is handed out three
 * remain.
 */
class QuietSteps extends AbstractBpmnParseListener {

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
  public void parseSubProcess(Element element, ScopeImpl scope, ActivityImpl activity) {
    quiet(activity);
  }

  @Override
  public void parseMultiInstanceLoopCharacteristics(
      Element activityElement, Element element, ActivityImpl body) {
    quiet(body);
  }
}
