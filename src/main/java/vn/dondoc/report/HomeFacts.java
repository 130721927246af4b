package vn.dondoc.report;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.Duty;

/** What our tables say about somebody's units: one query for each part of the page. */
@Component
@Transactional(readOnly = true)
class HomeFacts {

  private final JdbcClient jdbc;
  private final DueDates dueDates;
  private final Clock clock;

  HomeFacts(JdbcClient jdbc, DueDates dueDates, Clock clock) {
    this.jdbc = jdbc;
    this.dueDates = dueDates;
    this.clock = clock;
  }

  /** What these units have to do next, soonest due date first. */
  List<Duty> nextDeadlines(Set<String> units, int count) {
    return jdbc.sql(
            Duties.SELECT
                + """
                where d.unit in (:units) and d.state in ('NOT_ACCEPTED', 'IN_PROGRESS')
                order by d.due, d.id fetch first :count rows only
                """)
        .param("units", units)
        .param("count", count)
        .query(Duty.class)
        .list();
  }

  /**
   * A unit with overdue duties.
   *
   * @param duties of all such units together
   * @param units how many there are
   */
  record Late(String unit, String name, int overdue, int duties, int units) {}

  /** The units directly below these with the most overdue duties. */
  List<Late> lateBelow(Set<String> units, int count) {
    return jdbc.sql(
            """
            select d.unit, u.name, count(*) as overdue, sum(count(*)) over () as duties,
              count(*) over () as units
            from duty d
            join campaign c on c.id = d.campaign_id
            join unit u on u.code = d.unit
            where d.due < :now and d.state in %s and %s in (:units)
            group by d.unit, u.name order by overdue desc, d.unit fetch first :count rows only
            """
                .formatted(Duties.OWING, Duties.SUPERIOR))
        .param("now", now())
        .param("units", units)
        .param("count", count)
        .query(Late.class)
        .list();
  }

  /** A campaign that is under way, with how its duties stand. */
  record CampaignLine(
      String id,
      String documentNumber,
      String title,
      LocalDate periodEnd,
      int duties,
      int done,
      int inReview,
      int dueSoon,
      int overdue,
      int waived) {

    /** In per cent of what is to be done, rounded down, so that 100 means all. */
    public int progress() {
      return duties == waived ? 100 : 100 * done / (duties - waived);
    }
  }

  /**
   * The campaigns under way that these units lead or have issued, newest first.
   *
   * @param all or simply all of them
   */
  List<CampaignLine> campaigns(Set<String> units, boolean all) {
    return jdbc.sql(
            """
            select c.id, c.document_number, c.title, c.period_end, count(*) as duties,
              count(case when d.state = 'DONE' then 1 end) as done,
              count(case when d.state = 'IN_REVIEW' then 1 end) as in_review,
              count(case when d.due >= :now and d.due <= :soon and d.state in %1$s then 1 end) as due_soon,
              count(case when d.due < :now and d.state in %1$s then 1 end) as overdue,
              count(case when d.state = 'WAIVED' then 1 end) as waived
            from campaign c join duty d on d.campaign_id = c.id
            where c.closed_at is null and (:all or c.lead_unit in (:units) or c.committee in (:units))
            group by c.id, c.document_number, c.title, c.period_end, c.issued_at
            order by c.issued_at desc
            """
                .formatted(Duties.OWING))
        .param("now", now())
        .param("soon", dueDates.soon())
        .param("all", all)
        .param("units", units)
        .query(CampaignLine.class)
        .list();
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
