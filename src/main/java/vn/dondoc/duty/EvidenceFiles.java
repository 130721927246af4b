package vn.dondoc.duty;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Officers;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/**
 * The files attached to duties, as the signed-in person may read and change them. Whatever is not
 * for this person's eyes is {@link NotFound}; see {@link EvidenceAccess} for who may change what.
 */
@Component
@Transactional
class EvidenceFiles {

  private static final String FIELD = "file";

  /** Well below what H2 holds in one value. */
  private static final int PART = 512 * 1024;

  private static final String SELECT =
      """
      select id, file_name, media_type, size_bytes, sha256, document_number, document_date,
        uploaded_at, uploaded_by,
        exists (select 1 from evidence_thumbnail where evidence_id = evidence.id), duty_id
      from evidence where removed_at is null and %s order by id
      """;

  private final JdbcClient jdbc;
  private final EvidenceAccess access;
  private final EvidenceSettings settings;
  private final Officers officers;
  private final Audit audit;
  private final Clock clock;

  EvidenceFiles(
      JdbcClient jdbc,
      EvidenceAccess access,
      EvidenceSettings settings,
      Officers officers,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.access = access;
    this.settings = settings;
    this.officers = officers;
    this.audit = audit;
    this.clock = clock;
  }

  /** A piece of evidence with what is in the file. */
  record Content(Evidence evidence, byte[] bytes) {}

  /** What is attached to a duty, in the order in which it came. */
  @Transactional(readOnly = true)
  List<Evidence> of(long dutyId) {
    access.requireReadable(dutyId);
    return select("duty_id = ?", dutyId);
  }

  /** What is attached to those of these duties whose files the person may read, in one query. */
  @Transactional(readOnly = true)
  Map<Long, List<Evidence>> ofAll(Collection<Duty> duties) {
    List<Long> readable = duties.stream().filter(access::isReadable).map(Duty::id).toList();
    Map<Long, List<Evidence>> files = new HashMap<>();
    readable.forEach(id -> files.put(id, new ArrayList<>()));
    if (!readable.isEmpty()) {
      jdbc.sql(SELECT.formatted("duty_id in (:duties)"))
          .param("duties", readable)
          .query(
              row -> {
                files.get(row.getLong("duty_id")).add(evidence(row, 0));
              });
    }
    return files;
  }

