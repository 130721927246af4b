package vn.dondoc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * The campaign of May 2024 from its issue until 12 June, with everybody doing what is usual: most
 * report in time, some late, some never; superiors accept, ask for more, urge or keep silent. It
 * runs on the real engine, and nothing in it is left to chance: what a unit does follows from its
 * place in the list of units and from the clause.
 *
 * <p>At the end there is at least one duty of every time status and of every state, at least one
 * escalation case of every stage, and at least one of each of the committee's decisions.
 */
public class SimulatedCampaign {

  /** Where the clock has stopped. */
  public static final String END = "2024-06-12T09:00";

  public static final String DOCUMENT_NUMBER = "15/UBND-VX";

  /** What the last final report says in its section III, in two paragraphs. */
  public static final String OBSTACLES =
      "Một số xã chưa bố trí được kinh phí hội nghị.\nNguyên nhân: trùng mùa thu hoạch & <nắng nóng>.";

  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";

  private final Province province;
  private final TaskService tasks;
  private final RuntimeService runtime;
  private String campaign;
  private Map<String, List<String>> metrics;

  SimulatedCampaign(Province province, ProcessEngine engine) {
    this.province = province;
    this.tasks = engine.getTaskService();
    this.runtime = engine.getRuntimeService();
  }

  /** Its id. */
  public String id() {
    return campaign;
  }

  /** Sets the clocks, which other tests may have moved, to the end again. */
  public void backToTheEnd() {
    province.at(END);
  }

