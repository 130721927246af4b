package vn.dondoc.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import vn.dondoc.duty.TimeStatus;

/**
 * The board on PostgreSQL, with one campaign of 3,460 duties and with fifty: every part of it takes
 * as long, and little.
 */
class BoardOnPostgresTest {

  private static final int CAMPAIGNS = 50;
  private static final int RUNS = 9;

  private static final LocalDate ISSUED = LocalDate.parse("2024-05-06");
  private static final LocalDateTime END = LocalDateTime.parse("2024-06-12T09:00");

  /** Tens of milliseconds; room for a machine that builds something else as well. */
  private static final Duration MOST = Duration.ofMillis(150);

  private static final DutySearch ON_TIME =
      new DutySearch(
          null, null, TimeStatus.DONE_ON_TIME, null, null, null, null, null, null, null, null);

  private static EmbeddedPostgres server;
  private static JdbcClient jdbc;
  private static BoardFacts facts;
  private static DutyList list;

  @BeforeAll
  static void migrate() throws IOException {
    server = EmbeddedPostgres.start();
    Flyway.configure()
        .dataSource(server.getPostgresDatabase())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    DataSource connection =
        new SingleConnectionDataSource(
            server.getJdbcUrl("postgres", "postgres"), "postgres", "", true);
    jdbc = JdbcClient.create(connection);
    facts = new BoardFacts(jdbc);
    list = new DutyList(jdbc, null);
    organisation();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void answersWithFiftyCampaignsAsQuicklyAsWithOne() {
    campaigns(1, 1);
    Map<String, Duration> one = measure();
    campaigns(2, CAMPAIGNS);
    assertThat(count("duty")).isEqualTo(CAMPAIGNS * 3_457);
    Map<String, Duration> fifty = measure();

    System.out.println("Board on PostgreSQL, one campaign: " + one + ", fifty: " + fifty);
    fifty.forEach(
        (part, time) -> {
          assertThat(time).as(part).isLessThan(MOST);
          assertThat(time)
              .as(part + " with one campaign takes " + one.get(part))
              .isLessThan(one.get(part).multipliedBy(2).plusMillis(15));
        });
  }

  private static Map<String, Duration> measure() {
    Map<String, Duration> times = new LinkedHashMap<>();
    for (LocalDate asOf : Arrays.asList(null, LocalDate.parse("2024-05-20"))) {
      Scope scope = scope("c1", asOf);
      String when = asOf == null ? "" : " in the past";
      Map<String, Consumer<Scope>> parts = new LinkedHashMap<>();
      parts.put("counts", facts::cells);
      parts.put("curve", facts::spans);
      parts.put("figures", facts::figures);
      parts.put("cases", facts::cases);
      parts.put("obstacles", facts::obstacles);
      parts.put("list", of -> list.find(of, ON_TIME, 0, 100));
      parts.forEach((name, part) -> times.put(name + when, median(() -> part.accept(scope))));
    }
    return times;
  }

  private static Duration median(Runnable part) {
    long[] times = new long[RUNS];
    part.run();
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      part.run();
      times[run] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return Duration.ofNanos(times[RUNS / 2]).truncatedTo(ChronoUnit.MICROS);
  }

  private static Scope scope(String campaign, LocalDate asOf) {
    LocalDateTime at = asOf == null ? END : asOf.atTime(23, 59, 59);
    return new Scope(
        new CampaignSeen(
            campaign,
            campaign,
            "Đợt vận động",
            ISSUED,
            END.toLocalDate(),
            "co-quan-1",
            "tinh",
            null),
        true,
        Set.of(""),
        asOf,
        at,
        at.plusDays(5));
  }

  private static long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }

