package vn.dondoc.directive;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All campaigns and their reports. */
@Component("campaigns")
@Transactional
public class Campaigns {

  /**
   * When the lead agency finds its weekly report in Tasklist, in the morning of the day on which it
   * is due.
   */
  private static final LocalTime REPORT_MORNING = LocalTime.of(8, 0);

  private static final String SELECT =
      """
      select id, directive, title, document_number, issued_on, period_start, period_end, lead_unit,
        committee, issued_at, closed_at
      from campaign
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Campaigns(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.events = events;
  }

  // What the models ask for and say

  /** Code of the lead agency. */
  public String lead(String campaignId) {
    return require(campaignId).leadUnit();
  }

  /** Code of the committee that issued the campaign. */
  public String committee(String campaignId) {
    return require(campaignId).committee();
  }

  /**
   * When the lead agency reports weekly, as an ISO-8601 repetition: every Friday after the issue
   * until the end of the period, or that very end if no Friday is left.
   */
  public String weeklyReports(String campaignId) {
    Campaign campaign = require(campaignId);
    LocalDate from =
        campaign.periodStart().isAfter(campaign.issuedOn())
            ? campaign.periodStart()
            : campaign.issuedOn();
    LocalDate firstFriday = from.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
    if (firstFriday.isAfter(campaign.periodEnd())) {
      return repetition(0, campaign.periodEnd());
    }
    return repetition(ChronoUnit.WEEKS.between(firstFriday, campaign.periodEnd()), firstFriday);
  }

  /** The engine counts what follows the first. */
  private static String repetition(long more, LocalDate first) {
    return "R" + more + "/" + first.atTime(REPORT_MORNING) + ":00/P7D";
  }

  /** Whether the committee has approved the final report. */
  public boolean isFinalReportApproved(String campaignId) {
    return jdbc.sql(
                "select count(*) from campaign_report where campaign_id = ? and kind = 'FINAL' and"
                    + " answer = 'ACCEPTED'")
            .param(campaignId)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Everything is done and approved. */
  public void close(String campaignId) {
    jdbc.sql("update campaign set closed_at = ? where id = ?").params(now(), campaignId).update();
  }

  // What the workflow tells

  void add(Campaign campaign, String issuedBy) {
    jdbc.sql(
            """
            insert into campaign (id, directive, title, document_number, issued_on, period_start,
              period_end, lead_unit, committee, issued_at, issued_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                campaign.id(),
                campaign.directive(),
                campaign.title(),
                campaign.documentNumber(),
                campaign.issuedOn(),
                campaign.periodStart(),
                campaign.periodEnd(),
                campaign.leadUnit(),
                campaign.committee(),
                now(),
                issuedBy))
        .update();
  }

  void report(String campaignId, String kind, ReportText text, String actor) {
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into campaign_report (campaign_id, kind, content, obstacles, next_tasks, proposals,
              submitted_at, submitted_by)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                campaignId,
                kind,
                text.content(),
                text.obstacles(),
                text.nextTasks(),
                text.proposals(),
                now(),
                actor))
        .update(key, "id");
    events.publishEvent(
        new ReportSubmitted(campaignId, key.getKey().longValue(), kind, text, actor));
  }

  /** The lead agency finds the task of writing the final report. */
  void finalReportDue(Campaign campaign, LocalDateTime due) {
    boolean again =
        jdbc.sql("select count(*) from campaign_report where campaign_id = ? and kind = 'FINAL'")
                .param(campaign.id())
                .query(Long.class)
                .single()
            > 0;
    events.publishEvent(
        new FinalReportDue(
            campaign.id(), campaign.documentNumber(), campaign.leadUnit(), due, again));
  }

  void answerFinalReport(String campaignId, boolean approved, String remark, String actor) {
    jdbc.sql(
            """
            update campaign_report set answer = ?, remark = ?, answered_at = ?, answered_by = ?
            where id = (select max(id) from campaign_report where campaign_id = ? and kind = 'FINAL')
            """)
        .params(Arrays.asList(approved ? "ACCEPTED" : "REFUSED", remark, now(), actor, campaignId))
        .update();
  }

  // What others ask

  Campaign require(String campaignId) {
    return find(campaignId)
        .orElseThrow(() -> new IllegalArgumentException("Không có đợt vận động " + campaignId));
  }

  Optional<Campaign> find(String campaignId) {
    return jdbc.sql(SELECT + "where id = ?").param(campaignId).query(Campaign.class).optional();
  }

  List<Campaign> running() {
    return jdbc.sql(SELECT + "where closed_at is null order by issued_at desc")
        .query(Campaign.class)
        .list();
  }

  boolean any() {
    return jdbc.sql("select count(*) from campaign").query(Long.class).single() > 0;
  }

  LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
