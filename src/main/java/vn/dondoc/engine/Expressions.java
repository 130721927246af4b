package vn.dondoc.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.TreeBuilderException;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;

/**
 * Checks an expression of a model against the application: a misspelt bean or method deploys
 * silently in Camunda and fails only when a process comes by.
 */
final class Expressions {

  /** What the engine itself offers to expressions. */
  private static final Map<String, Class<?>> ENGINE_OBJECTS =
      Map.of(
          "execution", DelegateExecution.class,
          "task", DelegateTask.class,
          "decisionResult", DmnDecisionResult.class);

  private static final Pattern BARE_NAME = Pattern.compile("\\s*[$#]\\{\\s*(\\w+)\\s*}\\s*");

  private final ApplicationContext context;

  Expressions(ApplicationContext context) {
    this.context = context;
  }

  /** What is wrong with the expression, empty if nothing is. */
  List<String> faults(String expression) {
    List<String> faults = new ArrayList<>();
    try {
      visit(
          new Builder(Builder.Feature.METHOD_INVOCATIONS).build(expression).getRoot(),
          expression,
          faults);
    } catch (TreeBuilderException e) {
      faults.add("biểu thức " + expression + " sai cú pháp: " + e.getMessage());
    }
    return faults;
  }

  /** What is wrong with an expression that is to yield the bean that does the work. */
  Optional<String> missingDelegate(String expression) {
    Matcher name = BARE_NAME.matcher(expression);
    return name.matches() && !ModelExpressions.offers(context, name.group(1))
        ? Optional.of("biểu thức " + expression + ": bean «" + name.group(1) + "» không tồn tại")
        : Optional.empty();
  }

  private void visit(Node node, String expression, List<String> faults) {
    if (node instanceof AstMethod && node.getChild(0) instanceof AstDot call) {
      // AstDot keeps its name to itself, but prints it as ". name".
      String method = call.toString().substring(1).strip();
      if (call.getChild(0) instanceof AstIdentifier target) {
        check(target.getName(), method, node.getChild(1).getCardinality(), expression, faults);
      }
    }
    for (int i = 0; i < node.getCardinality(); i++) {
      visit(node.getChild(i), expression, faults);
    }
  }

  private void check(
      String bean, String method, int parameters, String expression, List<String> faults) {
    Class<?> type;
    if (ENGINE_OBJECTS.containsKey(bean)) {
      type = ENGINE_OBJECTS.get(bean);
    } else if (ModelExpressions.offers(context, bean)) {
      type = AopUtils.getTargetClass(context.getBean(bean));
    } else {
      faults.add("biểu thức " + expression + " gọi bean «" + bean + "» không tồn tại");
      return;
    }
    if (!has(type, method, parameters)) {
      faults.add(
          "biểu thức %s gọi «%s.%s» với %d tham số, không có phương thức như vậy"
              .formatted(expression, bean, method, parameters));
    }
  }

  private static boolean has(Class<?> type, String name, int parameters) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && (method.getParameterCount() == parameters || method.isVarArgs())) {
        return true;
      }
    }
    return false;
  }
}
