package vn.dondoc.directive;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The obstacles that units have met (clauses 1.a3, 11.a3 and 12.c). */
@Component("difficulties")
@Transactional
public class Difficulties {

  private final JdbcClient jdbc;
  private final Campaigns campaigns;
  private final Clock clock;

  Difficulties(JdbcClient jdbc, Campaigns campaigns, Clock clock) {
    this.jdbc = jdbc;
    this.campaigns = campaigns;
    this.clock = clock;
  }

  /** The unit that resolves it: the campaign's lead agency. */
  public String resolver(long difficultyId) {
    return campaigns.lead(require(difficultyId).campaignId());
  }

  /** The unit before which it is put in the end. */
  public String committee(long difficultyId) {
    return campaigns.committee(require(difficultyId).campaignId());
  }

  /** Whether the lead agency has resolved it by itself. */
  public boolean isResolved(long difficultyId) {
    return require(difficultyId).state() == Difficulty.State.RESOLVED;
  }

  long raise(
      String campaignId,
      String unit,
      String clause,
      String description,
      String actor,
      String processInstanceId) {
    jdbc.sql(
            """
            insert into difficulty (campaign_id, unit, clause, description, raised_at, raised_by, state,
              process_instance_id)
            values (?, ?, ?, ?, ?, ?, 'RAISED', ?)
            """)
        .params(
            Arrays.asList(campaignId, unit, clause, description, now(), actor, processInstanceId))
        .update();
    return jdbc.sql("select id from difficulty where process_instance_id = ?")
        .param(processInstanceId)
        .query(Long.class)
        .single();
  }

  void answer(long difficultyId, boolean resolved, String opinion, String actor) {
    jdbc.sql(
            "update difficulty set state = ?, opinion = ?, opinion_at = ?, opinion_by = ? where id = ?")
        .params(
            Arrays.asList(
                (resolved ? Difficulty.State.RESOLVED : Difficulty.State.WITH_COMMITTEE).name(),
                opinion,
                now(),
                actor,
                difficultyId))
        .update();
  }

  void direct(long difficultyId, String direction, String actor) {
    jdbc.sql(
            """
            update difficulty set state = 'DIRECTED', direction = ?, direction_at = ?, direction_by = ?
            where id = ?
            """)
        .params(Arrays.asList(direction, now(), actor, difficultyId))
        .update();
  }

  Difficulty require(long difficultyId) {
    return find(difficultyId)
        .orElseThrow(
            () -> new IllegalArgumentException("Không có khó khăn, vướng mắc số " + difficultyId));
  }

  Optional<Difficulty> find(long difficultyId) {
    return jdbc.sql(
            """
            select id, campaign_id, unit, clause, description, raised_at, raised_by, state, opinion,
              opinion_at, opinion_by, direction, direction_at, direction_by
            from difficulty where id = ?
            """)
        .param(difficultyId)
        .query(Difficulty.class)
        .optional();
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
