package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.ibatis.ognl.NoSuchPropertyException;
import org.apache.ibatis.ognl.ObjectPropertyAccessor;
import org.apache.ibatis.ognl.OgnlRuntime;
import org.apache.ibatis.scripting.xmltags.ExpressionEvaluator;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement asks of its parameter means the same as without our lookup. */
class StatementPropertiesTest {

  private final ExpressionEvaluator statement = new ExpressionEvaluator();

  @AfterEach
  void leaveItAsTheApplicationHasIt() {
    StatementProperties.remember();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query.isOrQueryActive",
        "query.orQueryActive",
        "query.name != null",
        "query.isTenantIdSet",
        "query.tenantIdSet",
        "query.candidateGroups != null && query.candidateGroups.size > 0",
        "query.queries.size > 0",
        "query.authCheck.isAuthorizationCheckEnabled",
        "query.unassigned",
        "query.cached"
      })
  void answersWhatItWouldWithout(String condition) {
    TaskQueryImpl query = new TaskQueryImpl();
    query.taskName("Báo cáo");
    query.taskCandidateGroupIn(List.of("xa-1", "xa-2"));

    StatementProperties.remember();
    String ours = answer(condition, query);
    OgnlRuntime.setPropertyAccessor(Object.class, new ObjectPropertyAccessor());

    assertThat(ours).isEqualTo(answer(condition, query));
  }

  @Test
  void readsAPropertyThatIsNamedLikeItsMethod() {
    StatementProperties.remember();

    assertThat(statement.evaluateBoolean("isOrQueryActive", new Part(true))).isTrue();
    assertThat(statement.evaluateBoolean("isOrQueryActive", new Part(false))).isFalse();
  }

  @Test
  void tellsOfAPropertyThatDoesNotExist() {
    StatementProperties.remember();

    assertThatThrownBy(() -> statement.evaluateBoolean("nothing", new Part(true)))
        .hasRootCauseInstanceOf(NoSuchPropertyException.class);
  }

  /** The value or what went wrong, which must be the same, too. */
  private String answer(String condition, TaskQueryImpl query) {
    try {
      return String.valueOf(statement.evaluateBoolean(condition, Map.of("query", query)));
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** As queries of the engine have it: no getter, a method. */
  public static final class Part {

    private final boolean or;

    Part(boolean or) {
      this.or = or;
    }

    public boolean isOrQueryActive() {
      return or;
    }
  }
}