  /**
   * A duty as the pattern looks at it.
   *
   * @param place of the unit among those of its kind, from 0
   * @param share a number from 0 to 99, spread evenly over units and clauses
   */
  private record Owed(
      long id, String clause, String unit, String kind, String superior, int place, int share) {

    boolean isOf(String... clauses) {
      return Set.of(clauses).contains(clause);
    }

    boolean isCommune() {
      return kind.equals("COMMUNE");
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void run() {
    province.at(Province.ISSUE);
    campaign =
        province.as(
            COMMITTEE,
            () -> province.start(DOCUMENT_NUMBER, "2024-05-06", "2024-05-01", "2024-05-31"));
    province.runJobs();
    province.jdbc.sql("analyze").update();
    metrics = metrics();
    plans();
    communesListTheirCitizens();
    endOfTheMonth();
    after();
    province.passes(END);
  }

  // What happens

  /** Until 13 May: the first duties of agencies and districts, obstacles, requests. */
  private void plans() {
    province.passes("2024-05-07T09:00");
    claim(duty -> duty.share() % 20 == 0);
    raiseObstacles();

    province.passes("2024-05-08T10:00");
    // More time for some of what is due at the end of the month.
    perform(
        duty -> duty.isCommune() && duty.isOf("11.d4", "11.d6") && duty.share() == 7,
        duty -> extension("2024-06-14"));
    perform(
        duty -> duty.isCommune() && duty.isOf("11.d5") && duty.share() == 11,
        duty ->
            Map.of(
                "outcome", "return", "reason", "Hội nghị do cụm xã tổ chức chung, xã không làm"));
    answer(
        "DecideExtension",
        duty -> duty.place() % 3 != 2,
        duty ->
            duty.place() % 3 == 0
                ? Map.of("granted", true)
                : Map.of("granted", false, "remark", "Thời gian còn đủ, đề nghị thực hiện"));
    answerReturns();

    province.passes("2024-05-10T08:01");
    weeklyReport("Các cơ quan, đơn vị đã tiếp nhận nhiệm vụ và xây dựng kế hoạch.");
    province.passes("2024-05-10T15:00");
    perform(duty -> isDueByTenth(duty) && !isLate(duty), SimulatedCampaign::done);
    province.runJobs();
    review(duty -> duty.place() % 9 != 4);
    // Accepted only when it came a second time.
    answer("ReviewDuty", duty -> true, duty -> more("Đề nghị bổ sung dự toán kinh phí"));
    province.passes("2024-05-10T16:00");
    perform(duty -> isDueByTenth(duty) && !isLate(duty), SimulatedCampaign::done);
    review(duty -> true);
    province.passes("2024-05-10T17:01");

    province.passes("2024-05-13T09:00");
    urge(task -> task.getName().contains("Vinh") || task.getName().contains("Y tế"));
    perform(duty -> isDueByTenth(duty) && duty.place() == 2, SimulatedCampaign::done);
    review(duty -> true);
    communesPassOnTheirTargets();
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-15T09:00");
    // One case is left to its chair.
    decide(
        task -> !task.getName().contains("Thông tin"),
        task -> {
          Map<String, Object> each = new HashMap<>();
          List<Owed> inCase = ofCase(task);
          for (int i = 0; i < inCase.size(); i++) {
            each.put(String.valueOf(inCase.get(i).id()), decision(i, inCase.get(i)));
          }
          return Map.of(
              "decision", "urge", "remark", "Khẩn trương thực hiện", "decisions", json(each));
        });
  }

  private static boolean isDueByTenth(Owed duty) {
    return duty.isOf(
        "1.a1", "1.b1", "3.a", "4.a", "5.a", "7.b", "9.a1", "9.a2", "11.a1", "11.b1", "11.d0",
        "12.a");
  }

  /** Some agencies and districts do not keep to the plan. */
  private static boolean isLate(Owed duty) {
    return duty.kind().equals("DISTRICT") ? duty.place() % 7 == 2 : duty.isOf("4.a", "5.a", "7.b");
  }

  private static Map<String, Object> decision(int number, Owed duty) {
    // Whom the province asks it does not tell: the letter is a courteous one.
    return switch (duty.isOf("7.b") ? 1 : number % 4) {
      case 0 -> Map.of("decision", "extend", "newDue", "2024-05-24", "remark", "Gia hạn một lần");
      case 1 -> Map.of("decision", "urge", "newDue", "2024-05-20", "remark", "Khẩn trương làm");
      case 2 -> Map.of("decision", "waive", "remark", "Đã có văn bản chung của tỉnh");
      default ->
          Map.of(
              "decision",
              "reassign",
              "newUnit",
              duty.unit().equals("so-tttt") ? "so-y-te" : "so-tttt",
              "newDue",
              "2024-05-27");
    };
  }

  /** 11.d1, which the conferences (11.d3) wait for, as for 11.d2. */
  private void communesPassOnTheirTargets() {
    province.passes("2024-05-14T15:00");
    perform(duty -> duty.isOf("11.d1") && duty.place() % 23 != 5, SimulatedCampaign::done);
    review(duty -> true);
  }

  /** Until 24 May: 11.d2, and what is late of 11.d1. */
  private void communesListTheirCitizens() {
    province.passes("2024-05-16T10:00");
    urge(task -> task.getName().contains("huyện"));
    perform(duty -> duty.isOf("11.d1") && duty.place() % 46 == 5, SimulatedCampaign::done);
    perform(duty -> duty.isOf("11.d2") && duty.place() % 19 != 3, SimulatedCampaign::done);
    review(duty -> true);
    province.passes("2024-05-17T08:01");
    weeklyReport("Các xã đã giao chỉ tiêu đến thôn, xóm.");
    province.passes("2024-05-17T17:01");
    province.passes("2024-05-21T17:01");
    province.passes("2024-05-22T09:00");
    decide(
        task -> task.getName().contains("huyện"),
        task -> Map.of("decision", "urge", "newDue", "2024-05-27", "remark", "Báo cáo trước 27/5"));
    province.passes("2024-05-24T08:01");
    weeklyReport("Bắt đầu tổ chức hội nghị truyền thông.");
    province.passes("2024-05-24T17:01");
    province.passes("2024-05-27T17:01");
  }

  /** The last days of May, on which most is due. */
  private void endOfTheMonth() {
    province.passes("2024-05-29T10:00");
    claim(duty -> duty.share() % 12 == 1);
    perform(duty -> !isForAfter(duty) && duty.share() < 30, SimulatedCampaign::done);
    review(duty -> duty.share() % 9 != 8);
    answer(
        "ReviewDuty",
        duty -> duty.share() % 2 == 0,
        duty -> more("Bổ sung số liệu người tham gia"));
    province.passes("2024-05-31T08:01");
    weeklyReport("Hội nghị truyền thông đã tổ chức ở đa số các xã.");
    province.passes("2024-05-31T17:01");
  }

  private static boolean isForAfter(Owed duty) {
    return duty.isOf("11.a2", "12.b", "1.a4");
  }

  /** Until 12 June: what is late goes up, and the results come in. */
  private void after() {
    province.passes("2024-06-03T10:00");
    perform(
        duty -> !isForAfter(duty) && duty.share() >= 30 && duty.share() < 40,
        SimulatedCampaign::done);
    review(duty -> duty.share() % 9 != 8);
    urge(task -> task.getName().contains("huyện") || task.getName().contains("Đoàn"));
    province.passes("2024-06-04T17:01");
    // The targets of the year, long before their time.
    perform(duty -> duty.isOf("11.a2") && duty.place() % 3 == 1, SimulatedCampaign::done);
    perform(duty -> duty.isOf("12.b") && duty.place() % 3 != 0, SimulatedCampaign::done);
    review(duty -> duty.isOf("12.b") && duty.place() % 4 != 1);
    province.passes("2024-06-05T09:00");
    int[] number = {0};
    decide(
        task -> true,
        task ->
            switch (number[0]++ % 6) {
              case 0 ->
                  Map.of(
                      "decision", "extend", "newDue", "2024-06-20", "remark", "Gia hạn đến 20/6");
              case 1 ->
                  Map.of(
                      "decision", "urge", "newDue", "2024-06-17", "remark", "Hoàn thành dứt điểm");
              case 2 ->
                  Map.of("decision", "extend", "newDue", "2024-06-14", "remark", "Lần cuối cùng");
              case 3 -> Map.of("decision", "extend", "newDue", "2024-06-11", "remark", "Rút ngắn");
              case 4 ->
                  Map.of("decision", "waive", "remark", "Địa bàn bị thiên tai, cho phép không làm");
              default -> null;
            });
    province.passes("2024-06-05T17:01");
    perform(duty -> !isForAfter(duty) && duty.share() == 60, SimulatedCampaign::done);
    review(duty -> true);
    province.passes("2024-06-07T09:00");
    complete(
        only("WriteFinalReport"),
        LEAD,
        Map.of("content", "Tháng Vận động đã được triển khai ở tất cả các xã, phường, thị trấn."));
    province.passes("2024-06-10T17:01");
    complete(
        only("ApproveFinalReport"),
        COMMITTEE,
        Map.of("approved", false, "remark", "Làm rõ nguyên nhân của các nhiệm vụ quá hạn"));
    province.passes("2024-06-11T10:00");
    // Such as are in the hands of a superior at the end.
    perform(
        duty -> duty.isCommune() && duty.isOf("11.d7") && duty.share() == 97,
        duty -> extension("2024-06-28"));
    perform(
        duty -> duty.isCommune() && duty.isOf("11.d4") && duty.share() == 96,
        duty -> Map.of("outcome", "return", "reason", "Đoàn thể xã thuộc cấp ủy chỉ đạo"));
    perform(duty -> !isForAfter(duty) && duty.share() == 99, SimulatedCampaign::done);
    complete(
        only("WriteFinalReport"),
        LEAD,
        Map.of(
            "content",
            "Tháng Vận động đã triển khai; nguyên nhân quá hạn nêu tại mục III.",
            "obstacles",
            OBSTACLES,
            "nextTasks",
            "Đôn đốc các nhiệm vụ còn quá hạn.",
            "proposals",
            "Đề nghị bố trí kinh phí hội nghị ở thôn, xóm."));
    claim(duty -> duty.share() % 15 == 2);
    province.passes("2024-06-11T17:01");
  }

  private void raiseObstacles() {
    List<String> communes = units("COMMUNE");
    for (int i = 0; i < 4; i++) {
      String unit = communes.get(i * 100);
      String clause = i % 2 == 0 ? "11.d3" : "11.d2";
      province.as(
          unit,
          () ->
              runtime.startProcessInstanceByKey(
                  "Difficulty",
                  Map.of(
                      "campaignId", campaign,
                      "clause", clause,
                      "description", "Chưa có kinh phí tổ chức hội nghị ở thôn, xóm")));
    }
    province.runJobs();
    List<Task> raised = list("ResolveDifficulty");
    complete(
        raised.get(0),
        LEAD,
        Map.of("resolution", "resolved", "opinion", "BHXH tỉnh hỗ trợ tài liệu"));
    for (Task task : raised.subList(1, 3)) {
      complete(task, LEAD, Map.of("resolution", "escalate", "opinion", "Đề nghị bố trí kinh phí"));
    }
    complete(
        list("DecideDifficulty").get(0),
        COMMITTEE,
        Map.of("direction", "Giao UBND cấp huyện bố trí trong dự toán"));
  }

  private void answerReturns() {
    List<Task> returned = list("DecideReturn");
    complete(
        returned.get(0),
        LEAD,
        Map.of("decision", "waive", "remark", "Đồng ý, hội nghị cụm do xã khác tổ chức"));
    complete(
        returned.get(1),
        LEAD,
        Map.of("decision", "reassign", "newUnit", units("COMMUNE").get(9), "newDue", "2024-06-03"));
  }

  private static Map<String, Object> extension(String day) {
    return Map.of("outcome", "extension", "requestedDue", day, "reason", "Trùng lịch thu hoạch");
  }

  private static Map<String, Object> more(String remark) {
    return Map.of("accepted", false, "remark", remark);
  }

  private static Map<String, Object> done(Owed duty) {
    return new HashMap<>(
        Map.of("outcome", "done", "summary", "Đã thực hiện, có biên bản kèm theo"));
  }

  // How it happens

  /** Officers of these units take their task. */
  private void claim(Predicate<Owed> which) {
    each("PerformDuty", which, (task, duty) -> tasks.claim(task.getId(), duty.unit()), Owed::unit);
  }

  /** Officers of these units send something up. */
  private void perform(Predicate<Owed> which, Function<Owed, Map<String, Object>> answer) {
    each(
        "PerformDuty",
        which,
        (task, duty) -> {
          Map<String, Object> sent = answer.apply(duty);
          if ("done".equals(sent.get("outcome"))) {
            sent.put("metrics", figures(duty));
          }
          tasks.complete(task.getId(), sent);
        },
        Owed::unit);
  }

  /** Superiors accept these results. */
  private void review(Predicate<Owed> which) {
    answer("ReviewDuty", which, duty -> Map.of("accepted", true));
  }

  private void answer(
      String key, Predicate<Owed> which, Function<Owed, Map<String, Object>> answer) {
    each(
        key,
        which,
        (task, duty) -> tasks.complete(task.getId(), answer.apply(duty)),
        Owed::superior);
  }

  private interface Act {
    void on(Task task, Owed duty);
  }

  private void each(String key, Predicate<Owed> which, Act act, Function<Owed, String> who) {
    Map<String, Owed> duties = duties();
    for (Task task : list(key)) {
      Owed duty = duties.get(task.getProcessInstanceId());
      if (duty != null && which.test(duty)) {
        province.as(
            who.apply(duty),
            () -> {
              act.on(task, duty);
              return null;
            });
      }
    }
    province.runJobs();
  }

  /** Direct superiors urge in these cases. */
  private void urge(Predicate<Task> which) {
    for (Task task : list("UrgeUnit")) {
      if (which.test(task)) {
        String superior = (String) tasks.getVariable(task.getId(), "superior");
        complete(task, superior, Map.of("remark", "Đề nghị báo cáo ngay kết quả"));
      }
    }
  }

  /** The committee decides on these cases; null keeps it undecided. */
  private void decide(Predicate<Task> which, Function<Task, Map<String, Object>> answer) {
    for (Task task : list("DecideEscalation")) {
      if (which.test(task)) {
        Map<String, Object> decision = answer.apply(task);
        if (decision != null) {
          complete(task, COMMITTEE, decision);
        }
      }
    }
  }

  private void weeklyReport(String content) {
    complete(only("WriteWeeklyReport"), LEAD, Map.of("content", content));
  }

  private void complete(Task task, String user, Map<String, Object> variables) {
    province.as(
        user,
        () -> {
          tasks.complete(task.getId(), variables);
          return null;
        });
    province.runJobs();
  }

  private Task only(String key) {
    List<Task> found = list(key);
    if (found.size() != 1) {
      throw new AssertionError(key + ": " + found.size());
    }
    return found.get(0);
  }

  private List<Task> list(String key) {
    return tasks
        .createTaskQuery()
        .taskDefinitionKey(key)
        .orderByTaskCreateTime()
        .asc()
        .orderByTaskId()
        .asc()
        .list();
  }

  /** By process instance. */
  private Map<String, Owed> duties() {
    return duties("d.process_instance_id is not null").stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private List<Owed> ofCase(Task task) {
    long id = ((Number) tasks.getVariable(task.getId(), "caseId")).longValue();
    return duties("d.case_id = " + id).stream().map(Map.Entry::getValue).toList();
  }

  private List<Map.Entry<String, Owed>> duties(String condition) {
    return province
        .jdbc
        .sql(
            """
            select d.id, d.clause, d.unit, u.kind, %s as superior, u.place,
              coalesce(d.process_instance_id, '-') as process
            from duty d join campaign c on c.id = d.campaign_id
            join (select code, kind, superior, row_number() over (partition by kind order by code) - 1
              as place from unit) u on u.code = d.unit
            where %s order by d.id
            """
                .formatted(vn.dondoc.duty.Duties.SUPERIOR, condition))
        .query(
            (row, n) -> {
              String clause = row.getString("clause");
              int place = row.getInt("place");
              return Map.entry(
                  row.getString("process"),
                  new Owed(
                      row.getLong("id"),
                      clause,
                      row.getString("unit"),
                      row.getString("kind"),
                      row.getString("superior"),
                      place,
                      (place * 37 + Math.abs(clause.hashCode()) % 97) % 100));
            })
        .list();
  }

  private List<String> units(String kind) {
    return province
        .jdbc
        .sql("select code from unit where kind = ? order by code")
        .param(kind)
        .query(String.class)
        .list();
  }

  /** The figures that each clause asks for. */
  private Map<String, List<String>> metrics() {
    Map<String, List<String>> byClause = new HashMap<>();
    province
        .jdbc
        .sql(
            """
            select f.clause, m.metric from duty_metric m
            join duty_definition f on f.id = m.definition_id order by f.clause, m.place
            """)
        .query(
            row -> {
              byClause
                  .computeIfAbsent(row.getString("clause"), clause -> new ArrayList<>())
                  .add(row.getString("metric"));
            });
    return byClause;
  }

  private String figures(Owed duty) {
    Map<String, Object> amounts = new HashMap<>();
    int number = 0;
    for (String metric : metrics.getOrDefault(duty.clause(), List.of())) {
      amounts.put(
          metric, metric.equals("planIssued") ? 1 : (duty.place() * 7 + number++ * 13) % 90 + 10);
    }
    return json(amounts);
  }

  private static String json(Map<String, Object> object) {
    return object.entrySet().stream()
        .map(
            entry ->
                "\"%s\": %s"
                    .formatted(
                        entry.getKey(),
                        entry.getValue() instanceof Map<?, ?> inner
                            ? json(strings(inner))
                            : entry.getValue() instanceof String text
                                ? "\"" + text + "\""
                                : entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static Map<String, Object> strings(Map<?, ?> map) {
    Map<String, Object> strings = new HashMap<>();
    map.forEach((key, value) -> strings.put((String) key, value));
    return strings;
  }
}
