package vn.dondoc.duty;

import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.engine.ToneMarks;
import vn.dondoc.organisation.Officers;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.Viewer;

/** What the signed-in person's units have to review, all at once. */
@Component
public class Reviews {

  private static final Logger log = LoggerFactory.getLogger(Reviews.class);

  private static final String OURS =
      """
      from duty d
      join duty_definition f on f.id = d.definition_id
      join campaign c on c.id = d.campaign_id
      join unit u on u.code = d.unit
      left join submission s on s.id = (select max(id) from submission where duty_id = d.id)
      left join submission e on e.id = (select max(id) from submission
        where duty_id = d.id and id < s.id and outcome = 'DONE' and answer = 'REFUSED')
      where %s in (:reviewers)
      """
          .formatted(Duties.SUPERIOR);

  private static final String IN_REVIEW = OURS + "and d.state = 'IN_REVIEW'\n";

  private static final Map<ReviewSearch.By, String> ORDER =
      Map.of(
          ReviewSearch.By.DUTY, "order by c.issued_at, c.id, " + Duties.CLAUSE_ORDER + ", d.unit",
          ReviewSearch.By.UNIT, "order by d.unit, c.issued_at, c.id, " + Duties.CLAUSE_ORDER);

  private static final Locale VIETNAMESE = new Locale("vi", "VN");

  private static final RowMapper<Duty> DUTY = new DataClassRowMapper<>(Duty.class);

  private final JdbcClient jdbc;
  private final Units units;
  private final Officers officers;
  private final EvidenceFiles evidence;
  private final DutyTasksWorkflow workflow;

  Reviews(
      JdbcClient jdbc,
      Units units,
      Officers officers,
      EvidenceFiles evidence,
      DutyTasksWorkflow workflow) {
    this.jdbc = jdbc;
    this.units = units;
    this.officers = officers;
    this.evidence = evidence;
    this.workflow = workflow;
  }

  /** Whether this person's units review anything, be it not now. */
  public boolean concern(Viewer viewer) {
    return viewer.units().stream()
            .anyMatch(code -> units.exists(code) && !units.below(code).isEmpty())
        || jdbc.sql("select count(*) from campaign where lead_unit in (:units)")
                .param("units", unitsOf(viewer))
                .query(Long.class)
                .single()
            > 0;
  }

  /** How many results wait for this person's units. */
  public int waitingFor(Viewer viewer) {
    return jdbc.sql("select count(*) " + IN_REVIEW)
        .param("reviewers", unitsOf(viewer))
        .query(Integer.class)
        .single();
  }

  /** Some of what waits, and how much there is in all. */
  record Found(List<ReviewItem> items, int total) {}

  /** What waits for this person's units, from some place in the list on. */
  Found find(Viewer viewer, ReviewSearch search, int from, int count) {
    List<Integer> total = new ArrayList<>();
    List<ReviewItem> rows =
        where(
                "select "
                    + Duties.COLUMNS
                    + """
                    , c.document_number, u.name as unit_name, s.submitted_by, s.summary,
                    e.answered_at as earlier_at, e.remark as earlier_remark, count(*) over () as total
                    """,
                viewer,
                search,
                ORDER.get(search.by()) + " offset :from rows fetch next :count rows only")
            .param("from", from)
            .param("count", count)
            .query(
                (row, n) -> {
                  total.add(row.getInt("total"));
                  return item(row);
                })
            .list();
    return new Found(withFiguresAndEvidence(rows), total.isEmpty() ? 0 : total.get(0));
  }

  /** Ids of all that {@link #find} would come to. */
  List<Long> ids(Viewer viewer, ReviewSearch search) {
    return where("select d.id ", viewer, search, ORDER.get(search.by())).query(Long.class).list();
  }

  /** Clauses and names of the duties of which results wait, in the order of the clauses. */
  Map<String, String> clauses(Viewer viewer) {
    Map<String, String> clauses = new LinkedHashMap<>();
    jdbc.sql(
            "select distinct d.clause, f.name, position('.' in d.clause) as place "
                + IN_REVIEW
                + "order by place, d.clause")
        .param("reviewers", unitsOf(viewer))
        .query(
            row -> {
              clauses.putIfAbsent(row.getString("clause"), row.getString("name"));
            });
    return clauses;
  }