  /** As many of each kind as the province has. */
  private static void organisation() {
    run("insert into unit (code, name, kind) values ('tinh', 'UBND tỉnh', 'PROVINCE')");
    run(
        """
        insert into unit (code, name, kind, superior)
        select 'co-quan-' || i, 'Cơ quan ' || i, 'AGENCY', 'tinh' from generate_series(1, 12) i
        union all
        select 'huyen-' || i, 'UBND huyện ' || i, 'DISTRICT', 'tinh' from generate_series(1, 21) i
        """);
    run(
        """
        insert into unit (code, name, kind, superior)
        select 'xa-' || i, 'UBND xã ' || i, 'COMMUNE', 'huyen-' || (i % 21 + 1)
        from generate_series(1, 460) i
        """);
    run(
        """
        insert into duty_definition (process_definition_id, directive, activity_id, clause, name,
          task, coordinators, deliverable, is_request, restricted)
        select 'p', 'd', 'Duty_' || k || i, k || '.' || i, 'Nhiệm vụ ' || i, '', '', '', false, false
        from (values ('1', 4), ('2', 9), ('11', 7)) kinds (k, n), generate_series(1, n) i
        """);
    run(
        """
        insert into duty_metric (definition_id, metric, label, place)
        select id, 'm' || i, 'Số liệu ' || i, i from duty_definition, generate_series(1, 3) i
        """);
  }

  /** Whole campaigns, of which most is done and some is late, with what happened to every duty. */
  private static void campaigns(int from, int to) {
    for (int number = from; number <= to; number++) {
      String id = "c" + number;
      run(
          """
          insert into campaign (id, directive, title, document_number, issued_on, period_start,
            period_end, lead_unit, committee, issued_at)
          values ('%1$s', 'd', 'Đợt', '%1$s', '2024-05-06', '2024-05-01', '2024-05-31', 'co-quan-1',
            'tinh', '2024-05-06 08:00');
          insert into duty (campaign_id, definition_id, clause, assigned_unit, unit, original_due, due,
            state, officer, begun_at, submitted_at, ended_at)
          select '%1$s', f.id, f.clause, u.code, u.code, due, due,
            case when n %% 10 < 6 then 'DONE' when n %% 10 = 6 then 'IN_REVIEW'
              else 'IN_PROGRESS' end, u.code, '2024-05-06 08:00',
            case when n %% 10 <= 6 then due - interval '1 hour' * (n %% 37 - 4) end,
            case when n %% 10 < 6 then due + interval '1 day' end
          from (
            select f.id, f.clause, u.code, row_number() over (order by u.code, f.id) as n,
              timestamp '2024-05-10 17:00' + interval '1 day' * (f.id %% 25) as due
            from duty_definition f join unit u on u.kind =
              case split_part(f.clause, '.', 1) when '1' then 'AGENCY' when '2' then 'DISTRICT'
                else 'COMMUNE' end
          ) g join duty_definition f on f.id = g.id join unit u on u.code = g.code;
          insert into duty_event (duty_id, at, kind, actor)
          select id, timestamp '2024-05-07 08:00', 'CLAIMED', officer from duty
            where campaign_id = '%1$s'
          union all
          select id, submitted_at, 'SUBMITTED', officer from duty
            where campaign_id = '%1$s' and submitted_at is not null
          union all
          select id, ended_at, 'ACCEPTED', officer from duty
            where campaign_id = '%1$s' and ended_at is not null;
          insert into duty_figure (duty_id, metric, amount)
          select d.id, 'm' || i, d.id %% 50 from duty d, generate_series(1, 3) i
          where d.campaign_id = '%1$s' and d.submitted_at is not null;
          insert into duty_figure_change (duty_id, metric, amount, at)
          select g.duty_id, g.metric, g.amount, d.submitted_at
          from duty_figure g join duty d on d.id = g.duty_id where d.campaign_id = '%1$s';
          insert into escalation_case (campaign_id, unit, superior, unit_kind, stage, opened_at,
            superior_told_at)
          select '%1$s', 'huyen-' || i, 'huyen-' || i, 'COMMUNE', 'SUPERIOR', '2024-05-16 17:00',
            '2024-05-16 17:00' from generate_series(1, 21) i;
          insert into escalation_item (case_id, duty_id, due, joined_at)
          select e.id, d.id, d.due, '2024-05-16 17:00' from duty d join unit u on u.code = d.unit
          join escalation_case e on e.unit = u.superior and e.campaign_id = '%1$s'
          where d.campaign_id = '%1$s' and d.state = 'IN_PROGRESS';
          insert into difficulty (campaign_id, unit, description, raised_at, state)
          select '%1$s', 'xa-' || i, 'Thiếu loa', '2024-05-09 09:00', 'RAISED'
          from generate_series(1, 100) i;
          """
              .formatted(id));
    }
    run("analyze");
  }

  private static void run(String sql) {
    jdbc.sql(sql).update();
  }
}
