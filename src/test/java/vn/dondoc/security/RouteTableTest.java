package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.test.context.ActiveProfiles;
import vn.dondoc.CsvRows;

/**
 * Who may reach what: every route of the running application, tried over HTTP as nobody and as
 * every role, is what the table {@code security/routes.csv} says. A new route is not in it, so it
 * cannot be opened to anybody unseen. After a wanted change, review {@code target/routes.csv} and
 * put it in the table's place.
 *
 * <p>Probes ask for things called "x", of which there are none, and send an empty body, so that one
 * does not change what the next one finds. The little that does happen (an empty task, a clean-up
 * of the history that is planned) bears on nobody's access.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "dondoc.demo.campaign=false",
      "dondoc.organisation.units=classpath:small/units.csv",
      "dondoc.organisation.districts-and-communes=",
      // The webapps' guard against forged requests says in the message that it was it.
      "server.error.include-message=always"
    })
@ActiveProfiles("demo")
class RouteTableTest {

  private static final Path ACTUAL = Path.of("target/routes.csv");

  private static final String HEADER =
      "method,route,"
          + Stream.of(Person.values()).map(Person::column).collect(Collectors.joining(","));

  /**
   * Sign-in, its assets, errors, liveness and readiness; sign-out, which does nothing for nobody;
   * and calendars, which are for programs that cannot sign in.
   */
  private static final String[] OPEN = {
    "GET /login",
    "POST /login",
    "GET /assets/*",
    "GET /favicon.ico",
    "GET /error",
    "POST /error",
    "GET /actuator/health/liveness",
    "GET /actuator/health/readiness",
    // Its address is the secret.
    "GET /feed/{secret}.ics",
    "POST /logout",
    // The same out of the webapps, as the front door and as they map it.
    "POST /camunda/api/admin/auth/user/*/logout",
    "POST /camunda/api/admin/auth/user/{processEngineName}/logout"
  };

  /** What is asked amiss fills the log with stack traces, which here are no news. */
  private static final List<String> NOISY =
      List.of(
          "org.apache.catalina",
          "org.glassfish.jersey",
          "org.springframework.web.servlet.resource");

  @LocalServerPort int port;
  @Autowired ServletWebServerApplicationContext application;
  @Autowired FilterChainProxy frontDoor;
  @Autowired LoggingSystem logging;

  @BeforeEach
  void hush() {
    NOISY.forEach(logger -> logging.setLogLevel(logger, LogLevel.OFF));
  }

  @AfterEach
  void speak() {
    NOISY.forEach(logger -> logging.setLogLevel(logger, null));
  }

  /** A missing token must not look like a closed door. */
  @BeforeEach
  void tellOfMissingTokens() {
    var forbidden = new AccessDeniedHandlerImpl();
    frontDoor.getFilterChains().stream()
        .flatMap(chain -> chain.getFilters().stream())
        .filter(CsrfFilter.class::isInstance)
        .map(CsrfFilter.class::cast)
        .forEach(
            filter ->
                filter.setAccessDeniedHandler(
                    (request, response, cause) -> {
                      response.setHeader(Knock.TOKEN_MISSING, "form");
                      forbidden.handle(request, response, cause);
                    }));
  }

  @Test
  void everyRouteOpensToThoseWhomTheTableNamesAndToNobodyElse() throws Exception {
    Map<String, String> actual = tryAll();
    write(actual);
    Map<String, String> table = table();

    var differences = new ArrayList<String>();
    actual.forEach(
        (route, open) -> {
          if (!table.containsKey(route)) {
            differences.add("not in the table: " + route + "," + open);
          } else if (!table.get(route).equals(open)) {
            differences.add(
                "differs: %s%n   table  %s%n   actual %s".formatted(route, table.get(route), open));
          }
        });
    table.keySet().stream()
        .filter(route -> !actual.containsKey(route))
        .forEach(route -> differences.add("no such route any more: " + route));

    assertThat(differences)
        .as("Columns: %s. If this is as it should be, put %s in the table's place.", HEADER, ACTUAL)
        .isEmpty();
  }

  @Test
  void theTableOpensNothingToNobodyButSignInItsAssetsAndLiveness() throws IOException {
    assertThat(rows())
        .filteredOn(row -> row.get(Person.ANONYMOUS.column()).equals("yes"))
        .extracting(row -> row.get("method") + " " + row.get("route"))
        .containsExactlyInAnyOrder(OPEN);
  }

  @Test
  void nobodyGetsFurtherByTheMethodsThatEveryRouteHas() throws Exception {
    var knock = new Knock(port);
    Map<Route, Boolean> opens =
        forEach(
            MappedRoutes.of(application).stream()
                .flatMap(route -> Stream.of(route.by("HEAD"), route.by("OPTIONS")))
                .distinct()
                .toList(),
            route -> knock.opens(route, Person.ANONYMOUS));
    opens.values().removeIf(open -> !open);

    assertThat(opens.keySet())
        .extracting(Route::path)
        .isSubsetOf(Stream.of(OPEN).map(route -> route.split(" ")[1]).toList());
  }

  private Map<String, String> tryAll() throws Exception {
    var knock = new Knock(port);
    var actual = new LinkedHashMap<String, String>();
    forEach(MappedRoutes.of(application), route -> openTo(knock, route))
        .forEach((route, open) -> actual.put(route.name(), open));
    return actual;
  }

  private interface Probe<T> {
    T of(Route route) throws Exception;
  }

  private static <T> Map<Route, T> forEach(Collection<Route> routes, Probe<T> probe)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      var answers = new LinkedHashMap<Route, Future<T>>();
      routes.forEach(route -> answers.put(route, threads.submit(() -> probe.of(route))));
      var results = new LinkedHashMap<Route, T>();
      for (Map.Entry<Route, Future<T>> answer : answers.entrySet()) {
        results.put(answer.getKey(), answer.getValue().get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static String openTo(Knock knock, Route route) throws Exception {
    var open = new ArrayList<String>();
    for (Person person : Person.values()) {
      open.add(knock.opens(route, person) ? "yes" : "no");
    }
    return String.join(",", open);
  }

  private static void write(Map<String, String> actual) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(HEADER);
    actual.forEach((route, open) -> lines.add(route + "," + open));
    Files.write(ACTUAL, lines);
  }

  private static Map<String, String> table() throws IOException {
    var table = new LinkedHashMap<String, String>();
    for (CSVRecord row : rows()) {
      table.put(
          row.get("method") + "," + row.get("route"),
          Stream.of(Person.values())
              .map(person -> row.get(person.column()))
              .collect(Collectors.joining(",")));
    }
    return table;
  }

  private static List<CSVRecord> rows() throws IOException {
    return CsvRows.of("/security/routes.csv");
  }
}
