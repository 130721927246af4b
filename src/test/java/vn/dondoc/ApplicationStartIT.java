package vn.dondoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application as a newcomer starts it, from the packaged jar and from the class folder as
 * {@code mvn spring-boot:run} does: names of resources differ between the two, which must not show.
 */
class ApplicationStartIT {

  private static final int OPEN_AT_ISSUE = 2943;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path home;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private Process application;
  private int port;

  @AfterEach
  void stop() throws InterruptedException {
    if (application != null) {
      application.destroy();
      if (!application.waitFor(30, TimeUnit.SECONDS)) {
        application.destroyForcibly().waitFor();
      }
      application = null;
    }
  }

  @Test
  void issuesTheLetterOnceAndGoesOnWithItAfterARestartFromElsewhere() throws Exception {
    start(fromJar());
    await("the first tasks", () -> performDuties() > 300);
    // In the middle of the launch, without any farewell.
    application.destroyForcibly().waitFor();

    start(fromClassFolder());
    await("all duties that need not wait", () -> performDuties() == OPEN_AT_ISSUE);
    assertThat(count("/engine-rest/process-instance/count?processDefinitionKey=Campaign")).isOne();
    assertThat(count("/engine-rest/deployment/count")).isOne();
    assertThat(count("/engine-rest/incident/count")).isZero();
    assertThat(now()).startsWith("2024-05-06T08:");
    move("P3D");
    stop();

    start(fromJar());
    assertThat(count("/engine-rest/deployment/count")).isOne();
    assertThat(performDuties()).isEqualTo(OPEN_AT_ISSUE);
    assertThat(now()).startsWith("2024-05-09T08:");
  }

  @Test
  void refusesToStartWithABadRowInADataFile() throws Exception {
    Path units = home.resolve("units.csv");
    Files.writeString(
        units,
        "code,name,kind,superior,email\nubnd-tinh,UBND tỉnh,PROVINCE,,\nxa-1,Xã Một,COMMUNE,huyen-1,\n",
        StandardCharsets.UTF_8);
    List<String> command = new ArrayList<>(fromJar());
    command.add("--dondoc.organisation.units=file:" + units);
    Process refused = launch(command);

    assertThat(refused.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(refused.exitValue()).isNotZero();
    assertThat(log()).contains("units.csv").contains("dòng 3").contains("huyen-1");
  }

  private static List<String> fromJar() {
    return List.of(java(), "-jar", Path.of("target", "don-doc.jar").toAbsolutePath().toString());
  }

  private static List<String> fromClassFolder() {
    String classPath =
        Arrays.stream(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .filter(entry -> !entry.endsWith("test-classes" + File.separator))
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(java(), "-cp", classPath, DonDocApplication.class.getName());
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void start(List<String> command) throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    application = launch(command);
    await("a start", () -> status("/actuator/health/readiness") == 200);
  }

  private Process launch(List<String> command) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.add("--spring.profiles.active=demo");
    line.add("--server.port=" + port);
    return new ProcessBuilder(line)
        .directory(home.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log.txt").toFile()))
        .start();
  }

  private String log() throws IOException {
    return Files.readString(home.resolve("log.txt"), StandardCharsets.UTF_8);
  }

  private long performDuties() throws Exception {
    return count("/engine-rest/task/count?taskDefinitionKey=PerformDuty");
  }

  private long count(String path) throws Exception {
    return get(path).path("count").asLong();
  }

  private String now() throws Exception {
    return OffsetDateTime.parse(get("/actuator/clock").path("now").asText()).toString();
  }

  private void move(String advance) throws Exception {
    HttpRequest request =
        request("/actuator/clock")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"advance\":\"" + advance + "\"}"))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private JsonNode get(String path) throws Exception {
    return json.readTree(
        http.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body());
  }

  private int status(String path) throws Exception {
    try {
      return http.send(request(path).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      if (!application.isAlive()) {
        fail("did not start:\n" + log());
      }
      return 0;
    }
  }

  private HttpRequest.Builder request(String path) {
    String who =
        Base64.getEncoder().encodeToString("quan-tri:demo".getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Basic " + who);
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  private void await(String what, Check check) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!check.holds()) {
      if (Instant.now().isAfter(end)) {
        fail("waited in vain for " + what + ":\n" + log());
      }
      Thread.sleep(500);
    }
  }
}
