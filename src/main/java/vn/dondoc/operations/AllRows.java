package vn.dondoc.operations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All rows of all tables of an H2 database, ours and the engine's, on their way into a PostgreSQL
 * that has the same tables. One transaction: until the very end nobody sees anything of it.
 */
class AllRows {

  /** Flyway's own record differs, because each database has migrations of its own. */
  private static final String LEFT_OUT = "flyway_schema_history";

  /** What must not be there before; the audit log could not even be emptied. */
  private static final List<String> UNUSED = List.of("campaign", "duty", "audit_entry");

  /**
   * H2 holds the whole answer to a question in memory. Told not to ({@code LAZY_QUERY_EXECUTION}),
   * it breaks off ("Chunk not found") when it tidies its file meanwhile, as it does after a crash.
   * So questions are small.
   */
  private static final int ROWS_AT_ONCE = 500;

  /** Files come in parts of up to 1 MB. */
  private static final int FILES_AT_ONCE = 8;

  private final Connection from;
  private final Connection to;

  AllRows(Connection from, Connection to) {
    this.from = from;
    this.to = to;
  }

  /** A column as both databases know it. */
  private record Column(String name, String nameInSource, String type, int sqlType) {

    boolean isBinary() {
      return type.equals("bytea");
    }
  }

  /** A constraint that looks at another table. */
  private record Reference(String table, String name) {}

  /** Moves them, and tells how many there were by table. */
  Map<String, Long> move() throws SQLException {
    to.setAutoCommit(false);
    try {
      Map<String, Long> moved = moveAll();
      to.commit();
      return moved;
    } catch (SQLException | RuntimeException e) {
      to.rollback();
      throw e;
    }
  }

  private Map<String, Long> moveAll() throws SQLException {
    Map<String, String> tables = tables();
    lock();
    refuseUsed();
    refuseOtherEngine();
    Map<String, Long> moved = new LinkedHashMap<>();
    List<Reference> references = references();
    for (Reference reference : references) {
      alter(reference, "deferrable initially deferred");
    }
    for (String table : tables.keySet()) {
      // Only where there is something: nobody may delete from the audit log.
      if (count(to, quoted(table)) > 0) {
        run("delete from " + quoted(table));
      }
    }
    for (Map.Entry<String, String> table : tables.entrySet()) {
      copy(table.getKey(), table.getValue());
    }
    run("set constraints all immediate");
    for (Reference reference : references) {
      alter(reference, "not deferrable");
    }
    for (Map.Entry<String, String> table : tables.entrySet()) {
      moved.put(table.getKey(), sameCount(table.getKey(), table.getValue()));
    }
    continueNumbers(tables);
    return moved;
  }

  /** Names in the target, with those in the source. */
  private Map<String, String> tables() throws SQLException {
    List<String> target =
        texts(
            to,
            """
            select table_name from information_schema.tables
            where table_schema = current_schema() and table_type = 'BASE TABLE'
            order by table_name
            """);
    Map<String, String> source =
        byLowerCase(
            texts(
                from,
                """
            select table_name from information_schema.tables
            where table_schema = schema() and table_type = 'BASE TABLE'
            """));
    target.remove(LEFT_OUT);
    source.remove(LEFT_OUT);
    refuseDifference("bảng", target, source);
    return target.stream()
        .collect(
            Collectors.toMap(table -> table, source::get, (one, other) -> one, LinkedHashMap::new));
  }

