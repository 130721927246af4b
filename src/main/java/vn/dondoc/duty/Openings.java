package vn.dondoc.duty;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The duties whose turn comes in one transaction: read once for a unit, asked for many times by the
 * model, and written together just before the end. Issuing a directive opens thousands of duties;
 * nothing else is done with them in the same transaction, and if something is, {@link
 * OfTransaction#settle} comes first.
 */
@Component
class Openings {

  private final JdbcTemplate jdbc;

  Openings(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of the current transaction, if it has any. */
  Optional<OfTransaction> present() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      return Optional.empty();
    }
    return TransactionSynchronizationManager.getSynchronizations().stream()
        .filter(OfTransaction.class::isInstance)
        .map(OfTransaction.class::cast)
        .findFirst();
  }

  /** Those of the current transaction. */
  OfTransaction current() {
    return present()
        .orElseGet(
            () -> {
              OfTransaction openings = new OfTransaction(jdbc);
              TransactionSynchronizationManager.registerSynchronization(openings);
              return openings;
            });
  }

  /** What one transaction knows and has still to write. */
  static class OfTransaction implements TransactionSynchronization {

    private final JdbcTemplate jdbc;
    private final Map<Long, Duty> known = new HashMap<>();
    private final Map<Assigned, Long> ids = new HashMap<>();
    private final List<Object[]> opened = new ArrayList<>();

    OfTransaction(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
    }

    private record Assigned(String campaignId, String clause, String unit) {}

    Duty find(long dutyId) {
      return known.get(dutyId);
    }

    Optional<Long> idOf(String campaignId, String clause, String assignedUnit) {
      return Optional.ofNullable(ids.get(new Assigned(campaignId, clause, assignedUnit)));
    }

    void know(Duty duty, String assignedUnit) {
      known.put(duty.id(), duty);
      ids.put(new Assigned(duty.campaignId(), duty.clause(), assignedUnit), duty.id());
    }

    /** The turn of a duty that waited has come. */
    Duty open(Duty waiting, String processInstanceId, LocalDateTime now) {
      opened.add(new Object[] {processInstanceId, now, waiting.id()});
      Duty open = waiting.opened(processInstanceId);
      known.put(open.id(), open);
      return open;
    }

    /** Writes what is not written yet, and forgets: something else happens to duties. */
    void settle() {
      if (!opened.isEmpty()) {
        jdbc.batchUpdate(
            """
            update duty set process_instance_id = ?, begun_at = coalesce(begun_at, ?),
              state = case when state = 'WAITING' then 'NOT_ACCEPTED' else state end
            where id = ?
            """,
            opened);
        opened.clear();
      }
      known.clear();
      ids.clear();
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      settle();
    }
  }
}
