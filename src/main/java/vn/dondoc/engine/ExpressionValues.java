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

/** What expressions of the models come to, whether a process is there to ask or not. */
@Component
public class ExpressionValues {

  private static final String OURS = "vn.dondoc.";

  private final ObjectProvider<ProcessEngineConfigurationImpl> engine;

  ExpressionValues(ObjectProvider<ProcessEngineConfigurationImpl> engine) {
    this.engine = engine;
  }

  /** What it comes to at this place of a process. */
  public Object in(VariableScope scope, String expression) {
    return engine.getObject().getExpressionManager().createExpression(expression).getValue(scope);
  }

  /**
   * What it comes to for these variables. What a bean of the application throws comes out as it is.
   */
  public Object of(String expression, Map<String, Object> variables) {
    VariableContext scope = Variables.fromMap(variables).asVariableContext();
    ProcessEngineConfigurationImpl configuration = engine.getObject();
    var expressions = (ElProviderCompatible) configuration.getExpressionManager();
    ElExpression parsed = expressions.toElProvider().createExpression(expression);
    try {
      // The engine evaluates inside its commands only.
      return configuration
          .getCommandExecutorTxRequired()
          .execute(command -> parsed.getValue(scope));
    } catch (RuntimeException e) {
      throw NestedExceptionUtils.getMostSpecificCause(e) instanceof RuntimeException root
              && root.getClass().getName().startsWith(OURS)
          ? root
          : e;
    }
  }

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
