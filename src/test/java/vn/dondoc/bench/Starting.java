package vn.dondoc.bench;

import java.io.File;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vn.dondoc.nodes.ArchivedJar;

/**
 * 9: a start on a database that is there already, beside one of an empty Camunda; with the archive
 * of classes, and without it. Needs the packaged jar.
 */
final class Starting {

  /** What Camunda's starter for the webapps brings, and a database. */
  private static final List<String> OF_THE_STARTER =
      List.of(
          "org/camunda",
          "org/springframework/boot",
          "org/springframework/spring-",
          "org/apache/tomcat",
          "org/mybatis",
          "com/fasterxml",
          "org/glassfish",
          "jakarta/",
          "com/h2database",
          "org/postgresql",
          "com/zaxxer",
          "ch/qos/logback",
          "org/slf4j",
          "org/apache/logging",
          "org/yaml",
          "io/micrometer/micrometer-observation",
          "io/micrometer/micrometer-commons",
          "org/scala-lang",
          "org/jboss",
          "org/javassist",
          "commons-fileupload",
          "commons-io",
          "org/apache/commons",
          "net/bytebuddy",
          "com/google",
          "joda-time",
          "aopalliance",
          "org/hdrhistogram");

  /** What is ours among the same groups, or the tests'. */
  private static final List<String> NOT_OF_THE_STARTER =
      List.of(
          "spring-boot-test",
          "actuator",
          "spring-test",
          "spin",
          "org/camunda/community",
          "camunda-bpm-assert",
          "junit5");

  private static final Path JAR = Path.of("target", "don-doc.jar");

  private static final List<String> AS_THE_README_SAYS = List.of("-Xmx1g", "-XX:+UseSerialGC");

  private record Start(double seconds, double megabytes) {}

  private Starting() {}

  static List<Measured> measure(Servers servers, int runs) throws Exception {
    String ours = servers.another();
    String empty = servers.another();
    List<String> oursLine = ours(servers, ours, ArchivedJar.of(JAR));
    List<String> plainLine = ours(servers, ours, List.of("-jar", JAR.toAbsolutePath().toString()));
    List<String> emptyLine = empty(servers, empty);
    run(oursLine, "/actuator/health/readiness");
    run(emptyLine, "/camunda/app/welcome/default/");
    List<Double> seconds = new ArrayList<>();
    List<Double> emptySeconds = new ArrayList<>();
    List<Double> plainSeconds = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    List<Double> emptyMemory = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Start one = run(oursLine, "/actuator/health/readiness");
      Start plain = run(plainLine, "/actuator/health/readiness");
      Start other = run(emptyLine, "/camunda/app/welcome/default/");
      seconds.add(one.seconds());
      plainSeconds.add(plain.seconds());
      memory.add(one.megabytes());
      emptySeconds.add(other.seconds());
      emptyMemory.add(other.megabytes());
    }
    return List.of(
        Measured.medians(
            "9", "start to ready", "empty Camunda webapp", "s", 1.4, seconds, emptySeconds),
        Measured.medians(
            "9b",
            "start without the archive of classes",
            "empty Camunda webapp",
            "s",
            1.4,
            plainSeconds,
            emptySeconds),
        Measured.medians(
            "9a", "resident memory", "empty Camunda webapp", "MB", 1.3, memory, emptyMemory));
  }

  private static List<String> ours(Servers servers, String url, List<String> program) {
    return line(
        AS_THE_README_SAYS,
        program,
        List.of(
            "--spring.profiles.active=demo" + (servers.isPostgres() ? ",postgres" : ""),
            "--dondoc.demo.campaign=false",
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=" + servers.user(),
            "--spring.datasource.password="));
  }

  private static List<String> empty(Servers servers, String url) throws Exception {
    Path classes = Files.createTempDirectory("empty");
    String name = EmptyCamunda.class.getName().replace('.', '/') + ".class";
    Path copy = classes.resolve(name);
    Files.createDirectories(copy.getParent());
    try (var bytes = EmptyCamunda.class.getResourceAsStream("/" + name)) {
      Files.copy(bytes, copy);
    }
    List<String> entries = new ArrayList<>();
    entries.add(classes.toString());
    Arrays.stream(classPath())
        .filter(entry -> OF_THE_STARTER.stream().anyMatch(entry::contains))
        .filter(entry -> NOT_OF_THE_STARTER.stream().noneMatch(entry::contains))
        .forEach(entries::add);
    return line(
        List.of(),
        List.of("-cp", String.join(File.pathSeparator, entries), EmptyCamunda.class.getName()),
        List.of(
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=" + servers.user(),
            "--spring.datasource.password=",
            "--camunda.bpm.admin-user.id=demo",
            "--camunda.bpm.admin-user.password=demo"));
  }

  private static String[] classPath() {
    return System.getProperty("java.class.path").split(File.pathSeparator);
  }

  private static List<String> line(
      List<String> options, List<String> program, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.addAll(program);
    line.addAll(arguments);
    return line;
  }

  private static Start run(List<String> line, String path) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>(line);
    command.add("--server.port=" + port);
    Path log = Files.createTempFile("start", ".log");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      HttpClient http = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(30))
              .build();
      while (!isReady(http, request)) {
        if (!process.isAlive() || System.nanoTime() - start > 180e9) {
          throw new IllegalStateException("did not start: " + Files.readString(log));
        }
        Thread.sleep(20);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Thread.sleep(5_000);
      return new Start(seconds, resident(process.pid()));
    } finally {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static boolean isReady(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static double resident(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(row -> row.startsWith("VmRSS"))
        .mapToDouble(row -> Double.parseDouble(row.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
