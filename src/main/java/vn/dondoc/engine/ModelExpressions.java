package vn.dondoc.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.ProcessEngineServicesAware;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.engine.spring.ApplicationContextElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ArrayELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;

/**
 * Expressions are what models are written in, and nothing else: they see the variables of their
 * process and the beans of this application, not Spring's, not the engine's services, and no class
 * objects, from which everything could be reached. What a query holds is no expression, but one of
 * a few fixed words: the engine looks at {@code orQueries} neither ad hoc nor when a filter is
 * saved (CVE-2026-109432), so all else is refused here, where it would be evaluated.
 */
class ModelExpressions extends JuelExpressionManager {

  private static final String OWN_BEANS = "vn.dondoc.";

  /** What the application is kept safe with is not for models either. */
  private static final Set<String> GUARDS =
      Set.of("vn.dondoc.security", "vn.dondoc.engine", "vn.dondoc.audit");

  /** What the filters of Tasklist need to mean whoever looks, now; the engine knows these. */
  private static final Set<String> ENGINE_WORDS =
      Set.of("${currentUser()}", "${currentUserGroups()}", "${now()}");

  /** The same of which it knows nothing: see {@link QueryWord}. */
  private static final Set<String> OUR_WORDS = Set.of("${currentUserAndAbsent()}", "${soon()}");

  private final ApplicationContext context;

  ModelExpressions(ApplicationContext context) {
    super(null);
    this.context = context;
  }

  /** Whether models may name this bean. */
  static boolean offers(ApplicationContext context, String bean) {
    if (!context.containsBean(bean)) {
      return false;
    }
    Class<?> type = AopUtils.getTargetClass(context.getBean(bean));
    return type.getName().startsWith(OWN_BEANS) && !GUARDS.contains(type.getPackageName());
  }

  /**
   * @throws InvalidInput if it is none of the fixed words
   */
  static void refuseInQueries(String expression) {
    if (!ENGINE_WORDS.contains(expression) && !OUR_WORDS.contains(expression)) {
      throw new InvalidInput("query", "Truy vấn (query) không được chứa biểu thức.");
    }
  }

  @Override
  public Expression createExpression(String text) {
    ensureInitialized();
    if (OUR_WORDS.contains(text)) {
      return new OurWord(text);
    }
    return new InScope(createValueExpression(text), this, text);
  }

  @Override
  protected ELResolver createElResolver() {
    CompositeELResolver resolver = new CompositeELResolver();
    // Before the variables, which can then shadow no bean, nor are read to find out that they do
    // not.
    resolver.add(new OwnBeans());
    resolver.add(new VariableScopeElResolver());
    resolver.add(new VariableContextElResolver());
    resolver.add(new ArrayELResolver());
    resolver.add(new ListELResolver());
    resolver.add(new MapELResolver());
    resolver.add(new NoClasses());
    return resolver;
  }

  /** Nobody but a query evaluates an expression outside a process. */
  private static final class InScope extends JuelExpression {

    InScope(ValueExpression value, JuelExpressionManager manager, String text) {
      super(value, manager, text);
    }

    @Override
    public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
      if (scope == null) {
        refuseInQueries(getExpressionText());
      }
      return super.getValue(scope, execution);
    }
  }

  /** Means what the module says that knows about it. */
  private final class OurWord extends JuelExpression {

    OurWord(String text) {
      super(createValueExpression("${currentUser()}"), ModelExpressions.this, text);
    }

    @Override
    public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
      String user = (String) super.getValue(scope, execution);
      return context.getBeanProvider(QueryWord.class).stream()
          .filter(word -> word.text().equals(getExpressionText()))
          .findFirst()
          .orElseThrow()
          .meaningFor(user);
    }
  }

  private final class OwnBeans extends ApplicationContextElResolver {

    /** By name; the names are those that models use, so there are few. */
    private final Map<String, Boolean> offered = new ConcurrentHashMap<>();

    OwnBeans() {
      super(ModelExpressions.this.context);
    }

    @Override
    public Object getValue(ELContext elContext, Object base, Object property) {
      return base == null && isOffered(String.valueOf(property))
          ? super.getValue(elContext, null, property)
          : null;
    }

    private boolean isOffered(String bean) {
      Boolean known = offered.get(bean);
      if (known == null) {
        known = offers(context, bean);
        offered.put(bean, known);
      }
      return known;
    }
  }

  private static final class NoClasses extends BeanELResolver {

    /** How an execution or a task leads to everything. */
    private static final Pattern ENGINE = Pattern.compile("(getP|p)rocessEngine(Services)?");

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
      refuse(base, property);
      return super.getValue(context, base, property);
    }

    @Override
    public Object invoke(
        ELContext context, Object base, Object method, Class<?>[] types, Object[] parameters) {
      refuse(base, method);
      return super.invoke(context, base, method, types, parameters);
    }

    private static void refuse(Object base, Object member) {
      String name = String.valueOf(member);
      if (base instanceof ProcessEngineServicesAware && ENGINE.matcher(name).matches()) {
        throw new ELException("Biểu thức không được dùng dịch vụ của máy quy trình.");
      }
      if (base instanceof Class
          || base instanceof ClassLoader
          || name.equals("class")
          || name.equals("getClass")) {
        throw new ELException("Biểu thức không được dùng lớp Java.");
      }
    }
  }
}
