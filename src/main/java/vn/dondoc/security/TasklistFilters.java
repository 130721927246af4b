package vn.dondoc.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.engine.DeployedDuties;
import vn.dondoc.engine.DutiesDeployed;
import vn.dondoc.engine.Preparation;
import vn.dondoc.engine.SystemAuthority;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;

/**
 * The lists of Tasklist, there from the first start and kept as an administrator changes them.
 * Everybody has their own work in them; those of decisions are for the units that decide: the
 * committee, lead agencies, and whoever has units below.
 */
@Component
@Order(27)
class TasklistFilters implements Preparation {

  private static final String MINE = "Việc của tôi";
  private static final String OF_UNIT = "Việc của đơn vị";
  private static final String DUE_SOON = "Sắp đến hạn";
  private static final String OVERDUE = "Quá hạn";
  private static final String TO_REVIEW = "Chờ duyệt";
  private static final String CASES = "Xử lý quá hạn";

  private static final String[] REVIEWS = {
    "ReviewDuty", "DecideExtension", "DecideReturn", "ApproveFinalReport"
  };
  private static final String[] CASE_TASKS = {"UrgeUnit", "DecideEscalation"};

  private final FilterService filters;
  private final TaskService tasks;
  private final AuthorizationService authorizations;
  private final Units units;
  private final DeployedDuties deployed;
  private final SystemAuthority system;

  TasklistFilters(
      FilterService filters,
      TaskService tasks,
      AuthorizationService authorizations,
      Units units,
      DeployedDuties deployed,
      SystemAuthority system) {
    this.filters = filters;
    this.tasks = tasks;
    this.authorizations = authorizations;
    this.units = units;
    this.deployed = deployed;
    this.system = system;
  }

  @Override
  @Transactional
  public void prepare() {
    add(OF_UNIT, 0, unit());
    add(MINE, 10, mine());
    add(DUE_SOON, 20, unit().dueAfterExpression("${now()}").dueBeforeExpression("${soon()}"));
    add(OVERDUE, 30, unit().dueBeforeExpression("${now()}"));
    boolean reviews = add(TO_REVIEW, 40, unit().taskDefinitionKeyIn(REVIEWS));
    boolean cases = add(CASES, 50, unit().taskDefinitionKeyIn(CASE_TASKS));
    for (String name : new String[] {OF_UNIT, MINE, DUE_SOON, OVERDUE}) {
      showToAll(filter(name));
    }
    showDecisionsTo(
        units.all().stream()
            .map(Unit::superior)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
    // Those of later models are told below; to read all models at each start takes a second.
    if (reviews || cases) {
      showDecisionsTo(deployed.leads());
    }
  }

  /** A new directive may have another lead. */
  @EventListener
  void deployed(DutiesDeployed event) {
    system.run(() -> showDecisionsTo(event.leads()));
  }

  private void showDecisionsTo(Set<String> deciders) {
    for (String name : new String[] {TO_REVIEW, CASES}) {
      Filter filter = filter(name);
      // At the very first start the models come before the lists.
      if (filter != null) {
        deciders.forEach(unit -> showTo(unit, filter));
      }
    }
  }

  private TaskQuery unit() {
    return tasks
        .createTaskQuery()
        .taskCandidateGroupInExpression("${currentUserGroups()}")
        .includeAssignedTasks();
  }

  /** One's own, and those of whom one stands in for: of these the engine has no query to call. */
  private TaskQuery mine() {
    TaskQueryImpl query = (TaskQueryImpl) tasks.createTaskQuery();
    query.addExpression("taskAssigneeIn", "${currentUserAndAbsent()}");
    return query;
  }

  private Filter filter(String name) {
    return filters.createFilterQuery().filterName(name).singleResult();
  }

  /** Whether it was not there. */
  private boolean add(String name, int priority, TaskQuery query) {
    if (filter(name) != null) {
      return false;
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("priority", priority);
    properties.put("refresh", true);
    properties.put("showUndefinedVariable", false);
    filters.saveFilter(
        filters
            .newTaskFilter(name)
            .setQuery(query.orderByDueDate().asc())
            .setProperties(properties));
    return true;
  }

  private void showToAll(Filter filter) {
    if (!isShown(filter, Authorization.AUTH_TYPE_GLOBAL, null)) {
      show(filter, authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL));
    }
  }

  private void showTo(String unit, Filter filter) {
    if (!isShown(filter, Authorization.AUTH_TYPE_GRANT, unit)) {
      Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
      grant.setGroupId(unit);
      show(filter, grant);
    }
  }

  private boolean isShown(Filter filter, int type, String group) {
    var query =
        authorizations
            .createAuthorizationQuery()
            .authorizationType(type)
            .resourceType(Resources.FILTER)
            .resourceId(filter.getId());
    return (group == null ? query : query.groupIdIn(group)).count() > 0;
  }

  private void show(Filter filter, Authorization authorization) {
    authorization.setResource(Resources.FILTER);
    authorization.setResourceId(filter.getId());
    authorization.addPermission(Permissions.READ);
    authorizations.saveAuthorization(authorization);
  }
}
