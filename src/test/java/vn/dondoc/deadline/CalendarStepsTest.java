package vn.dondoc.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.deadline.OpenDeadlines.Moving;

/** What a change of the working calendar does to steps beside the duties: tasks and timers. */
@SmallProvinceTest
class CalendarStepsTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final String URGING = "Đôn đốc nhiệm vụ quá hạn";
  private static final String DOCUMENT = "15/UBND-VX";

  @Autowired Province province;
  @Autowired CalendarChanges changes;
  @Autowired CalendarDecisions decisions;
  @Autowired CalendarDays days;
  @Autowired StepMoves moves;
  @Autowired AllOpenDeadlines deadlines;
  @Autowired WorkingCalendar calendar;
  @Autowired DueDates dueDates;
  @Autowired RuntimeService runtime;
  @Autowired TaskService tasks;
  @Autowired ManagementService management;

  private List<CalendarDay> seeded;
  private String campaign;

  /** Targets of a commune (11.d1), due on Tuesday 14 May. */
  private long targets;

  @BeforeEach
  void issue() {
    seeded = days.all();
    campaign = province.issue();
    targets = province.dutyId(campaign, "11.d1", COMMUNE);
  }

  @AfterEach
  void clear() {
    province.clear();
    province.jdbc.sql("delete from working_calendar_day").update();
    seeded.forEach(days::save);
    calendar.refresh();
  }

  @Test
  void givesAReviewerTwoWorkingDaysAcrossADayOff() {
    report("11.d1", "2024-05-07T09:00");
    report("11.d2", "2024-05-07T15:00");

    assertThat(steps("2024-05-08"))
        .as("alike whenever they were reported that day")
        .containsExactly(moving("Duyệt kết quả", "2024-05-09", "2024-05-10", false, 2));
    long decision = decide("2024-05-08", CalendarDecision.Kind.MOVED);
    assertThat(deadlines.progressOf(decision).isComplete()).isFalse();
    province.runJobs();

    assertThat(deadlines.progressOf(decision).isComplete()).isTrue();
    assertThat(province.require("ReviewDuty", targets).getDueDate())
        .isEqualTo("2024-05-10T17:00:00");
    assertThat(decisions.find(decision).orElseThrow().steps()).isEqualTo(2);
    assertThat(moves.of(decision))
        .containsExactly(moving("Duyệt kết quả", "2024-05-09", "2024-05-10", false, 2));
  }

  @Test
  void movesRequestsReturnsAndObstaclesToo() {
    province.at("2024-05-07T09:00");
    answer("11.d1", Map.of("outcome", "extension", "reason", "Bận", "requestedDue", "2024-05-24"));
    answer("11.d2", Map.of("outcome", "return", "reason", "Không thuộc thẩm quyền"));
    province.as(
        COMMUNE,
        () -> runtime.startProcessInstanceByKey("Difficulty", Map.of("description", "Thiếu mẫu")));
    province.runJobs();

    assertThat(steps("2024-05-09"))
        .containsExactly(
            moving("Giải quyết vướng mắc", "2024-05-09", "2024-05-10", false, 1),
            moving("Quyết định gia hạn", "2024-05-09", "2024-05-10", false, 1),
            moving("Xử lý nhiệm vụ trả lại", "2024-05-09", "2024-05-10", false, 1));
  }

  @Test
  void bringsACaseBeforeTheCommitteeOneWorkingDayLater() {
    Task urge = urging();
    assertThat(steps("2024-05-15"))
        .extracting(Moving::name, Moving::from, Moving::to)
        .contains(
            tuple(URGING, close("2024-05-16"), close("2024-05-17")),
            tuple(
                "Báo cáo UBND tỉnh (cấp trên không xử lý)",
                close("2024-05-16"),
                close("2024-05-17")));
    decide("2024-05-15", CalendarDecision.Kind.MOVED);
    province.runJobs();

    assertThat(due(urge)).isEqualTo(close("2024-05-17"));
    assertThat(due(timer(urge.getProcessInstanceId()))).isEqualTo(close("2024-05-17"));
    province.passes("2024-05-16T17:01");
    assertThat(open(urge)).as("after the old date").isTrue();
    province.passes("2024-05-17T16:59");
    assertThat(open(urge)).isTrue();
    province.passes("2024-05-17T17:01");
    assertThat(open(urge)).isFalse();
    assertThat(decide(urge).getDueDate()).isEqualTo("2024-05-22T17:00:00");
  }

  @Test
  void leavesEverythingWhenTheAdministratorKeepsTheDeadlines() {
    Task urge = urging();
    long decision = decide("2024-05-15", CalendarDecision.Kind.KEPT);
    province.runJobs();

    assertThat(due(urge)).isEqualTo(close("2024-05-16"));
    assertThat(due(timer(urge.getProcessInstanceId()))).isEqualTo(close("2024-05-16"));
    assertThat(deadlines.progressOf(decision).isComplete()).isTrue();
    assertThat(moves.of(decision))
        .as("kept in the history")
        .extracting(Moving::name)
        .contains(URGING, "Báo cáo UBND tỉnh (cấp trên không xử lý)");
    assertThat(steps("2024-05-30"))
        .as("what was kept does not move with the next change of another day")
        .extracting(Moving::name)
        .doesNotContain(URGING);
    province.passes("2024-05-16T17:01");
    assertThat(open(urge)).isFalse();
  }

  @Test
  void bringsEverythingForwardWhenADayOffIsTakenAway() {
    Task urge = urging();
    decide("2024-05-15", CalendarDecision.Kind.MOVED);
    province.runJobs();
    remove("2024-05-15");
    province.runJobs();

    assertThat(due(urge)).isEqualTo(close("2024-05-16"));
    assertThat(due(timer(urge.getProcessInstanceId()))).isEqualTo(close("2024-05-16"));
    province.passes("2024-05-16T17:01");
    assertThat(open(urge)).isFalse();
  }

  @Test
  void leavesAloneWhatWasDoneOrGivenAnotherDateMeanwhile() {
    Task urge = urging();
    report("11.d2", "2024-05-14T17:05");
    long list = province.dutyId(campaign, "11.d2", COMMUNE);
    Task review = province.require("ReviewDuty", list);
    long decision = decide("2024-05-15", CalendarDecision.Kind.MOVED);
    province.as(
        DISTRICT,
        () -> {
          tasks.complete(urge.getId(), Map.of());
          return null;
        });
    tasks.setDueDate(review.getId(), date("2024-05-23"));
    province.runJobs();

    assertThat(deadlines.progressOf(decision).isComplete()).isTrue();
    assertThat(open(urge)).isFalse();
    assertThat(due(timer(urge.getProcessInstanceId())))
        .as("counted by the new calendar from the start")
        .isEqualTo(close("2024-05-17"));
    assertThat(due(review)).isEqualTo(close("2024-05-23"));
  }

  @Test
  void movesADateThatSomebodySetOnlyOffADayOff() {
    report("11.d1", "2024-05-07T09:00");
    Task review = province.require("ReviewDuty", targets);
    tasks.setDueDate(review.getId(), date("2024-05-15"));

    assertThat(steps("2024-05-08")).isEmpty();
    assertThat(steps("2024-05-15"))
        .containsExactly(moving("Duyệt kết quả", "2024-05-15", "2024-05-16", true, 1));
  }

  @Test
  void waitsForTheAnswerOfAnUrgedUnitUntilTheDayAfterADayOff() {
    Task urge = urging();
    province.passes("2024-05-16T17:01");
    province.complete(decide(urge), COMMITTEE, Map.of("decision", "urge", "newDue", "2024-05-23"));
    String process = urge.getProcessInstanceId();
    assertThat(due(timer(process))).isEqualTo(close("2024-05-23"));

    assertThat(steps("2024-05-22"))
        .extracting(Moving::name)
        .doesNotContain("Báo cáo UBND tỉnh (hết hạn trả lời)");
    assertThat(steps("2024-05-23"))
        .contains(
            moving("Báo cáo UBND tỉnh (hết hạn trả lời)", "2024-05-23", "2024-05-24", true, 1));
    decide("2024-05-23", CalendarDecision.Kind.MOVED);
    province.runJobs();

    assertThat(due(timer(process))).isEqualTo(close("2024-05-24"));
    assertThat(
            province
                .jdbc
                .sql("select answer_due from escalation_case where process_instance_id = ?")
                .param(process)
                .query(LocalDateTime.class)
                .single())
        .isEqualTo(close("2024-05-24"));
    province.passes("2024-05-24T16:59");
    assertThat(province.tasksOf(COMMITTEE, "DecideEscalation"))
        .noneMatch(task -> task.getProcessInstanceId().equals(process));
    province.passes("2024-05-24T17:01");
    assertThat(decide(urge)).isNotNull();
  }

  @Test
  void countsTheDaysOfTheCommitteeAndItsChairAgain() {
    Task urge = urging();
    province.passes("2024-05-16T17:01");
    Task decide = decide(urge);
    decide("2024-05-20", CalendarDecision.Kind.MOVED);
    province.runJobs();

    assertThat(due(decide)).isEqualTo(close("2024-05-22"));
    assertThat(due(timer(urge.getProcessInstanceId()))).isEqualTo(close("2024-05-22"));
    province.passes("2024-05-22T17:01");
    assertThat(due(timer(urge.getProcessInstanceId())))
        .as("told again five working days later")
        .isEqualTo(close("2024-05-29"));
    decide("2024-05-27", CalendarDecision.Kind.MOVED);
    province.runJobs();
    assertThat(due(timer(urge.getProcessInstanceId()))).isEqualTo(close("2024-05-30"));
  }

  @Test
  void movesTheReportsOfTheCampaign() {
    assertThat(steps("2024-06-04"))
        .containsExactly(
            moving(
                "Báo cáo tổng kết (hết hạn báo cáo kết quả)",
                "2024-06-05",
                "2024-06-06",
                false,
                1));
    decide("2024-06-04", CalendarDecision.Kind.MOVED);
    province.runJobs();
    province.passes("2024-06-05T17:01");
    assertThat(province.tasksOf(LEAD, "WriteFinalReport")).isEmpty();
    province.passes("2024-06-06T17:01");
    Task report = province.taskOf(LEAD, "WriteFinalReport");
    assertThat(report.getDueDate()).isEqualTo("2024-06-11T17:00:00");

    decide("2024-06-10", CalendarDecision.Kind.MOVED);
    province.runJobs();
    assertThat(due(report)).isEqualTo(close("2024-06-12"));
  }

  @Test
  void countsAWeeklyReportFromItsOwnFridayHoweverLate() {
    province.passes("2024-05-10T08:01");
    Task report = province.taskOf(LEAD, "WriteWeeklyReport");
    assertThat(report.getDueDate()).isEqualTo("2024-05-10T17:00:00");
    province.at("2024-05-11T09:00");
    decide("2024-05-10", CalendarDecision.Kind.MOVED);
    province.runJobs();

    assertThat(due(report)).isEqualTo(close("2024-05-13"));
  }

  @Test
  void letsTheCalendarChangeAlthoughAProcessCannotBeCounted() {
    Task urge = urging();
    int counted = urgings("2024-05-15");
    runtime.removeVariable(urge.getProcessInstanceId(), "superiorDays");

    assertThat(urgings("2024-05-15")).isEqualTo(counted - 1);
    assertThat(steps("2024-05-16"))
        .as("as if somebody had set it")
        .contains(moving(URGING, "2024-05-16", "2024-05-17", true, 1));
  }

  // Words

  private void report(String clause, String at) {
    province.at(at);
    answer(clause, Map.of("outcome", "done", "summary", "Đã làm"));
  }

  private void answer(String clause, Map<String, Object> variables) {
    province.complete(province.duty(campaign, clause, COMMUNE), COMMUNE, variables);
  }

  /** The district's task to urge its communes, whose case opened on 14 May after business. */
  private Task urging() {
    province.passes("2024-05-14T17:01");
    Task urge = province.taskOf(DISTRICT, "UrgeUnit");
    assertThat(due(urge)).isEqualTo(close("2024-05-16"));
    return urge;
  }

  /** The committee's task in the same case. */
  private Task decide(Task urge) {
    return tasks
        .createTaskQuery()
        .processInstanceId(urge.getProcessInstanceId())
        .taskDefinitionKey("DecideEscalation")
        .singleResult();
  }

  private boolean open(Task task) {
    return tasks.createTaskQuery().taskId(task.getId()).count() == 1;
  }

  private Job timer(String process) {
    return management.createJobQuery().processInstanceId(process).timers().singleResult();
  }

  private LocalDateTime due(Task task) {
    Date due = tasks.createTaskQuery().taskId(task.getId()).singleResult().getDueDate();
    return dueDates.local(due);
  }

  private LocalDateTime due(Job timer) {
    return dueDates.local(timer.getDuedate());
  }

  private List<Moving> steps(String day) {
    return changes.preview(LocalDate.parse(day), off(day)).moving().stream()
        .filter(moving -> !moving.isDuty())
        .toList();
  }

  private int urgings(String day) {
    return steps(day).stream()
        .filter(moving -> moving.name().equals(URGING))
        .mapToInt(Moving::count)
        .sum();
  }

  private static Moving moving(String name, String from, String to, boolean byHand, int count) {
    return new Moving(DOCUMENT, null, name, close(from), close(to), byHand, count);
  }

  private long decide(String day, CalendarDecision.Kind decision) {
    return decide(LocalDate.parse(day), off(day), decision);
  }

  private void remove(String day) {
    decide(LocalDate.parse(day), null, CalendarDecision.Kind.MOVED);
  }

  private long decide(LocalDate day, CalendarDay entry, CalendarDecision.Kind decision) {
    return changes.decide(
        day, entry, decision, "Công văn 1", changes.preview(day, entry).seen(), "quan-tri");
  }

  private static CalendarDay off(String day) {
    return new CalendarDay(
        LocalDate.parse(day),
        CalendarDay.Type.SWAP_OFF,
        "Nghỉ thêm",
        null,
        CalendarDay.Status.OFFICIAL);
  }

  private static LocalDateTime close(String day) {
    return LocalDate.parse(day).atTime(17, 0);
  }

  private Date date(String day) {
    return dueDates.date(close(day));
  }
}
