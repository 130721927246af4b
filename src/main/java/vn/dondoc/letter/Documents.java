package vn.dondoc.letter;

import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.security.Viewer;

/**
 * Finished documents. They are kept as they were made, in the transaction of what they tell of, and
 * never change.
 */
@Component
@Transactional
class Documents {

  /** Well below what H2 holds in one value. */
  private static final int PART = 512 * 1024;

  /** Committee, lead agency and administrators see all, others what is addressed to them. */
  private static final String VISIBLE =
      """
      from document t join campaign c on c.id = t.campaign_id
      where (:all or c.lead_unit in (:own) or c.committee in (:own) or exists
        (select 1 from document_addressee a where a.document_id = t.id and a.unit in (:own)))
      """;

  private final JdbcClient jdbc;

  Documents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a document is. */
  enum Kind {
    WEEKLY_REPORT("Báo cáo tuần"),
    FINAL_REPORT("Báo cáo tổng kết"),
    URGING_LETTER("Văn bản đôn đốc");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** What people read. */
    String text() {
      return text;
    }
  }

  /** A finished document, without its content. */
  record Entry(
      long id,
      String campaignId,
      Kind kind,
      String title,
      String fileName,
      long sizeBytes,
      LocalDateTime madeAt,
      @Nullable String madeBy) {}

  /**
   * Some documents.
   *
   * @param total how many there are in all
   */
  record Found(long total, List<Entry> entries) {}

  /** Keeps a document. */
  void keep(
      String campaign,
      Kind kind,
      String title,
      String fileName,
      byte[] content,
      @Nullable Long report,
      @Nullable Long escalationCase,
      Collection<String> addressees,
      LocalDateTime at,
      @Nullable String by) {
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into document (campaign_id, kind, title, file_name, size_bytes, sha256, report_id,
              case_id, made_at, made_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                campaign,
                kind.name(),
                title,
                fileName,
                content.length,
                DigestUtils.sha256Hex(content),
                report,
                escalationCase,
                at,
                by))
        .update(key, "id");
    long id = key.getKey().longValue();
    for (int part = 0; part * PART < content.length; part++) {
      int from = part * PART;
      jdbc.sql("insert into document_content (document_id, part, content) values (?, ?, ?)")
          .params(
              id, part, Arrays.copyOfRange(content, from, Math.min(from + PART, content.length)))
          .update();
    }
    for (String unit : addressees) {
      jdbc.sql("insert into document_addressee (document_id, unit) values (?, ?)")
          .params(id, unit)
          .update();
    }
  }

  /** Those of a campaign that this person may read, newest first. */
  @Transactional(readOnly = true)
  Found of(String campaign, Viewer viewer, int from, int count) {
    long[] total = {0};
    List<Entry> entries =
        jdbc.sql(
                """
                select count(*) over () as matching, t.id, t.campaign_id, t.kind, t.title, t.file_name,
                  t.size_bytes, t.made_at, t.made_by
                """
                    + VISIBLE
                    + """
                    and t.campaign_id = :campaign order by t.id desc
                    offset :from rows fetch next :count rows only
                    """)
            .param("campaign", campaign)
            .param("all", viewer.administrator())
            .param("own", own(viewer))
            .param("from", from)
            .param("count", count)
            .query(
                (row, n) -> {
                  total[0] = row.getLong("matching");
                  return new Entry(
                      row.getLong("id"),
                      row.getString("campaign_id"),
                      Kind.valueOf(row.getString("kind")),
                      row.getString("title"),
                      row.getString("file_name"),
                      row.getLong("size_bytes"),
                      row.getObject("made_at", LocalDateTime.class),
                      row.getString("made_by"));
                })
            .list();
    return new Found(total[0], entries);
  }

  /** One that this person may read. */
  @Transactional(readOnly = true)
  Optional<Entry> find(long id, Viewer viewer) {
    return jdbc.sql(
            """
            select t.id, t.campaign_id, t.kind, t.title, t.file_name, t.size_bytes, t.made_at, t.made_by
            """
                + VISIBLE
                + "and t.id = :id")
        .param("id", id)
        .param("all", viewer.administrator())
        .param("own", own(viewer))
        .query(Entry.class)
        .optional();
  }

  /** Campaigns in which this person's units have or had a duty, or all; newest first. */
  @Transactional(readOnly = true)
  List<CampaignFacts> campaigns(Viewer viewer) {
    return jdbc.sql(
            CampaignFacts.SELECT
                + """
                where :all or c.lead_unit in (:own) or c.committee in (:own) or exists
                  (select 1 from duty d where d.campaign_id = c.id
                    and (d.unit in (:own) or d.assigned_unit in (:own)))
                order by c.issued_at desc, c.id
                """)
        .param("all", viewer.administrator())
        .param("own", own(viewer))
        .query(CampaignFacts.class)
        .list();
  }

  @Transactional(readOnly = true)
  byte[] content(long id) {
    var content = new ByteArrayOutputStream();
    jdbc.sql("select content from document_content where document_id = ? order by part")
        .param(id)
        .query(byte[].class)
        .list()
        .forEach(content::writeBytes);
    return content.toByteArray();
  }

  /** No list may be empty. */
  private static List<String> own(Viewer viewer) {
    return viewer.units().isEmpty() ? List.of("") : List.copyOf(viewer.units());
  }
}
