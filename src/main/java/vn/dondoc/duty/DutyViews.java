package vn.dondoc.duty;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.deadline.WorkingCalendar;
import vn.dondoc.duty.DutyView.CampaignRef;
import vn.dondoc.duty.DutyView.MetricView;
import vn.dondoc.duty.DutyView.SubmissionView;
import vn.dondoc.duty.DutyView.UnitRef;
import vn.dondoc.organisation.Officers;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/**
 * A duty with everything that its forms show. Seen by its unit, the superiors of that, and
 * administrators.
 */
@Component
@Transactional(readOnly = true)
class DutyViews {

  private final JdbcClient jdbc;
  private final Duties duties;
  private final Drafts drafts;
  private final DutyCatalogue catalogue;
  private final DutyHistory history;
  private final Units units;
  private final Officers officers;
  private final WorkingCalendar calendar;
  private final DueDates dueDates;
  private final Clock clock;

  DutyViews(
      JdbcClient jdbc,
      Duties duties,
      Drafts drafts,
      DutyCatalogue catalogue,
      DutyHistory history,
      Units units,
      Officers officers,
      WorkingCalendar calendar,
      DueDates dueDates,
      Clock clock) {
    this.jdbc = jdbc;
    this.duties = duties;
    this.drafts = drafts;
    this.catalogue = catalogue;
    this.history = history;
    this.units = units;
    this.officers = officers;
    this.calendar = calendar;
    this.dueDates = dueDates;
    this.clock = clock;
  }

  /** What the row of a duty does not hold itself. */
  private record Context(
      String documentNumber, String title, String task, String coordinators, String deliverable) {}

  /**
   * The duty as the signed-in person sees it.
   *
   * @throws NotFound if there is none of this id, or it is none of this person's business
   */
  DutyView of(long id) {
    Duty duty = visible(id);
    Context context = context(id);
    LocalDateTime now = LocalDateTime.now(clock);
    TimeStatus status =
        TimeStatus.of(duty.state(), duty.due(), duty.submittedAt(), now, dueDates.soon());
    return new DutyView(
        id,
        new CampaignRef(duty.campaignId(), context.documentNumber(), context.title()),
        duty.clause(),
        duty.name(),
        context.task(),
        unit(duty.unit()),
        unit(duties.superior(duty)),
        context.coordinators(),
        context.deliverable(),
        duty.request(),
        duty.restricted(),
        duty.originalDue(),
        duty.due(),
        calendar.workingDaysBetween(now.toLocalDate(), duty.due().toLocalDate()),
        status,
        status.text(),
        duty.state().text(),
        metrics(id),
        submission(id),
        drafts.of(duty).orElse(null),
        history.of(id));
  }

  /** The duty itself, under the same condition. */
  Duty visible(long id) {
    return duties
        .find(id)
        .filter(found -> duties.isVisible(found, Viewer.current()))
        .orElseThrow(() -> new NotFound("nhiệm vụ"));
  }

  private Context context(long id) {
    return jdbc.sql(
            """
            select c.document_number, c.title, f.task, f.coordinators, f.deliverable
            from duty d join campaign c on c.id = d.campaign_id
            join duty_definition f on f.id = d.definition_id
            where d.id = ?
            """)
        .param(id)
        .query(Context.class)
        .single();
  }

  private UnitRef unit(String code) {
    return new UnitRef(code, units.name(code));
  }

  /** A figure as it stands. */
  private record Figure(String metric, BigDecimal amount) {}

  private List<MetricView> metrics(long id) {
    Map<String, BigDecimal> figures =
        jdbc
            .sql("select metric, amount from duty_figure where duty_id = ?")
            .param(id)
            .query(Figure.class)
            .list()
            .stream()
            .collect(
                Collectors.toMap(Figure::metric, figure -> figure.amount().stripTrailingZeros()));
    return catalogue.metricsOf(id).stream()
        .map(metric -> new MetricView(metric.id(), metric.label(), figures.get(metric.id())))
        .toList();
  }

  private SubmissionView submission(long id) {
    return jdbc.sql(
            """
            select outcome, summary, reason, requested_due, submitted_at as at, submitted_by as "by"
            from submission where duty_id = ? order by id desc fetch first row only
            """)
        .param(id)
        .query(
            (row, n) ->
                new SubmissionView(
                    row.getString(1).toLowerCase(Locale.ROOT),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, java.time.LocalDate.class),
                    row.getObject(5, LocalDateTime.class),
                    row.getString(6),
                    officers.nameOf(row.getString(6))))
        .optional()
        .orElse(null);
  }
}
