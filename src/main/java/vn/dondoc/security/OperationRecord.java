package vn.dondoc.security;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;

/**
 * Puts what people do in the engine into the audit log, in the engine's transaction: work on tasks,
 * starts of processes, and all administration, whichever of its interfaces it comes through. Of
 * values only ids are kept.
 */
@Component
class OperationRecord implements HistoryEventHandler {

  /** Properties whose values say what was touched; others may hold what people wrote. */
  private static final Set<String> IDS =
      Set.of(
          "userId",
          "groupId",
          "tenantId",
          "resource",
          "resourceId",
          "permissions",
          "deploymentId",
          "processDefinitionId",
          "processDefinitionKey",
          "jobId",
          "retries",
          "duedate",
          "suspensionState",
          "assignee",
          "delegation",
          "nrOfInstances",
          "type");

  private final ObjectProvider<Audit> audit;

  OperationRecord(ObjectProvider<Audit> audit) {
    this.audit = audit;
  }

  @Override
  public void handleEvent(HistoryEvent event) {
    handleEvents(List.of(event));
  }

  /** The events of one list are the changed properties of one operation. */
  @Override
  public void handleEvents(List<HistoryEvent> events) {
    List<UserOperationLogEntryEventEntity> changes =
        events.stream()
            .filter(UserOperationLogEntryEventEntity.class::isInstance)
            .map(UserOperationLogEntryEventEntity.class::cast)
            .toList();
    if (changes.isEmpty()) {
      return;
    }
    UserOperationLogEntryEventEntity operation = changes.get(0);
    audit
        .getObject()
        .record(operation.getUserId(), action(operation), subject(operation), detail(changes));
  }

  private static Action action(UserOperationLogEntry operation) {
    if (UserOperationLogEntry.CATEGORY_TASK_WORKER.equals(operation.getCategory())) {
      return Action.TASK;
    }
    return EntityTypes.PROCESS_INSTANCE.equals(operation.getEntityType())
            && UserOperationLogEntry.OPERATION_TYPE_CREATE.equals(operation.getOperationType())
        ? Action.START
        : Action.ADMINISTRATION;
  }

  private static String subject(UserOperationLogEntry operation) {
    if (operation.getTaskId() != null) {
      TaskEntity task =
          Context.getCommandContext().getTaskManager().findTaskById(operation.getTaskId());
      return "task/"
          + operation.getTaskId()
          + (task == null || task.getTaskDefinitionKey() == null
              ? ""
              : " " + task.getTaskDefinitionKey());
    }
    if (operation.getProcessInstanceId() != null) {
      // The process tells where to look later on, as a job is gone once it has run.
      return named("process-instance", operation.getProcessInstanceId())
          + (operation.getJobId() == null ? "" : " " + named("job", operation.getJobId()));
    }
    return Stream.of(
            named("job", operation.getJobId()),
            named("job-definition", operation.getJobDefinitionId()),
            named("deployment", operation.getDeploymentId()),
            named("batch", operation.getBatchId()),
            named("process-definition", operation.getProcessDefinitionKey()))
        .filter(name -> name != null)
        .findFirst()
        .orElse(null);
  }

  private static String named(String kind, String id) {
    return id == null ? null : kind + "/" + id;
  }

  private static String detail(List<UserOperationLogEntryEventEntity> changes) {
    UserOperationLogEntry operation = changes.get(0);
    String properties =
        changes.stream()
            .filter(change -> change.getProperty() != null)
            // Of a task that is completed the engine says that it is deleted.
            .filter(change -> !change.getProperty().equals("delete"))
            .map(
                change ->
                    IDS.contains(change.getProperty()) && change.getNewValue() != null
                        ? change.getProperty() + "=" + change.getNewValue()
                        : change.getProperty())
            .collect(joining(", "));
    return OperationWords.of(operation.getOperationType(), operation.getEntityType())
        + (properties.isEmpty() ? "" : ": " + properties);
  }

  /** The engine's history without what goes to the audit log. */
  static class AllElse extends DbHistoryEventHandler {

    @Override
    public void handleEvent(HistoryEvent event) {
      if (!(event instanceof UserOperationLogEntryEventEntity)) {
        super.handleEvent(event);
      }
    }
  }
}
