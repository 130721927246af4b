package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryVariableValue;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.DelegationState;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of what a unit is given, beside those that the engine finds by itself. */
class OwnTasksTest {

  private static final Date MAY = Date.from(Instant.parse("2024-05-31T10:00:00Z"));
  private static final Date JUNE = Date.from(Instant.parse("2024-06-05T10:00:00Z"));

  private ProcessEngine engine;
  private ProcessEngine plain;
  private TaskService tasks;

  @BeforeEach
  void start() {
    String[] url = new String[1];
    engine =
        SmallEngine.with(
            configuration -> {
              url[0] = configuration.getJdbcUrl();
              configuration.setCustomSessionFactories(List.of(ListedTasks.FACTORY));
            });
    OwnTasks.addTo(
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
            .getSqlSessionFactory()
            .getConfiguration());
    plain =
        SmallEngine.with(
            configuration -> {
              configuration.setJdbcUrl(url[0]);
              configuration.setDatabaseSchemaUpdate("false");
            });
    tasks = engine.getTaskService();
    SmallEngine.deployTask(engine, work -> work.camundaCandidateGroups("commune,district"));
    for (int i = 0; i < 3; i++) {
      engine.getRuntimeService().startProcessInstanceByKey("one");
    }
    engine
        .getRuntimeService()
        .suspendProcessInstanceById(
            engine.getRuntimeService().startProcessInstanceByKey("one").getId());
    for (String unit : List.of("commune", "district", "another")) {
      for (Date due : new Date[] {null, MAY, MAY, JUNE}) {
        given(due, unit);
      }
      tasks.claim(given(JUNE, unit).getId(), "officer");
    }
    given(MAY, "commune", "district");
    tasks.addCandidateUser(given(MAY, "another").getId(), "officer");
    tasks.addGroupIdentityLink(given(MAY, "another").getId(), "commune", "reader");
    tasks.saveTask(tasks.newTask());
  }

  @AfterEach
  void stop() {
    engine.getIdentityService().clearAuthentication();
    plain.getIdentityService().clearAuthentication();
    plain.close();
    engine.close();
  }

  private Task given(Date due, String... units) {
    Task task = tasks.newTask();
    task.setDueDate(due);
    task.setTenantId(due == JUNE ? "tenant" : null);
    tasks.saveTask(task);
    for (String unit : units) {
      tasks.addCandidateGroup(task.getId(), unit);
    }
    return task;
  }

  static Stream<Named<UnaryOperator<TaskQuery>>> theKnown() {
    return Stream.of(
        asked("of one unit", query -> query.taskCandidateGroup("commune")),
        asked("of several", query -> query.taskCandidateGroupIn(List.of("commune", "district"))),
        asked(
            "of one of several",
            query ->
                query
                    .taskCandidateGroupIn(List.of("commune", "district"))
                    .taskCandidateGroup("district")),
        asked(
            "of none of several",
            query -> query.taskCandidateGroupIn(List.of("commune")).taskCandidateGroup("district")),
        asked("of a unit that has none", query -> query.taskCandidateGroup("nobody")),
        asked(
            "also what somebody has taken up",
            query -> query.taskCandidateGroup("commune").includeAssignedTasks()),
        asked(
            "all of several",
            query ->
                query.taskCandidateGroupIn(List.of("commune", "district")).includeAssignedTasks()),
        asked(
            "all of one kind",
            query ->
                query
                    .taskCandidateGroup("commune")
                    .includeAssignedTasks()
                    .taskDefinitionKey("work")),
        asked(
            "of one kind", query -> query.taskCandidateGroup("commune").taskDefinitionKey("work")),
        asked(
            "of some kinds",
            query -> query.taskCandidateGroup("commune").taskDefinitionKeyIn("work", "other")),
        asked(
            "of another kind",
            query -> query.taskCandidateGroup("commune").taskDefinitionKeyIn("other")),
        asked("due before", query -> query.taskCandidateGroup("commune").dueBefore(JUNE)),
        asked("due after", query -> query.taskCandidateGroup("commune").dueAfter(MAY)),
        asked(
            "due within",
            query ->
                query
                    .taskCandidateGroup("commune")
                    .includeAssignedTasks()
                    .dueAfter(MAY)
                    .dueBefore(new Date(JUNE.getTime() + 1))),
        asked(
            "as Tasklist asks",
            query ->
                query
                    .taskCandidateGroup("commune")
                    .includeAssignedTasks()
                    .active()
                    .initializeFormKeys()
                    .orderByDueDate()
                    .asc()),
        asked("suspended", query -> query.taskCandidateGroup("commune").suspended()),
        asked("with forms", query -> query.taskCandidateGroup("commune").initializeFormKeys()));
  }

  static Stream<Named<UnaryOperator<TaskQuery>>> theUnknown() {
    return Stream.of(
        asked("of nobody in particular", query -> query),
        asked("of a person", query -> query.taskCandidateUser("officer")),
        asked("of units like this", query -> query.taskCandidateGroupLike("com%")),
        asked("due on", query -> query.taskCandidateGroup("commune").dueDate(MAY)),
        asked("without due date", query -> query.taskCandidateGroup("commune").withoutDueDate()),
        asked(
            "of a tenant",
            query ->
                query.taskCandidateGroup("commune").includeAssignedTasks().tenantIdIn("tenant")),
        asked("of no tenant", query -> query.taskCandidateGroup("commune").withoutTenantId()),
        asked(
            "with a value",
            query -> query.taskCandidateGroup("commune").taskVariableValueEquals("a", "b")),
        asked(
            "one or the other",
            query -> query.or().taskCandidateGroup("commune").dueDate(JUNE).endOr()),
        asked(
            "and one or the other",
            query ->
                query
                    .taskCandidateGroup("commune")
                    .or()
                    .dueDate(MAY)
                    .taskDefinitionKey("work")
                    .endOr()));
  }

