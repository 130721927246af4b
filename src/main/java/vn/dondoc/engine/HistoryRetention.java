package vn.dondoc.engine;

import java.time.Clock;
import java.time.Period;
import java.util.Date;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.history.DefaultHistoryRemovalTimeProvider;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInstanceEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/**
 * When the engine may forget a process that has ended, and all that it called: after the configured
 * time, whatever its model says. Only processes on which nobody works and which call no others (the
 * sweep, the mail's dispatch) go by their models if these want them forgotten earlier: they run
 * every few minutes.
 */
@Component
class HistoryRetention extends DefaultHistoryRemovalTimeProvider {

  private static final Set<String> OF_PEOPLE = Set.of("userTask", "callActivity");

  private final Period kept;
  private final Clock clock;

  HistoryRetention(RetentionSettings settings, AdjustableClock clock) {
    this.kept = settings.period();
    this.clock = clock;
  }

  @Override
  public Date calculateRemovalTime(
      HistoricProcessInstanceEventEntity root, ProcessDefinition definition) {
    Date ended = root.getEndTime();
    if (ended == null) {
      return null;
    }
    Date latest = after(ended);
    if (isWorkOfPeople(definition)) {
      return latest;
    }
    Date asModelled = super.calculateRemovalTime(root, definition);
    return asModelled == null || asModelled.after(latest) ? latest : asModelled;
  }

  @Override
  public Date calculateRemovalTime(
      HistoricDecisionInstanceEntity decision, DecisionDefinition definition) {
    return after(decision.getEvaluationTime());
  }

  /** Whether people work on it, or on what it may call. */
  boolean isWorkOfPeople(ProcessDefinition definition) {
    if (!(definition instanceof ProcessDefinitionEntity parsed)) {
      throw new ProcessEngineException("not parsed: " + definition);
    }
    return hasWorkOfPeople(parsed);
  }

  private static boolean hasWorkOfPeople(ScopeImpl scope) {
    return scope.getActivities().stream()
        .anyMatch(
            activity ->
                OF_PEOPLE.contains(activity.getProperties().get(BpmnProperties.TYPE))
                    || hasWorkOfPeople(activity));
  }

  private Date after(Date moment) {
    return Date.from(moment.toInstant().atZone(clock.getZone()).plus(kept).toInstant());
  }
}
