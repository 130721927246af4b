package vn.dondoc.organisation;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.util.StringUtils;

/**
 * The officers of all units. They are users of the engine, whose queries would need one for every
 * unit; here it is one for all of them.
 */
@Repository
class OfficerTable {

  private static final String APPOINTED =
      """
      select u.id_, u.first_, u.last_, u.email_, unit.code
      from act_id_membership m
      join act_id_user u on u.id_ = m.user_id_
      join unit on unit.code = m.group_id_
      """;

  private static final String PERSON =
      "select u.id_, u.first_, u.last_, u.email_, null as code from act_id_user u";

  private final JdbcClient jdbc;

  OfficerTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Everybody who works for a unit; who works for several is there as often. */
  List<Officer> all() {
    return jdbc.sql(APPOINTED + " order by unit.code, u.id_").query(OfficerTable::officer).list();
  }

  List<Officer> of(String unit) {
    return jdbc.sql(APPOINTED + " where unit.code = ? order by u.id_")
        .param(unit)
        .query(OfficerTable::officer)
        .list();
  }

  /** Unit → how many work for it; units without anybody are left out. */
  Map<String, Integer> counts() {
    return jdbc
        .sql("select group_id_, count(*) from act_id_membership group by group_id_")
        .query((row, number) -> Map.entry(row.getString(1), row.getInt(2)))
        .list()
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Everybody who can sign in, by user id; their unit is null. */
  Map<String, Officer> persons() {
    return jdbc.sql(PERSON).query(OfficerTable::officer).list().stream()
        .collect(toMap(Officer::user, Function.identity()));
  }

  /** Whoever signs in by this name; the unit is null. */
  Optional<Officer> person(String user) {
    return jdbc.sql(PERSON + " where u.id_ = ?")
        .param(user)
        .query(OfficerTable::officer)
        .optional();
  }

  private static Officer officer(ResultSet row, int number) throws SQLException {
    String user = row.getString(1);
    String name =
        Stream.of(row.getString(2), row.getString(3))
            .filter(StringUtils::hasText)
            .collect(joining(" "));
    return new Officer(
        user, name.isEmpty() ? user : name, row.getString(5), blankAsNull(row.getString(4)));
  }

  private static String blankAsNull(String text) {
    return StringUtils.hasText(text) ? text : null;
  }
}
