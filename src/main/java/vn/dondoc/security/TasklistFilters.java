package vn.dondoc.security;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.engine.Preparation;

/**
 * Without a filter Tasklist shows nothing; these three are there from the first start, for
 * everybody.
 */
@Component
@Order(27)
class TasklistFilters implements Preparation {

  private final FilterService filters;
  private final TaskService tasks;
  private final AuthorizationService authorizations;

  TasklistFilters(FilterService filters, TaskService tasks, AuthorizationService authorizations) {
    this.filters = filters;
    this.tasks = tasks;
    this.authorizations = authorizations;
  }

  @Override
  @Transactional
  public void prepare() {
    add("Việc của đơn vị", 0, unit());
    add("Việc của tôi", 10, tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
    add("Quá hạn", 20, unit().dueBeforeExpression("${now()}"));
  }

  private TaskQuery unit() {
    return tasks
        .createTaskQuery()
        .taskCandidateGroupInExpression("${currentUserGroups()}")
        .includeAssignedTasks();
  }

  private void add(String name, int priority, TaskQuery query) {
    if (filters.createFilterQuery().filterName(name).count() > 0) {
      return;
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("priority", priority);
    properties.put("refresh", true);
    properties.put(
        "variables",
        List.of(
            Map.of("name", "clause", "label", "Điểm"), Map.of("name", "unit", "label", "Đơn vị")));
    properties.put("showUndefinedVariable", false);
    Filter filter =
        filters.saveFilter(
            filters
                .newTaskFilter(name)
                .setQuery(query.orderByDueDate().asc())
                .setProperties(properties));
    Authorization read = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
    read.setResource(Resources.FILTER);
    read.setResourceId(filter.getId());
    read.addPermission(Permissions.READ);
    authorizations.saveAuthorization(read);
  }
}
