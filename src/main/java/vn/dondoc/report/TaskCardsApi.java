package vn.dondoc.report;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.TimeLeft;
import vn.dondoc.duty.TimeLeft.Left;
import vn.dondoc.duty.TimeStatus;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Officers;
import vn.dondoc.report.TaskCardsWorkflow.OpenTask;

/** What Tasklist shows of the tasks in its list: whose, under which clause, for when. */
@RestController
@Transactional(readOnly = true)
class TaskCardsApi {

  private static final int MOST = 100;

  /** Of a duty, a case of overdue duties, an obstacle or a campaign, by its process. */
  private static final String SUBJECTS =
      """
      select d.process_instance_id as process, d.clause, u.name as unit, c.document_number as campaign,
        f.is_request as request
      from duty d join unit u on u.code = d.unit join campaign c on c.id = d.campaign_id
        join duty_definition f on f.id = d.definition_id
      where d.process_instance_id in (:processes)
      union all
      select e.process_instance_id, null, case when e.unit_kind = 'COMMUNE' then null else u.name end,
        c.document_number, false
      from escalation_case e join unit u on u.code = e.unit join campaign c on c.id = e.campaign_id
      where e.process_instance_id in (:processes)
      union all
      select k.process_instance_id, k.clause, u.name, c.document_number, false
      from difficulty k join unit u on u.code = k.unit join campaign c on c.id = k.campaign_id
      where k.process_instance_id in (:processes)
      union all
      select c.id, null, null, c.document_number, false from campaign c where c.id in (:processes)
      """;

  private final JdbcClient jdbc;
  private final TaskCardsWorkflow workflow;
  private final TimeLeft timeLeft;
  private final DueDates dueDates;
  private final Officers officers;

  TaskCardsApi(
      JdbcClient jdbc,
      TaskCardsWorkflow workflow,
      TimeLeft timeLeft,
      DueDates dueDates,
      Officers officers) {
    this.jdbc = jdbc;
    this.workflow = workflow;
    this.timeLeft = timeLeft;
    this.dueDates = dueDates;
    this.officers = officers;
  }

  private record Subject(
      String process, String clause, String unit, String campaign, boolean request) {}

  /**
   * A task of the list; any part but the id may be null.
   *
   * @param unit name of the unit that it is about
   * @param campaign number of the directive
   * @param holder name of who works on it
   * @param timeText what is left of the time, in words
   */
  record Card(
      String id,
      String clause,
      String unit,
      String campaign,
      String holder,
      TimeStatus timeStatus,
      String timeText) {}

  /**
   * The cards of those of these tasks that the person may see.
   *
   * @throws InvalidInput if more than 100 are asked for
   */
  @GetMapping("/api/tasks/cards")
  List<Card> cards(@RequestParam List<String> ids) {
    if (ids.size() > MOST) {
      throw new InvalidInput("ids", "Mỗi lần hỏi không quá " + MOST + " việc (ids).");
    }
    List<OpenTask> tasks = ids.isEmpty() ? List.of() : workflow.find(ids);
    if (tasks.isEmpty()) {
      return List.of();
    }
    Map<String, Subject> subjects =
        jdbc
            .sql(SUBJECTS)
            .param("processes", tasks.stream().map(OpenTask::process).distinct().toList())
            .query(Subject.class)
            .list()
            .stream()
            .collect(toMap(Subject::process, Function.identity(), (one, other) -> one));
    return tasks.stream().map(task -> card(task, subjects.get(task.process()))).toList();
  }

  private Card card(OpenTask task, Subject subject) {
    Left left =
        task.due() == null
            ? null
            : timeLeft.until(dueDates.local(task.due()), subject != null && subject.request());
    return new Card(
        task.id(),
        subject == null ? null : subject.clause(),
        subject == null ? null : subject.unit(),
        subject == null ? null : subject.campaign(),
        officers.nameOf(task.holder()),
        left == null ? null : left.status(),
        left == null ? null : left.text());
  }
}
