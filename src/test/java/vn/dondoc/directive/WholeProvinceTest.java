package vn.dondoc.directive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import vn.dondoc.CsvRows;
import vn.dondoc.Province;

/** The letter of May 2024 on the full list of 12 agencies, 21 districts and 460 communes. */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false"
    })
@Import(Province.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeProvinceTest {

  /**
   * 11.d3 of each commune, 11.b2 of each district, 12.b of 31 units, and 13 more of provincial
   * agencies.
   */
  private static final int WAITING = 460 + 21 + 31 + 13;

  @Autowired Province province;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;

  private String campaign;

  @BeforeAll
  void issue() {
    campaign = province.issue();
  }

  @Test
  @Order(1)
  void assignsExactly3468Duties() {
    assertThat(count("campaign_id = ?", campaign)).isEqualTo(3468);
    assertThat(duties("u.kind = 'AGENCY' and clause not in ('12.a', '12.b')")).isEqualTo(39);
    assertThat(duties("u.kind = 'DISTRICT' and clause not in ('12.a', '12.b')")).isEqualTo(147);
    assertThat(duties("u.kind = 'COMMUNE'")).isEqualTo(3220);
    assertThat(duties("clause in ('12.a', '12.b')")).isEqualTo(62);
  }

  @Test
  @Order(2)
  void opensAllButThoseThatWaitForAPredecessor() {
    assertThat(count("campaign_id = ? and state = 'WAITING'", campaign)).isEqualTo(WAITING);
    assertThat(tasks.createTaskQuery().taskDefinitionKey("PerformDuty").count())
        .isEqualTo(3468 - WAITING);
    assertThat(management.createJobQuery().withException().count()).isZero();
    assertThat(runtime.createIncidentQuery().count()).isZero();
  }

  @Test
  @Order(3)
  void givesEachOfThe52ClausesItsNameItsUnitsAndItsDueDate() throws Exception {
    Map<String, Clause> letter = letter();
    assertThat(letter).hasSize(52);
    record Row(String clause, String name, String unit, String kind, LocalDateTime due) {}
    List<Row> rows =
        province
            .jdbc
            .sql(
                """
                select d.clause, f.name, d.unit, u.kind, d.due from duty d
                join duty_definition f on f.id = d.definition_id join unit u on u.code = d.unit
                where d.campaign_id = ?
                """)
            .param(campaign)
            .query(Row.class)
            .list();

    assertThat(rows.stream().map(Row::clause).collect(Collectors.toSet()))
        .isEqualTo(letter.keySet());
    for (Row row : rows) {
      Clause clause = letter.get(row.clause());
      assertThat(row.name()).as(row.clause()).isEqualTo(clause.name());
      assertThat(row.due()).as(row.clause()).isEqualTo(clause.due() + "T17:00");
    }
    Map<String, List<String>> units =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    Row::clause, Collectors.mapping(Row::unit, Collectors.toList())));
    letter.forEach(
        (id, clause) -> {
          switch (clause.unit()) {
            case "DISTRICT" -> assertThat(units.get(id)).as(id).hasSize(21);
            case "COMMUNE" -> assertThat(units.get(id)).as(id).hasSize(460);
            case "ALL" -> assertThat(units.get(id)).as(id).hasSize(31).doesNotContain("bhxh-tinh");
            default ->
                assertThat(units.get(id))
                    .as(id)
                    .containsExactlyInAnyOrder(clause.unit().split(" "));
          }
        });
  }

  @Test
  @Order(4)
  void givesEveryOpenDutyATaskWithItsNameItsUnitAndItsDueDate() {
    Map<Long, Task> tasksByDuty = new HashMap<>();
    List<Task> open = tasks.createTaskQuery().taskDefinitionKey("PerformDuty").list();
    Map<String, Long> dutyByProcess =
        province
            .jdbc
            .sql("select process_instance_id, id from duty where process_instance_id is not null")
            .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    open.forEach(task -> tasksByDuty.put(dutyByProcess.get(task.getProcessInstanceId()), task));
    assertThat(tasksByDuty).hasSize(3468 - WAITING);

    record Row(long id, String name, String unit, LocalDateTime due) {}
    List<Row> rows =
        province
            .jdbc
            .sql(
                """
                select d.id, f.name, d.unit, d.due from duty d
                join duty_definition f on f.id = d.definition_id where d.state <> 'WAITING'
                """)
            .query(Row.class)
            .list();
    for (Row row : rows) {
      Task task = tasksByDuty.get(row.id());
      assertThat(task.getName()).isEqualTo(row.name());
      assertThat(task.getDueDate()).isEqualTo(java.sql.Timestamp.valueOf(row.due()));
    }
    // The groups of one task of each unit: asking for all of them would be one query a task.
    rows.stream()
        .collect(Collectors.toMap(Row::unit, row -> row, (first, second) -> first))
        .forEach(
            (unit, row) ->
                assertThat(tasks.getIdentityLinksForTask(tasksByDuty.get(row.id()).getId()))
                    .extracting(IdentityLink::getGroupId)
                    .containsExactly(unit));
  }

  @Test
  @Order(5)
  void bringsAll3220CommuneDutiesOverdueAtOnceIn21Cases() {
    province.passes("2024-05-31T17:01");

    assertThat(
            province.count(
                "select count(*) from missed_deadline m join duty d on d.id = m.duty_id"
                    + " join unit u on u.code = d.unit where u.kind = 'COMMUNE'"))
        .isEqualTo(3220);
    assertThat(province.count("select count(*) from escalation_case where unit_kind = 'COMMUNE'"))
        .isEqualTo(21);
    assertThat(
            province.count(
                "select count(*) from escalation_item i join escalation_case c on c.id = i.case_id"
                    + " where c.unit_kind = 'COMMUNE'"))
        .isEqualTo(3220);
    assertThat(
            runtime
                .createProcessInstanceQuery()
                .processDefinitionKey("Escalation")
                .variableValueEquals("unitKind", "COMMUNE")
                .count())
        .isEqualTo(21);
    assertThat(
            tasks
                .createTaskQuery()
                .taskDefinitionKey("UrgeUnit")
                .processVariableValueEquals("unitKind", "COMMUNE")
                .list())
        .hasSize(21);
  }

  private record Clause(String name, String due, String unit) {}

  /** What the letter says, in the breakdown that came with it; units are ours. */
  private static Map<String, Clause> letter() throws Exception {
    return CsvRows.of("/letter/clauses-2024.csv").stream()
        .collect(
            Collectors.toMap(
                row -> row.get("clause"),
                row -> new Clause(row.get("name"), row.get("due"), row.get("unit"))));
  }

  private long count(String where, Object... parameters) {
    return province.count("select count(*) from duty where " + where, parameters);
  }

  private long duties(String where) {
    return province.count(
        "select count(*) from duty d join unit u on u.code = d.unit where d.campaign_id = ? and "
            + where,
        campaign);
  }
}
