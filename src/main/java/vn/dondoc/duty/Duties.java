package vn.dondoc.duty;

import static vn.dondoc.duty.DutyEvent.Kind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.organisation.OfficerLeft;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.Viewer;

/**
 * The duties of all campaigns and their history. Everything here is written in the transaction of
 * whoever calls; the engine calls from its own. All times are local.
 */
@Component("duties")
@Transactional
public class Duties {

  /** States in which a unit owes a report; see {@link Duty#isOverdue}. */
  public static final String OWING =
      "('WAITING', 'NOT_ACCEPTED', 'IN_PROGRESS', 'RETURNED', 'EXTENSION_ASKED')";

  /** {@link #superior} in SQL: of the duty d, its campaign c, and the unit u that owes it. */
  public static final String SUPERIOR =
      """
      case when d.unit = c.lead_unit or u.superior is null then c.committee
        when u.superior = c.committee then c.lead_unit else u.superior end
      """;

  /** Duties d in the order of the directive, in SQL: sections are numbers, 2 before 10. */
  public static final String CLAUSE_ORDER = "position('.' in d.clause), d.clause";

  /** A {@link Duty}: of the duty d, its definition f and its campaign c. */
  static final String COLUMNS =
      """
      d.id, d.campaign_id, d.clause, f.name, d.unit, c.lead_unit as lead, c.committee,
        d.original_due, d.due, d.state, d.officer, d.submitted_at, f.is_request as request,
        f.restricted, d.process_instance_id
      """;

  /** Reads a {@link Duty}; a condition follows. */
  public static final String SELECT =
      "select "
          + COLUMNS
          + """
      from duty d
      join duty_definition f on f.id = d.definition_id
      join campaign c on c.id = d.campaign_id
      """;

  private final JdbcClient jdbc;
  private final Openings openings;
  private final DutyCatalogue catalogue;
  private final Units units;
  private final DueDates dueDates;
  private final Clock clock;
  private final ObjectMapper json;
  private final ApplicationEventPublisher events;

  Duties(
      JdbcClient jdbc,
      Openings openings,
      DutyCatalogue catalogue,
      Units units,
      DueDates dueDates,
      Clock clock,
      ObjectMapper json,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.openings = openings;
    this.catalogue = catalogue;
    this.units = units;
    this.dueDates = dueDates;
    this.clock = clock;
    this.json = json;
    this.events = events;
  }

  // What the models ask for

  /** The name of the officer's task: the short name of the duty. */
  public String name(long dutyId) {
    return require(dutyId).name();
  }

  /** The due date that counts now. */
  public Date due(long dutyId) {
    return dueDates.date(require(dutyId).due());
  }

  /** When the officer is to be reminded: some working days before the due date. */
  public Date reminder(long dutyId) {
    return dueDates.reminderBefore(require(dutyId).due().toLocalDate());
  }

  /** Who works on the duty, null if nobody does; keeps the officer when a result comes back. */
  public String officer(long dutyId) {
    return require(dutyId).officer();
  }

  /** The unit that reviews results and decides on more time: the direct superior. */
  public String reviewer(long dutyId) {
    return superior(require(dutyId));
  }

  /**
   * The unit that decides on a returned duty: the lead agency, and the committee for the lead
   * agency's own.
   */
  public String resolver(long dutyId) {
    Duty duty = require(dutyId);
    return duty.unit().equals(duty.lead()) ? duty.committee() : duty.lead();
  }

  /** Whether anything is still owed. */
  public boolean isOpen(long dutyId) {
    return !require(dutyId).state().isEnded();
  }

  /**
   * The due date has passed on the officer's task. Only recorded, at the end of the transaction;
   * the sweep brings what is recorded before the superiors. May be called any number of times.
   */
  public void recordOverdue(long dutyId) {
    PassedDeadlines.in(passed -> recordMissed("d.id in (:ids)", passed)).add(dutyId);
  }

  // What happens to a duty

