package vn.dondoc.escalation;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.DayTakenOff;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.DueDatesMoved;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.Duty;
import vn.dondoc.duty.DutyEvent;
import vn.dondoc.duty.DutyStandingChanged;
import vn.dondoc.organisation.Units;

/**
 * The escalation cases of all campaigns: which duties they hold, who was told when, and what was
 * decided.
 */
@Component("cases")
@Transactional
public class EscalationCases {

  private static final String SELECT =
      """
      select e.id, e.campaign_id, e.unit, e.superior, e.unit_kind, e.stage, e.opened_at,
        e.superior_told_at, e.committee_told_at, e.answer_due, e.closed_at, e.process_instance_id,
        c.lead_unit as lead, c.committee
      from escalation_case e join campaign c on c.id = e.campaign_id
      """;

  private final JdbcClient jdbc;
  private final Duties duties;
  private final Units units;
  private final DueDates dueDates;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  EscalationCases(
      JdbcClient jdbc,
      Duties duties,
      Units units,
      DueDates dueDates,
      Clock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.duties = duties;
    this.units = units;
    this.dueDates = dueDates;
    this.clock = clock;
    this.events = events;
  }

  // What the models ask for and say

  /** The unit that decides in the end. */
  public String committee(long caseId) {
    return require(caseId).committee();
  }

  /** When the unit has to answer the committee's urging. */
  public Date answerDue(long caseId) {
    return dueDates.date(require(caseId).answerDue());
  }

  /**
   * Whether the case still holds duties that nobody has settled. It stays so until this transaction
   * ends: a sweep brings no others into a case that is about to be closed, and waits.
   */
  public boolean holdsDuties(long caseId) {
    jdbc.sql("select id from escalation_case where id = ? for update")
        .param(caseId)
        .query(Long.class)
        .list();
    return !isEmpty(caseId);
  }

  private boolean isEmpty(long caseId) {
    return jdbc.sql("select count(*) from duty where case_id = ?")
            .param(caseId)
            .query(Long.class)
            .single()
        == 0;
  }

  /** The direct superior's time is over, or the urged unit's: the committee is told. */
  public void bringBeforeCommittee(long caseId) {
    LocalDateTime now = now();
    jdbc.sql(
            """
            update escalation_case set stage = 'COMMITTEE', answer_due = null,
              committee_told_at = coalesce(committee_told_at, ?)
            where id = ?
            """)
        .params(now, caseId)
        .update();
    note(caseId, DutyEvent.Kind.COMMITTEE_TOLD, null, null);
  }

  /** The committee has not decided in its time: its chair is told. */
  public void tellChair(long caseId) {
    jdbc.sql(
            """
            update escalation_case set chair_told_at = ?, chair_told_times = chair_told_times + 1
            where id = ?
            """)
        .params(now(), caseId)
        .update();
    note(caseId, DutyEvent.Kind.CHAIR_TOLD, null, null);
  }

  /** Nothing is left to settle. */
  public void close(long caseId) {
    jdbc.sql(
            """
            update escalation_case set stage = 'CLOSED', closed_at = ?, open_key = null
            where id = ? and closed_at is null
            """)
        .params(now(), caseId)
        .update();
  }

  // What the workflow tells