  /**
   * Attaches a file.
   *
   * @param name as the client sent it, may be null
   * @throws InvalidInput if the file is none that is taken, or the duty has its fill
   * @throws MaxUploadSizeExceededException if it is too large
   */
  Evidence add(long dutyId, String name, byte[] content, DocumentReference document) {
    Duty duty = access.requireChangeable(dutyId);
    requireRoom(dutyId, content.length);
    FileKind kind = FileInspection.kindOf(content);
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into evidence (duty_id, file_name, media_type, size_bytes, sha256,
              document_number, document_date, uploaded_at, uploaded_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                dutyId,
                FileName.of(name, kind),
                kind.mediaType(),
                content.length,
                DigestUtils.sha256Hex(content),
                document.number(),
                document.date(),
                now(),
                Viewer.current().user()))
        .update(key, "id");
    long id = key.getKey().longValue();
    write(id, content);
    Thumbnail.of(content, kind)
        .ifPresent(
            picture ->
                jdbc.sql("insert into evidence_thumbnail (evidence_id, content) values (?, ?)")
                    .params(id, picture)
                    .update());
    Evidence evidence = require(id);
    record(Action.UPLOAD, duty, evidence);
    return evidence;
  }

  /** The file, to be handed out; that it was is on record before a byte of it leaves. */
  Content download(long id) {
    Duty duty = access.requireReadable(dutyOf(id));
    Evidence evidence = require(id);
    record(Action.DOWNLOAD, duty, evidence);
    return new Content(evidence, read(evidence));
  }

  /**
   * The small picture of a photo, a JPEG. Nothing about it goes on record: it comes with the list.
   */
  @Transactional(readOnly = true)
  byte[] thumbnail(long id) {
    access.requireReadable(dutyOf(id));
    return jdbc.sql("select content from evidence_thumbnail where evidence_id = ?")
        .param(id)
        .query((row, n) -> row.getBytes(1))
        .optional()
        .orElseThrow(EvidenceAccess::notFound);
  }

  /** Says of which document the file is a copy. */
  Evidence describe(long id, DocumentReference document) {
    Duty duty = access.requireChangeable(dutyOf(id));
    require(id);
    jdbc.sql("update evidence set document_number = ?, document_date = ? where id = ?")
        .params(Arrays.asList(document.number(), document.date(), id))
        .update();
    audit.record(Action.TASK, subject(duty, id), duty.clause() + ", số và ngày văn bản");
    return require(id);
  }

  void remove(long id) {
    Duty duty = access.requireChangeable(dutyOf(id));
    Evidence evidence = require(id);
    jdbc.sql("update evidence set removed_at = ?, removed_by = ? where id = ?")
        .params(now(), Viewer.current().user(), id)
        .update();
    jdbc.sql("delete from evidence_content where evidence_id = ?").param(id).update();
    jdbc.sql("delete from evidence_thumbnail where evidence_id = ?").param(id).update();
    record(Action.REMOVAL, duty, evidence);
  }

  private void requireRoom(long dutyId, long size) {
    if (size == 0) {
      throw new InvalidInput(FIELD, "Tệp (file) không có nội dung. Hãy chọn tệp khác.");
    }
    if (size > settings.maxSize().toBytes()) {
      throw new MaxUploadSizeExceededException(settings.maxSize().toBytes());
    }
    List<Evidence> present = select("duty_id = ?", dutyId);
    if (present.size() >= settings.maxFiles()) {
      throw new InvalidInput(
          FIELD,
          "Nhiệm vụ đã có "
              + present.size()
              + " tệp minh chứng, không thêm được tệp (file) nữa. Hãy gỡ bớt tệp không cần thiết.");
    }
    long total = present.stream().mapToLong(Evidence::size).sum() + size;
    if (total > settings.maxTotal().toBytes()) {
      throw new InvalidInput(
          FIELD,
          "Thêm tệp (file) này thì minh chứng của nhiệm vụ vượt quá "
              + settings.maxTotal().toMegabytes()
              + " MB. Hãy gỡ bớt hoặc giảm dung lượng tệp.");
    }
  }

  private long dutyOf(long id) {
    return jdbc.sql("select duty_id from evidence where id = ? and removed_at is null")
        .param(id)
        .query(Long.class)
        .optional()
        .orElseThrow(EvidenceAccess::notFound);
  }

  private Evidence require(long id) {
    return select("id = ?", id).stream().findFirst().orElseThrow(EvidenceAccess::notFound);
  }

  private List<Evidence> select(String condition, long parameter) {
    return jdbc.sql(SELECT.formatted(condition)).param(parameter).query(this::evidence).list();
  }

  private Evidence evidence(ResultSet row, int number) throws SQLException {
    return new Evidence(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        FileKind.ofMediaType(row.getString(3)).map(FileKind::text).orElse(row.getString(3)),
        row.getBoolean(10),
        row.getLong(4),
        row.getString(5),
        row.getString(6),
        row.getObject(7, LocalDate.class),
        row.getObject(8, LocalDateTime.class),
        row.getString(9),
        officers.nameOf(row.getString(9)));
  }

  private void write(long id, byte[] content) {
    for (int part = 0; part * PART < content.length; part++) {
      int from = part * PART;
      jdbc.sql("insert into evidence_content (evidence_id, part, content) values (?, ?, ?)")
          .params(
              id, part, Arrays.copyOfRange(content, from, Math.min(from + PART, content.length)))
          .update();
    }
  }

  private byte[] read(Evidence evidence) {
    ByteArrayOutputStream content = new ByteArrayOutputStream((int) evidence.size());
    jdbc.sql("select content from evidence_content where evidence_id = ? order by part")
        .param(evidence.id())
        .query(
            row -> {
              content.writeBytes(row.getBytes(1));
            });
    return content.toByteArray();
  }

  private void record(Action action, Duty duty, Evidence evidence) {
    audit.record(
        action, subject(duty, evidence.id()), duty.clause() + ", " + evidence.size() + " byte");
  }

  private static String subject(Duty duty, long id) {
    return "duty/" + duty.id() + "/evidence/" + id;
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
