package vn.dondoc.escalation;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.duty.DutyEvent;
import vn.dondoc.duty.HistoryEntry;
import vn.dondoc.organisation.Officers;

/** Who was told of a case and what was decided. Whoever asks has checked who may see it. */
@Component
public class CaseHistory {

  private final JdbcClient jdbc;
  private final Officers officers;

  CaseHistory(JdbcClient jdbc, Officers officers) {
    this.jdbc = jdbc;
    this.officers = officers;
  }

  private record Span(LocalDateTime openedAt, LocalDateTime closedAt) {}

  /** From its opening to its end; empty if there is no such case. */
  @Transactional(readOnly = true)
  public List<HistoryEntry> of(long caseId) {
    List<HistoryEntry> history = new ArrayList<>();
    jdbc.sql("select opened_at, closed_at from escalation_case where id = ?")
        .param(caseId)
        .query(Span.class)
        .optional()
        .ifPresent(
            span -> {
              history.add(of(span.openedAt(), "Lập hồ sơ quá hạn"));
              history.addAll(events(caseId));
              if (span.closedAt() != null) {
                history.add(of(span.closedAt(), "Đóng hồ sơ: không còn nhiệm vụ quá hạn"));
              }
            });
    return history;
  }

  private static HistoryEntry of(LocalDateTime at, String text) {
    return new HistoryEntry(at, text, null, null, null);
  }

  private List<HistoryEntry> events(long caseId) {
    return jdbc.sql(
            "select at, kind, actor, remark from escalation_event where case_id = ? order by id")
        .param(caseId)
        .query(
            (row, n) ->
                new HistoryEntry(
                    row.getObject("at", LocalDateTime.class),
                    DutyEvent.Kind.valueOf(row.getString("kind")).text(),
                    row.getString("actor"),
                    officers.nameOf(row.getString("actor")),
                    row.getString("remark")))
        .list();
  }
}
