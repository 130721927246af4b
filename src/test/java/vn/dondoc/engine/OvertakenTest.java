package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class OvertakenTest {

  @Test
  void saysThatTheTaskIsGoneWhereTheEngineMissesTheExecutionThatItReadTheTaskOf() {
    var missed = new NullPointerException("processInstance is null");
    missed.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              ExecutionEntity.class.getName(),
              "getRootProcessInstanceId",
              "ExecutionEntity.java",
              1)
        });

    assertThat(Overtaken.answer(new IllegalStateException(missed)))
        .hasValueSatisfying(
            answer -> {
              assertThat(answer.getStatus()).isEqualTo(409);
              assertThat(answer.getEntity().toString()).contains("đã có người xử lý");
            });
  }

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
