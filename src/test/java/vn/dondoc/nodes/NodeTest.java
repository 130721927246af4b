package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node on PostgreSQL, and what tests of several of them lean on. */
class NodeTest {

  @TempDir Path home;

  @Test
  void goesOnWhereAKilledOneWasOnAServerThatLostItsPower() {
    try (PostgresServer server = PostgresServer.start()) {
      String database = server.newDatabase();
      assertThat(
              PostgresServer.tables(database)
                  .sql(
                      "select setting from pg_settings where name in"
                          + " ('fsync', 'synchronous_commit', 'full_page_writes')")
                  .query(String.class)
                  .list())
          .containsExactly("on", "on", "on");

      Node.Plan plan = Node.Plan.in(home).database(database).smallProvince().withoutCampaign();
      try (Node first = plan.start()) {
        first.setClock("2024-05-07T09:00");
        assertThat(first.as("xa-16663").get("/").statusCode()).isEqualTo(200);
        server.stopHard();
        first.kill();
        assertThat(first.isAlive()).isFalse();
      }
      server.startAgain();
      try (Node second = plan.start()) {
        assertThat(second.now().toString()).startsWith("2024-05-07T09:0");
        assertThat(second.count("/engine-rest/deployment/count")).isOne();
      }
    }
  }
}
