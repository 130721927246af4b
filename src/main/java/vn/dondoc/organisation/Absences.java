package vn.dondoc.organisation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.engine.QueryWord;

/**
 * Who stands in for whom. On the days of an absence the substitute finds the tasks of the absent
 * officer among their own.
 */
@Component
@Transactional
class Absences implements QueryWord {

  private static final String SELECT =
      "select id, officer, substitute, from_day, to_day from absence where ended_at is null and ";

  private final JdbcClient jdbc;
  private final Officers officers;
  private final Audit audit;
  private final Clock clock;

  Absences(JdbcClient jdbc, Officers officers, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.officers = officers;
    this.audit = audit;
    this.clock = clock;
  }

  /** Days on which one officer stands in for another, both included. */
  record Absence(long id, String officer, String substitute, LocalDate fromDay, LocalDate toDay) {}

  @Override
  public String text() {
    return "${currentUserAndAbsent()}";
  }

  @Override
  public Object meaningFor(String user) {
    return Stream.concat(Stream.of(user), absentFor(user).stream()).toArray(String[]::new);
  }

  /** Those who are away today and have named this user. */
  private List<String> absentFor(String user) {
    return jdbc.sql(
            """
            select distinct officer from absence
            where substitute = :user and ended_at is null and :today between from_day and to_day
            """)
        .param("user", user)
        .param("today", today())
        .query(String.class)
        .list();
  }

  /** Who stands in for this officer today, if anybody does. */
  @Transactional(readOnly = true)
  public Optional<String> substituteOf(String officer) {
    return jdbc.sql(
            SELECT
                + """
                officer = :officer and :today between from_day and to_day
                order by id fetch first row only
                """)
        .param("officer", officer)
        .param("today", today())
        .query(Absence.class)
        .optional()
        .map(Absence::substitute);
  }

  /** The officer's absences that are not over, the next one first. */
  @Transactional(readOnly = true)
  public List<Absence> of(String officer) {
    return jdbc.sql(SELECT + "officer = :officer and to_day >= :today order by from_day")
        .param("officer", officer)
        .param("today", today())
        .query(Absence.class)
        .list();
  }

  /** Whom this officer stands in for, now or later. */
  @Transactional(readOnly = true)
  public List<Absence> standInsOf(String substitute) {
    return jdbc.sql(SELECT + "substitute = :substitute and to_day >= :today order by from_day")
        .param("substitute", substitute)
        .param("today", today())
        .query(Absence.class)
        .list();
  }

  /**
   * Names a substitute.
   *
   * @throws InvalidInput if the days are past or the wrong way round, overlap with another absence,
   *     or the substitute is no colleague, or away as well
   */
  void add(String officer, String substitute, LocalDate from, LocalDate to) {
    if (from == null) {
      throw new InvalidInput("from", "Chưa chọn ngày bắt đầu vắng mặt.");
    }
    if (to == null) {
      throw new InvalidInput("to", "Chưa chọn ngày cuối vắng mặt.");
    }
    if (to.isBefore(from)) {
      throw new InvalidInput("to", "Ngày cuối phải từ ngày bắt đầu trở đi.");
    }
    if (to.isBefore(today())) {
      throw new InvalidInput("to", "Ngày cuối phải từ hôm nay trở đi.");
    }
    if (to.isAfter(from.plusYears(1))) {
      throw new InvalidInput("to", "Mỗi lần vắng mặt không quá một năm. Hãy chọn lại ngày cuối.");
    }
    if (officers.colleaguesOf(officer).stream()
        .noneMatch(colleague -> colleague.user().equals(substitute))) {
      throw new InvalidInput("substitute", "Hãy chọn người làm thay là cán bộ cùng đơn vị.");
    }
    if (overlaps(officer, from, to)) {
      throw new InvalidInput(
          "from", "Đã có người làm thay trong khoảng ngày này. Hãy hủy lần trước rồi nhập lại.");
    }
    if (overlaps(substitute, from, to)) {
      throw new InvalidInput(
          "substitute",
          officers.nameOf(substitute)
              + " cũng vắng mặt trong khoảng ngày này. Hãy chọn người khác.");
    }
    jdbc.sql(
            """
            insert into absence (officer, substitute, from_day, to_day, noted_at, noted_by)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(officer, substitute, from, to, LocalDateTime.now(clock), officer)
        .update();
    audit.record(
        officer,
        Action.TASK,
        "user/" + officer,
        "Làm thay: " + substitute + ", " + from + " – " + to);
  }

  /** Calls an absence of this officer's own off; of others nothing happens. */
  void end(long id, String officer) {
    int ended =
        jdbc.sql(
                "update absence set ended_at = ? where id = ? and officer = ? and ended_at is null")
            .params(LocalDateTime.now(clock), id, officer)
            .update();
    if (ended > 0) {
      audit.record(officer, Action.TASK, "user/" + officer, "Hủy làm thay");
    }
  }

  private boolean overlaps(String officer, LocalDate from, LocalDate to) {
    return jdbc.sql(
                """
                select count(*) from absence
                where officer = ? and ended_at is null and from_day <= ? and to_day >= ?
                """)
            .params(officer, to, from)
            .query(Long.class)
            .single()
        > 0;
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