  /** Assigns what is not assigned yet; of the rest nothing changes. */
  void assign(String campaignId, Collection<Assignment> assignments) {
    if (assignments.isEmpty()) {
      return;
    }
    List<Present> present =
        jdbc.sql(
                """
                select c.lead_unit as lead, c.committee, d.clause, d.assigned_unit as unit
                from campaign c
                left join duty d on d.campaign_id = c.id and d.assigned_unit in (:units)
                where c.id = :campaign
                """)
            .param("campaign", campaignId)
            .param("units", assignments.stream().map(Assignment::unit).collect(Collectors.toSet()))
            .query(Present.class)
            .list();
    Openings.OfTransaction current = openings.current();
    List<Assignment> missing =
        assignments.stream()
            .filter(assignment -> present.stream().noneMatch(duty -> duty.isOf(assignment)))
            .filter(
                assignment ->
                    current.idOf(campaignId, assignment.clause(), assignment.unit()).isEmpty())
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    Iterator<Long> numbers = numbers(missing.size()).iterator();
    Present campaign = present.get(0);
    current.assign(
        missing.stream()
            .map(assignment -> assigned(numbers.next(), campaignId, campaign, assignment))
            .toList());
  }

  /** A duty that is assigned already, in its campaign; without clause and unit if there is none. */
  private record Present(String lead, String committee, String clause, String unit) {

    boolean isOf(Assignment assignment) {
      return assignment.clause().equals(clause) && assignment.unit().equals(unit);
    }
  }

  /** For duties that are yet to be written. */
  private List<Long> numbers(int count) {
    return jdbc.sql(
            "select nextval('duty_id_seq') from (values "
                + String.join(", ", Collections.nCopies(count, "(0)"))
                + ") numbers (n)")
        .query(Long.class)
        .list();
  }

  private Openings.Assigned assigned(
      long id, String campaignId, Present campaign, Assignment assignment) {
    DutyCatalogue.Definition definition =
        catalogue.require(assignment.processDefinitionId(), assignment.activityId());
    return new Openings.Assigned(
        new Duty(
            id,
            campaignId,
            assignment.clause(),
            definition.name(),
            assignment.unit(),
            campaign.lead(),
            campaign.committee(),
            assignment.due(),
            assignment.due(),
            DutyState.WAITING,
            null,
            null,
            definition.request(),
            definition.restricted(),
            null),
        assignment.unit(),
        definition.id());
  }

  Optional<Long> idOf(String campaignId, String clause, String assignedUnit) {
    Openings.OfTransaction current = openings.current();
    return current
        .idOf(campaignId, clause, assignedUnit)
        .or(
            () -> {
              jdbc.sql(SELECT + "where d.campaign_id = ? and d.assigned_unit = ?")
                  .params(campaignId, assignedUnit)
                  .query(Duty.class)
                  .list()
                  .forEach(duty -> current.know(duty, assignedUnit));
              return current.idOf(campaignId, clause, assignedUnit);
            });
  }

  /** The duty's turn has come, for the first time or again. */
  Duty open(long dutyId, String processInstanceId) {
    Duty duty = require(dutyId);
    return duty.state() == DutyState.WAITING
        ? openings.current().open(duty, processInstanceId, now())
        : openAgain(duty, processInstanceId);
  }

  /** Decided above, or returned by its reviewer: the process is the same one unless migrated. */
  private Duty openAgain(Duty duty, String processInstanceId) {
    if (!processInstanceId.equals(duty.processInstanceId())) {
      sql("update duty set process_instance_id = ?, begun_at = coalesce(begun_at, ?) where id = ?")
          .params(processInstanceId, now(), duty.id())
          .update();
    }
    return require(duty.id());
  }

