package vn.dondoc.organisation;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The units as they stand in the database. */
@Repository
class UnitTable {

  private final JdbcClient jdbc;

  UnitTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Unit> all() {
    return jdbc.sql("select code, name, kind, superior, email from unit").query(Unit.class).list();
  }

  /** Makes other nodes that load wait until this transaction ends. */
  void takeTurn() {
    jdbc.sql("update unit_load set loaded_at = current_timestamp where id = 1").update();
  }

  void insert(Unit unit) {
    write(
        "insert into unit (code, name, kind, superior, email)"
            + " values (:code, :name, :kind, :superior, :email)",
        unit);
  }

  void update(Unit unit) {
    write(
        "update unit set name = :name, kind = :kind, superior = :superior, email = :email"
            + " where code = :code",
        unit);
  }

  void apply(List<UnitChange> changes) {
    for (UnitChange change : changes) {
      if (change.isNew()) {
        insert(change.after());
      } else if (change.isChange()) {
        update(change.after());
      }
    }
  }

  /** What the data files said of units when they were last read, by code. */
  Map<String, Unit> seeds() {
    return jdbc
        .sql("select code, name, kind, superior, email from unit_seed")
        .query(Unit.class)
        .list()
        .stream()
        .collect(toMap(Unit::code, Function.identity()));
  }

  /** The data files say this from now on. */
  void seed(Unit unit) {
    jdbc.sql("delete from unit_seed where code = ?").param(unit.code()).update();
    write(
        "insert into unit_seed (code, name, kind, superior, email)"
            + " values (:code, :name, :kind, :superior, :email)",
        unit);
  }

  /** Whether the data files have appointed the officer before; if not, they have from now on. */
  boolean seed(Officer officer) {
    boolean known =
        jdbc.sql("select count(*) from officer_seed where user_id = ? and unit = ?")
                .params(officer.user(), officer.unit())
                .query(Long.class)
                .single()
            > 0;
    if (!known) {
      jdbc.sql("insert into officer_seed (user_id, unit) values (?, ?)")
          .params(officer.user(), officer.unit())
          .update();
    }
    return known;
  }

  private void write(String sql, Unit unit) {
    jdbc.sql(sql)
        .param("code", unit.code())
        .param("name", unit.name())
        .param("kind", unit.kind().name())
        .param("superior", unit.superior())
        .param("email", unit.email())
        .update();
  }
}
