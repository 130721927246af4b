package vn.dondoc.security;

import org.camunda.bpm.engine.impl.history.HistoryLevelActivity;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * The engine's level {@code activity}, which also tells what people do: it comes to the audit log
 * instead of the engine's history.
 */
class ActivityAndOperations extends HistoryLevelActivity {

  @Override
  public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
    return type == HistoryEventTypes.USER_OPERATION_LOG
        || super.isHistoryEventProduced(type, entity);
  }
}