  /** Those of these duties that this person's units are to review, now or otherwise. */
  List<Duty> of(Viewer viewer, Collection<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            "select "
                + Duties.COLUMNS
                + OURS
                + " and d.id in (:ids) order by "
                + Duties.CLAUSE_ORDER
                + ", d.unit")
        .param("reviewers", unitsOf(viewer))
        .param("ids", ids)
        .query(DUTY)
        .list();
  }

  /** Requests for more time that wait for this person's units, soonest due date first. */
  List<ExtensionRequest> extensions(Viewer viewer, int count) {
    List<ExtensionRequest> requests =
        jdbc.sql(
                "select "
                    + Duties.COLUMNS
                    + ", u.name as unit_name, s.requested_due, s.reason "
                    + OURS
                    + """
                    and d.state = 'EXTENSION_ASKED'
                    order by d.due, d.id fetch first :count rows only
                    """)
            .param("reviewers", unitsOf(viewer))
            .param("count", count)
            .query(
                (row, n) ->
                    new ExtensionRequest(
                        DUTY.mapRow(row, 0),
                        row.getString("unit_name"),
                        row.getObject("requested_due", LocalDate.class),
                        row.getString("reason"),
                        null))
            .list();
    Map<Long, String> tasks =
        workflow.tasks("DecideExtension", requests.stream().map(ExtensionRequest::duty).toList());
    return requests.stream().map(request -> request.with(tasks.get(request.duty().id()))).toList();
  }

  // Answers

  /**
   * What became of an answer to several results.
   *
   * @param refused what was not done, and why
   */
  record Answered(int done, List<Refused> refused) implements Serializable {}

  record Refused(String what, String reason) implements Serializable {}

  /**
   * Accepts each of these results on its own: what cannot be accepted is told, and holds up none of
   * the others.
   */
  Answered accept(Viewer viewer, Set<Long> ids, String remark) {
    return answer(viewer, ids, true, remark);
  }

  /** Sends a result back to its unit, saying what it lacks. */
  Answered askForMore(Viewer viewer, long id, String remark) {
    return answer(viewer, Set.of(id), false, remark);
  }

  private Answered answer(Viewer viewer, Set<Long> ids, boolean accepted, String remark) {
    Map<Long, Duty> ours = new LinkedHashMap<>();
    of(viewer, ids).forEach(duty -> ours.put(duty.id(), duty));
    List<Refused> refused = new ArrayList<>();
    ids.stream()
        .filter(id -> !ours.containsKey(id))
        .map(
            id -> new Refused("Nhiệm vụ số " + id, "Không có, hoặc không do đơn vị của bạn duyệt."))
        .forEach(refused::add);
    Map<Long, String> tasks = workflow.tasks("ReviewDuty", ours.values());
    int done = 0;
    for (Duty duty : ours.values()) {
      String reason = reasonAgainst(duty, tasks.get(duty.id()), accepted, remark);
      if (reason == null) {
        done++;
      } else {
        refused.add(new Refused(units.name(duty.unit()) + " – " + duty.name(), reason));
      }
    }
    return new Answered(done, refused);
  }

  /** Why the result could not be answered, null if it was. */
  private String reasonAgainst(Duty duty, String task, boolean accepted, String remark) {
    if (duty.state() != DutyState.IN_REVIEW) {
      return "Không còn chờ duyệt: hiện ở trạng thái «" + duty.state().text() + "».";
    }
    try {
      workflow.review(task, accepted, remark);
      return null;
    } catch (InvalidInput e) {
      return e.getMessage();
    } catch (RuntimeException e) {
      log.error("Cannot answer the result of duty {}", duty.id(), e);
      return "Hệ thống gặp lỗi. Hãy thử lại sau ít phút; nếu vẫn lỗi, hãy báo quản trị hệ thống.";
    }
  }

  private StatementSpec where(String select, Viewer viewer, ReviewSearch search, String order) {
    StringBuilder sql = new StringBuilder(select).append(IN_REVIEW);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("reviewers", unitsOf(viewer));
    if (search.clause() != null) {
      sql.append(" and d.clause = :clause");
      parameters.put("clause", search.clause());
    }
    if (search.late()) {
      sql.append(" and d.submitted_at > d.due");
    }
    if (search.unit() != null) {
      sql.append(" and d.unit in (:units)");
      parameters.put("units", named(search.unit()));
    }
    return jdbc.sql(sql.append(' ').append(order).toString()).params(parameters);
  }

  /** Never empty, which not every database takes. */
  private static Collection<String> unitsOf(Viewer viewer) {
    return viewer.units().isEmpty() ? Set.of("") : viewer.units();
  }

  /** Codes of the units whose name has this in it. */
  private List<String> named(String part) {
    String wanted = ToneMarks.fold(part);
    List<String> found =
        units.all().stream()
            .filter(unit -> ToneMarks.fold(unit.name()).contains(wanted))
            .map(Unit::code)
            .toList();
    return found.isEmpty() ? List.of("") : found;
  }

  private ReviewItem item(ResultSet row) throws SQLException {
    Duty duty = DUTY.mapRow(row, 0);
    String remark = row.getString("earlier_remark");
    return new ReviewItem(
        duty,
        row.getString("document_number"),
        row.getString("unit_name"),
        duty.submittedAt(),
        officers.nameOf(row.getString("submitted_by")),
        row.getString("summary"),
        remark == null
            ? null
            : new ReviewItem.Earlier(row.getObject("earlier_at", LocalDateTime.class), remark),
        List.of(),
        null);
  }

  private List<ReviewItem> withFiguresAndEvidence(List<ReviewItem> rows) {
    List<Duty> duties = rows.stream().map(ReviewItem::duty).toList();
    Map<Long, List<ReviewItem.Figure>> figures = figures(duties);
    Map<Long, List<Evidence>> files = evidence.ofAll(duties);
    return rows.stream()
        .map(
            row ->
                row.with(
                    figures.getOrDefault(row.duty().id(), List.of()), files.get(row.duty().id())))
        .toList();
  }

  private Map<Long, List<ReviewItem.Figure>> figures(List<Duty> duties) {
    Map<Long, List<ReviewItem.Figure>> figures = new HashMap<>();
    if (duties.isEmpty()) {
      return figures;
    }
    jdbc.sql(
            """
            select d.id, m.label, g.amount from duty d
            join duty_metric m on m.definition_id = d.definition_id
            left join duty_figure g on g.duty_id = d.id and g.metric = m.metric
            where d.id in (:duties) order by d.id, m.place
            """)
        .param("duties", duties.stream().map(Duty::id).toList())
        .query(
            row -> {
              figures
                  .computeIfAbsent(row.getLong("id"), id -> new ArrayList<>())
                  .add(
                      new ReviewItem.Figure(
                          row.getString("label"), text(row.getBigDecimal("amount"))));
            });
    return figures;
  }

  private static String text(BigDecimal amount) {
    return amount == null
        ? null
        : new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(VIETNAMESE))
            .format(amount);
  }
}
