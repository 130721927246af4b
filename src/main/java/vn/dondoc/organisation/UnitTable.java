package vn.dondoc.organisation;

import java.util.List;
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
