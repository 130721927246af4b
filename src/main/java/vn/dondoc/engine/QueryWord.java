package vn.dondoc.engine;

/**
 * A word of ours in the queries of Tasklist's filters, beside the engine's own {@code
 * ${currentUser()}} and the like. Which words a query may hold is fixed in {@link
 * ModelExpressions}.
 */
public interface QueryWord {

  /** As it stands in a query, e.g. {@code ${soon()}}. */
  String text();

  /**
   * What it means now, as the query wants it: a {@link java.util.Date}, a {@code String[]}.
   *
   * @param user id of whoever looks
   */
  Object meaningFor(String user);
}