  private List<Column> columns(String table, String tableInSource) throws SQLException {
    Map<String, String> source = new TreeMap<>();
    try (PreparedStatement query =
        from.prepareStatement(
            """
            select column_name from information_schema.columns
            where table_schema = schema() and table_name = ?
            """)) {
      query.setString(1, tableInSource);
      source.putAll(byLowerCase(texts(query)));
    }
    List<Column> columns = new ArrayList<>();
    try (Statement statement = to.createStatement();
        ResultSet none =
            statement.executeQuery("select * from " + quoted(table) + " where false")) {
      var about = none.getMetaData();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        String name = about.getColumnName(i);
        columns.add(
            new Column(name, source.get(name), about.getColumnTypeName(i), about.getColumnType(i)));
      }
    }
    refuseDifference("cột của " + table, columns.stream().map(Column::name).toList(), source);
    return columns;
  }

  private static Map<String, String> byLowerCase(List<String> names) {
    return names.stream()
        .collect(
            Collectors.toMap(
                name -> name.toLowerCase(Locale.ROOT), name -> name, (a, b) -> a, TreeMap::new));
  }

  private static void refuseDifference(
      String what, List<String> target, Map<String, String> source) {
    List<String> different = new ArrayList<>();
    target.stream().filter(name -> !source.containsKey(name)).forEach(different::add);
    source.keySet().stream().filter(name -> !target.contains(name)).forEach(different::add);
    if (!different.isEmpty()) {
      throw new MoveRefused(
          "hai cơ sở dữ liệu khác nhau về " + what + ": " + String.join(", ", different),
          "dùng cùng một phiên bản ứng dụng cho cả hai, và một cơ sở dữ liệu PostgreSQL mới");
    }
  }

  /** Against a node that starts meanwhile; of the audit log nobody may have more than rows. */
  private void lock() throws SQLException {
    List<String> tables =
        texts(
            to,
            """
            select quote_ident(relname) from pg_class
            where relnamespace = current_schema()::regnamespace and relkind = 'r'
              and has_table_privilege(oid, 'delete')
            order by 1
            """);
    run("lock table " + String.join(", ", tables) + " in access exclusive mode");
  }

  private void refuseUsed() throws SQLException {
    for (String table : UNUSED) {
      if (count(to, quoted(table)) > 0) {
        throw new MoveRefused(
            "cơ sở dữ liệu PostgreSQL đã được sử dụng (bảng " + table + " có dữ liệu)",
            "tạo một cơ sở dữ liệu PostgreSQL mới, để trống");
      }
    }
  }

  private void refuseOtherEngine() throws SQLException {
    String version = "select value_ from act_ge_property where name_ = 'schema.version'";
    if (!texts(from, version).equals(texts(to, version))) {
      throw new MoveRefused(
          "dữ liệu H2 thuộc phiên bản khác của Camunda",
          "khởi động phiên bản này một lần trên dữ liệu H2 để nâng cấp, dừng lại, rồi chuyển");
    }
  }

  /** Tables refer to each other in circles, and to themselves: none could be the first. */
  private List<Reference> references() throws SQLException {
    List<Reference> found = new ArrayList<>();
    try (Statement statement = to.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select t.relname, c.conname from pg_constraint c join pg_class t on t.oid = c.conrelid
                where c.contype = 'f' and not c.condeferrable
                  and c.connamespace = current_schema()::regnamespace
                order by 1, 2
                """)) {
      while (rows.next()) {
        found.add(new Reference(rows.getString(1), rows.getString(2)));
      }
    }
    return found;
  }

  private void alter(Reference reference, String when) throws SQLException {
    run(
        "alter table %s alter constraint %s %s"
            .formatted(quoted(reference.table()), quoted(reference.name()), when));
  }

  private void copy(String table, String tableInSource) throws SQLException {
    List<Column> columns = columns(table, tableInSource);
    int page = columns.stream().anyMatch(Column::isBinary) ? FILES_AT_ONCE : ROWS_AT_ONCE;
    String select =
        columns.stream()
            .map(column -> quoted(column.nameInSource()))
            .collect(
                Collectors.joining(
                    ", ",
                    "select ",
                    ", _rowid_ from %s where _rowid_ > ? order by _rowid_ fetch first %d rows only"
                        .formatted(quoted(tableInSource), page)));
    String insert =
        columns.stream()
            .map(column -> quoted(column.name()))
            .collect(
                Collectors.joining(
                    ", ",
                    "insert into " + quoted(table) + " (",
                    ") values (" + "?, ".repeat(columns.size() - 1) + "?)"));
    try (PreparedStatement reader = from.prepareStatement(select);
        PreparedStatement writer = to.prepareStatement(insert)) {
      long last = Long.MIN_VALUE;
      int found;
      do {
        reader.setLong(1, last);
        found = 0;
        try (ResultSet rows = reader.executeQuery()) {
          while (rows.next()) {
            for (int i = 0; i < columns.size(); i++) {
              copy(rows, writer, i + 1, columns.get(i));
            }
            writer.addBatch();
            last = rows.getLong(columns.size() + 1);
            found++;
          }
        }
        writer.executeBatch();
      } while (found == page);
    }
  }

  private static void copy(ResultSet row, PreparedStatement writer, int i, Column column)
      throws SQLException {
    Object value =
        switch (column.type()) {
          case "bool" -> row.getObject(i) == null ? null : row.getBoolean(i);
          case "bytea" -> row.getBytes(i);
          // As they are read, whatever the zone of the machine.
          case "timestamp" -> row.getObject(i, LocalDateTime.class);
          case "timestamptz" -> row.getObject(i, OffsetDateTime.class);
          case "date" -> row.getObject(i, LocalDate.class);
          case "int2", "int4", "int8", "bigserial", "serial", "numeric" -> row.getBigDecimal(i);
          case "float4", "float8" -> row.getObject(i) == null ? null : row.getDouble(i);
          case "varchar", "bpchar", "text" -> row.getString(i);
          default -> throw new IllegalStateException("Chưa biết chuyển kiểu " + column);
        };
    if (value == null) {
      writer.setNull(i, column.sqlType());
    } else if (value instanceof Temporal) {
      writer.setObject(i, value); // With its own type: the driver's for a zone's is that without.
    } else {
      writer.setObject(i, value, column.sqlType());
    }
  }

  private long sameCount(String table, String tableInSource) throws SQLException {
    long moved = count(to, quoted(table));
    long expected = count(from, quoted(tableInSource));
    if (moved != expected) {
      throw new IllegalStateException(
          "Bảng %s: nguồn có %d dòng, đích có %d dòng".formatted(table, expected, moved));
    }
    return moved;
  }

  /** New rows get numbers that no row has had, not even one that is gone. */
  private void continueNumbers(Map<String, String> tables) throws SQLException {
    try (PreparedStatement numbered =
            to.prepareStatement(
                """
                select table_name, column_name,
                  pg_get_serial_sequence(quote_ident(table_name), column_name)
                from information_schema.columns
                where table_schema = current_schema() and is_identity = 'YES'
                """);
        ResultSet columns = numbered.executeQuery()) {
      while (columns.next()) {
        String table = columns.getString(1);
        continueNumbers(table, columns.getString(2), columns.getString(3), tables.get(table));
      }
    }
  }

  private void continueNumbers(String table, String column, String sequence, String tableInSource)
      throws SQLException {
    try (PreparedStatement next =
            from.prepareStatement(
                """
                select identity_base from information_schema.columns
                where table_schema = schema() and table_name = ? and lower(column_name) = ?
                """);
        PreparedStatement set =
            to.prepareStatement(
                "select setval(?::regclass, greatest(?, (select coalesce(max(%s), 0) + 1 from %s)), false)"
                    .formatted(quoted(column), quoted(table)))) {
      next.setString(1, tableInSource);
      next.setString(2, column);
      try (ResultSet base = next.executeQuery()) {
        base.next();
        set.setString(1, sequence);
        set.setLong(2, base.getLong(1));
      }
      set.execute();
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = to.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from " + table)) {
      count.next();
      return count.getLong(1);
    }
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      return texts(query);
    }
  }

  private static List<String> texts(PreparedStatement query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
