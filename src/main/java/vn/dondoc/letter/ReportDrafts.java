package vn.dondoc.letter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.directive.ReportText;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Officers;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/**
 * What the lead agency writes in its reports before they are sent: proposed from the facts, or from
 * the report that was sent back, and kept as far as it was filled in.
 */
@Component
@Transactional
class ReportDrafts {

  private static final int LONGEST = 200_000;
  private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ReportFacts facts;
  private final LetterWriter writer;
  private final Officers officers;
  private final ObjectMapper json;

  ReportDrafts(
      JdbcClient jdbc,
      ReportFacts facts,
      LetterWriter writer,
      Officers officers,
      ObjectMapper json) {
    this.jdbc = jdbc;
    this.facts = facts;
    this.writer = writer;
    this.officers = officers;
    this.json = json;
  }

  /**
   * What is kept of a form.
   *
   * @param values field of the form → what was typed into it
   * @param savedAt local time
   */
  record Draft(
      Map<String, String> values, LocalDateTime savedAt, String savedBy, String savedByName) {}

  /**
   * The campaign, for the officers of its lead agency.
   *
   * @throws NotFound if there is none, or it is led by others
   */
  @Transactional(readOnly = true)
  CampaignFacts requireLed(String campaign) {
    return facts
        .campaign(campaign)
        .filter(found -> Viewer.current().units().contains(found.leadUnit()))
        .orElseThrow(() -> new NotFound("đợt vận động"));
  }

  @Transactional(readOnly = true)
  Optional<Draft> find(String campaign, String kind) {
    return jdbc.sql(
            """
            select content, saved_at, saved_by from report_draft where campaign_id = ? and kind = ?
            """)
        .params(campaign, kind)
        .query(
            (row, n) ->
                new Draft(
                    read(row.getString("content")),
                    row.getObject("saved_at", LocalDateTime.class),
                    row.getString("saved_by"),
                    officers.nameOf(row.getString("saved_by"))))
        .optional();
  }

  /** Keeps what was filled in, in place of what was kept before. */
  Draft save(String campaign, String kind, Map<String, String> values) {
    String content = write(values);
    if (content.length() > LONGEST) {
      throw new InvalidInput(
          "values", "Nội dung (values) quá dài, chưa lưu được. Hãy rút gọn rồi lưu lại.");
    }
    drop(campaign, kind);
    jdbc.sql(
            """
            insert into report_draft (campaign_id, kind, content, saved_at, saved_by)
            values (?, ?, ?, ?, ?)
            """)
        .params(campaign, kind, content, facts.now(), Viewer.current().user())
        .update();
    return find(campaign, kind).orElseThrow();
  }

  void drop(String campaign, String kind) {
    jdbc.sql("delete from report_draft where campaign_id = ? and kind = ?")
        .params(campaign, kind)
        .update();
  }

  /** What a form begins with: the report that the committee sent back, or what the facts say. */
  @Transactional(readOnly = true)
  ReportText proposed(CampaignFacts campaign, String kind) {
    ReportText fromFacts = writer.proposed(campaign);
    return sentBack(campaign.id(), kind)
        .map(
            text ->
                new ReportText(
                    text.content(),
                    text.obstacles() == null ? fromFacts.obstacles() : text.obstacles(),
                    text.nextTasks() == null ? fromFacts.nextTasks() : text.nextTasks(),
                    text.proposals() == null ? fromFacts.proposals() : text.proposals()))
        .orElse(fromFacts);
  }

  private Optional<ReportText> sentBack(String campaign, String kind) {
    return jdbc.sql(
            """
            select content, obstacles, next_tasks, proposals from campaign_report
            where answer = 'REFUSED' and id =
              (select max(id) from campaign_report where campaign_id = ? and kind = ?)
            """)
        .params(campaign, kind)
        .query(ReportText.class)
        .optional();
  }

  /** The report as it would be if it were sent now. */
  @Transactional(readOnly = true)
  byte[] document(CampaignFacts campaign, String kind) {
    ReportText proposed = proposed(campaign, kind);
    Map<String, String> values = new LinkedHashMap<>();
    find(campaign.id(), kind).ifPresent(draft -> values.putAll(draft.values()));
    return writer.report(
        campaign,
        kind.equals("FINAL"),
        new ReportText(
            values.getOrDefault("content", proposed.content()),
            values.getOrDefault("obstacles", proposed.obstacles()),
            values.getOrDefault("nextTasks", proposed.nextTasks()),
            values.getOrDefault("proposals", proposed.proposals())));
  }

  private String write(Map<String, String> values) {
    try {
      return json.writeValueAsString(values == null ? Map.of() : values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> read(String content) {
    try {
      return json.readValue(content, VALUES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
