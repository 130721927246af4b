package vn.dondoc.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.ognl.ObjectPropertyAccessor;
import org.apache.ibatis.ognl.OgnlContext;
import org.apache.ibatis.ognl.OgnlException;
import org.apache.ibatis.ognl.OgnlRuntime;

/**
 * What the engine's statements ask of their parameters, such as {@code query.isOrQueryActive}. OGNL
 * remembers getters; for properties that are named like the method itself it goes through all
 * methods of the class each time, which for a list of tasks took longer than the database. Here
 * each is looked up once.
 */
class StatementProperties extends ObjectPropertyAccessor {

  private static final ClassValue<Map<String, Optional<Method>>> READ =
      new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private StatementProperties() {}

  /** For all statements of the Java machine, as OGNL has one place for it. */
  static void remember() {
    OgnlRuntime.setPropertyAccessor(Object.class, new StatementProperties());
  }

  @Override
  public Object getPossibleProperty(OgnlContext context, Object target, String name)
      throws OgnlException {
    Class<?> type = target.getClass();
    Optional<Method> method = READ.get(type).computeIfAbsent(name, asked -> find(type, asked));
    if (method.isEmpty()) {
      return super.getPossibleProperty(context, target, name);
    }
    try {
      return method.get().invoke(target);
    } catch (InvocationTargetException e) {
      throw new OgnlException(name, e.getTargetException());
    } catch (IllegalAccessException e) {
      throw new OgnlException(name, e);
    }
  }

  /** What OGNL would find; fields, and what is not public, are left to it. */
  private static Optional<Method> find(Class<?> type, String name) {
    Method getter = OgnlRuntime.getGetMethod(type, name);
    return Optional.ofNullable(getter != null ? getter : OgnlRuntime.getReadMethod(type, name))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> Modifier.isPublic(method.getDeclaringClass().getModifiers()));
  }
}
