package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Who is shown which list of Tasklist, beside an engine that looks for it its own way. */
class SavedFiltersTest {

  private String url;
  private ProcessEngine engine;
  private ProcessEngine own;
  private FilterService filters;
  private AuthorizationService authorizations;
  private String filter;

  @BeforeEach
  void start() {
    engine =
        SmallEngine.with(
            configuration -> {
              url = configuration.getJdbcUrl();
              JdbcClient database =
                  JdbcClient.create(
                      new DriverManagerDataSource(
                          url, configuration.getJdbcUsername(), configuration.getJdbcPassword()));
              configuration.setAuthorizationEnabled(true);
              configuration.setCustomSessionFactories(List.of(SavedFilters.factory(database)));
            });
    filters = engine.getFilterService();
    authorizations = engine.getAuthorizationService();
    TaskService tasks = engine.getTaskService();
    for (String unit : List.of("commune", "district")) {
      Task task = tasks.newTask();
      task.setName("of the " + unit);
      tasks.saveTask(task);
      tasks.addCandidateGroup(task.getId(), unit);
    }
    filter =
        filters
            .saveFilter(
                filters
                    .newTaskFilter("Việc của đơn vị")
                    .setProperties(Map.of("priority", 10))
                    .setQuery(
                        tasks
                            .createTaskQuery()
                            .taskCandidateGroupInExpression("${currentUserGroups()}")
                            .orderByTaskName()
                            .asc()))
            .getId();
  }

  @AfterEach
  void stop() {
    if (own != null) {
      own.close();
    }
    engine.close();
  }

  @Test
  void showsEachPersonTheTasksOfTheirOwnUnit() throws Exception {
    give(new Right(Authorization.AUTH_TYPE_GLOBAL, null, null, filter, true));

    for (int round = 0; round < 2; round++) {
      assertThat(listed("commune")).containsExactly("of the commune");
      assertThat(listed("district")).containsExactly("of the district");
    }
  }

  @Test
  void showsAListAsItIsNow() throws Exception {
    give(new Right(Authorization.AUTH_TYPE_GLOBAL, null, null, filter, true));
    assertThat(listed("commune")).containsExactly("of the commune");

    filters.saveFilter(
        filters
            .getFilter(filter)
            .setQuery(
                engine
                    .getTaskService()
                    .createTaskQuery()
                    .taskCandidateGroupInExpression("${currentUserGroups()}")
                    .taskName("of the district")));

    assertThat(listed("commune")).isEmpty();
    assertThat(listed("district")).containsExactly("of the district");
  }

  @Test
  void showsNobodyAListThatIsGone() throws Exception {
    give(new Right(Authorization.AUTH_TYPE_GLOBAL, null, null, "*", true));
    filters.deleteFilter(filter);

    assertThat(as("somebody", "commune", () -> filters.getFilter(filter))).isNull();
  }

  @Test
  void givesAListWithAllThatIsSavedOfIt() throws Exception {
    give(new Right(Authorization.AUTH_TYPE_GRANT, "somebody", null, filter, true));

    Filter shown = as("somebody", "commune", () -> filters.getFilter(filter));

    assertThat(shown).usingRecursiveComparison().isEqualTo(filters.getFilter(filter));
  }

  @Test
  void savesAListThatSomebodyHasGotAndChanged() throws Exception {
    give(
        new Right(Authorization.AUTH_TYPE_GRANT, "somebody", null, filter, true),
        Permissions.UPDATE);

    as(
        "somebody",
        "commune",
        () -> filters.saveFilter(filters.getFilter(filter).setName("Việc của xã")));

    assertThat(filters.getFilter(filter).getName()).isEqualTo("Việc của xã");
  }

  @Test
  void tellsWhoMayNotSeeAListAsTheEngineDoes() {
    assertThatThrownBy(() -> listed("commune"))
        .isInstanceOf(AuthorizationException.class)
        .hasMessageContaining("'READ' permission on resource '" + filter + "' of type 'Filter'");
  }

  @Test
  void decidesWhoMaySeeAListAsTheEngineDoes() throws Exception {
    own =
        SmallEngine.with(
            configuration -> {
              configuration.setJdbcUrl(url);
              configuration.setDatabaseSchemaUpdate("false");
              configuration.setAuthorizationEnabled(true);
            });
    List<Right> rights = everyRight();
    int shown = 0;
    for (Right one : rights) {
      for (Right other : rights) {
        List<Authorization> given = new ArrayList<>(List.of(give(one)));
        if (one.mayStandBeside(other)) {
          given.add(give(other));
        }
        boolean mayBeSeen = isShownBy(own);
        assertThat(isShownBy(engine)).as("%s, %s", one, other).isEqualTo(mayBeSeen);
        shown += mayBeSeen ? 1 : 0;
        given.forEach(right -> authorizations.deleteAuthorization(right.getId()));
      }
    }
    assertThat(shown).isBetween(1, rights.size() * rights.size() - 1);
  }

  private record Right(int type, String user, String group, String resource, boolean readable) {

    /** The database takes one of a kind only. */
    boolean mayStandBeside(Right other) {
      return type != other.type
          || !resource.equals(other.resource)
          || !Objects.equals(user, other.user)
          || !Objects.equals(group, other.group);
    }
  }

  /** For this person and for somebody else, for this list, another and all, with and without. */
  private List<Right> everyRight() {
    List<Right> rights = new ArrayList<>();
    for (String resource : List.of(filter, "*", "another")) {
      for (boolean readable : List.of(true, false)) {
        rights.add(new Right(Authorization.AUTH_TYPE_GLOBAL, null, null, resource, readable));
        for (int type : List.of(Authorization.AUTH_TYPE_GRANT, Authorization.AUTH_TYPE_REVOKE)) {
          rights.add(new Right(type, "somebody", null, resource, readable));
          rights.add(new Right(type, "another", null, resource, readable));
          rights.add(new Right(type, null, "commune", resource, readable));
          rights.add(new Right(type, null, "district", resource, readable));
        }
      }
    }
    return rights;
  }

  private Authorization give(Right given, Permissions... more) {
    Authorization right = authorizations.createNewAuthorization(given.type());
    if (given.user() != null) {
      right.setUserId(given.user());
    }
    if (given.group() != null) {
      right.setGroupId(given.group());
    }
    right.setResource(Resources.FILTER);
    right.setResourceId(given.resource());
    right.setPermissions(
        new Permissions[] {given.readable() ? Permissions.READ : Permissions.DELETE});
    for (Permissions permission : more) {
      right.addPermission(permission);
    }
    return authorizations.saveAuthorization(right);
  }

  private boolean isShownBy(ProcessEngine by) throws Exception {
    by.getIdentityService().setAuthentication("somebody", List.of("commune"));
    try {
      by.getFilterService().getFilter(filter);
      return true;
    } catch (AuthorizationException e) {
      return false;
    } finally {
      by.getIdentityService().clearAuthentication();
    }
  }

  private List<String> listed(String unit) throws Exception {
    return as(
        "somebody",
        unit,
        () -> {
          List<Task> page = filters.listPage(filter, 0, 15);
          assertThat(filters.count(filter)).isEqualTo(page.size());
          return page.stream().map(Task::getName).toList();
        });
  }

  private <T> T as(String user, String group, Callable<T> work) throws Exception {
    engine.getIdentityService().setAuthentication(user, List.of(group));
    try {
      return work.call();
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }
}
