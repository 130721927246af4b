package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose a job is that takes long: the node's that does it while that one lives, then another's. */
class RecoveryIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** Of a lock on a job, in {@code application.yml}. */
  private static final Duration LOCK = Duration.ofSeconds(20);

  @TempDir Path home;

  @Test
  void aLongJobStaysWithItsNodeAndIsTakenUpByAnotherWithinHalfAMinuteOfItsDeath() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      String database = server.newDatabase();
      JdbcClient tables = PostgresServer.tables(database);
      Node.Plan plan = Node.Plan.in(home).database(database).smallProvince();
      try (Node first = plan.start();
          Connection keeper = DriverManager.getConnection(database)) {
        first.await(
            "the launch",
            SOON,
            () -> first.count("/engine-rest/task/count?taskDefinitionKey=PerformDuty") > 20);
        String process =
            tables
                .sql(
                    """
                    select d.process_instance_id from duty d
                    join act_ru_task t on t.proc_inst_id_ = d.process_instance_id
                    where d.due < '2024-06-01' order by d.id fetch first row only
                    """)
                .query(String.class)
                .single();
        // Its timer will wait for this row.
        keeper.setAutoCommit(false);
        try (Statement statement = keeper.createStatement()) {
          statement.execute(
              "select id from duty where process_instance_id = '" + process + "' for update");
        }
        first.setClock("2024-05-31T17:01");
        first.await("the job to be taken", SOON, () -> job(tables, process) != null);
        Instant begun = Instant.now();
        Job taken = job(tables, process);

        try (Node second = plan.start()) {
          Duration meanwhile = Duration.between(begun, Instant.now());
          Thread.sleep(Math.max(0, LOCK.multipliedBy(3).dividedBy(2).minus(meanwhile).toMillis()));
          Job still = job(tables, process);
          assertThat(still).as("neither taken by the other nor again").isEqualTo(taken);

          first.kill();
          Instant killed = Instant.now();
          keeper.rollback();
          second.await(
              "the job to be done",
              SOON,
              () ->
                  tables
                              .sql(
                                  """
                              select count(*) from missed_deadline m join duty d on d.id = m.duty_id
                              where d.process_instance_id = ?
                              """)
                              .param(process)
                              .query(Long.class)
                              .single()
                          == 1
                      && job(tables, process) == null);
          Duration recovered = Duration.between(killed, Instant.now());
          System.out.println("A dead node's job is done by another after " + recovered);
          assertThat(recovered).isLessThan(Duration.ofSeconds(30));
          assertThat(second.log()).doesNotContain("OptimisticLocking");
        }
      }
    }
  }

  private record Job(String lockOwner, int rev) {}

  private static Job job(JdbcClient tables, String process) {
    return tables
        .sql(
            """
            select lock_owner_ as lock_owner, rev_ as rev from act_ru_job
            where process_instance_id_ = ? and lock_owner_ is not null
            """)
        .param(process)
        .query(Job.class)
        .optional()
        .orElse(null);
  }
}
