package vn.dondoc.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.deadline.CalendarChanges.Preview;
import vn.dondoc.deadline.OpenDeadlines.Moving;
import vn.dondoc.engine.InvalidInput;

/** What a change of the working calendar does to duties that are under way. */
@SmallProvinceTest
class CalendarChangesTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final LocalDate FRIDAY = LocalDate.of(2024, 5, 10);
  private static final LocalDate LAST_OF_MONTH = LocalDate.of(2024, 5, 31);

  @Autowired Province province;
  @Autowired CalendarChanges changes;
  @Autowired CalendarDecisions decisions;
  @Autowired CalendarDays days;
  @Autowired WorkingCalendar calendar;
  @Autowired AllOpenDeadlines deadlines;
  @Autowired TaskService tasks;
  @Autowired ManagementService management;
  @Autowired RuntimeService runtime;

  private String campaign;

  /** The targets of a commune (11.d1), due six working days after the issue: on Tuesday 14 May. */
  private long targets;

  private List<CalendarDay> seeded;

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
  void showsWhatWouldMoveAndChangesNothingYet() {
    Preview preview = changes.preview(FRIDAY, off(FRIDAY));

    assertThat(preview.moving())
        .filteredOn(moving -> moving.clause().equals("11.d1"))
        .containsExactly(
            new Moving(
                "15/UBND-VX",
                "11.d1",
                "Giao chỉ tiêu tới thôn, xóm, tổ dân phố",
                LocalDateTime.parse("2024-05-14T17:00"),
                LocalDateTime.parse("2024-05-15T17:00"),
                false,
                2));
    assertThat(preview.moving()).extracting(Moving::clause).doesNotContain("11.d4");
    assertThat(calendar.isWorkingDay(FRIDAY)).isTrue();
    assertThat(due(targets)).isEqualTo("2024-05-14T17:00");
    assertThat(province.events(targets)).isEmpty();
  }

  @Test
  void movesDueDateTaskAndTimerWhenTheAdministratorAdjusts() {
    long decision = decide(FRIDAY, off(FRIDAY), CalendarDecision.Kind.MOVED);

    assertThat(calendar.isWorkingDay(FRIDAY)).isFalse();
    assertThat(due(targets)).as("at once").isEqualTo("2024-05-15T17:00");
    assertThat(deadlines.progressOf(decision).isComplete()).isFalse();
    province.runJobs();
    assertThat(deadlines.progressOf(decision).isComplete()).isTrue();
    assertThat(province.column(targets, "original_due", LocalDateTime.class))
        .isEqualTo("2024-05-14T17:00");
    Task task = province.require("PerformDuty", targets);
    assertThat(task.getDueDate()).isEqualTo("2024-05-15T17:00:00");
    assertThat(
            management
                .createJobQuery()
                .processInstanceId(task.getProcessInstanceId())
                .timers()
                .singleResult()
                .getDuedate())
        .isEqualTo("2024-05-15T17:00:00");
    assertThat(
            runtime.createProcessInstanceQuery().processDefinitionKey("CalendarAdjustment").count())
        .isZero();

    province.passes("2024-05-15T16:59");
    assertThat(province.events(targets)).containsExactly("CALENDAR_MOVED");
    province.passes("2024-05-15T17:01");
    assertThat(province.events(targets)).contains("OVERDUE");
  }

  @Test
  void keepsTheDecisionInItsTableTheAuditLogAndTheHistoryOfEachDuty() {
    long decision = decide(FRIDAY, off(FRIDAY), CalendarDecision.Kind.MOVED);

    CalendarDecision kept = changesMade().get(0);
    assertThat(kept.id()).isEqualTo(decision);
    assertThat(kept.onDay()).isEqualTo(FRIDAY);
    assertThat(kept.oldEntry()).isNull();
    assertThat(kept.newEntry()).isEqualTo("Nghỉ hoán đổi: Nghỉ thêm (chính thức)");
    assertThat(kept.decision()).isEqualTo(CalendarDecision.Kind.MOVED);
    assertThat(kept.decidedBy()).isEqualTo("quan-tri");
    assertThat(kept.decidedAt()).isEqualTo(province.now());
    assertThat(kept.remark()).isEqualTo("Công văn 1");
    long moved = province.count("select count(*) from duty_event where kind = 'CALENDAR_MOVED'");
    assertThat(moved).isPositive().isEqualTo(kept.duties());
    assertThat(
            province.count(
                "select count(*) from duty_event where duty_id = ? and actor = 'quan-tri' and remark"
                    + " = 'Công văn 1' and old_due = timestamp '2024-05-14 17:00:00' and new_due ="
                    + " timestamp '2024-05-15 17:00:00'",
                targets))
        .isOne();
    assertThat(
            province.count(
                "select count(*) from audit_entry where subject = 'calendar/2024-05-10' and action ="
                    + " 'ADMINISTRATION'"))
        .isPositive();
  }

  @Test
  void movesNothingButKeepsTheDecisionWhenTheAdministratorLeavesTheDeadlines() {
    Task before = province.require("PerformDuty", targets);
    decide(FRIDAY, off(FRIDAY), CalendarDecision.Kind.KEPT);
    province.runJobs();

    assertThat(calendar.isWorkingDay(FRIDAY)).isFalse();
    assertThat(due(targets)).isEqualTo("2024-05-14T17:00");
    assertThat(province.require("PerformDuty", targets).getId()).isEqualTo(before.getId());
    assertThat(province.events(targets)).containsExactly("CALENDAR_KEPT");
    assertThat(changesMade().get(0).decision()).isEqualTo(CalendarDecision.Kind.KEPT);

    LocalDate elsewhere = LocalDate.of(2024, 5, 27);
    assertThat(changes.preview(elsewhere, off(elsewhere)).moving())
        .as("what was kept does not move with the next change of another day")
        .extracting(Moving::clause)
        .doesNotContain("11.d1");
  }

  @Test
  void movesADateThatSomebodySetOnlyOffADayOff() {
    extendTo("2024-05-20");
    decide(FRIDAY, off(FRIDAY), CalendarDecision.Kind.MOVED);
    assertThat(due(targets)).as("not counted any more").isEqualTo("2024-05-20T17:00");

    LocalDate newDue = LocalDate.of(2024, 5, 20);
    assertThat(changes.preview(newDue, off(newDue)).moving())
        .filteredOn(Moving::setByHand)
        .extracting(Moving::clause, Moving::count)
        .containsExactly(tuple("11.d1", 1));
    decide(newDue, off(newDue), CalendarDecision.Kind.MOVED);
    province.runJobs();
    assertThat(due(targets)).isEqualTo("2024-05-21T17:00");
    assertThat(province.require("PerformDuty", targets).getDueDate())
        .isEqualTo("2024-05-21T17:00:00");
  }

  @Test
  void leavesWhatIsInReview() {
    report();
    Task review = province.require("ReviewDuty", targets);
    decide(FRIDAY, off(FRIDAY), CalendarDecision.Kind.MOVED);
    province.runJobs();

    assertThat(due(targets)).isEqualTo("2024-05-14T17:00");
    assertThat(province.require("ReviewDuty", targets).getId()).isEqualTo(review.getId());
    assertThat(province.events(targets)).containsExactly("SUBMITTED");
  }

  @Test
  void leavesTheReviewOfAReportThatCameBeforeTheProcessWasTold() {
    decide(FRIDAY, off(FRIDAY), CalendarDecision.Kind.MOVED);
    province.as(
        COMMUNE,
        () -> {
          tasks.complete(
              province.require("PerformDuty", targets).getId(),
              Map.of("outcome", "done", "summary", "Đã giao"));
          return null;
        });
    province.runJobs();

    assertThat(province.state(targets)).isEqualTo("IN_REVIEW");
    assertThat(province.about("ReviewDuty", targets)).hasSize(1);
    assertThat(province.about("PerformDuty", targets)).isEmpty();
  }

  @Test
  void leavesARequestForMoreTimeWithWhoDecidesOnIt() {
    province.complete(
        province.duty(campaign, "11.d1", COMMUNE),
        COMMUNE,
        Map.of("outcome", "extension", "reason", "Bận", "requestedDue", "2024-05-24"));
    Task request = province.require("DecideExtension", targets);
    decide(FRIDAY, off(FRIDAY), CalendarDecision.Kind.MOVED);
    province.runJobs();

    assertThat(due(targets)).isEqualTo("2024-05-15T17:00");
    assertThat(province.require("DecideExtension", targets).getId()).isEqualTo(request.getId());
    province.complete(request, DISTRICT, Map.of("granted", false, "remark", "Không"));
    assertThat(province.require("PerformDuty", targets).getDueDate())
        .isEqualTo("2024-05-15T17:00:00");
  }

  @Test
  void takesADutyThatIsInTimeAgainOutOfItsCase() {
    province.passes("2024-05-14T17:01");
    assertThat(province.column(targets, "case_id", Long.class)).isNotNull();
    long escalation = province.column(targets, "case_id", Long.class);

    LocalDate due = LocalDate.of(2024, 5, 14);
    decide(due, off(due), CalendarDecision.Kind.MOVED);

    assertThat(province.column(targets, "case_id", Long.class)).isNull();
    assertThat(
            province.count(
                "select count(*) from escalation_item where duty_id = ? and left_at is null",
                targets))
        .isZero();
    assertThat(
            province.count(
                "select count(*) from escalation_case where id = ? and closed_at is not null",
                escalation))
        .as("all duties of the case moved")
        .isOne();
    assertThat(
            province.count(
                "select count(*) from duty where case_id is not null and due < timestamp '2024-05-11"
                    + " 00:00:00'"))
        .as("what is overdue all the same stays in its case")
        .isPositive();

    province.passes("2024-05-15T16:59");
    assertThat(province.column(targets, "case_id", Long.class)).isNull();
    province.passes("2024-05-15T17:10");
    assertThat(province.column(targets, "case_id", Long.class)).isNotNull();
    assertThat(province.events(targets)).filteredOn("OVERDUE"::equals).hasSize(2);
  }

  @Test
  void movesBackWhenTheDayIsTakenOutOfTheCalendarAgain() {
    decide(FRIDAY, off(FRIDAY), CalendarDecision.Kind.MOVED);
    province.runJobs();
    decide(FRIDAY, null, CalendarDecision.Kind.MOVED);
    province.runJobs();

    assertThat(calendar.isWorkingDay(FRIDAY)).isTrue();
    assertThat(due(targets)).isEqualTo("2024-05-14T17:00");
    assertThat(province.require("PerformDuty", targets).getDueDate())
        .isEqualTo("2024-05-14T17:00:00");
    assertThat(province.events(targets)).containsExactly("CALENDAR_MOVED", "CALENDAR_MOVED");
    assertThat(changesMade().get(0).change()).isEqualTo("Xóa");
  }

  @Test
  void movesWhatWaitsForItsTurnAndMoreThanOneJobTakes() {
    long conferences = province.dutyId(campaign, "11.d3", COMMUNE);
    assertThat(province.state(conferences)).isEqualTo("WAITING");
    long decision = decide(LAST_OF_MONTH, off(LAST_OF_MONTH), CalendarDecision.Kind.MOVED);
    int told = deadlines.progressOf(decision).all() - deadlines.progressOf(decision).done();
    assertThat(told).as("more than a job takes").isGreaterThan(10);
    province.runJobs();

    assertThat(deadlines.progressOf(decision).isComplete()).isTrue();
    assertThat(due(conferences)).isEqualTo("2024-06-03T17:00");
    assertThat(
            tasks.createTaskQuery().taskDefinitionKey("PerformDuty").list().stream()
                .filter(task -> task.getDueDate().toString().contains("May 31")))
        .isEmpty();
    province.finish(campaign, "11.d1", COMMUNE, DISTRICT);
    province.finish(campaign, "11.d2", COMMUNE, DISTRICT);
    assertThat(province.require("PerformDuty", conferences).getDueDate())
        .isEqualTo("2024-06-03T17:00:00");
  }

  @Test
  void changesNothingAtAllIfWhatWasSeenIsNoLongerSo() {
    Preview seen = changes.preview(FRIDAY, off(FRIDAY));
    LocalDate monday = LocalDate.of(2024, 5, 13);
    decide(monday, off(monday), CalendarDecision.Kind.MOVED);
    province.runJobs();
    List<String> before = province.events(targets);

    assertThatThrownBy(
            () ->
                changes.decide(
                    FRIDAY,
                    off(FRIDAY),
                    CalendarDecision.Kind.MOVED,
                    "Công văn 1",
                    seen.seen(),
                    "quan-tri"))
        .isInstanceOf(CalendarChanges.SeenOtherwise.class);

    assertThat(calendar.isWorkingDay(FRIDAY)).isTrue();
    assertThat(province.events(targets)).isEqualTo(before);
    assertThat(changesMade()).hasSize(1);
  }

  @Test
  void refusesWhatIsSoAlreadyAndAYearWithoutADay() {
    assertThatThrownBy(() -> changes.preview(FRIDAY, null))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("không có gì để xóa");
    LocalDate only = LocalDate.of(2031, 1, 1);
    days.save(off(only));
    assertThatThrownBy(() -> changes.preview(only, null))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("năm này không còn lịch làm việc");
  }

  private static CalendarDay off(LocalDate day) {
    return new CalendarDay(
        day, CalendarDay.Type.SWAP_OFF, "Nghỉ thêm", null, CalendarDay.Status.OFFICIAL);
  }

  private long decide(LocalDate day, CalendarDay entry, CalendarDecision.Kind decision) {
    return changes.decide(
        day, entry, decision, "Công văn 1", changes.preview(day, entry).seen(), "quan-tri");
  }

  private List<CalendarDecision> changesMade() {
    return decisions.latest(10);
  }

  private LocalDateTime due(long duty) {
    return province.column(duty, "due", LocalDateTime.class);
  }

  private void report() {
    province.complete(
        province.duty(campaign, "11.d1", COMMUNE),
        COMMUNE,
        Map.of("outcome", "done", "summary", "Đã giao"));
  }

  private void extendTo(String day) {
    province.complete(
        province.duty(campaign, "11.d1", COMMUNE),
        COMMUNE,
        Map.of("outcome", "extension", "reason", "Bận", "requestedDue", day));
    province.complete(
        province.require("DecideExtension", targets), DISTRICT, Map.of("granted", true));
  }
}
