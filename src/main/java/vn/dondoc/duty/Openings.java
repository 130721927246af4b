package vn.dondoc.duty;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The duties that are assigned and whose turn comes in one transaction: read once for a unit, asked
 * for many times by the model, and written together just before the end, each in one piece. Issuing
 * a directive opens thousands of duties; nothing else is done with them in the same transaction,
 * and if something is, {@link OfTransaction#settle} comes first.
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

  /**
   * A duty that is assigned for the first time.
   *
   * @param assignedUnit code of the unit; it stays when another one owes the duty
   */
  record Assigned(Duty duty, String assignedUnit, long definitionId) {}

  /** What one transaction knows and has still to write. */
  static class OfTransaction implements TransactionSynchronization {

    private final JdbcTemplate jdbc;
    private final Map<Long, Duty> known = new HashMap<>();
    private final Map<Key, Long> ids = new HashMap<>();
    private final Map<Long, Assigned> assigned = new LinkedHashMap<>();
    private final Map<Long, LocalDateTime> opened = new LinkedHashMap<>();

    OfTransaction(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
    }

    private record Key(String campaignId, String clause, String unit) {}

    Duty find(long dutyId) {
      return known.get(dutyId);
    }

    Optional<Long> idOf(String campaignId, String clause, String assignedUnit) {
      return Optional.ofNullable(ids.get(new Key(campaignId, clause, assignedUnit)));
    }

    /** As it stands in the database, unless more has happened to it here. */
    void know(Duty duty, String assignedUnit) {
      known.putIfAbsent(duty.id(), duty);
      ids.put(new Key(duty.campaignId(), duty.clause(), assignedUnit), duty.id());
    }

    /** These are new. */
    void assign(Collection<Assigned> duties) {
      for (Assigned each : duties) {
        assigned.put(each.duty().id(), each);
        know(each.duty(), each.assignedUnit());
      }
    }

    /** The turn of a duty that waited has come. */
    Duty open(Duty waiting, String processInstanceId, LocalDateTime now) {
      opened.put(waiting.id(), now);
      Duty open = waiting.opened(processInstanceId);
      known.put(open.id(), open);
      return open;
    }

    /** Writes what is not written yet, and forgets: something else happens to duties. */
    void settle() {
      if (!assigned.isEmpty()) {
        jdbc.batchUpdate(
            """
            insert into duty (id, campaign_id, definition_id, clause, assigned_unit, unit,
              original_due, due, state, begun_at, process_instance_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            assigned.values().stream().map(this::row).toList());
        opened.keySet().removeAll(assigned.keySet());
        assigned.clear();
      }
      if (!opened.isEmpty()) {
        jdbc.batchUpdate(
            """
            update duty set process_instance_id = ?, begun_at = coalesce(begun_at, ?),
              state = case when state = 'WAITING' then 'NOT_ACCEPTED' else state end
            where id = ?
            """,
            opened.entrySet().stream()
                .map(
                    each ->
                        new Object[] {
                          known.get(each.getKey()).processInstanceId(),
                          each.getValue(),
                          each.getKey()
                        })
                .toList());
        opened.clear();
      }
      known.clear();
      ids.clear();
    }

    private Object[] row(Assigned each) {
      Duty duty = known.get(each.duty().id());
      return new Object[] {
        duty.id(),
        duty.campaignId(),
        each.definitionId(),
        duty.clause(),
        each.assignedUnit(),
        duty.unit(),
        duty.originalDue(),
        duty.due(),
        duty.state().name(),
        opened.get(duty.id()),
        duty.processInstanceId()
      };
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      settle();
    }
  }
}
