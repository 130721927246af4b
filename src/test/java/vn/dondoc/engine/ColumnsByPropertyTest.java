package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records from rows whose columns are named with underscores. */
class ColumnsByPropertyTest {

  private final JdbcDataSource database = new JdbcDataSource();
  private JdbcClient jdbc;

  @BeforeEach
  void connect() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID());
    jdbc = JdbcClient.create(new ColumnsByProperty(database));
  }

  record Missed(long dutyId, String unit, LocalDate missedDue, String handedTo) {}

  @Test
  void fillsARecordFromItsColumns() {
    assertThat(
            jdbc.sql(
                    "select 7 as duty_id, 'xa-1' as unit, date '2024-05-31' as missed_due,"
                        + " cast(null as varchar) as handed_to")
                .query(Missed.class)
                .single())
        .isEqualTo(new Missed(7, "xa-1", LocalDate.of(2024, 5, 31), null));
  }

  @Test
  void takesTheColumnOfTheVeryNameBeforeTheOneWithUnderscores() {
    assertThat(foundBy(jdbc, "select 1 as duty_id, 2 as dutyId")).isEqualTo(2);
    assertThat(foundBy(jdbc, "select 1 as dutyId, 2 as duty_id")).isEqualTo(1);
  }

  @Test
  void saysWhichColumnIsMissing() {
    assertThatThrownBy(
            () -> jdbc.sql("select 7 as duty_id, 'xa-1' as unit").query(Missed.class).list())
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("missed_due");
  }

  /** Where Spring's way fails once for each row. */
  @Test
  void findsAColumnByThePropertyWithoutAFailure() {
    assertThat(foundBy(jdbc, "select 7 as duty_id")).isEqualTo(1);
    assertThatThrownBy(() -> foundBy(JdbcClient.create(database), "select 7 as duty_id"))
        .isInstanceOf(DataAccessException.class);
  }

  private static int foundBy(JdbcClient client, String sql) {
    return client.sql(sql).query((row, n) -> row.findColumn("dutyId")).single();
  }
}
