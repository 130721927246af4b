package vn.dondoc.board;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.lang.Nullable;

/**
 * Whose duties of which campaign are looked at, and when.
 *
 * @param all whether those of all units are
 * @param units codes of the units whose are, if not all; never empty
 * @param asOf the past day at whose end they are looked at, null for now
 * @param at that moment, local
 * @param soon what is due until then was due soon at that moment, local
 */
record Scope(
    CampaignSeen campaign,
    boolean all,
    Set<String> units,
    @Nullable LocalDate asOf,
    LocalDateTime at,
    LocalDateTime soon) {

  /** Of the duty d: whether it is in the scope. */
  static final String DUTIES = "(:all or d.unit in (:units))";

  /**
   * The duties of the campaign as {@code d}, for the {@code from} of a query: as they stand, or as
   * they stood according to their history.
   */
  String duties() {
    return asOf == null ? PRESENT : PAST;
  }

  /** Fills in what {@link #duties} and {@link #DUTIES} and all counts ask for. */
  StatementSpec in(StatementSpec query) {
    return query
        .param("campaign", campaign.id())
        .param("all", all)
        .param("units", units)
        .param("now", at)
        .param("soon", soon);
  }

  private static final String PRESENT =
      """
      (select p.id, p.definition_id, p.clause, p.unit, p.original_due, p.due, p.state, p.submitted_at
        from duty p where p.campaign_id = :campaign) d
      """;

  /**
   * What the events of a duty up to that moment make of it, and what the first one after it that
   * moved the due date moved it from. Ids tell what came first of what happened at the same moment.
   */
  private static final String PAST =
      """
      (select p.id, p.definition_id, p.clause, coalesce(r.unit, p.assigned_unit) as unit,
          p.original_due, coalesce(m.old_due, p.due) as due,
          case when p.ended_at <= :now then p.state
            when p.begun_at is null or p.begun_at > :now then 'WAITING'
            when l.kind = 'SUBMITTED' then 'IN_REVIEW'
            when l.kind in ('EXTENSION_ASKED', 'RETURNED') then l.kind
            when h.held > h.let_go then 'IN_PROGRESS'
            else 'NOT_ACCEPTED' end as state,
          case when h.submitted > h.taken_back then s.at end as submitted_at
        from duty p
        left join (
          select e.duty_id,
            max(case when e.at <= :now and e.kind = 'REASSIGNED' then e.id end) as reassigned,
            min(case when e.at > :now and e.new_due is not null then e.id end) as moved,
            max(case when e.at <= :now and e.kind in ('CLAIMED', 'UNCLAIMED', 'TAKEN_OVER',
              'HANDED_OVER', 'SUBMITTED', 'SUPPLEMENT_ASKED', 'EXTENSION_ASKED',
              'EXTENSION_GRANTED', 'EXTENSION_REFUSED', 'RETURNED', 'REASSIGNED', 'EXTENDED')
              then e.id end) as latest,
            coalesce(max(case when e.at <= :now and e.kind in
              ('CLAIMED', 'TAKEN_OVER', 'HANDED_OVER') then e.id end), 0) as held,
            coalesce(max(case when e.at <= :now and e.kind in
              ('UNCLAIMED', 'REASSIGNED') then e.id end), 0) as let_go,
            max(case when e.at <= :now and e.kind = 'SUBMITTED' then e.id end) as submitted,
            coalesce(max(case when e.at <= :now and e.kind in
              ('SUPPLEMENT_ASKED', 'REASSIGNED') then e.id end), 0) as taken_back
          from duty q join duty_event e on e.duty_id = q.id
          where q.campaign_id = :campaign group by e.duty_id
        ) h on h.duty_id = p.id
        left join duty_event r on r.id = h.reassigned
        left join duty_event m on m.id = h.moved
        left join duty_event l on l.id = h.latest
        left join duty_event s on s.id = h.submitted
        where p.campaign_id = :campaign) d
      """;
}