  private static Named<UnaryOperator<TaskQuery>> asked(String name, UnaryOperator<TaskQuery> ask) {
    return Named.of(name, ask);
  }

  @ParameterizedTest
  @MethodSource({"theKnown", "theUnknown"})
  void areThoseThatTheEngineFinds(UnaryOperator<TaskQuery> ask) {
    assertSame(ask);
    for (List<String> tenants : List.of(List.<String>of(), List.of("tenant"))) {
      for (ProcessEngine each : List.of(engine, plain)) {
        each.getIdentityService().setAuthentication("officer", List.of("commune"), tenants);
      }
      assertSame(ask);
    }
  }

  private void assertSame(UnaryOperator<TaskQuery> ask) {
    List<Object> expected = states(ask.apply(plain.getTaskService().createTaskQuery()).list());

    assertThat(states(ask.apply(tasks.createTaskQuery()).list()))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(ask.apply(tasks.createTaskQuery()).count()).isEqualTo(expected.size());
  }

  @ParameterizedTest
  @MethodSource("theKnown")
  void areFoundTheShortWay(UnaryOperator<TaskQuery> ask) {
    assertThat(OwnTasks.answer((TaskQueryImpl) ask.apply(new TaskQueryImpl())))
        .isEqualTo(
            !((TaskQueryImpl) ask.apply(new TaskQueryImpl())).getCandidateGroups().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("theUnknown")
  void areLeftToTheEngineWhereMoreIsAsked(UnaryOperator<TaskQuery> ask) {
    assertThat(OwnTasks.answer((TaskQueryImpl) ask.apply(new TaskQueryImpl()))).isFalse();
  }

  /** Whatever else there is to be asked for, one by one. */
  @Test
  void areLeftToTheEngineWhereAnythingElseIsAsked() throws Exception {
    List<String> looked = new ArrayList<>();
    for (Field field : TaskQueryImpl.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        TaskQueryImpl query = new TaskQueryImpl();
        query.taskCandidateGroup("commune");
        if (!OwnTasks.KNOWN.contains(field.getName())) {
          field.set(query, something(field));
          assertThat(OwnTasks.answer(query)).as(field.getName()).isFalse();
          looked.add(field.getName());
        }
      }
    }
    assertThat(looked).contains("nameLike", "assignee", "variables", "owner", "tenantIds");
  }

  private static Object something(Field field) {
    Map<Class<?>, Object> values =
        Map.of(
            String.class,
            "x",
            String[].class,
            new String[] {"x"},
            boolean.class,
            true,
            Boolean.class,
            true,
            Integer.class,
            50,
            Date.class,
            MAY,
            Set.class,
            Set.of("x"),
            List.class,
            List.of(new TaskQueryVariableValue("a", "b", null, true, false)),
            DelegationState.class,
            DelegationState.PENDING);
    return values.get(field.getType());
  }

  @Test
  void areLeftToTheEngineWhereRightsHaveToBeLookedAt() {
    TaskQueryImpl query = new TaskQueryImpl();
    query.taskCandidateGroup("commune");
    query.getAuthCheck().setAuthorizationCheckEnabled(true);

    assertThat(OwnTasks.answer(query)).isFalse();
  }

  @Test
  void areLeftToTheEngineForAPersonOfATenant() {
    TaskQueryImpl query = new TaskQueryImpl();
    query.taskCandidateGroup("commune");
    query.getTenantCheck().setAuthTenantIds(List.of("tenant"));

    assertThat(OwnTasks.answer(query)).isFalse();
  }

  @Test
  void areLeftToTheEngineWhereTheyAreOrderedByAValue() {
    TaskQueryImpl query = new TaskQueryImpl();
    query.taskCandidateGroup("commune").orderByProcessVariable("a", ValueType.STRING).asc();

    assertThat(OwnTasks.answer(query)).isFalse();
  }

  @Test
  void comeInTheOrderThatIsAskedFor() {
    List<Task> found =
        tasks
            .createTaskQuery()
            .taskCandidateGroup("commune")
            .dueAfter(new Date(0))
            .orderByDueDate()
            .desc()
            .orderByTaskId()
            .desc()
            .list();

    assertThat(found)
        .hasSizeGreaterThan(3)
        .isSortedAccordingTo(
            Comparator.comparing(Task::getDueDate).thenComparing(Task::getId).reversed());
  }

  @Test
  void areEachOnOnePage() {
    TaskQuery query = tasks.createTaskQuery().taskCandidateGroup("commune").orderByDueDate().asc();
    List<String> paged = new ArrayList<>();
    for (int first = 0; first < query.count(); first += 2) {
      paged.addAll(ids(query.listPage(first, 2)));
    }

    assertThat(paged).doesNotHaveDuplicates().hasSize((int) query.count());
  }

  /** All that is stored of them. */
  private static List<Object> states(List<Task> found) {
    return found.stream()
        .map(TaskEntity.class::cast)
        .map(task -> (Object) Map.of(task.getId(), task.getPersistentState()))
        .toList();
  }

  private static List<String> ids(List<Task> found) {
    return found.stream().map(Task::getId).toList();
  }
}
