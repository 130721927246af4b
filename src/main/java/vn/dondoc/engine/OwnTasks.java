package vn.dondoc.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.ibatis.builder.xml.XMLMapperBuilder;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.springframework.util.ReflectionUtils;

/**
 * The tasks that one's unit is given, by a statement that begins with the unit, for the lists that
 * officers look at. The engine's statement knows a hundred conditions; of a query that asks for any
 * but these few ours knows nothing, and leaves it to the engine.
 */
final class OwnTasks {

  /** The statement that reads a page of them. */
  static final String LIST = "selectOwnTasks";

  private static final String STATEMENTS = "vn/dondoc/engine/OwnTasks.xml";

  /** What the statements ask for, or what does not change the answer. */
  static final Set<String> KNOWN =
      Set.of(
          "candidateGroup",
          "candidateGroups",
          "cachedCandidateGroups",
          "cachedUserGroups",
          "includeAssignedTasks",
          "key",
          "taskDefinitionKeys",
          "dueBefore",
          "dueAfter",
          "suspensionState",
          "initializeFormKeys",
          "withCommentAttachmentInfo",
          "variableNamesIgnoreCase",
          "variableValuesIgnoreCase",
          // Is one of its own parts; others are looked for on their own.
          "queries");

  private static final TaskQueryImpl NOTHING_ASKED = new TaskQueryImpl();

  /** All else that a query can ask for, also in a later version of the engine. */
  private static final List<Field> UNKNOWN =
      Arrays.stream(TaskQueryImpl.class.getDeclaredFields())
          .filter(field -> !Modifier.isStatic(field.getModifiers()))
          .filter(field -> !KNOWN.contains(field.getName()))
          .peek(ReflectionUtils::makeAccessible)
          .toList();

  private OwnTasks() {}

  /** Adds them to the engine's own, once. */
  static void addTo(Configuration statements) {
    if (statements.hasStatement(LIST, false)) {
      return;
    }
    try (InputStream file = OwnTasks.class.getClassLoader().getResourceAsStream(STATEMENTS)) {
      new XMLMapperBuilder(file, statements, STATEMENTS, statements.getSqlFragments()).parse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether the statements answer it.
   *
   * @param query of which it is settled already which rights it needs
   */
  static boolean answer(TaskQueryImpl query) {
    List<String> tenants = query.getTenantCheck().getAuthTenantIds();
    return (tenants == null || tenants.isEmpty())
        && !query.getAuthCheck().isAuthorizationCheckEnabled()
        && query.getQueries().size() == 1
        && query.getOrderingProperties().stream()
            .allMatch(QueryOrderingProperty::isContainedProperty)
        && UNKNOWN.stream()
            .allMatch(
                field ->
                    Objects.deepEquals(
                        ReflectionUtils.getField(field, query),
                        ReflectionUtils.getField(field, NOTHING_ASKED)))
        // Last, as for a person the engine would go and look for their groups.
        && query.getCandidateGroups() != null
        && !query.getCandidateGroups().isEmpty();
  }

  /** The statement that counts them. */
  static String count(TaskQueryImpl query) {
    boolean allOfThem =
        query.isIncludeAssignedTasks()
            && query.getKey() == null
            && query.getKeys() == null
            && query.getDueBefore() == null
            && query.getDueAfter() == null
            && query.getSuspensionState() == null;
    return allOfThem ? "countAllOwnTasks" : "countOwnTasks";
  }
}
