package vn.dondoc;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * All tables of a database but Flyway's, row by row, in words that are the same on H2 and
 * PostgreSQL.
 */
public final class Tables {

  private final DataSource database;

  public Tables(DataSource database) {
    this.database = database;
  }

  /** Whether a table is the engine's. */
  public static boolean isOfTheEngine(String table) {
    return table.startsWith("act_");
  }

  /** Rows by table, each as its values by column; tables and columns in lower case. */
  public Map<String, List<Map<String, String>>> rows(Predicate<String> which) {
    try (Connection connection = database.getConnection()) {
      Map<String, List<Map<String, String>>> all = new TreeMap<>();
      for (String table : names(connection)) {
        if (which.test(table)) {
          all.put(table, rows(connection, table));
        }
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is on one side only, a row a line: nothing if they are equal. */
  public static List<String> differences(
      Map<String, List<Map<String, String>>> left, Map<String, List<Map<String, String>>> right) {
    List<String> found = new ArrayList<>();
    missing(left, right, "- ", found);
    missing(right, left, "+ ", found);
    return found;
  }

  private static void missing(
      Map<String, List<Map<String, String>>> of,
      Map<String, List<Map<String, String>>> in,
      String sign,
      List<String> found) {
    of.forEach(
        (table, rows) -> {
          if (!in.containsKey(table)) {
            found.add(sign + table);
          }
          List<Map<String, String>> others = new ArrayList<>(in.getOrDefault(table, List.of()));
          rows.stream()
              .filter(row -> !others.remove(row))
              .forEach(row -> found.add(sign + table + " " + row));
        });
  }

  private static List<String> names(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    DatabaseMetaData about = connection.getMetaData();
    try (ResultSet found =
        about.getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
      while (found.next()) {
        String name = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
        if (List.of("TABLE", "BASE TABLE").contains(found.getString("TABLE_TYPE"))
            && !name.equals("flyway_schema_history")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static List<Map<String, String>> rows(Connection connection, String table)
      throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select * from " + table)) {
      ResultSetMetaData columns = found.getMetaData();
      while (found.next()) {
        Map<String, String> row = new TreeMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnName(i).toLowerCase(Locale.ROOT), value(found, columns, i));
        }
        rows.add(row);
      }
    }
    rows.sort(Comparator.comparing(Map::toString));
    return rows;
  }

  private static String value(ResultSet row, ResultSetMetaData columns, int i) throws SQLException {
    if (row.getObject(i) == null) {
      return null;
    }
    if (columns.getColumnTypeName(i).equals("timestamptz")
        || columns.getColumnType(i) == Types.TIMESTAMP_WITH_TIMEZONE) {
      return row.getObject(i, OffsetDateTime.class).toInstant().toString();
    }
    return switch (columns.getColumnType(i)) {
      case Types.BIT, Types.BOOLEAN -> String.valueOf(row.getBoolean(i));
      case Types.TIMESTAMP -> row.getObject(i, LocalDateTime.class).toString();
      case Types.DATE -> row.getObject(i, LocalDate.class).toString();
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> bytes(row.getBytes(i));
      case Types.INTEGER,
          Types.SMALLINT,
          Types.BIGINT,
          Types.NUMERIC,
          Types.DECIMAL,
          Types.DOUBLE,
          Types.FLOAT,
          Types.REAL ->
          number(row.getBigDecimal(i));
      default -> row.getString(i);
    };
  }

  private static String bytes(byte[] bytes) {
    try {
      return bytes.length
          + " bytes "
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String number(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
