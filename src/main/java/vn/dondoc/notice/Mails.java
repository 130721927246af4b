package vn.dondoc.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All mail, sent or not. Written in the transaction of whoever calls; times are local. */
@Component
@Transactional
class Mails {

  /** Digests are kept this long; what they said is in the duties. */
  private static final Period KEEP_DIGESTS = Period.ofDays(180);

  /** Other mail, once it is sent; what it told is in the history of duties and cases. */
  private static final Period KEEP_SENT = Period.ofYears(2);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
  private static final int SUBJECT_LENGTH = 400;
  private static final int ERROR_LENGTH = 1000;

  /** {@link MailState} of the mail m to the unit u. */
  private static final String STATE =
      "case when m.state = 'WAITING' and u.email is null then 'NO_ADDRESS' else m.state end";

  private static final String SELECT =
      """
      select m.id, m.message_id, m.kind, m.unit, u.name as unit_name, u.email as mailbox, m.subject,
        m.content, %s as state, m.created_at, m.on_day, m.address, m.attempts, m.sent_at, m.last_error
      from mail m join unit u on u.code = m.unit
      """
          .formatted(STATE);

  /** What may be sent now. */
  private static final String DUE =
      """
      where m.state = 'WAITING' and u.email is not null
        and (m.try_after is null or m.try_after <= :now) and (m.on_day is null or m.on_day >= :today)
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;
  private final NoticeSettings settings;
  private final Clock clock;
  private final ObjectMapper json;

  Mails(
      JdbcClient jdbc,
      JdbcTemplate batch,
      NoticeSettings settings,
      Clock clock,
      ObjectMapper json) {
    this.jdbc = jdbc;
    this.batch = batch;
    this.settings = settings;
    this.clock = clock;
    this.json = json;
  }

  /** A mail about to be written. */
  record Draft(String unit, String subject, Letter letter) {}

  /** Mail about something that has just happened. */
  void add(MailKind kind, List<Draft> drafts) {
    insert(kind, null, drafts);
  }

  /** The digests of this day; those that units have already stay as they are. */
  void addDigests(LocalDate day, Collection<Draft> drafts) {
    Set<String> have =
        new HashSet<>(
            jdbc.sql("select unit from mail where on_day = ?")
                .param(day)
                .query(String.class)
                .list());
    insert(
        MailKind.DIGEST,
        day,
        drafts.stream().filter(draft -> !have.contains(draft.unit())).toList());
  }

  private void insert(MailKind kind, @Nullable LocalDate day, List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    LocalDateTime now = now();
    batch.batchUpdate(
        """
        insert into mail (message_id, kind, unit, subject, content, state, created_at, on_day)
        values (?, ?, ?, ?, ?, 'WAITING', ?, ?)
        """,
        drafts.stream()
            .map(
                draft ->
                    new Object[] {
                      "<" + UUID.randomUUID() + "@" + settings.domain() + ">",
                      kind.name(),
                      draft.unit(),
                      cut(oneLine(draft.subject()), SUBJECT_LENGTH),
                      write(draft.letter()),
                      now,
                      day
                    })
            .toList());
  }

  /** Digests of earlier days that were never sent would tell what is no longer so. */
  void supersedeOldDigests() {
    jdbc.sql("update mail set state = 'SUPERSEDED' where state = 'WAITING' and on_day < ?")
        .param(today())
        .update();
  }

  /** The table does not grow for ever; what was never sent stays. */
  void forgetOld() {
    jdbc.sql("delete from mail where on_day < ?").param(today().minus(KEEP_DIGESTS)).update();
    jdbc.sql("delete from mail where state = 'SENT' and sent_at < ?")
        .param(today().minus(KEEP_SENT).atStartOfDay())
        .update();
  }

  // Sending

  /**
   * Nobody else sends until the caller's transaction ends.
   *
   * @return false if somebody does already
   */
  boolean takeTurn() {
    return !jdbc.sql("select id from mail_turn for update skip locked")
        .query(Long.class)
        .list()
        .isEmpty();
  }

  /** Whether something could be sent now. */
  @Transactional(readOnly = true)
  boolean isAnyDue() {
    return jdbc.sql(
            "select exists (select 1 from mail m join unit u on u.code = m.unit " + DUE + ")")
        .param("now", now())
        .param("today", today())
        .query(Boolean.class)
        .single();
  }

  /**
   * What is sent next: what was not tried yet before what was, what has just happened before what
   * is said every morning.
   */
  @Transactional(readOnly = true)
  List<Mail> due(int count) {
    return jdbc.sql(
            SELECT
                + DUE
                + """
                order by m.attempts, case when m.on_day is null then 0 else 1 end, m.id
                fetch first :count rows only
                """)
        .param("now", now())
        .param("today", today())
        .param("count", count)
        .query(Mail.class)
        .list();
  }

  void sent(Mail mail) {
    jdbc.sql(
            """
            update mail set state = 'SENT', sent_at = ?, address = ?, try_after = null, last_error = null
            where id = ?
            """)
        .params(now(), mail.mailbox(), mail.id())
        .update();
  }

  /** The server will not take it for this mailbox, however often it is asked. */
  void refused(Mail mail, String error) {
    jdbc.sql(
            """
            update mail set state = 'REFUSED', address = ?, attempts = attempts + 1, try_after = null,
              last_error = ?
            where id = ?
            """)
        .params(mail.mailbox(), cut(error, ERROR_LENGTH), mail.id())
        .update();
  }

  /** The server would not take it for this mailbox just now. */
  void postponed(Mail mail, String error) {
    jdbc.sql("update mail set attempts = attempts + 1, try_after = ?, last_error = ? where id = ?")
        .params(
            now().plus(FIRST_PAUSE.multipliedBy(1L << mail.attempts())),
            cut(error, ERROR_LENGTH),
            mail.id())
        .update();
  }

  /** The connection broke while it was sent; others go first next time. */
  void broken(Mail mail, String error) {
    jdbc.sql("update mail set attempts = attempts + 1, last_error = ? where id = ?")
        .params(cut(error, ERROR_LENGTH), mail.id())
        .update();
  }

  // The outbox

  /** A refused mail waits again; false if it is not one that may be sent. */
  boolean resend(long id) {
    return resend("id = :id", id) > 0;
  }

  /** All refused mail waits again; returns how many. */
  int resendRefused() {
    return resend("true", 0);
  }

  private int resend(String which, long id) {
    return jdbc.sql(
            """
            update mail set state = 'WAITING', attempts = 0, try_after = null, last_error = null
            where state = 'REFUSED' and (on_day is null or on_day >= :today) and
            """
                + which)
        .param("today", today())
        .param("id", id)
        .update();
  }

  /** How many refused mails could be sent again. */
  @Transactional(readOnly = true)
  int resendable() {
    return jdbc.sql(
            """
            select count(*) from mail
            where state = 'REFUSED' and (on_day is null or on_day >= ?)
            """)
        .param(today())
        .query(Integer.class)
        .single();
  }

  @Transactional(readOnly = true)
  Optional<Mail> find(long id) {
    return jdbc.sql(SELECT + "where m.id = ?").param(id).query(Mail.class).optional();
  }

  /**
   * Newest first.
   *
   * @param state null for all
   * @param units codes, null for all
   * @param from how many are left out at the beginning
   */
  @Transactional(readOnly = true)
  List<Mail> find(
      @Nullable MailState state, @Nullable Collection<String> units, int from, int count) {
    if (units != null && units.isEmpty()) {
      return List.of();
    }
    String where =
        (state == null ? "where true" : "where " + condition(state))
            + (units == null ? "" : " and m.unit in (:units)");
    return jdbc.sql(
            SELECT + where + " order by m.id desc offset :from rows fetch next :count rows only")
        .param("units", units)
        .param("from", from)
        .param("count", count)
        .query(Mail.class)
        .list();
  }

  private static String condition(MailState state) {
    return switch (state) {
      case WAITING -> "m.state = 'WAITING' and u.email is not null";
      case NO_ADDRESS -> "m.state = 'WAITING' and u.email is null";
      case SENT, REFUSED, SUPERSEDED -> "m.state = '" + state.name() + "'";
    };
  }

  /** How much mail there is in each state; every state is there. */
  @Transactional(readOnly = true)
  Map<MailState, Long> counts() {
    Map<MailState, Long> counts = new EnumMap<>(MailState.class);
    Arrays.stream(MailState.values()).forEach(state -> counts.put(state, 0L));
    jdbc.sql(
            "select %1$s as state, count(*) as mails from mail m join unit u on u.code = m.unit group by %1$s"
                .formatted(STATE))
        .query(
            row -> {
              counts.put(MailState.valueOf(row.getString("state")), row.getLong("mails"));
            });
    return counts;
  }

  Letter letter(Mail mail) {
    try {
      return json.readValue(mail.content(), Letter.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(Letter letter) {
    try {
      return json.writeValueAsString(letter);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A subject is a header, which ends where the line does. */
  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String cut(String text, int length) {
    return text == null || text.length() <= length ? text : text.substring(0, length);
  }

  LocalDate today() {
    return LocalDate.now(clock);
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
