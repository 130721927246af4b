package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.dondoc.security.Browser;

/**
 * Officers and their superiors at work, who remember what they were told: what was confirmed must
 * be there, once; what was not may be there, but not twice.
 */
final class Work implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PEOPLE = 3;

  /** What superiors and the committee have before them; it comes first now and then. */
  private static final String OF_CASES = "&taskDefinitionKeyIn=UrgeUnit,DecideEscalation";

  /** What is sent, by what it is about. */
  private enum Kind {
    REPORT,
    ANSWER,
    URGING,
    DECISION
  }

  /**
   * A report, an answer to one, or what a superior or the committee says about a case; told from
   * all others by its text.
   *
   * @param process of the duty or the case
   */
  private record Sent(Kind kind, String text, String figure, String process) {}

  private final Supplier<Node> anyNode;
  private final List<String> units;
  private final List<Sent> confirmed = Collections.synchronizedList(new ArrayList<>());
  private final List<Sent> unanswered = Collections.synchronizedList(new ArrayList<>());
  private final Map<Integer, AtomicInteger> refusals = new ConcurrentHashMap<>();
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> people = new ArrayList<>();

  /** By the process of a duty: a figure that it asks for. */
  private final Map<String, String> metricOf = new ConcurrentHashMap<>();

  private volatile boolean working;
  private volatile int share = 100;

  Work(Supplier<Node> anyNode, List<String> units) {
    this.anyNode = anyNode;
    this.units = List.copyOf(units);
  }

  /** People begin; of what they find they do this part, in percent. */
  void begin(Random random, int percent) {
    share = percent;
    working = true;
    for (int n = 0; n < PEOPLE; n++) {
      Random own = new Random(random.nextLong());
      Thread person = new Thread(() -> work(own), "person-" + n);
      person.setDaemon(true);
      person.start();
      people.add(person);
    }
  }

  void end() {
    working = false;
    for (Thread person : people) {
      try {
        person.join(60_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertThat(person.isAlive()).as("still at work").isFalse();
    }
    people.clear();
  }

  private void work(Random random) {
    while (working) {
      try {
        oneThing(random);
      } catch (UncheckedIOException nodeDied) {
        pause();
      } catch (RuntimeException e) {
        faults.add(e.toString());
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void oneThing(Random random) {
    String unit = units.get(random.nextInt(units.size()));
    Browser person = anyNode.get().browser().basic(unit, Node.PASSWORD);
    HttpResponse<String> found =
        person.get(
            "/engine-rest/task?maxResults=20&candidateGroup="
                + unit
                + (random.nextInt(3) == 0 ? OF_CASES : ""));
    if (found.statusCode() != 200) {
      count(found.statusCode());
      pause();
      return;
    }
    List<JsonNode> tasks = tree(found.body()).valueStream().toList();
    if (tasks.isEmpty() || random.nextInt(100) >= share) {
      pause();
      return;
    }
    JsonNode task = tasks.get(random.nextInt(tasks.size()));
    String text = "Nội dung " + UUID.randomUUID();
    String id = task.path("id").asText();
    String process = task.path("processInstanceId").asText();
    switch (task.path("taskDefinitionKey").asText()) {
      case "PerformDuty" -> perform(person, task, text, random);
      case "ReviewDuty" ->
          send(
              person,
              id,
              new Sent(Kind.ANSWER, text, null, process),
              Map.of("accepted", random.nextInt(10) > 0, "remark", text));
      case "DecideExtension" ->
          send(
              person,
              id,
              new Sent(Kind.ANSWER, text, null, process),
              Map.of("granted", false, "remark", text));
      case "UrgeUnit" ->
          send(person, id, new Sent(Kind.URGING, text, null, process), Map.of("remark", text));
      case "DecideEscalation" ->
          send(
              person,
              id,
              new Sent(Kind.DECISION, text, null, process),
              Map.of("decision", random.nextInt(4) == 0 ? "waive" : "urge", "remark", text));
      default -> pause();
    }
  }

  private void perform(Browser person, JsonNode task, String text, Random random) {
    int amount = random.nextInt(1_000_000);
    String metric = metricOf.get(task.path("processInstanceId").asText());
    String figures = metric == null ? "{}" : "{\"" + metric + "\":" + amount + "}";
    send(
        person,
        task.path("id").asText(),
        new Sent(
            Kind.REPORT,
            text,
            metric == null ? null : String.valueOf(amount),
            task.path("processInstanceId").asText()),
        Map.of(
            "outcome",
            "done",
            "summary",
            text,
            "metrics",
            Map.of("value", figures, "type", "Json")));
  }

  /** Which figure each duty asks for first. */
  void know(JdbcClient tables) {
    tables
        .sql(
            """
            select d.process_instance_id, min(m.metric) as metric from duty d
            join duty_metric m on m.definition_id = d.definition_id
            where d.process_instance_id is not null group by 1
            """)
        .query(
            row -> {
              metricOf.put(row.getString(1), row.getString(2));
            });
  }

  private void send(Browser person, String task, Sent sent, Map<String, Object> values) {
    var variables = JSON.createObjectNode();
    values.forEach(
        (name, value) ->
            variables.set(
                name,
                value instanceof Map
                    ? JSON.valueToTree(value)
                    : JSON.createObjectNode().set("value", JSON.valueToTree(value))));
    HttpResponse<String> answer;
    try {
      answer =
          person.json(
              "POST",
              "/engine-rest/task/" + task + "/complete",
              JSON.createObjectNode().set("variables", variables).toString());
    } catch (UncheckedIOException e) {
      unanswered.add(sent);
      throw e;
    }
    if (answer.statusCode() == 204) {
      confirmed.add(sent);
    } else {
      count(answer.statusCode());
      if (answer.statusCode() >= 500) {
        unanswered.add(sent);
        faults.add(answer.statusCode() + " " + answer.body());
      }
    }
  }

  private void count(int status) {
    refusals.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  /** What people were told is what the tables say. */
  void holds(JdbcClient tables) {
    for (Sent each : List.copyOf(confirmed)) {
      assertThat(occurrences(tables, each))
          .as("confirmed: " + each)
          .isBetween(each.kind() == Kind.DECISION ? 0L : 1L, 1L);
    }
    for (Sent each : List.copyOf(unanswered)) {
      assertThat(occurrences(tables, each)).as("not answered: " + each).isLessThan(2);
    }
    casesHold(tables);
  }

  /**
   * A case that has lost its last duty in the meantime is decided on without a word about any, so
   * that its decisions can only be counted.
   */
  private void casesHold(JdbcClient tables) {
    Map<String, Long> told = perCase(confirmed);
    Map<String, Long> perhaps = perCase(unanswered);
    Set<String> cases = new HashSet<>(told.keySet());
    cases.addAll(perhaps.keySet());
    for (String process : cases) {
      long least = told.getOrDefault(process, 0L);
      assertThat(
              tables
                  .sql(
                      """
                      select count(*) from audit_entry a join escalation_case c
                        on a.subject = 'case/' || c.id
                      where a.action = 'DECISION' and c.process_instance_id = ?
                      """)
                  .param(process)
                  .query(Long.class)
                  .single())
          .as("urgings and decisions in " + process)
          .isBetween(least, least + perhaps.getOrDefault(process, 0L));
    }
  }

  private static Map<String, Long> perCase(List<Sent> sent) {
    return List.copyOf(sent).stream()
        .filter(each -> each.kind() == Kind.URGING || each.kind() == Kind.DECISION)
        .collect(Collectors.groupingBy(Sent::process, Collectors.counting()));
  }

  private static long occurrences(JdbcClient tables, Sent each) {
    return tables
        .sql(
            switch (each.kind()) {
              case REPORT ->
                  """
                  select count(*) from submission
                  where summary = :text and (:figure = '' or figures like '%' || :figure || '%')
                  """;
              case ANSWER ->
                  "select count(*) from duty_event where remark = :text and :figure = ''";
              case URGING ->
                  """
                  select count(*) from escalation_event
                  where remark = :text and kind = 'SUPERIOR_URGED' and :figure = ''
                  """;
              // The most about any one duty.
              case DECISION ->
                  """
                  select coalesce(max(times), 0) from (select count(*) as times
                    from escalation_decision where remark = :text and :figure = ''
                    group by duty_id) each_duty
                  """;
            })
        .param("text", each.text())
        .param("figure", each.figure() == null ? "" : each.figure())
        .query(Long.class)
        .single();
  }

  int confirmedCount() {
    return confirmed.size();
  }

  /** How many urgings and decisions among them. */
  int confirmedAboutCases() {
    return (int)
        List.copyOf(confirmed).stream()
            .filter(each -> each.kind() == Kind.URGING || each.kind() == Kind.DECISION)
            .count();
  }

  /** What the server answered with 5xx. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  void forgetFaults() {
    faults.clear();
  }

  @Override
  public String toString() {
    return confirmed.size()
        + " confirmed ("
        + confirmedAboutCases()
        + " about cases), "
        + unanswered.size()
        + " not answered, refused by status "
        + refusals
        + (faults.isEmpty() ? "" : "; first of " + faults.size() + " faults: " + faults.get(0));
  }

  @Override
  public void close() {
    working = false;
  }
}
