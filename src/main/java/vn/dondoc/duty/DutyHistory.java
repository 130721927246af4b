package vn.dondoc.duty;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.organisation.Officers;
import vn.dondoc.organisation.Units;

/** Who did what with a duty, as people read it. Whoever asks has checked who may see it. */
@Component
public class DutyHistory {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  private final JdbcClient jdbc;
  private final Units units;
  private final Officers officers;

  DutyHistory(JdbcClient jdbc, Units units, Officers officers) {
    this.jdbc = jdbc;
    this.units = units;
    this.officers = officers;
  }

  private record Assigned(LocalDateTime issuedAt, String assignedUnit, LocalDateTime originalDue) {}

  /** From its assignment to what happened last; empty if there is no such duty. */
  @Transactional(readOnly = true)
  public List<HistoryEntry> of(long dutyId) {
    List<HistoryEntry> history = new ArrayList<>();
    jdbc.sql(
            """
            select c.issued_at, d.assigned_unit, d.original_due
            from duty d join campaign c on c.id = d.campaign_id where d.id = ?
            """)
        .param(dutyId)
        .query(Assigned.class)
        .optional()
        .ifPresent(assigned -> history.add(first(assigned)));
    jdbc.sql(
            """
            select at, kind, actor, unit, person, old_due, new_due, remark from duty_event
            where duty_id = ? order by id
            """)
        .param(dutyId)
        .query(DutyEvent.class)
        .list()
        .forEach(
            event ->
                history.add(
                    new HistoryEntry(
                        event.at(),
                        text(event),
                        event.actor(),
                        officers.nameOf(event.actor()),
                        event.remark())));
    return history;
  }

  private HistoryEntry first(Assigned assigned) {
    return new HistoryEntry(
        assigned.issuedAt(),
        "Giao " + units.name(assigned.assignedUnit()) + ", hạn " + day(assigned.originalDue()),
        null,
        null,
        null);
  }

  private String text(DutyEvent event) {
    StringBuilder text = new StringBuilder(event.kind().text());
    if (event.kind() == DutyEvent.Kind.REASSIGNED) {
      text.append(" cho ").append(units.name(event.unit()));
    }
    if (event.person() != null) {
      text.append(" cho ").append(officers.nameOf(event.person()));
    }
    if (event.newDue() != null) {
      text.append(", hạn từ ")
          .append(day(event.oldDue()))
          .append(" đến ")
          .append(day(event.newDue()));
    }
    return text.toString();
  }

  private static String day(LocalDateTime time) {
    return DAY.format(time);
  }
}
