package vn.dondoc.engine;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.camunda.bpm.dmn.engine.impl.spi.el.ElExpression;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.ElProviderCompatible;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.IdentifierNode;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What expressions of the models come to, whether a process is there to ask or not. */
@Component
public class ExpressionValues {

  private static final String OURS = "vn.dondoc.";

  /** Not there yet when this is made; then asked for once, for Spring takes its time. */
  private final SingletonSupplier<ProcessEngineConfigurationImpl> engine;

  ExpressionValues(ObjectProvider<ProcessEngineConfigurationImpl> engine) {
    this.engine = SingletonSupplier.of(engine::getObject);
  }

  /** What it comes to at this place of a process. */
  public Object in(VariableScope scope, String expression) {
    return engine.obtain().getExpressionManager().createExpression(expression).getValue(scope);
  }

  /**
   * What it comes to for these variables. What a bean of the application throws comes out as it is.
   */
  public Object of(String expression, Map<String, Object> variables) {
    VariableContext scope = Variables.fromMap(variables).asVariableContext();
    ProcessEngineConfigurationImpl configuration = engine.obtain();
    var expressions = (ElProviderCompatible) configuration.getExpressionManager();
    ElExpression parsed = expressions.toElProvider().createExpression(expression);
    // The engine evaluates inside its commands only. What fails must not leave the command, which
    // would take the caller's transaction with it.
    Outcome outcome =
        configuration
            .getCommandExecutorTxRequired()
            .execute(
                command -> {
                  try {
                    return new Outcome(parsed.getValue(scope), null);
                  } catch (RuntimeException e) {
                    return new Outcome(null, e);
                  }
                });
    if (outcome.failure() != null) {
      throw NestedExceptionUtils.getMostSpecificCause(outcome.failure())
                  instanceof RuntimeException root
              && root.getClass().getName().startsWith(OURS)
          ? root
          : outcome.failure();
    }
    return outcome.value();
  }

  private record Outcome(Object value, RuntimeException failure) {}

  /** The beans and variables that it names; none for what is no expression. */
  public static Set<String> names(String expression) {
    return StreamSupport.stream(
            new Builder(Builder.Feature.METHOD_INVOCATIONS)
                .build(expression)
                .getIdentifierNodes()
                .spliterator(),
            false)
        .map(IdentifierNode::getName)
        .collect(Collectors.toSet());
  }
}
