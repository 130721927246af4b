package vn.dondoc.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the audit log, newest first. */
@Component
class AuditLog {

  /**
   * What to look for; null means any.
   *
   * @param from first day
   * @param to last day
   * @param before id below which to go on, as the log is read page by page
   */
  record Search(
      @Nullable String person,
      @Nullable Action action,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable Long before) {}

  private static final String MATCHING =
      """
      select id, at, person, address, action, subject, detail from audit_entry
      where (cast(:person as varchar) is null or person = :person)
        and (cast(:action as varchar) is null or action = :action)
        and (cast(:start as timestamp) is null or at >= :start)
        and (cast(:end as timestamp) is null or at < :end)
        and (cast(:before as bigint) is null or id < :before)
      order by id desc
      """;

  private final JdbcClient jdbc;

  AuditLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** At most so many entries. */
  @Transactional(readOnly = true)
  public List<AuditEntry> find(Search search, int count) {
    return statement(MATCHING + " fetch first :count rows only", search)
        .param("count", count)
        .query(AuditEntry.class)
        .list();
  }

  /** All entries, one by one. */
  @Transactional(readOnly = true)
  public void forEach(Search search, Consumer<AuditEntry> reader) {
    try (Stream<AuditEntry> entries =
        statement(MATCHING, search).query(AuditEntry.class).stream()) {
      entries.forEach(reader);
    }
  }

  private JdbcClient.StatementSpec statement(String sql, Search search) {
    return jdbc.sql(sql)
        .param("person", search.person())
        .param("action", search.action() == null ? null : search.action().name())
        .param("start", search.from() == null ? null : search.from().atStartOfDay())
        .param("end", search.to() == null ? null : search.to().plusDays(1).atStartOfDay())
        .param("before", search.before());
  }
}
