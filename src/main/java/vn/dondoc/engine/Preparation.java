package vn.dondoc.engine;

/**
 * Something that has to be in place before the application answers anybody, such as units, models
 * or authorizations. Beans run in their {@code @Order}, once for every start and so idempotent; a
 * failure stops the start.
 */
@FunctionalInterface
public interface Preparation {

  /** Puts it in place if it is not. */
  void prepare() throws Exception;
}
