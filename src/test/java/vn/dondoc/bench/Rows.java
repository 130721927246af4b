package vn.dondoc.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What a piece of work has put into the tables, to be written once more with plain JDBC. */
final class Rows {

  private static final int BATCH = 1000;

  private final DataSource data;
  private final boolean postgres;
  private final Map<String, List<String>> keys;
  private final Map<String, Set<List<Object>>> before = new TreeMap<>();

  private Rows(DataSource data) throws SQLException {
    this.data = data;
    try (Connection connection = data.getConnection()) {
      this.postgres = connection.getMetaData().getURL().startsWith("jdbc:postgresql");
      this.keys = keys(connection);
      for (String table : keys.keySet()) {
        before.put(table, new HashSet<>(keysOf(connection, table)));
      }
    }
  }

  /** Looks at what there is, so that what is new can be told from it. */
  static Rows before(DataSource data) throws SQLException {
    return new Rows(data);
  }

  private record Table(String name, List<String> columns, List<Object[]> rows) {}

  /**
   * Takes out what is new and writes it again, in one transaction, in batches, with all indexes but
   * without looking after foreign keys.
   *
   * @return seconds for writing
   */
  double writeAgain() throws SQLException {
    try (Connection connection = data.getConnection()) {
      connection.setAutoCommit(false);
      List<Table> written = new ArrayList<>();
      references(connection, false);
      for (String table : keys.keySet()) {
        Table fresh = fresh(connection, table);
        if (!fresh.rows().isEmpty()) {
          written.add(fresh);
          delete(connection, fresh);
        }
      }
      connection.commit();
      long start = System.nanoTime();
      for (Table table : written) {
        insert(connection, table);
      }
      connection.commit();
      double seconds = (System.nanoTime() - start) / 1e9;
      references(connection, true);
      connection.commit();
      connection.setAutoCommit(true);
      return seconds;
    }
  }

  private void references(Connection connection, boolean checked) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          postgres
              ? "set session_replication_role = " + (checked ? "origin" : "replica")
              : "set referential_integrity " + checked);
    }
  }

  private Map<String, List<String>> keys(Connection connection) throws SQLException {
    Map<String, List<String>> found = new LinkedHashMap<>();
    String schema = postgres ? "public" : "PUBLIC";
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getTables(null, schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    for (String table : tables) {
      List<String> key = new ArrayList<>();
      try (ResultSet rows = connection.getMetaData().getPrimaryKeys(null, schema, table)) {
        while (rows.next()) {
          key.add(rows.getString("COLUMN_NAME"));
        }
      }
      String name = table.toLowerCase(java.util.Locale.ROOT);
      // What the working engine itself writes meanwhile is no part of the work.
      if (!key.isEmpty() && !name.startsWith("audit") && !name.startsWith("act_ru_meter")) {
        found.put(table, key);
      }
    }
    return found;
  }

  private static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
    List<List<Object>> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(rows.getObject(i));
        }
        found.add(row);
      }
    }
    return found;
  }

  private List<List<Object>> keysOf(Connection connection, String table) throws SQLException {
    return rows(connection, "select " + quoted(keys.get(table)) + " from " + quoted(table));
  }

  private Table fresh(Connection connection, String table) throws SQLException {
    Set<List<Object>> known = before.get(table);
    List<String> key = keys.get(table);
    List<String> columns = new ArrayList<>();
    List<Object[]> fresh = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + quoted(table))) {
      int count = rows.getMetaData().getColumnCount();
      for (int i = 1; i <= count; i++) {
        columns.add(rows.getMetaData().getColumnName(i));
      }
      while (rows.next()) {
        List<Object> id = new ArrayList<>();
        for (String column : key) {
          id.add(rows.getObject(column));
        }
        if (!known.contains(id)) {
          Object[] row = new Object[count];
          for (int i = 0; i < count; i++) {
            row[i] = rows.getObject(i + 1);
          }
          fresh.add(row);
        }
      }
    }
    return new Table(table, columns, fresh);
  }

  private void delete(Connection connection, Table table) throws SQLException {
    List<String> key = keys.get(table.name());
    StringBuilder sql = new StringBuilder("delete from " + quoted(table.name()) + " where ");
    for (int i = 0; i < key.size(); i++) {
      sql.append(i == 0 ? "" : " and ").append(quoted(key.get(i))).append(" = ?");
    }
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      for (Object[] row : table.rows()) {
        for (int i = 0; i < key.size(); i++) {
          statement.setObject(i + 1, row[table.columns().indexOf(key.get(i))]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void insert(Connection connection, Table table) throws SQLException {
    String sql =
        "insert into "
            + quoted(table.name())
            + " ("
            + quoted(table.columns())
            + ") values ("
            + "?, ".repeat(table.columns().size() - 1)
            + "?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int waiting = 0;
      for (Object[] row : table.rows()) {
        for (int i = 0; i < row.length; i++) {
          statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
        if (++waiting == BATCH) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      statement.executeBatch();
    }
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static String quoted(List<String> names) {
    return String.join(", ", names.stream().map(Rows::quoted).toList());
  }
}
