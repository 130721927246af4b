package vn.dondoc.notice;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.duty.Duties;

/**
 * The secret addresses of the units' calendars. A secret has 256 random bits and is kept as its
 * hash only: who reads the table cannot read a calendar with it.
 */
@Component
@Transactional
class Feeds {

  private static final int SECRET_BYTES = 32;

  /** Of a secret as it stands in an address. */
  private static final int SECRET_LENGTH = 43;

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient jdbc;
  private final Clock clock;

  Feeds(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Who made a unit's address, and when. */
  record Made(String unit, LocalDateTime madeAt, String madeBy) {}

  @Transactional(readOnly = true)
  Map<String, Made> of(Collection<String> units) {
    if (units.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql("select unit, made_at, made_by from calendar_feed where unit in (:units)")
        .param("units", units)
        .query(Made.class)
        .list()
        .stream()
        .collect(Collectors.toMap(Made::unit, Function.identity()));
  }

  /** A new secret for the unit; the former one is worth nothing from now on. */
  String make(String unit, String user) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql("delete from calendar_feed where unit = ?").param(unit).update();
    jdbc.sql("insert into calendar_feed (unit, secret_hash, made_at, made_by) values (?, ?, ?, ?)")
        .params(unit, hash(secret), LocalDateTime.now(clock), user)
        .update();
    return secret;
  }

  /**
   * A duty as its calendar shows it.
   *
   * @param changes how often its due date has moved
   * @param changedAt when something last happened to it, a local time
   */
  record Deadline(
      long id,
      String clause,
      String name,
      boolean request,
      LocalDateTime due,
      int changes,
      LocalDateTime changedAt) {}

  /**
   * @param unitName whose calendar it is
   * @param deadlines of what the unit owes, soonest first
   */
  record Feed(String unitName, List<Deadline> deadlines) {}

  private record Row(
      String unitName,
      Long id,
      String clause,
      String name,
      Boolean request,
      LocalDateTime due,
      int changes,
      LocalDateTime changedAt) {}

  /** The calendar behind a secret; empty if it is nobody's. */
  @Transactional(readOnly = true)
  Optional<Feed> read(String secret) {
    if (secret.length() != SECRET_LENGTH) {
      return Optional.empty();
    }
    List<Row> rows =
        jdbc.sql(
                """
                select u.name as unit_name, d.id, d.clause, f.name, f.is_request as request, d.due,
                  (select count(*) from duty_event e where e.duty_id = d.id and e.new_due is not null)
                    as changes,
                  coalesce((select max(e.at) from duty_event e where e.duty_id = d.id), d.begun_at,
                    c.issued_at) as changed_at
                from calendar_feed a
                join unit u on u.code = a.unit
                left join duty d on d.unit = a.unit and d.state in %s
                left join duty_definition f on f.id = d.definition_id
                left join campaign c on c.id = d.campaign_id
                where a.secret_hash = ? order by d.due, d.id
                """
                    .formatted(Duties.OWING))
            .param(hash(secret))
            .query(Row.class)
            .list();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Feed(
                rows.get(0).unitName(),
                rows.stream().filter(row -> row.id() != null).map(Feeds::deadline).toList()));
  }

  private static Deadline deadline(Row row) {
    return new Deadline(
        row.id(),
        row.clause(),
        row.name(),
        row.request(),
        row.due(),
        row.changes(),
        row.changedAt());
  }

  /** Of 256 random bits nothing is guessed, so that no slow hash is needed. */
  private static String hash(String secret) {
    return DigestUtils.sha256Hex(secret.getBytes(StandardCharsets.UTF_8));
  }
}
