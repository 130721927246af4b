package vn.dondoc.duty;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The duties whose timers have fired in one transaction, to be recorded together just before its
 * end: at the end of a month it is thousands in the same minute.
 */
final class PassedDeadlines implements TransactionSynchronization {

  private final Set<Long> duties = new TreeSet<>();
  private final Consumer<Set<Long>> record;

  private PassedDeadlines(Consumer<Set<Long>> record) {
    this.record = record;
  }

  /** Those of the current transaction. */
  static PassedDeadlines in(Consumer<Set<Long>> record) {
    return TransactionSynchronizationManager.getSynchronizations().stream()
        .filter(PassedDeadlines.class::isInstance)
        .map(PassedDeadlines.class::cast)
        .findFirst()
        .orElseGet(
            () -> {
              PassedDeadlines passed = new PassedDeadlines(record);
              TransactionSynchronizationManager.registerSynchronization(passed);
              return passed;
            });
  }

  void add(long dutyId) {
    duties.add(dutyId);
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    record.accept(duties);
  }
}
