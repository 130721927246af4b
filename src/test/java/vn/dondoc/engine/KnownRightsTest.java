package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees which tasks of an engine that asks only for rights that are not known. */
class KnownRightsTest {

  private ProcessEngine engine;
  private TaskService tasks;

  @BeforeEach
  void start() {
    engine =
        SmallEngine.with(
            configuration -> {
              configuration.setAuthorizationEnabled(true);
              configuration.setCustomSessionFactories(List.of(KnownRights.FACTORY));
            });
    tasks = engine.getTaskService();
    task("of the commune", right -> right.setGroupId("commune"));
    task("of the district", right -> right.setGroupId("district"));
    task("of one officer", right -> right.setUserId("officer"));
    task("of nobody", null);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void showsToAMemberWhatTheirGroupMaySee() {
    assertThat(seenBy("somebody", List.of("commune"))).containsExactly("of the commune");
  }

  @Test
  void showsToAMemberOfSeveralGroupsWhatAnyOfThemMaySee() {
    assertThat(seenBy("somebody", List.of("district", "no-right", "commune")))
        .containsExactlyInAnyOrder("of the commune", "of the district");
  }

  @Test
  void showsNothingToAMemberOfAGroupWithoutARight() {
    assertThat(seenBy("somebody", List.of("no-right"))).isEmpty();
  }

  @Test
  void showsToSomebodyWithoutAGroupTheirOwn() {
    assertThat(seenBy("officer", null)).containsExactly("of one officer");
    assertThat(seenBy("officer", List.of())).containsExactly("of one officer");
    assertThat(seenBy("stranger", null)).isEmpty();
  }

  @Test
  void showsToAMemberTheirOwnBesideThoseOfTheirGroup() {
    assertThat(seenBy("officer", List.of("commune")))
        .containsExactlyInAnyOrder("of one officer", "of the commune");
  }

  @Test
  void showsToAMemberTheTasksThatTheirGroupIsGiven() {
    given("given to the commune", "commune");

    assertThat(seenBy("somebody", List.of("commune"), query -> query.taskCandidateGroup("commune")))
        .containsExactly("given to the commune");
    assertThat(
            seenBy(
                "somebody",
                List.of("commune", "district"),
                query -> query.taskCandidateGroupIn(List.of("commune", "district"))))
        .containsExactly("given to the commune");
  }

  @Test
  void showsToOthersWhatAGroupIsGivenOnlyWithARight() {
    given("given to the commune", "commune");
    String other = given("given to another", "other");

    for (Function<TaskQuery, TaskQuery> asked :
        List.<Function<TaskQuery, TaskQuery>>of(
            query -> query.taskCandidateGroup("commune"),
            query -> query.taskCandidateGroupIn(List.of("commune", "other")),
            query -> query.taskCandidateGroupLike("%commune%"),
            query -> query.taskCandidateUser("member"),
            query -> query.or().taskCandidateGroup("district").taskPriority(50).endOr())) {
      assertThat(seenBy("somebody", List.of("district"), asked))
          .doesNotContain("given to the commune", "given to another");
    }
    allow(other, right -> right.setGroupId("district"));
    assertThat(seenBy("somebody", List.of("district"), query -> query.taskCandidateGroup("other")))
        .containsExactly("given to another");
  }

  @Test
  void showsOfOwnTasksNoMoreThanIsAskedFor() {
    given("given to the commune", "commune");
    given("given to the district", "district");

    assertThat(
            seenBy(
                "somebody",
                List.of("commune", "district"),
                query -> query.taskCandidateGroup("commune").taskName("given to the district")))
        .isEmpty();
  }

  private List<String> seenBy(String user, List<String> groups) {
    return seenBy(user, groups, query -> query);
  }

  /** On the page; their number is asked for by another query. */
  private List<String> seenBy(
      String user, List<String> groups, Function<TaskQuery, TaskQuery> asked) {
    IdentityService identity = engine.getIdentityService();
    identity.setAuthentication(user, groups);
    try {
      List<String> page =
          asked.apply(tasks.createTaskQuery()).listPage(0, 15).stream().map(Task::getName).toList();
      assertThat(asked.apply(tasks.createTaskQuery()).count()).isEqualTo(page.size());
      return page;
    } finally {
      identity.clearAuthentication();
    }
  }

  private interface Holder {
    void of(Authorization right);
  }

  /** Without a right: the province grants one, see {@code TaskAuthorizations}. */
  private String given(String name, String group) {
    String task = task(name, null);
    tasks.addCandidateGroup(task, group);
    engine
        .getAuthorizationService()
        .createAuthorizationQuery()
        .resourceId(task)
        .list()
        .forEach(right -> engine.getAuthorizationService().deleteAuthorization(right.getId()));
    return task;
  }

  private String task(String name, Holder holder) {
    Task task = tasks.newTask();
    task.setName(name);
    tasks.saveTask(task);
    if (holder != null) {
      allow(task.getId(), holder);
    }
    return task.getId();
  }

  private void allow(String task, Holder holder) {
    Authorization right =
        engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
    holder.of(right);
    right.setResource(Resources.TASK);
    right.setResourceId(task);
    right.addPermission(Permissions.READ);
    engine.getAuthorizationService().saveAuthorization(right);
  }
}
