package vn.dondoc.deadline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A calendar on a database of its own, at the morning of Monday 6 May 2024 in Vietnam. */
class CalendarFixture {

  static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
  static final Resource DATA_FILE = new ClassPathResource("data/working-calendar.csv");

  final JdbcClient jdbc;
  final CalendarDays days;
  final WorkingCalendar calendar;

  CalendarFixture() {
    // Half an hour after midnight in Vietnam it is still Sunday in UTC.
    this("2024-05-05T17:30:00Z");
  }

  CalendarFixture(String now) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).target("1").load().migrate();
    jdbc = JdbcClient.create(database);
    days = new CalendarDays(jdbc);
    calendar = node(now, Duration.ofHours(1));
  }

  WorkingCalendar node(String now, Duration maxAge) {
    return new WorkingCalendar(
        days,
        new DeadlineSettings(LocalTime.of(17, 0), VIETNAM, 3),
        Clock.fixed(Instant.parse(now), ZoneOffset.UTC),
        maxAge);
  }

  CalendarFixture seeded() {
    start();
    return this;
  }

  void start() {
    new CalendarSeed(DATA_FILE, days, calendar).prepare();
  }

  void enter(String day, String type, String status) {
    jdbc.sql("insert into working_calendar_day (on_day, type, name, status) values (?, ?, ?, ?)")
        .params(java.time.LocalDate.parse(day), type, "Ngày thử", status)
        .update();
  }
}
