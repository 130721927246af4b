package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees which tasks of an engine that does not ask first which groups have rights at all. */
class AskedGroupsTest {

  private ProcessEngine engine;
  private TaskService tasks;

  @BeforeEach
  void start() {
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName("groups");
    configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    configuration.setAuthorizationEnabled(true);
    configuration.setCustomSessionFactories(List.of(AskedGroups.FACTORY));
    engine = configuration.buildProcessEngine();
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

  /** On the page; their number is asked for by another query. */
  private List<String> seenBy(String user, List<String> groups) {
    IdentityService identity = engine.getIdentityService();
    identity.setAuthentication(user, groups);
    try {
      List<String> page =
          tasks.createTaskQuery().listPage(0, 15).stream().map(Task::getName).toList();
      assertThat(tasks.createTaskQuery().count()).isEqualTo(page.size());
      return page;
    } finally {
      identity.clearAuthentication();
    }
  }

  private interface Holder {
    void of(Authorization right);
  }

  private void task(String name, Holder holder) {
    Task task = tasks.newTask();
    task.setName(name);
    tasks.saveTask(task);
    if (holder != null) {
      Authorization right =
          engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
      holder.of(right);
      right.setResource(Resources.TASK);
      right.setResourceId(task.getId());
      right.addPermission(Permissions.READ);
      engine.getAuthorizationService().saveAuthorization(right);
    }
  }
}
