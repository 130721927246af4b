package vn.dondoc.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.lang.Nullable;

/**
 * Finds the column {@code case_id} when it is asked for {@code caseId}. Spring's mapper of records
 * asks the driver for each field of each row by the field's name first, and by the column's when
 * the driver has thrown; an exception takes longer than the row.
 */
class ColumnsByProperty extends JdbcTemplate {

  ColumnsByProperty(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  public <T> T query(
      PreparedStatementCreator statement,
      @Nullable PreparedStatementSetter setter,
      ResultSetExtractor<T> extractor) {
    return super.query(statement, setter, rows -> extractor.extractData(byProperty(rows)));
  }

  private static ResultSet byProperty(ResultSet rows) {
    return (ResultSet)
        Proxy.newProxyInstance(
            ResultSet.class.getClassLoader(), new Class<?>[] {ResultSet.class}, new Rows(rows));
  }

  private static final class Rows implements InvocationHandler {

    private final ResultSet rows;

    /** Column by its label in small letters; the first of several of the same name, as in JDBC. */
    private Map<String, Integer> columns;

    private Rows(ResultSet rows) {
      this.rows = rows;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("findColumn")) {
        Integer known = column((String) arguments[0]);
        if (known != null) {
          return known;
        }
      }
      try {
        return method.invoke(rows, arguments);
      } catch (InvocationTargetException e) {
        throw e.getTargetException();
      }
    }

    private Integer column(String name) throws SQLException {
      if (columns == null) {
        columns = columns(rows.getMetaData());
      }
      Integer asItIs = columns.get(name.toLowerCase(Locale.ROOT));
      return asItIs != null
          ? asItIs
          : columns.get(JdbcUtils.convertPropertyNameToUnderscoreName(name));
    }

    private static Map<String, Integer> columns(ResultSetMetaData labels) throws SQLException {
      Map<String, Integer> columns = new HashMap<>();
      for (int i = 1; i <= labels.getColumnCount(); i++) {
        columns.putIfAbsent(JdbcUtils.lookupColumnName(labels, i).toLowerCase(Locale.ROOT), i);
      }
      return columns;
    }
  }
}
