package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.dondoc.notice.PostOffice;

/** Two nodes, their database and their mail server, and what can befall them. */
final class Crew implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  final Random random;
  final PostgresServer server;
  final String database;
  final JdbcClient tables;
  final PostOffice post = new PostOffice();
  final Work work;

  private final Node.Plan plan;
  private final Node[] nodes = new Node[2];
  private final Invariants invariants;
  private final List<String> story = new ArrayList<>();
  private final Set<String> sent = new HashSet<>();
  private final Instant begun = Instant.now();
  private int faults;
  private int retried;

  /** What befalls them. */
  enum Fault {
    NODE_KILLED,
    BOTH_NODES_KILLED,
    DATABASE_STOPPED,
    CONNECTIONS_CUT
  }

  Crew(Path home, long seed, PostgresServer server, UnaryOperator<Node.Plan> kind) {
    this.random = new Random(seed);
    this.server = server;
    post.open();
    database = server.newDatabase();
    tables = PostgresServer.tables(database);
    plan =
        kind.apply(Node.Plan.in(home).database(database).withoutCampaign().mailOver(post.port()));
    nodes[0] = plan.launch();
    nodes[1] = plan.launch();
    nodes[0].ready();
    nodes[1].ready();
    invariants = new Invariants(tables);
    work =
        new Work(
            this::any,
            tables.sql("select code from unit order by code").query(String.class).list());
    tell("begun with seed " + seed);
  }

  Node any() {
    return nodes[random.nextInt(nodes.length)];
  }

  Node first() {
    return nodes[0];
  }

  List<Node> all() {
    return List.of(nodes);
  }

  /** Whatever is asked of a node; the other one answers if this one cannot. */
  private <T> T ask(Function<Node, T> question) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      for (Node node : nodes) {
        try {
          return question.apply(node);
        } catch (RuntimeException | AssertionError e) {
          if (Instant.now().isAfter(end)) {
            throw e;
          }
        }
      }
      sleep(200);
    }
  }

  /** Issues the letter on that day, for a month. */
  void issue(LocalDate day) {
    issue(day, day.plusDays(20));
  }

  void issue(LocalDate day, LocalDate periodEnd) {
    long before = campaigns();
    ask(
        node -> {
          if (campaigns() > before) {
            return null; // The node died after it had done so.
          }
          var answer =
              node.program()
                  .json(
                      "POST",
                      "/engine-rest/process-definition/key/Campaign/start",
                      """
                      {"variables": {"documentNumber": {"value": "%1$s/UBND-VX"},
                        "issuedOn": {"value": "%1$s"}, "periodStart": {"value": "%1$s"},
                        "periodEnd": {"value": "%2$s"}}}
                      """
                          .formatted(day, periodEnd));
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
          return null;
        });
  }

  private long campaigns() {
    return number("select count(*) from campaign");
  }

  /** The clock of all is moved; what falls due by then does so. */
  void clock(String at) {
    ask(
        node -> {
          node.setClock(at);
          return null;
        });
  }

  void advance(String amount) {
    ask(
        node -> {
          node.advance(amount);
          return null;
        });
  }

  LocalDateTime now() {
    return ask(node -> node.now().toLocalDateTime());
  }

  /** Within so many milliseconds from now; then all is made good again. */
  void suffer(Fault fault, int within) {
    int after = random.nextInt(within);
    sleep(after);
    faults++;
    tell(fault + " after " + after + " ms");
    switch (fault) {
      case NODE_KILLED -> replace(random.nextInt(nodes.length));
      case BOTH_NODES_KILLED -> {
        nodes[0].kill();
        nodes[1].kill();
        nodes[0] = plan.launch();
        nodes[1] = plan.launch();
        nodes[0].ready();
        nodes[1].ready();
      }
      case DATABASE_STOPPED -> {
        server.stopHard();
        sleep(random.nextInt(4_000));
        server.startAgain();
      }
      case CONNECTIONS_CUT -> {
        for (int n = 0; n < 3; n++) {
          server.cutConnections(database);
          sleep(random.nextInt(500));
        }
      }
    }
  }

  /** A node is killed within so many milliseconds; all go on while another one starts for it. */
  void loseANode(int within) {
    int after = random.nextInt(within);
    sleep(after);
    faults++;
    tell("node killed after " + after + " ms, and not waited for");
    int which = random.nextInt(nodes.length);
    nodes[which].kill();
    nodes[which] = plan.launch();
  }

  /** Whatever starts has done so. */
  void complete() {
    for (Node node : nodes) {
      node.ready();
    }
  }

  /** A node is killed within so many milliseconds, for good. */
  void loseANodeForGood(int within) {
    int after = random.nextInt(within);
    sleep(after);
    faults++;
    tell("node killed after " + after + " ms, for good");
    int which = random.nextInt(nodes.length);
    nodes[which].kill();
    nodes[which] = nodes[1 - which];
  }

  private void replace(int which) {
    nodes[which].kill();
    nodes[which] = plan.launch();
    nodes[which].ready();
  }

  /**
   * Waits until everything that has fallen due is done, with the clock going on: what failed is
   * tried again after minutes.
   */
  LocalDateTime settle() {
    Instant end = Instant.now().plus(PATIENCE);
    int quiet = 0;
    int rounds = 0;
    while (true) {
      LocalDateTime now = now();
      String left = left(now);
      if (left.isEmpty()) {
        quiet++;
        if (quiet == 3) {
          return now;
        }
      } else {
        quiet = 0;
        if (Instant.now().isAfter(end)) {
          throw new AssertionError(
              "does not come to rest: " + left + "\n" + invariants.broken(now) + "\n" + story());
        }
        retryWhatHasFailed();
        if (++rounds % 5 == 0) {
          advance("PT6M");
        }
      }
      sleep(300);
    }
  }

  private String left(LocalDateTime now) {
    List<String> left = new ArrayList<>();
    left(
        left,
        "jobs",
        "select count(*) from act_ru_job where handler_type_ = 'async-continuation'",
        now);
    left(
        left,
        "timers",
        "select count(*) from act_ru_job where duedate_ <= :now and handler_type_ not in"
            + " ('timer-start-event', 'history-cleanup') and handler_type_ <> 'async-continuation'",
        now);
    left(
        left,
        "overdue",
        """
        select count(*) from duty where due < :now and case_id is null
          and state in ('WAITING', 'NOT_ACCEPTED', 'IN_PROGRESS', 'RETURNED', 'EXTENSION_ASKED')
        """,
        now);
    left(
        left,
        "mails",
        """
        select count(*) from mail m join unit u on u.code = m.unit
        where m.state = 'WAITING' and u.email is not null and (m.on_day is null or m.on_day >= cast(:now as date))
        """,
        now);
    return String.join(", ", left);
  }

  private void left(List<String> left, String what, String query, LocalDateTime now) {
    long count = tables.sql(query).param("now", now).query(Long.class).single();
    if (count > 0) {
      left.add(count + " " + what);
    }
  }

  /** As an administrator does in Cockpit. */
  private void retryWhatHasFailed() {
    for (String job :
        tables.sql("select id_ from act_ru_job where retries_ = 0").query(String.class).list()) {
      retried++;
      ask(
          node ->
              node.program()
                  .json("PUT", "/engine-rest/job/" + job + "/retries", "{\"retries\":1}"));
    }
  }

  /** Everything holds, and nobody and no mail was lost. */
  void holds(LocalDateTime now) {
    try {
      invariants.hold(now);
      work.holds(tables);
      mailHolds();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + story(), e);
    }
    tell(
        "all holds: %d duties, %d missed deadlines, %d open cases, %d mails sent; work: %s; %d jobs retried by hand"
            .formatted(
                number("select count(*) from duty"),
                number("select count(*) from missed_deadline"),
                number("select count(*) from escalation_case where closed_at is null"),
                number("select count(*) from mail where state = 'SENT'"),
                work,
                retried));
  }

  /**
   * A mail goes twice only if the sender was interrupted between the server's answer and noting it.
   * A digest does not even go twice, if it is an old one by the time another sender comes to it.
   */
  private void mailHolds() {
    Map<String, Integer> taken = new HashMap<>();
    for (MimeMessage mail : post.taken()) {
      try {
        taken.merge(mail.getMessageID(), 1, Integer::sum);
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }
    // What was sent long ago is no longer there.
    sent.addAll(
        tables.sql("select message_id from mail where state = 'SENT'").query(String.class).list());
    assertThat(taken.keySet()).as("mails taken").containsAll(sent);
    Set<String> notNoted = new HashSet<>(taken.keySet());
    notNoted.removeAll(sent);
    assertThat(
            tables
                .sql("select message_id from mail where on_day is not null and state <> 'SENT'")
                .query(String.class)
                .list())
        .as("digests that grew old")
        .containsAll(notNoted);
    assertThat(notNoted).as("mails taken and not noted").hasSizeLessThanOrEqualTo(faults);
    int twice = taken.values().stream().mapToInt(times -> times - 1).sum();
    assertThat(twice).as("mails taken twice").isLessThanOrEqualTo(2 * faults);
    if (twice > 0) {
      tell(twice + " mails went twice, with the same Message-ID");
    }
  }

  /** Waits for it. */
  void await(String what, BooleanSupplier holds) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited in vain for " + what + "; " + work + "\n" + story());
      }
      sleep(100);
    }
  }

  long number(String sql) {
    for (int n = 0; ; n++) {
      try {
        return tables.sql(sql).query(Long.class).single();
      } catch (DataAccessException away) {
        if (n == 100) {
          throw away;
        }
        sleep(200);
      }
    }
  }

  void tell(String what) {
    String line =
        "[faults %4d s] %s".formatted(Duration.between(begun, Instant.now()).toSeconds(), what);
    story.add(line);
    System.out.println(line);
  }

  private String story() {
    return String.join("\n", story);
  }

  Duration sinceBegun() {
    return Duration.between(begun, Instant.now());
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    work.close();
    for (Node node : nodes) {
      node.close();
    }
    post.shut();
  }
}
