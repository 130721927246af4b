package vn.dondoc.engine;

import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.FilterManager;

/** Saves no filter whose query, or a part of it joined by "or", holds an expression. */
class SavedFilters extends FilterManager {

  /** Puts them in the place of the engine's own. */
  static final SessionFactory FACTORY = new EngineSessions(FilterManager.class, SavedFilters::new);

  @Override
  public Filter insertOrUpdateFilter(Filter filter) {
    if (filter.getQuery() instanceof TaskQueryImpl query) {
      refuseExpressions(query);
    }
    return super.insertOrUpdateFilter(filter);
  }

  private static void refuseExpressions(TaskQueryImpl query) {
    query.getExpressions().values().forEach(ModelExpressions::refuseInQueries);
    for (TaskQueryImpl part : query.getQueries()) {
      if (part != query) { // A query counts itself among its parts.
        refuseExpressions(part);
      }
    }
  }
}
