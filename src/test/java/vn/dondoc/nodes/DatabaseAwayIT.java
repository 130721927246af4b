package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people and programs read while the database is away, and that all goes on when it is back.
 */
class DatabaseAwayIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path home;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void isSaidInVietnameseToWhoeverAsksAndIsOverWhenItIsBack() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Node node =
            Node.Plan.in(home)
                .database(server.newDatabase())
                .smallProvince()
                .withoutCampaign()
                .with("--spring.datasource.hikari.connection-timeout=1000")
                .start()) {
      server.stopHard();

      HttpResponse<String> program = ask(node, "/engine-rest/task", "application/json");
      assertThat(program.statusCode()).isEqualTo(503);
      assertThat(program.headers().firstValue("Retry-After")).contains("10");
      assertThat(program.body())
          .contains("\"type\":\"DatabaseAway\"")
          .contains("Cơ sở dữ liệu tạm thời gián đoạn");

      HttpResponse<String> person = ask(node, "/", "text/html");
      assertThat(person.statusCode()).isEqualTo(503);
      assertThat(person.body()).contains("<h1>Tạm thời gián đoạn</h1>").contains("Hãy tải lại");

      server.startAgain();
      node.await(
          "an answer",
          SOON,
          () -> ask(node, "/engine-rest/task", "application/json").statusCode() == 200);
    }
  }

  private HttpResponse<String> ask(Node node, String path, String accept) throws Exception {
    String basic = Node.ADMINISTRATOR + ":" + Node.PASSWORD;
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
            .header("Accept", accept)
            // A session that has to be looked for.
            .header(
                "Cookie",
                "DONDOC-SESSION="
                    + Base64.getEncoder()
                        .encodeToString("5b2a".getBytes(StandardCharsets.US_ASCII)))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
