package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One campaign of a small province in which everything goes wrong once: FaultsIT in a minute. */
class ShortFaultsIT {

  @TempDir Path home;

  @Test
  void nothingIsLostWhenNodesDieAndTheDatabaseGoesAway() {
    long seed = Long.getLong("dondoc.faults.seed", System.nanoTime());
    try (PostgresServer server = PostgresServer.start();
        Crew crew = new Crew(home, seed, server, Node.Plan::smallProvince)) {
      assertThat(
              crew.tables
                  .sql(
                      "select setting from pg_settings where name in"
                          + " ('fsync', 'synchronous_commit', 'full_page_writes')")
                  .query(String.class)
                  .list())
          .containsExactly("on", "on", "on");
      crew.issue(LocalDate.parse("2024-05-06"));
      crew.loseANode(2_000);
      crew.settle();
      crew.work.know(crew.tables);

      // Not everything, so that some of it falls due.
      crew.work.begin(crew.random, 25);
      crew.await("the first reports", () -> crew.work.confirmedCount() > 2);
      crew.complete();
      crew.suffer(Crew.Fault.DATABASE_STOPPED, 2_000);
      crew.suffer(Crew.Fault.CONNECTIONS_CUT, 2_000);
      int before = crew.work.confirmedCount();
      crew.await("more reports", () -> crew.work.confirmedCount() > before);
      crew.work.end();

      crew.clock("2024-05-27T07:31");
      crew.work.begin(crew.random, 80);
      crew.await("what superiors say", () -> crew.work.confirmedAboutCases() > 0);
      // Their time is over as well, and nobody starts a node for the one that is lost.
      int cases = crew.work.confirmedAboutCases();
      crew.clock("2024-05-29T17:01");
      crew.loseANodeForGood(2_000);
      crew.await("what the committee decides", () -> crew.work.confirmedAboutCases() > cases);
      crew.work.end();
      crew.holds(crew.settle());
      assertThat(crew.number("select count(*) from missed_deadline")).isPositive();
      assertThat(crew.number("select count(*) from mail where state = 'SENT'")).isPositive();
    }
  }
}