  /** The open case for such duties, opened if there is none; the flag says whether it was. */
  Opened openFor(
      String campaignId, String unit, String superior, String unitKind, boolean skipsSuperior) {
    String key = campaignId + "/" + unit + "/" + superior;
    Optional<Long> open = idOfOpen(key);
    if (open.isPresent()) {
      return new Opened(open.get(), false);
    }
    LocalDateTime now = now();
    jdbc.sql(
            """
            insert into escalation_case
              (campaign_id, unit, superior, unit_kind, stage, opened_at, superior_told_at, open_key)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                campaignId,
                unit,
                superior,
                unitKind,
                (skipsSuperior ? Stage.COMMITTEE : Stage.SUPERIOR).name(),
                now,
                skipsSuperior ? null : now,
                key))
        .update();
    return new Opened(idOfOpen(key).orElseThrow(), true);
  }

  /** A case, and whether it was opened just now. */
  record Opened(long caseId, boolean isNew) {}

  /** Waits for somebody who is closing it. */
  private Optional<Long> idOfOpen(String key) {
    return jdbc.sql("select id from escalation_case where open_key = ? for update")
        .param(key)
        .query(Long.class)
        .optional();
  }

  void runsIn(long caseId, String processInstanceId) {
    jdbc.sql("update escalation_case set process_instance_id = ? where id = ?")
        .params(processInstanceId, caseId)
        .update();
  }

  /** These duties belong to the case from now on, unless they were settled in the meantime. */
  void join(long caseId, Collection<Long> dutyIds) {
    LocalDateTime now = now();
    duties.putIntoCase(dutyIds, caseId);
    DutyEvent.Kind told = toldOf(require(caseId));
    if (told != null) {
      jdbc.sql(
              """
              insert into duty_event (duty_id, at, kind)
              select d.id, :now, :kind from duty d where d.case_id = :case and not exists
                (select 1 from escalation_item i where i.duty_id = d.id and i.left_at is null)
              """)
          .param("now", now)
          .param("kind", told.name())
          .param("case", caseId)
          .update();
    }
    jdbc.sql(
            """
            insert into escalation_item (case_id, duty_id, due, joined_at)
            select d.case_id, d.id, d.due, :now from duty d where d.case_id = :case and not exists
              (select 1 from escalation_item i where i.duty_id = d.id and i.left_at is null)
            """)
        .param("now", now)
        .param("case", caseId)
        .update();
  }

  /**
   * Who is told of a duty that joins the case now; null if the case itself is yet to be told of.
   */
  private static DutyEvent.Kind toldOf(EscalationCase escalation) {
    if (escalation.stage() == Stage.SUPERIOR) {
      return DutyEvent.Kind.SUPERIOR_TOLD;
    }
    return escalation.committeeToldAt() == null ? null : DutyEvent.Kind.COMMITTEE_TOLD;
  }

  void urgedBySuperior(long caseId, String actor, String remark) {
    jdbc.sql("update escalation_case set superior_urged_at = ? where id = ?")
        .params(now(), caseId)
        .update();
    note(caseId, DutyEvent.Kind.SUPERIOR_URGED, actor, remark);
    events.publishEvent(new UnitUrged(caseId, require(caseId).superior(), remark));
  }

  /** Keeps what the committee decided; it takes effect when it is applied. */
  void decide(long caseId, Map<Long, Decision> decisions, String actor) {
    LocalDateTime now = now();
    decisions.forEach(
        (dutyId, decision) ->
            jdbc.sql(
                    """
                    insert into escalation_decision
                      (case_id, duty_id, decision, new_due, new_unit, remark, decided_at, decided_by)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    """)
                .params(
                    Arrays.asList(
                        caseId,
                        dutyId,
                        decision.kind().name(),
                        decision.newDue(),
                        decision.newUnit(),
                        decision.remark(),
                        now,
                        actor))
                .update());
  }

  /** A decision that has not taken effect yet. */
  record Pending(
      long id,
      long dutyId,
      Decision.Kind decision,
      LocalDateTime newDue,
      String newUnit,
      String remark,
      String decidedBy) {}

  List<Pending> pendingDecisions(long caseId) {
    return jdbc.sql(
            """
            select id, duty_id, decision, new_due, new_unit, remark, decided_by
            from escalation_decision where case_id = ? and applied_at is null order by id
            """)
        .param(caseId)
        .query(Pending.class)
        .list();
  }

  void applied(long decisionId) {
    jdbc.sql("update escalation_decision set applied_at = ? where id = ?")
        .params(now(), decisionId)
        .update();
  }

  /** What the committee decided holds from now on. */
  void tookEffect(long caseId, List<CaseDecided.DecidedDuty> decided) {
    if (!decided.isEmpty()) {
      events.publishEvent(new CaseDecided(caseId, require(caseId).superior(), decided));
    }
  }

  /**
   * The committee urges by letter, in one letter for all these duties; nothing if there are none.
   */
  void urged(long caseId, List<Pending> decisions) {
    if (decisions.isEmpty()) {
      return;
    }
    events.publishEvent(
        new UnitsUrged(
            require(caseId).campaignId(),
            caseId,
            decisions.stream().map(Pending::dutyId).collect(Collectors.toCollection(TreeSet::new)),
            decisions.stream().map(Pending::newDue).min(LocalDateTime::compareTo).orElseThrow(),
            decisions.stream()
                .map(Pending::remark)
                .filter(Objects::nonNull)
                .distinct()
                .collect(
                    Collectors.collectingAndThen(
                        Collectors.joining("\n"), EscalationCases::blankAsNull)),
            decisions.get(0).decidedBy()));
  }

  private static String blankAsNull(String text) {
    return text.isEmpty() ? null : text;
  }

  void awaitAnswer(long caseId, LocalDateTime answerDue) {
    jdbc.sql("update escalation_case set stage = 'ANSWER', answer_due = ? where id = ?")
        .params(answerDue, caseId)
        .update();
  }

  List<EscalationCase> openWithoutDuties() {
    return jdbc.sql(
            SELECT
                + """
                where e.open_key is not null and not exists (select 1 from duty d where d.case_id = e.id)
                """)
        .query(EscalationCase.class)
        .list();
  }

  EscalationCase require(long caseId) {
    return find(caseId)
        .orElseThrow(() -> new IllegalArgumentException("Không có hồ sơ quá hạn số " + caseId));
  }

  Optional<EscalationCase> find(long caseId) {
    return jdbc.sql(SELECT + "where e.id = ?").param(caseId).query(EscalationCase.class).optional();
  }

  /** Whom the case is about, for people. */
  String subject(EscalationCase escalation) {
    String name = units.name(escalation.unit());
    return escalation.isOfAllBelow() ? "các đơn vị thuộc " + name : name;
  }

  /** Whether the case holds duties that were asked for, not assigned, so that nobody is "urged". */
  boolean isCourteous(long caseId) {
    return duties.ofCase(caseId).stream().anyMatch(Duty::request);
  }

  /** A duty that is no longer overdue leaves its case. */
  @EventListener
  void leave(DutyStandingChanged changed) {
    LocalDateTime now = now();
    Optional<Long> caseId = duties.caseOf(changed.dutyId());
    if (caseId.isEmpty() || duties.require(changed.dutyId()).isOverdue(now)) {
      return;
    }
    duties.takeOutOfCase(changed.dutyId());
    jdbc.sql("update escalation_item set left_at = ? where duty_id = ? and left_at is null")
        .params(now, changed.dutyId())
        .update();
    if (isEmpty(caseId.get())) {
      events.publishEvent(new CaseEmptied(caseId.get()));
    }
  }

  /** Many due dates moved at once: whatever is no longer overdue leaves its case. */
  @EventListener
  void leave(DueDatesMoved moved) {
    Set<Long> before = casesWithDuties();
    duties.takeSettledOutOfCases();
    jdbc.sql(
            """
            update escalation_item set left_at = ? where left_at is null and duty_id in
              (select d.id from duty d where d.case_id is null)
            """)
        .param(now())
        .update();
    before.removeAll(casesWithDuties());
    before.forEach(caseId -> events.publishEvent(new CaseEmptied(caseId)));
  }

  /** Units that were to answer on a day that became a day off answer on the working day after. */
  @EventListener
  void follow(DayTakenOff moved) {
    jdbc.sql("update escalation_case set answer_due = ? where stage = 'ANSWER' and answer_due = ?")
        .params(moved.to(), moved.from())
        .update();
  }

  private Set<Long> casesWithDuties() {
    return new TreeSet<>(
        jdbc.sql("select distinct case_id from duty where case_id is not null")
            .query(Long.class)
            .set());
  }

  /** Writes what happened into the history of the case and of every duty that it holds. */
  void note(long caseId, DutyEvent.Kind kind, String actor, String remark) {
    LocalDateTime now = now();
    jdbc.sql(
            "insert into escalation_event (case_id, at, kind, actor, remark) values (?, ?, ?, ?, ?)")
        .params(Arrays.asList(caseId, now, kind.name(), actor, remark))
        .update();
    jdbc.sql(
            """
            insert into duty_event (duty_id, at, kind, actor, remark)
            select id, cast(? as timestamp), cast(? as varchar(40)), cast(? as varchar(64)),
              cast(? as varchar(4000))
            from duty where case_id = ?
            """)
        .params(Arrays.asList(now, kind.name(), actor, remark, caseId))
        .update();
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
