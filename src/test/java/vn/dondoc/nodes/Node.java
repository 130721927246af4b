package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.dondoc.DonDocApplication;
import vn.dondoc.security.Browser;

/**
 * The application as a process of its own, in the demo profile, which lets its clock be moved. It
 * ends when it is stopped, killed or closed, and with the tests at the latest.
 */
public final class Node implements AutoCloseable {

  /** Everybody's, and the administrator's. */
  public static final String PASSWORD = "demo";

  public static final String ADMINISTRATOR = "quan-tri";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path log;
  private final int port;

  private Node(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** How nodes are started; each call gives another plan and leaves this one as it is. */
  public record Plan(
      Path home, List<String> program, List<String> jvm, List<String> settings, String profiles) {

    /**
     * In this folder, from the archive of the packaged jar if that is newer than the classes, else
     * from those.
     */
    public static Plan in(Path home) {
      return new Plan(
          home,
          jarIsNewest() ? ArchivedJar.of(jarFile()) : classFolder(),
          List.of("-Xmx768m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
          List.of(),
          "demo");
    }

    public Plan fromJar() {
      return new Plan(home, jar(), jvm, settings, profiles);
    }

    /** From the jar taken apart and an archive of its classes, as the README recommends. */
    public Plan fromArchive() {
      return new Plan(home, ArchivedJar.of(jarFile()), jvm, settings, profiles);
    }

    public Plan fromClassFolder() {
      return new Plan(home, classFolder(), jvm, settings, profiles);
    }

    /** With other options of the Java machine than {@code -Xmx768m} and a quick start. */
    public Plan on(String... jvmOptions) {
      return new Plan(home, program, List.of(jvmOptions), settings, profiles);
    }

    public Plan withProfiles(String names) {
      return new Plan(home, program, jvm, settings, names);
    }

    /** With this setting besides, e.g. {@code dondoc.demo.campaign=false}. */
    public Plan with(String... further) {
      List<String> all = new ArrayList<>(settings);
      all.addAll(List.of(further));
      return new Plan(home, program, jvm, all, profiles);
    }

    /** On this database of PostgreSQL, whose address has the user in it. */
    public Plan database(String url) {
      return with(
          "spring.datasource.url=" + url,
          "spring.datasource.username=postgres",
          "spring.datasource.password=");
    }

    /** Two agencies, one district and two communes instead of the whole province. */
    public Plan smallProvince() {
      return with(
          "dondoc.organisation.units=file:"
              + Path.of("src/test/resources/small/units.csv").toAbsolutePath(),
          "dondoc.organisation.districts-and-communes=");
    }

    /** Without the campaign that the demo begins with. */
    public Plan withoutCampaign() {
      return with("dondoc.demo.campaign=false");
    }

    /** With this server for mail. */
    public Plan mailOver(int port) {
      return with(
          "spring.mail.host=127.0.0.1",
          "spring.mail.port=" + port,
          "dondoc.notice.from=don-doc@nghean.example",
          "dondoc.notice.links=https://don-doc.nghean.example");
    }

    /** Ready to answer. */
    public Node start() {
      return launch().ready();
    }

    /** On its way; {@link Node#ready()} waits for it. */
    public Node launch() {
      int port = PostgresServer.freePort();
      List<String> line = new ArrayList<>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(jvm);
      line.addAll(program);
      line.add("--spring.profiles.active=" + profiles);
      line.add("--server.port=" + port);
      settings.forEach(setting -> line.add("--" + setting));
      Path log = home.resolve("log-" + port + ".txt");
      try {
        return new Node(
            new ProcessBuilder(line)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start(),
            log,
            port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Waits until it can be given work. */
  public Node ready() {
    await("a start", PATIENCE, this::isReady);
    return this;
  }

  public boolean isReady() {
    if (!process.isAlive()) {
      throw new AssertionError("did not start:\n" + log());
    }
    try {
      return program().get("/actuator/health/readiness").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    waitForEnd(PATIENCE);
  }

  /** Lets it finish what it has begun. */
  public void stop() {
    process.destroy();
    if (!ended(Duration.ofSeconds(40))) {
      kill();
    }
  }

  /** The exit code of one that ends by itself. */
  public int waitForEnd(Duration patience) {
    if (!ended(patience)) {
      throw new AssertionError("still runs:\n" + log());
    }
    return process.exitValue();
  }

  private boolean ended(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public int port() {
    return port;
  }

  public String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody at a browser, who has not signed in. */
  public Browser browser() {
    return new Browser(port);
  }

  /** Somebody who has signed in, with the tokens of our pages and of the webapps. */
  public Browser as(String user) {
    return browser().signedIn(user, PASSWORD).openWebapps();
  }

  /** A program that sends the administrator's name and password. */
  public Browser program() {
    return browser().basic(ADMINISTRATOR, PASSWORD);
  }

  /** What the administrator reads there. */
  public JsonNode read(String path) {
    return json(program().get(path));
  }

  /** A {@code …/count} of the engine's REST API. */
  public long count(String path) {
    return read(path).path("count").asLong();
  }

  public OffsetDateTime now() {
    return OffsetDateTime.parse(read("/actuator/clock").path("now").asText());
  }

  /** Moves the clock by so much, e.g. {@code P3D}. */
  public void advance(String amount) {
    move("advance", amount);
  }

  /** Sets the clock, e.g. to {@code 2024-05-31T17:01}. */
  public void setClock(String at) {
    move("at", at);
  }

  private void move(String how, String value) {
    var answer = program().json("POST", "/actuator/clock", "{\"" + how + "\":\"" + value + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  public static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits, with this node's log if it was in vain. */
  public void await(String what, Duration patience, Callable<Boolean> holds) {
    Instant end = Instant.now().plus(patience);
    try {
      while (!holds.call()) {
        if (Instant.now().isAfter(end)) {
          throw new AssertionError("waited in vain for " + what + ":\n" + log());
        }
        Thread.sleep(100);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private static List<String> jar() {
    return List.of("-jar", jarFile().toAbsolutePath().toString());
  }

  private static Path jarFile() {
    return Path.of("target", "don-doc.jar");
  }

  private static boolean jarIsNewest() {
    try (Stream<Path> classes = Files.walk(Path.of("target", "classes"))) {
      if (!Files.exists(jarFile())) {
        return false;
      }
      FileTime newest =
          classes
              .filter(Files::isRegularFile)
              .map(Node::changed)
              .max(Comparator.naturalOrder())
              .orElseThrow();
      return changed(jarFile()).compareTo(newest) >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> classFolder() {
    String classPath =
        Arrays.stream(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .filter(entry -> !entry.endsWith("test-classes" + File.separator))
            .collect(Collectors.joining(File.pathSeparator));
    return List.of("-cp", classPath, DonDocApplication.class.getName());
  }
}
