package vn.dondoc.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;

/**
 * Who may see a task: the unit that it is given to works on it; its superior and the lead agency of
 * the campaign read it. The committee reads all, by an authorization on the process definitions.
 */
@Component
class TaskAuthorizations extends DefaultAuthorizationProvider {

  private static final String CAMPAIGN = "campaignId";

  private final Supplier<List<TaskReaders>> readers;
  private final Supplier<Units> units;

  TaskAuthorizations(ObjectProvider<TaskReaders> readers, ObjectProvider<Units> units) {
    // The engine, which these need, is not there yet; and looking them up for each task takes time.
    this.readers = SingletonSupplier.of(() -> readers.orderedStream().toList());
    this.units = SingletonSupplier.of(units::getObject);
  }

  @Override
  public AuthorizationEntity[] newTaskGroupIdentityLink(Task task, String group, String type) {
    List<AuthorizationEntity> all =
        new ArrayList<>(List.of(super.newTaskGroupIdentityLink(task, group, type)));
    if (IdentityLinkType.CANDIDATE.equals(type) && task instanceof DelegateTask delegate) {
      for (String reader : readersOf(delegate, group)) {
        all.add(
            createOrUpdateAuthorization(
                task, null, reader, Resources.TASK, false, Permissions.READ));
      }
    }
    return all.toArray(AuthorizationEntity[]::new);
  }

  /** To work on it, and to take it up and put it back; its name and due date are not theirs. */
  @Override
  protected Permission[] getRuntimePermissions(boolean specificVariablePermission) {
    return new Permission[] {Permissions.READ, Permissions.TASK_WORK, Permissions.TASK_ASSIGN};
  }

  /** Of a task that is only being made there are none to look for in the database … */
  @Override
  protected AuthorizationEntity getGrantAuthorization(
      String taskId, String userId, String groupId, Resource resource) {
    return beingMade(taskId).isPresent()
        ? null
        : super.getGrantAuthorization(taskId, userId, groupId, resource);
  }

  /** … and with its first candidate none among those that this transaction has made so far. */
  @Override
  protected void updateAuthorizationBasedOnCacheEntries(
      AuthorizationEntity authorization,
      String userId,
      String groupId,
      Resource resource,
      String resourceId) {
    if (beingMade(resourceId).filter(task -> task.getIdentityLinks().size() == 1).isEmpty()) {
      super.updateAuthorizationBasedOnCacheEntries(
          authorization, userId, groupId, resource, resourceId);
    }
  }

  /** The task, if it is only being made. */
  protected Optional<TaskEntity> beingMade(String taskId) {
    DbEntityManager entities = Context.getCommandContext().getDbEntityManager();
    return Optional.ofNullable(entities.getCachedEntity(TaskEntity.class, taskId))
        .filter(
            task ->
                entities.getDbEntityCache().getCachedEntity(task).getEntityState()
                    == DbEntityState.TRANSIENT);
  }

  private Set<String> readersOf(DelegateTask task, String unit) {
    // A task has no variables of its own, but the engine would look for them.
    VariableScope process = task.getExecution() == null ? task : task.getExecution();
    Object campaign = process.getVariable(CAMPAIGN);
    Set<String> found = new TreeSet<>();
    readers
        .get()
        .forEach(reader -> found.addAll(reader.of(campaign instanceof String id ? id : null)));
    Units organisation = units.get();
    organisation.find(unit).map(Unit::superior).ifPresent(found::add);
    found.remove(unit);
    found.remove(organisation.top().code());
    return found;
  }
}
