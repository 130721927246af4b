package vn.dondoc.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.deadline.OpenDeadlines.Moving;

/** The working calendar, its decisions and what follows them, on the database of a province. */
@SmallProvinceTest
class CalendarOnPostgresTest {

  private static EmbeddedPostgres server;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) throws IOException {
    server = EmbeddedPostgres.start();
    properties.add("spring.datasource.url", () -> server.getJdbcUrl("postgres", "postgres"));
    properties.add("spring.datasource.username", () -> "postgres");
  }

  /** The application goes on without a database: closing it would close the webapps of others. */
  @AfterAll
  static void stop(@Autowired DataSource pool) throws IOException, SQLException {
    pool.unwrap(HikariDataSource.class).close();
    server.close();
  }

  @Autowired Province province;
  @Autowired CalendarChanges changes;
  @Autowired CalendarDecisions decisions;
  @Autowired StepMoves moves;
  @Autowired AllOpenDeadlines deadlines;
  @Autowired CalendarDays days;
  @Autowired WorkingCalendar calendar;
  @Autowired TaskService tasks;

  private List<CalendarDay> seeded;
  private String campaign;

  @BeforeEach
  void issue() {
    seeded = days.all();
    campaign = province.issue();
  }

  @AfterEach
  void clear() {
    province.clear();
    province.jdbc.sql("delete from working_calendar_day").update();
    seeded.forEach(days::save);
    calendar.refresh();
  }

  @Test
  void movesKeepsAndMovesBackDutiesTasksAndTimers() {
    province.passes("2024-05-14T17:01");
    Task urge = province.taskOf("huyen-412", "UrgeUnit");
    long targets = province.dutyId(campaign, "11.d1", "xa-16663");
    String due = "select case_id from duty where id = ?";
    assertThat(province.jdbc.sql(due).param(targets).query(Long.class).optional()).isPresent();

    decide("2024-05-15", off("2024-05-15"), CalendarDecision.Kind.KEPT);
    decide("2024-05-15", null, CalendarDecision.Kind.NONE);
    assertThat(due(urge)).as("what was kept is there already").isEqualTo("2024-05-16T17:00:00");

    long moved = decide("2024-05-16", off("2024-05-16"), CalendarDecision.Kind.MOVED);
    province.runJobs();
    assertThat(due(urge)).isEqualTo("2024-05-17T17:00:00");
    assertThat(deadlines.progressOf(moved).isComplete()).isTrue();
    assertThat(moves.of(moved)).extracting(Moving::name).contains("Đôn đốc nhiệm vụ quá hạn");

    decide("2024-05-14", off("2024-05-14"), CalendarDecision.Kind.MOVED);
    province.runJobs();
    assertThat(province.jdbc.sql(due).param(targets).query(Long.class).optional())
        .as("in time again, and out of its case")
        .isEmpty();
    assertThat(province.require("PerformDuty", targets).getDueDate())
        .isEqualTo("2024-05-15T17:00:00");
    assertThat(decisions.latest(9)).hasSize(4);
    assertThat(province.events(targets)).contains("CALENDAR_MOVED");
  }

  @Test
  void letsOneOfTwoAdministratorsDecide() throws Exception {
    LocalDate day = LocalDate.of(2024, 5, 10);
    CalendarDay entry = off("2024-05-10");
    String seen = changes.preview(day, entry).seen();
    var together = new CyclicBarrier(2);
    ExecutorService people = Executors.newFixedThreadPool(2);
    List<Future<Long>> decided = new ArrayList<>();
    for (var kind : List.of(CalendarDecision.Kind.MOVED, CalendarDecision.Kind.KEPT)) {
      decided.add(
          people.submit(
              () -> {
                together.await(10, TimeUnit.SECONDS);
                return changes.decide(day, entry, kind, "Công văn 1", seen, "quan-tri");
              }));
    }
    people.shutdown();
    assertThat(people.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

    List<String> told = new ArrayList<>();
    for (Future<Long> each : decided) {
      try {
        each.get();
      } catch (ExecutionException refused) {
        told.add(refused.getCause().getMessage());
      }
    }
    assertThat(told).singleElement().asString().startsWith("Lịch làm việc đã ghi đúng như vậy");
    assertThat(decisions.latest(9)).hasSize(1);
  }

  private Date due(Task task) {
    return tasks.createTaskQuery().taskId(task.getId()).singleResult().getDueDate();
  }

  private long decide(String day, CalendarDay entry, CalendarDecision.Kind decision) {
    LocalDate date = LocalDate.parse(day);
    return changes.decide(
        date, entry, decision, "Công văn 1", changes.preview(date, entry).seen(), "quan-tri");
  }

  private static CalendarDay off(String day) {
    return new CalendarDay(
        LocalDate.parse(day),
        CalendarDay.Type.SWAP_OFF,
        "Nghỉ thêm",
        null,
        CalendarDay.Status.OFFICIAL);
  }
}