  /**
   * Somebody holds the officer's task now, or nobody does.
   *
   * @param officer who holds it, null if nobody does
   * @param actor whose doing it was: the officer's own, or a colleague's who handed it over
   */
  void held(long dutyId, String officer, String actor) {
    Duty duty = require(dutyId);
    if (duty.state().isEnded() || Objects.equals(officer, duty.officer())) {
      return;
    }
    sql("update duty set officer = ?, state = ? where id = ?")
        .params(officer, working(officer).name(), dutyId)
        .update();
    if (officer == null) {
      history(dutyId, Kind.UNCLAIMED, actor == null ? duty.officer() : actor, null);
    } else if (actor == null || officer.equals(actor)) {
      history(dutyId, duty.officer() == null ? Kind.CLAIMED : Kind.TAKEN_OVER, officer, null);
    } else {
      handedOver(dutyId, officer, actor);
    }
  }

  private void handedOver(long dutyId, String officer, String actor) {
    sql("insert into duty_event (duty_id, at, kind, actor, person) values (?, ?, ?, ?, ?)")
        .params(dutyId, now(), Kind.HANDED_OVER.name(), actor, officer)
        .update();
  }

  /** What a unit's officer sends up: a result, a request for more time, or the duty itself. */
  void submit(long dutyId, Submission submission, String officer) {
    // Colleagues who send the same task at once write the same figures; the engine lets one of
    // them.
    Duty duty = lock(dutyId).orElseThrow(() -> unknown(dutyId));
    LocalDateTime now = now();
    sql("""
            insert into submission (duty_id, unit, outcome, summary, reason, requested_due, figures,
              submitted_at, submitted_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                dutyId,
                duty.unit(),
                submission.outcome().name(),
                submission.summary(),
                submission.reason(),
                submission.requestedDue(),
                write(submission.figures()),
                now,
                officer))
        .update();
    saveFigures(dutyId, submission.figures());
    dropDraft(dutyId);
    switch (submission.outcome()) {
      case DONE -> {
        sql("update duty set state = 'IN_REVIEW', submitted_at = ? where id = ?")
            .params(now, dutyId)
            .update();
        history(dutyId, Kind.SUBMITTED, officer, submission.summary());
        changed(dutyId);
      }
      case EXTENSION -> {
        setState(dutyId, DutyState.EXTENSION_ASKED);
        LocalDateTime requested = dueDates.closeOf(submission.requestedDue());
        history(
            dutyId,
            Kind.EXTENSION_ASKED,
            officer,
            null,
            duty.due(),
            requested,
            submission.reason());
      }
      case RETURN -> {
        setState(dutyId, DutyState.RETURNED);
        history(dutyId, Kind.RETURNED, officer, submission.reason());
        events.publishEvent(new DutyReturned(dutyId, resolver(dutyId), submission.reason()));
      }
    }
  }

  void accept(long dutyId, String reviewer, String remark) {
    answer(dutyId, true, reviewer, remark);
    sql("update duty set state = 'DONE', ended_at = ? where id = ?").params(now(), dutyId).update();
    history(dutyId, Kind.ACCEPTED, reviewer, remark);
    changed(dutyId);
  }

  /** The result is not enough: the same officer goes on, and the due date stands. */
  void askForMore(long dutyId, String reviewer, String remark) {
    answer(dutyId, false, reviewer, remark);
    sql("update duty set submitted_at = null where id = ?").param(dutyId).update();
    goOn(dutyId);
    history(dutyId, Kind.SUPPLEMENT_ASKED, reviewer, remark);
    events.publishEvent(new SupplementAsked(dutyId, remark));
  }

  void grantExtension(long dutyId, LocalDateTime newDue, String superior, String remark) {
    answer(dutyId, true, superior, remark);
    moveDue(dutyId, newDue, Kind.EXTENSION_GRANTED, superior, remark);
    goOn(dutyId);
    events.publishEvent(new ExtensionDecided(dutyId, true, newDue, remark));
  }

  void refuseExtension(long dutyId, String superior, String remark) {
    answer(dutyId, false, superior, remark);
    goOn(dutyId);
    history(dutyId, Kind.EXTENSION_REFUSED, superior, remark);
    events.publishEvent(new ExtensionDecided(dutyId, false, require(dutyId).due(), remark));
  }

  /** The lead agency hands on a duty that its unit returned. */
  void reassignReturned(
      long dutyId, String newUnit, LocalDateTime newDue, String decider, String remark) {
    String returnedBy = require(dutyId).unit();
    answer(dutyId, true, decider, remark);
    reassign(dutyId, newUnit, newDue, decider, remark);
    events.publishEvent(new ReturnDecided(dutyId, returnedBy, newUnit, remark));
  }

  /** The lead agency gives up a duty that its unit returned. */
  void waiveReturned(long dutyId, String decider, String remark) {
    answer(dutyId, true, decider, remark);
    waive(dutyId, decider, remark);
    events.publishEvent(new ReturnDecided(dutyId, require(dutyId).unit(), null, remark));
  }

  /** The committee gives more time. */
  public void extend(long dutyId, LocalDateTime newDue, String decider, String remark) {
    moveDue(dutyId, newDue, Kind.EXTENDED, decider, remark);
    goOn(dutyId);
  }

  /**
   * Another unit owes the duty from now on; nobody there has claimed it yet.
   *
   * @param newDue its new due date, null to keep the old one
   */
  public void reassign(
      long dutyId, String newUnit, LocalDateTime newDue, String decider, String remark) {
    Duty duty = require(dutyId);
    LocalDateTime due = newDue == null ? duty.due() : newDue;
    sql("""
            update duty set unit = ?, due = ?, officer = null, submitted_at = null,
              state = case when state = 'WAITING' then 'WAITING' else 'NOT_ACCEPTED' end
            where id = ?
            """)
        .params(newUnit, due, dutyId)
        .update();
    dropDraft(dutyId);
    LocalDateTime oldDue = due.equals(duty.due()) ? null : duty.due();
    history(dutyId, Kind.REASSIGNED, decider, newUnit, oldDue, oldDue == null ? null : due, remark);
    changed(dutyId);
  }

  /** Nothing is owed any more. */
  public void waive(long dutyId, String decider, String remark) {
    sql("update duty set state = 'WAIVED', ended_at = ? where id = ?")
        .params(now(), dutyId)
        .update();
    dropDraft(dutyId);
    history(dutyId, Kind.WAIVED, decider, remark);
    changed(dutyId);
  }

  /** The date that the latest request for more time asks for. */
  @Transactional(readOnly = true)
  LocalDate requestedDue(long dutyId) {
    return sql("""
            select requested_due from submission
            where id = (select max(id) from submission where duty_id = ? and outcome = 'EXTENSION')
            """)
        .param(dutyId)
        .query(LocalDate.class)
        .single();
  }

  // What others ask

  /** The duty. */
  @Transactional(readOnly = true)
  public Duty require(long dutyId) {
    return find(dutyId).orElseThrow(() -> unknown(dutyId));
  }

  private static IllegalArgumentException unknown(long dutyId) {
    return new IllegalArgumentException("Không có nhiệm vụ số " + dutyId);
  }

  /** The duty, if there is one of this id. */
  @Transactional(readOnly = true)
  public Optional<Duty> find(long dutyId) {
    return openings
        .present()
        .map(current -> current.find(dutyId))
        .or(() -> sql(SELECT + "where d.id = ?").param(dutyId).query(Duty.class).optional());
  }

  /**
   * The duty, if there is one of this id; nothing happens to it until the caller's transaction
   * ends.
   */
  Optional<Duty> lock(long dutyId) {
    sql("select id from duty where id = ? for update").param(dutyId).query(Long.class).list();
    return find(dutyId);
  }

  /** The duties of one escalation case. */
  @Transactional(readOnly = true)
  public List<Duty> ofCase(long caseId) {
    return sql(SELECT + "where d.case_id = ? order by d.unit, d.clause")
        .param(caseId)
        .query(Duty.class)
        .list();
  }

  /** Everything whose due date has passed, that its unit still owes, and that is in no case yet. */
  @Transactional(readOnly = true)
  public List<Duty> overdueWithoutCase() {
    return sql(SELECT
            + """
                where d.due < :now and d.case_id is null and d.state in
                """
            + OWING
            + " order by d.id")
        .param("now", now())
        .query(Duty.class)
        .list();
  }

  /**
   * These duties are brought before their superiors in this case, unless they were settled in the
   * meantime.
   */
  public void putIntoCase(Collection<Long> dutyIds, long caseId) {
    sql("""
            update duty set case_id = :case
            where id in (:ids) and case_id is null and due < :now and state in
            """
            + OWING)
        .param("case", caseId)
        .param("ids", dutyIds)
        .param("now", now())
        .update();
  }

  /** The case that holds the duty, if one does. */
  @Transactional(readOnly = true)
  public Optional<Long> caseOf(long dutyId) {
    return sql("select case_id from duty where id = ? and case_id is not null")
        .param(dutyId)
        .query(Long.class)
        .optional();
  }

  /** The duty has left its case. */
  public void takeOutOfCase(long dutyId) {
    sql("update duty set case_id = null where id = ?").param(dutyId).update();
  }

  /** What the officer sent up comes back to the unit, not to somebody who has left it. */
  @EventListener
  void forget(OfficerLeft left) {
    sql("""
            update duty set officer = null
            where unit = ? and officer = ? and state in ('IN_REVIEW', 'RETURNED', 'EXTENSION_ASKED')
            """)
        .params(left.unit(), left.user())
        .update();
  }

  /** Every duty that is no longer overdue leaves its case. */
  public void takeSettledOutOfCases() {
    sql("""
            update duty set case_id = null
            where case_id is not null and not (due < :now and state in %s)
            """
            .formatted(OWING))
        .param("now", now())
        .update();
  }

  /**
   * Notes every deadline that was missed, once however often it is said; two statements for any
   * number of duties.
   */
  public void recordAllOverdue() {
    recordMissed("d.case_id is null", Set.of());
  }

  private void recordMissed(String which, Set<Long> ids) {
    LocalDateTime now = now();
    String overdue = "d.due <= :now and d.state in " + OWING + " and " + which;
    int missed =
        sql("""
                update duty d set missed_due = d.due
                where %s and (d.missed_due is null or d.missed_due <> d.due)
                """
                .formatted(overdue))
            .param("now", now)
            .param("ids", ids)
            .update();
    if (missed == 0) {
      return;
    }
    sql("""
            insert into duty_event (duty_id, at, kind, unit, old_due)
            select d.id, cast(:now as timestamp), 'OVERDUE', d.unit, d.due from duty d
            where %s and d.missed_due = d.due and not exists
              (select 1 from missed_deadline m where m.duty_id = d.id and m.due = d.due)
            """
            .formatted(overdue))
        .param("now", now)
        .param("ids", ids)
        .update();
    sql("""
            insert into missed_deadline (duty_id, due, recorded_at)
            select d.id, d.due, cast(:now as timestamp) from duty d
            where %s and d.missed_due = d.due and not exists
              (select 1 from missed_deadline m where m.duty_id = d.id and m.due = d.due)
            """
            .formatted(overdue))
        .param("now", now)
        .param("ids", ids)
        .update();
  }

  /**
   * The unit above the one that owes the duty; those directly below the committee answer to the
   * lead agency.
   */
  public String superior(Duty duty) {
    return superiorOf(duty.unit(), duty.lead(), duty.committee());
  }

  String superiorOf(String unit, String lead, String committee) {
    Unit owing = units.require(unit);
    if (unit.equals(lead) || owing.superior() == null) {
      return committee;
    }
    return owing.superior().equals(committee) ? lead : owing.superior();
  }

  /** Adds to the history of a duty. */
  public void history(long dutyId, Kind kind, String actor, String remark) {
    history(dutyId, kind, actor, null, null, null, remark);
  }

  private void history(
      long dutyId,
      Kind kind,
      String actor,
      String unit,
      LocalDateTime oldDue,
      LocalDateTime newDue,
      String remark) {
    sql("""
            insert into duty_event (duty_id, at, kind, actor, unit, old_due, new_due, remark)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(Arrays.asList(dutyId, now(), kind.name(), actor, unit, oldDue, newDue, remark))
        .update();
  }

  private void moveDue(long dutyId, LocalDateTime newDue, Kind kind, String actor, String remark) {
    Duty duty = require(dutyId);
    sql("update duty set due = ? where id = ?").params(newDue, dutyId).update();
    history(dutyId, kind, actor, null, duty.due(), newDue, remark);
    changed(dutyId);
  }

  /** The duty is back with its unit. */
  private void goOn(long dutyId) {
    Duty duty = require(dutyId);
    if (duty.state() != DutyState.WAITING) {
      setState(dutyId, working(duty.officer()));
    }
  }

  private static DutyState working(String officer) {
    return officer == null ? DutyState.NOT_ACCEPTED : DutyState.IN_PROGRESS;
  }

  private void setState(long dutyId, DutyState state) {
    sql("update duty set state = ? where id = ?").params(state.name(), dutyId).update();
  }

  private void answer(long dutyId, boolean accepted, String actor, String remark) {
    sql("""
            update submission set answer = ?, remark = ?, answered_at = ?, answered_by = ?
            where id = (select max(id) from submission where duty_id = ?)
            """)
        .params(Arrays.asList(accepted ? "ACCEPTED" : "REFUSED", remark, now(), actor, dutyId))
        .update();
  }

  /** Whether this person sees the duty at all: its unit and those above it do. */
  boolean isVisible(Duty duty, Viewer viewer) {
    return viewer.isOf(duty.unit(), superior(duty), duty.lead(), duty.committee());
  }

  /** What was filled in and not sent is of no use any more. */
  void dropDraft(long dutyId) {
    sql("delete from duty_draft where duty_id = ?").param(dutyId).update();
  }

  /** Keeps these figures; one that is null is taken back, one that is not named stays. */
  void saveFigures(long dutyId, Map<String, BigDecimal> figures) {
    Map<String, BigDecimal> before = figuresOf(dutyId);
    figures.forEach(
        (metric, amount) -> {
          if (!isSame(before.get(metric), amount)) {
            saveFigure(dutyId, metric, amount);
          }
        });
  }

  private void saveFigure(long dutyId, String metric, BigDecimal amount) {
    sql("delete from duty_figure where duty_id = ? and metric = ?").params(dutyId, metric).update();
    if (amount != null) {
      sql("insert into duty_figure (duty_id, metric, amount) values (?, ?, ?)")
          .params(dutyId, metric, amount)
          .update();
    }
    sql("insert into duty_figure_change (duty_id, metric, amount, at) values (?, ?, ?, ?)")
        .params(Arrays.asList(dutyId, metric, amount, now()))
        .update();
  }

  private Map<String, BigDecimal> figuresOf(long dutyId) {
    Map<String, BigDecimal> figures = new HashMap<>();
    sql("select metric, amount from duty_figure where duty_id = ?")
        .param(dutyId)
        .query(
            row -> {
              figures.put(row.getString("metric"), row.getBigDecimal("amount"));
            });
    return figures;
  }

  private static boolean isSame(BigDecimal one, BigDecimal other) {
    return one == null || other == null ? one == other : one.compareTo(other) == 0;
  }

  private void changed(long dutyId) {
    events.publishEvent(new DutyStandingChanged(dutyId));
  }

  private String write(Map<String, BigDecimal> figures) {
    try {
      return json.writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A statement that sees what the transaction has done to duties so far. */
  private JdbcClient.StatementSpec sql(String statement) {
    openings.present().ifPresent(Openings.OfTransaction::settle);
    return jdbc.sql(statement);
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
