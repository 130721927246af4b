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
   * Each is looked up for its duty, so that what happened in other campaigns is never read, and
   * only once: the offset keeps PostgreSQL from looking anew wherever a column is named.
   */
  private static final String PAST =
      """
      (select p.id, p.definition_id, p.clause, p.original_due,
          coalesce((%1$s e.unit %2$s and e.kind = 'REASSIGNED' %3$s), p.assigned_unit) as unit,
          coalesce((%1$s e.old_due from duty_event e where e.duty_id = p.id and e.at > :now
            and e.new_due is not null order by e.id fetch first row only), p.due) as due,
          case when p.ended_at <= :now then p.state
            when p.begun_at is null or p.begun_at > :now then 'WAITING'
            else coalesce(
              (%1$s case e.kind when 'SUBMITTED' then 'IN_REVIEW'
                  when 'EXTENSION_ASKED' then e.kind when 'RETURNED' then e.kind end
                %2$s and e.kind in ('CLAIMED', 'UNCLAIMED', 'TAKEN_OVER', 'HANDED_OVER',
                  'SUBMITTED', 'SUPPLEMENT_ASKED', 'EXTENSION_ASKED', 'EXTENSION_GRANTED',
                  'EXTENSION_REFUSED', 'RETURNED', 'REASSIGNED', 'EXTENDED') %3$s),
              (%1$s case when e.kind in ('UNCLAIMED', 'REASSIGNED') then 'NOT_ACCEPTED'
                  else 'IN_PROGRESS' end
                %2$s and e.kind in ('CLAIMED', 'UNCLAIMED', 'TAKEN_OVER', 'HANDED_OVER',
                  'REASSIGNED') %3$s),
              'NOT_ACCEPTED') end as state,
          (%1$s case e.kind when 'SUBMITTED' then e.at end
            %2$s and e.kind in ('SUBMITTED', 'SUPPLEMENT_ASKED', 'REASSIGNED') %3$s) as submitted_at
        from duty p where p.campaign_id = :campaign offset 0 rows) d
      """
          .formatted(
              "select",
              "from duty_event e where e.duty_id = p.id and e.at <= :now",
              "order by e.id desc fetch first row only");
}
