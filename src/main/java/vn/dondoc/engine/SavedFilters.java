package vn.dondoc.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSessionFactory;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.json.JsonTaskQueryConverter;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.impl.persistence.entity.FilterManager;
import org.camunda.bpm.engine.impl.util.JsonUtil;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.ConcurrentLruCache;

/**
 * The lists of Tasklist. Saves none whose query, or a part of it joined by "or", holds an
 * expression; finds one for a person together with their right to it, as each page and each count
 * of tasks asks for both.
 */
class SavedFilters extends FilterManager {

  /** All rights of this person that have to do with the list, each with the list. */
  private static final String WITH_RIGHTS =
      """
      select f.rev_ as revision, f.name_ as name, f.owner_ as owner, f.query_ as query,
             f.properties_ as properties, a.type_ as type, a.perms_ as permissions%s
      from act_ru_filter f
      join act_ru_authorization a on a.resource_type_ = :filters and a.resource_id_ in ('*', f.id_)
        and (a.user_id_ = :user or a.group_id_ in (:groups)
             or a.user_id_ = '*' and a.type_ = :global)
      where f.id_ = :filter and f.resource_type_ = :tasks
      """;

  /**
   * PostgreSQL would make a new plan for each page and each count, which takes it as long as the
   * tasks of a unit do, because a page of fifteen looks cheaper than one of as many as are asked
   * for. So the plan that it has made once holds for the rest of the transaction.
   */
  private static final String PLANNED_ONCE =
      ", set_config('plan_cache_mode', 'force_generic_plan', true) as plan";

  private static final String ON_POSTGRES = WITH_RIGHTS.formatted(PLANNED_ONCE);
  private static final String ELSEWHERE = WITH_RIGHTS.formatted("");

  /** By what is stored: taken apart once, put together for each who asks, as asking changes it. */
  private static final ConcurrentLruCache<String, Supplier<TaskQuery>> QUERIES =
      new ConcurrentLruCache<>(
          256,
          stored -> {
            var parts = JsonUtil.asObject(stored);
            return () -> new JsonTaskQueryConverter().toObject(parts);
          });

  private final JdbcClient database;

  private SavedFilters(JdbcClient database) {
    this.database = database;
  }

  /** Puts them in the place of the engine's own. */
  static SessionFactory factory(JdbcClient database) {
    return new EngineSessions(FilterManager.class, () -> new SavedFilters(database));
  }

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

  /**
   * The engine asks whether any right is taken away, whether there is one, and then for the list.
   * One question tells all; only where it does not say yes, the engine decides.
   */
  @Override
  public FilterEntity findFilterById(String id) {
    Authentication person = getCurrentAuthentication();
    if (id == null
        || person == null
        || person.getUserId() == null
        || !isAuthorizationEnabled()
        || !getCommandContext().isAuthorizationCheckEnabled()) {
      return super.findFilterById(id);
    }
    return permitted(id, person).orElseGet(() -> super.findFilterById(id));
  }

  private Optional<FilterEntity> permitted(String id, Authentication person) {
    List<String> groups = person.getGroupIds();
    List<Row> rows =
        database
            .sql(isPostgres() ? ON_POSTGRES : ELSEWHERE)
            .param("filter", id)
            .param("tasks", EntityTypes.TASK)
            .param("filters", Resources.FILTER.resourceType())
            .param("user", person.getUserId())
            .param("global", Authorization.AUTH_TYPE_GLOBAL)
            .param("groups", groups == null || groups.isEmpty() ? List.of("") : groups)
            .query(Row.class)
            .list();
    return rows.stream().noneMatch(Row::takesAway)
        ? rows.stream().filter(Row::permits).map(row -> row.filter(id)).findFirst()
        : Optional.empty();
  }

  private boolean isPostgres() {
    return DbSqlSessionFactory.POSTGRES.equals(
        Context.getProcessEngineConfiguration().getDatabaseType());
  }

  private record Row(
      int revision,
      String name,
      String owner,
      String query,
      String properties,
      int type,
      int permissions) {

    boolean permits() {
      int read = Permissions.READ.getValue();
      return (permissions & read) == read;
    }

    /** A global right to less takes the rest away, too. */
    boolean takesAway() {
      return type == Authorization.AUTH_TYPE_REVOKE
          || type == Authorization.AUTH_TYPE_GLOBAL && !permits();
    }

    FilterEntity filter(String id) {
      FilterEntity filter = new FilterEntity(EntityTypes.TASK);
      filter.setId(id);
      filter.setRevision(revision);
      filter.setName(name);
      filter.setOwner(owner);
      filter.setQuery(QUERIES.get(query).get());
      filter.setPropertiesInternal(properties);
      filter.postLoad();
      return filter;
    }
  }
}
