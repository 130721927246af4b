package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class OvertakenTest {

  @Test
  void saysThatTheDatabaseIsAwayWhereNotEvenTheRollbackReachesIt() {
    var failure =
        new TransactionSystemException(
            "JDBC rollback failed", new SQLException("Connection is closed"));

    assertThat(Overtaken.answer(new IllegalStateException(failure)))
        .hasValueSatisfying(answer -> assertThat(answer.getStatus()).isEqualTo(503));
  }

  @Test
  void leavesOtherFaultsToTheirMakers() {
    assertThat(Overtaken.answer(new NullPointerException("ours"))).isEmpty();
  }
}
