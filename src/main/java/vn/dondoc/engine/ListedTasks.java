package vn.dondoc.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.task.Task;

/**
 * Lists of tasks, found the short way where there is one: see {@link OwnTasks}, {@link KnownForms}.
 */
class ListedTasks extends TaskManager {

  /** Puts them in the place of the engine's own. */
  static final SessionFactory FACTORY = new EngineSessions(TaskManager.class, ListedTasks::new);

  @Override
  @SuppressWarnings("unchecked")
  public List<Task> findTasksByQueryCriteria(TaskQueryImpl query) {
    configureQuery(query);
    List<Task> found =
        getDbEntityManager()
            .selectList(
                OwnTasks.answer(query) ? OwnTasks.LIST : "selectTaskByQueryCriteria", query);
    if (query.isInitializeFormKeys()) {
      KnownForms.tell(found);
    }
    return found;
  }

  @Override
  public long findTaskCountByQueryCriteria(TaskQueryImpl query) {
    configureQuery(query);
    return (Long)
        getDbEntityManager()
            .selectOne(
                OwnTasks.answer(query) ? OwnTasks.count(query) : "selectTaskCountByQueryCriteria",
                query);
  }
}
