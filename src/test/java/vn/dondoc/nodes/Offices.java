package vn.dondoc.nodes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import vn.dondoc.security.Browser;

/**
 * All officers of the province, who come to their desks when they are told to and do something with
 * what they find there, or do not. Who does what is drawn from a seed and from the duty, never from
 * who comes first: the same seed makes the same year.
 *
 * <p>Of ten duties seven are reported in time, two late and one never; of what is reported a tenth
 * is sent back for more. Some ask for more time or return a duty. Superiors urge or keep silent;
 * the committee extends, urges, reassigns, waives or lets its chair wait. In the end it waives what
 * nobody has done.
 */
final class Offices implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** At work at the same moment. */
  private static final int PEOPLE = 4;

  /** Due at the end of the year, whenever the campaign was. */
  private static final String TARGETS_OF_THE_YEAR = "11.a2";

  private final Crew crew;
  private final long seed;
  private final ExecutorService people =
      Executors.newFixedThreadPool(
          PEOPLE,
          work -> {
            Thread person = new Thread(work, "officer");
            person.setDaemon(true);
            return person;
          });

  /** By clause: the figures that it asks for. */
  private final Map<String, List<String>> metrics = new HashMap<>();

  private final Map<String, Integer> done = Collections.synchronizedMap(new TreeMap<>());
  private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
  private final List<Double> reporting = Collections.synchronizedList(new ArrayList<>());
  private final List<Double> listing = Collections.synchronizedList(new ArrayList<>());

  Offices(Crew crew, long seed) {
    this.crew = crew;
    this.seed = seed;
  }

  /** What kind of day it is. */
  enum Mood {
    /** Everybody does what they usually do. */
    USUAL,
    /**
     * What can be done is done, and the committee waives the rest; the targets of the year wait.
     */
    CLOSING,
    /** As before, and the targets of the year as well. */
    END_OF_YEAR
  }

  /**
   * A task as its office looks at it.
   *
   * @param office whose it is
   * @param about what the draw depends on, the same in every run
   * @param due of its duty; null if it is about no duty
   */
  private record Desk(
      String task,
      String kind,
      String office,
      String about,
      String clause,
      LocalDateTime due,
      boolean wasExtended) {

    boolean isOfTheYear() {
      return TARGETS_OF_THE_YEAR.equals(clause);
    }
  }

  /** Everybody comes to work at this time, officers first, then those who answer them. */
  void work(LocalDateTime now, Mood mood) {
    if (metrics.isEmpty()) {
      knowMetrics();
    }
    each(List.of("PerformDuty"), desk -> perform(desk, now, mood), true);
    each(
        List.of("ReviewDuty", "DecideExtension", "DecideReturn", "UrgeUnit", "ResolveDifficulty"),
        desk -> answer(desk, now, mood),
        false);
    each(
        List.of(
            "WriteWeeklyReport",
            "WriteFinalReport",
            "ApproveFinalReport",
            "DecideEscalation",
            "DecideDifficulty"),
        desk -> atTheTop(desk, now, mood),
        false);
  }

  /** A few communes meet an obstacle. */
  void raiseObstacles(String campaign) {
    List<String> communes =
        crew.tables
            .sql("select code from unit where kind = 'COMMUNE' order by code")
            .query(String.class)
            .list();
    for (int n = 0; n < 5; n++) {
      String unit = communes.get(draw("obstacle " + n + campaignNumber(campaign), communes.size()));
      send(
          person(unit),
          "/engine-rest/process-definition/key/Difficulty/start",
          "RaiseDifficulty",
          Map.of(
              "campaignId", campaign,
              "clause", "11.d3",
              "description", "Chưa có kinh phí tổ chức hội nghị ở thôn, xóm"));
    }
  }

  private String campaignNumber(String campaign) {
    return crew.tables
        .sql("select document_number from campaign where id = ?")
        .param(campaign)
        .query(String.class)
        .single();
  }

  // What they do; null is nothing

  private Map<String, Object> perform(Desk desk, LocalDateTime now, Mood mood) {
    if (desk.isOfTheYear() && mood != Mood.END_OF_YEAR) {
      return draw(desk.about(), 3) > 0 || !waitsForTheYear(desk) ? done(desk) : null;
    }
    int manner = draw(desk.about() + " manner", 100);
    boolean never = manner < 10;
    boolean late = manner < 30;
    boolean overdue = desk.due().isBefore(now);
    if (never && !(desk.wasExtended() && manner % 2 == 0)) {
      return null;
    }
    if (mood != Mood.USUAL) {
      return done(desk);
    }
    if (late && !overdue) {
      return null;
    }
    int today = draw(desk.about() + now, 100);
    if (!late && !overdue && !desk.wasExtended()) {
      if (today < 3) {
        return Map.of(
            "outcome",
            "extension",
            "requestedDue",
            workingDay(desk.due().toLocalDate().plusDays(4)),
            "reason",
            "Trùng lịch thu hoạch");
      }
      if (today < 4) {
        return Map.of("outcome", "return", "reason", "Hội nghị do cụm xã tổ chức chung");
      }
    }
    boolean lastDay = !late && desk.due().isBefore(now.toLocalDate().plusDays(1).atStartOfDay());
    return lastDay || today < 40 ? done(desk) : null;
  }

  /** The campaigns of January, June and November are over when the year is, the others before. */
  private static boolean waitsForTheYear(Desk desk) {
    return Integer.parseInt(desk.about().substring(5, 7)) % 5 == 1;
  }

  private Map<String, Object> done(Desk desk) {
    ObjectNode figures = JSON.createObjectNode();
    metrics
        .getOrDefault(desk.clause(), List.of())
        .forEach(
            metric ->
                figures.put(
                    metric,
                    metric.equals("planIssued") ? 1 : draw(desk.about() + metric, 90) + 10));
    return Map.of(
        "outcome",
        "done",
        "summary",
        "Đã thực hiện, có biên bản kèm theo",
        "metrics",
        Map.of("value", figures.toString(), "type", "Json"));
  }

  private Map<String, Object> answer(Desk desk, LocalDateTime now, Mood mood) {
    int today = draw(desk.about() + now, 100);
    boolean usual = mood == Mood.USUAL;
    return switch (desk.kind()) {
      case "ReviewDuty" -> {
        if (usual && today < 15) {
          yield null;
        }
        yield usual && today < 25
            ? Map.of("accepted", false, "remark", "Đề nghị bổ sung số liệu")
            : Map.of("accepted", true, "remark", "Tốt");
      }
      case "DecideExtension" ->
          Map.of("granted", usual && today < 60, "remark", "Thời gian theo công văn của tỉnh");
      case "DecideReturn" ->
          usual && today < 50
              ? Map.of("decision", "reassign", "newUnit", "bhxh-tinh", "remark", "Thực hiện thay")
              : Map.of("decision", "waive", "remark", "Đồng ý, do xã khác tổ chức");
      case "UrgeUnit" -> today < 60 ? Map.of("remark", "Đề nghị báo cáo ngay kết quả") : null;
      default ->
          Map.of(
              "resolution",
              usual && today < 50 ? "escalate" : "resolved",
              "opinion",
              "BHXH tỉnh hỗ trợ tài liệu");
    };
  }

  private Map<String, Object> atTheTop(Desk desk, LocalDateTime now, Mood mood) {
    int today = draw(desk.about() + now, 100);
    return switch (desk.kind()) {
      case "WriteWeeklyReport" ->
          Map.of("content", "Các cơ quan, đơn vị đang tổ chức thực hiện theo kế hoạch.");
      case "WriteFinalReport" ->
          Map.of(
              "content",
              "Tháng Vận động đã được triển khai ở tất cả các xã, phường, thị trấn.",
              "obstacles",
              "Một số xã chưa bố trí được kinh phí hội nghị.");
      case "ApproveFinalReport" ->
          mood == Mood.USUAL && today < 50
              ? Map.of("approved", false, "remark", "Làm rõ nguyên nhân của các nhiệm vụ quá hạn")
              : Map.of("approved", true);
      case "DecideDifficulty" -> Map.of("direction", "Giao UBND cấp huyện bố trí trong dự toán");
      default -> decide(now, mood == Mood.USUAL ? today : 99);
    };
  }

  private Map<String, Object> decide(LocalDateTime now, int today) {
    if (today < 20) {
      return null;
    }
    if (today < 45) {
      return Map.of("decision", "urge", "remark", "Khẩn trương thực hiện");
    }
    if (today < 70) {
      return Map.of(
          "decision",
          "extend",
          "newDue",
          workingDay(now.toLocalDate().plusDays(2)),
          "remark",
          "Gia hạn một lần");
    }
    if (today < 80) {
      return Map.of(
          "decision", "reassign", "newUnit", "bhxh-tinh", "remark", "BHXH tỉnh thực hiện thay");
    }
    return Map.of("decision", "waive", "remark", "Đã có văn bản chung của tỉnh");
  }

  // How it happens

  private interface Habit {
    Map<String, Object> on(Desk desk);
  }

  /** Each office looks at its list first, if they are many, and then works through it. */
  private void each(List<String> kinds, Habit habit, boolean looksAtList) {
    Collection<List<Desk>> offices =
        desks(kinds).stream()
            .collect(Collectors.groupingBy(Desk::office, TreeMap::new, Collectors.toList()))
            .values();
    List<Future<?>> atWork = new ArrayList<>();
    for (List<Desk> office : offices) {
      atWork.add(people.submit(() -> workThrough(office, habit, looksAtList)));
    }
    for (Future<?> each : atWork) {
      try {
        each.get();
      } catch (Exception e) {
        faults.add(e.toString());
      }
    }
    crew.await("what was sent up", this::isNothingOnItsWay);
  }

  boolean isNothingOnItsWay() {
    return crew.number(
            "select count(*) from act_ru_job where handler_type_ = 'async-continuation' and"
                + " retries_ > 0")
        == 0;
  }

  private void workThrough(List<Desk> office, Habit habit, boolean looksAtList) {
    Browser person = null;
    for (Desk desk : office) {
      Map<String, Object> sent = habit.on(desk);
      if (sent == null) {
        continue;
      }
      if (person == null) {
        person = person(desk.office());
        if (looksAtList) {
          look(person, desk.office());
        }
      }
      long before = System.nanoTime();
      boolean taken =
          send(person, "/engine-rest/task/" + desk.task() + "/complete", desk.kind(), sent);
      if (taken && desk.kind().equals("PerformDuty")) {
        reporting.add(millisSince(before));
      }
    }
  }

  /** As Tasklist asks for it. */
  private void look(Browser person, String office) {
    long before = System.nanoTime();
    var found =
        person.get(
            "/engine-rest/task?maxResults=15&sortBy=dueDate&sortOrder=asc&candidateGroup="
                + office);
    listing.add(millisSince(before));
    if (found.statusCode() != 200) {
      faults.add(found.statusCode() + " " + found.body());
    }
  }

  static double millisSince(long before) {
    return (System.nanoTime() - before) / 1e6;
  }

  /** Half of the offices work at one node, half at the other. */
  private Browser person(String office) {
    List<Node> nodes = crew.all();
    return nodes
        .get(Math.floorMod(office.hashCode(), nodes.size()))
        .browser()
        .basic(office, Node.PASSWORD);
  }

  private boolean send(Browser person, String path, String kind, Map<String, Object> values) {
    ObjectNode variables = JSON.createObjectNode();
    values.forEach(
        (name, value) ->
            variables.set(
                name,
                value instanceof Map
                    ? JSON.valueToTree(value)
                    : JSON.createObjectNode().set("value", JSON.valueToTree(value))));
    HttpResponse<String> answer =
        person.json("POST", path, JSON.createObjectNode().set("variables", variables).toString());
    int status = answer.statusCode();
    if (status == 204 || status == 200) {
      done.merge(kind, 1, Integer::sum);
      return true;
    }
    (status >= 500 ? faults : refusals).add(kind + " " + status + " " + answer.body());
    return false;
  }

  private List<Desk> desks(List<String> kinds) {
    Map<String, Integer> alike = new HashMap<>();
    return crew.tables
        .sql(
            """
            select t.id_ as task, t.task_def_key_ as kind, min(l.group_id_) as office,
              concat_ws(' ', k.issued_on, t.task_def_key_, d.clause, d.assigned_unit, c.unit_kind, c.unit) as about,
              d.clause, d.due, coalesce(d.due <> d.original_due, false) as extended
            from act_ru_task t
            join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ is not null
            left join duty d on d.process_instance_id = t.proc_inst_id_
            left join act_ru_variable v on v.execution_id_ = t.proc_inst_id_ and v.name_ = 'caseId'
            left join escalation_case c on c.id = v.long_
            left join act_ru_variable n on n.execution_id_ = t.proc_inst_id_ and n.name_ = 'campaignId'
            left join campaign k on k.id = coalesce(d.campaign_id, c.campaign_id, n.text_)
            where t.task_def_key_ in (:kinds)
            group by t.id_, t.task_def_key_, k.issued_on, d.id, c.id
            order by office, about, t.id_
            """)
        .param("kinds", kinds)
        .query(
            (row, n) ->
                new Desk(
                    row.getString("task"),
                    row.getString("kind"),
                    row.getString("office"),
                    distinct(row.getString("about"), alike),
                    row.getString("clause"),
                    row.getObject("due", LocalDateTime.class),
                    row.getBoolean("extended")))
        .list();
  }

  /** Several obstacles of a campaign are about the same: the second has a number, and so on. */
  private static String distinct(String about, Map<String, Integer> alike) {
    int before = alike.merge(about, 1, Integer::sum) - 1;
    return before == 0 ? about : about + " " + before;
  }

  private void knowMetrics() {
    crew.tables
        .sql(
            """
            select f.clause, m.metric from duty_metric m
            join duty_definition f on f.id = m.definition_id order by f.clause, m.place
            """)
        .query(
            row -> {
              metrics
                  .computeIfAbsent(row.getString("clause"), clause -> new ArrayList<>())
                  .add(row.getString("metric"));
            });
  }

  /** The day, or the next one on which people work. */
  String workingDay(LocalDate day) {
    LocalDate next = day;
    while (isDayOff(next)) {
      next = next.plusDays(1);
    }
    return next.toString();
  }

  private boolean isDayOff(LocalDate day) {
    boolean isWeekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return isWeekend
        || crew.tables
                .sql("select count(*) from working_calendar_day where on_day = ?")
                .param(day)
                .query(Long.class)
                .single()
            > 0;
  }

  private int draw(String about, int bound) {
    long hash = seed;
    for (int i = 0; i < about.length(); i++) {
      hash = hash * 1_000_003L + about.charAt(i);
    }
    return new SplittableRandom(hash).nextInt(bound);
  }

  /** Milliseconds of each report of a duty since this was asked last. */
  List<Double> reporting() {
    return taken(reporting);
  }

  /** Milliseconds of each look at a list of tasks since this was asked last. */
  List<Double> listing() {
    return taken(listing);
  }

  private static List<Double> taken(List<Double> from) {
    synchronized (from) {
      List<Double> all = List.copyOf(from);
      from.clear();
      return all;
    }
  }

  /** How many of each kind of task were done. */
  Map<String, Integer> done() {
    synchronized (done) {
      return new LinkedHashMap<>(done);
    }
  }

  /** What the server could not answer. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** What the server did not let them do. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  @Override
  public void close() {
    people.shutdownNow();
  }
}
