package vn.dondoc.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** On PostgreSQL, what is in the audit log stays there, as far as the application's user goes. */
class AuditOnPostgresTest {

  private static EmbeddedPostgres server;
  private static JdbcClient application;
  private static Audit audit;

  @BeforeAll
  static void migrate() throws IOException {
    server = EmbeddedPostgres.start();
    JdbcClient administrator = JdbcClient.create(server.getPostgresDatabase());
    administrator.sql("create role don_doc login password 'don_doc'").update();
    administrator.sql("create database don_doc owner don_doc").update();
    DataSource users =
        new DriverManagerDataSource(server.getJdbcUrl("don_doc", "don_doc"), "don_doc", "don_doc");
    Flyway.configure()
        .dataSource(users)
        .locations("classpath:db/migration", "classpath:db/vendor/postgresql")
        .load()
        .migrate();
    application = JdbcClient.create(users);
    Clock clock = Clock.fixed(Instant.parse("2024-05-06T01:00:00Z"), ZoneId.of("Asia/Ho_Chi_Minh"));
    audit = new Audit(application, clock);
    audit.record("xa-16663", Action.SIGN_IN, null, null);
    audit.record(null, Action.SIGN_IN_FAILED, null, "Không có tài khoản này");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void isAddedToAndRead() {
    AuditLog log = new AuditLog(application);
    LocalDate day = LocalDate.of(2024, 5, 6);

    assertThat(log.find(new AuditLog.Search(null, null, null, null, null), 10)).hasSize(2);
    assertThat(log.find(new AuditLog.Search("xa-16663", Action.SIGN_IN, day, day, 99L), 10))
        .extracting(AuditEntry::person)
        .containsExactly("xa-16663");
    assertThat(log.find(new AuditLog.Search(null, null, day.plusDays(1), null, null), 10))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set person = 'huyen-412'",
        "delete from audit_entry",
        "truncate audit_entry"
      })
  void isNeitherChangedNorDeletedNorEmptied(String sql) {
    assertThatThrownBy(() -> application.sql(sql).update())
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set person = 'huyen-412'",
        "delete from audit_entry",
        "truncate audit_entry"
      })
  void staysAsItIsForWhomeverTheRightIsGrantedTo(String sql) {
    JdbcClient all = JdbcClient.create(server.getDatabase("postgres", "don_doc"));

    assertThatThrownBy(() -> all.sql(sql).update())
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("never changed or deleted");
    assertThat(all.sql("select count(*) from audit_entry").query(Long.class).single()).isEqualTo(2);
  }
}
