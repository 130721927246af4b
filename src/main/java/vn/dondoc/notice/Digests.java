package vn.dondoc.notice;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.Duty;
import vn.dondoc.duty.DutyState;
import vn.dondoc.duty.TimeLeft;

/**
 * What each unit is told in the morning of a working day: what is overdue, what is due soon, and
 * what waits for it. One query for each of these, however many units there are.
 */
@Component
@Transactional
class Digests {

  /** Nobody reads more in a mail; the lists of the application show the rest. */
  private static final int ITEMS = 20;

  private final JdbcClient jdbc;
  private final Mails mails;
  private final OpenReportsWorkflow reports;
  private final DueDates dueDates;
  private final TimeLeft timeLeft;
  private final Clock clock;

  Digests(
      JdbcClient jdbc,
      Mails mails,
      OpenReportsWorkflow reports,
      DueDates dueDates,
      TimeLeft timeLeft,
      Clock clock) {
    this.jdbc = jdbc;
    this.mails = mails;
    this.reports = reports;
    this.dueDates = dueDates;
    this.timeLeft = timeLeft;
    this.clock = clock;
  }

  /** What one unit is told. */
  private static final class Digest {

    final List<Duty> overdue = new ArrayList<>();
    final List<Duty> soon = new ArrayList<>();
    final List<Duty> asked = new ArrayList<>();
    final List<Letter.Item> waiting = new ArrayList<>();
    int waitingCount;
  }

  /** Today's, for every unit that has something to be told and has not been told yet. */
  void write() {
    LocalDateTime now = LocalDateTime.now(clock);
    LocalDate today = now.toLocalDate();
    mails.supersedeOldDigests();
    mails.forgetOld();
    Map<String, Digest> digests = new TreeMap<>();
    owed().forEach(duty -> sort(duty, now, digest(digests, duty.unit())));
    Stream.of(
            waitingAnswers(),
            waitingReturns(),
            waitingCases(),
            waitingDifficulties(),
            openReports())
        .flatMap(Collection::stream)
        .forEach(
            waiting -> {
              Digest digest = digest(digests, waiting.unit());
              digest.waiting.add(waiting.item());
              digest.waitingCount += waiting.count();
            });
    mails.addDigests(
        today,
        digests.entrySet().stream()
            .map(each -> draft(each.getKey(), each.getValue(), today))
            .toList());
  }

  private static Digest digest(Map<String, Digest> digests, String unit) {
    return digests.computeIfAbsent(unit, code -> new Digest());
  }

  private static void sort(Duty duty, LocalDateTime now, Digest digest) {
    if (duty.request()) {
      digest.asked.add(duty);
    } else if (duty.isOverdue(now)) {
      digest.overdue.add(duty);
    } else {
      digest.soon.add(duty);
    }
  }

  /** Everything that a unit owes and that is overdue or due soon, most urgent first. */
  private List<Duty> owed() {
    return jdbc.sql(
            Duties.SELECT
                + "where d.due <= :soon and d.state in "
                + Duties.OWING
                + " order by d.due, d.id")
        .param("soon", dueDates.soon())
        .query(Duty.class)
        .list();
  }

  /** Some things of one kind that wait for a unit. */
  private record Waiting(String unit, int count, Letter.Item item) {}

  private record Count(String unit, String kind, int count) {}

  /** Results to review and requests for more time to decide on, for the direct superior. */
  private List<Waiting> waitingAnswers() {
    return jdbc
        .sql(
            """
            select w.unit, w.kind, count(*) as count from (
              select d.state as kind, %s as unit
              from duty d join campaign c on c.id = d.campaign_id join unit u on u.code = d.unit
              where d.state in ('IN_REVIEW', 'EXTENSION_ASKED')
            ) w group by w.unit, w.kind order by w.unit, w.kind desc
            """
                .formatted(Duties.SUPERIOR))
        .query(Count.class)
        .list()
        .stream()
        .map(
            each ->
                each.kind().equals("IN_REVIEW")
                    ? waiting(each, "kết quả chờ duyệt", "/reviews")
                    : waiting(each, "đề nghị gia hạn chờ quyết định", "/"))
        .toList();
  }

  private static Waiting waiting(Count count, String what, String path) {
    return new Waiting(
        count.unit(), count.count(), new Letter.Item(count.count() + " " + what, null, path));
  }

  /** Duties that were sent back, for who decides on them. */
  private List<Waiting> waitingReturns() {
    return jdbc
        .sql(
            """
            select w.unit, 'RETURNED' as kind, count(*) as count from (
              select case when d.unit = c.lead_unit then c.committee else c.lead_unit end as unit
              from duty d join campaign c on c.id = d.campaign_id
              where d.state = 'RETURNED'
            ) w group by w.unit order by w.unit
            """)
        .query(Count.class)
        .list()
        .stream()
        .map(each -> waiting(each, "nhiệm vụ bị trả lại chờ xử lý", "/"))
        .toList();
  }

  private record Case(
      long id, String unit, String subject, boolean ofAllBelow, boolean superiors, int duties) {}

  /** Cases that the direct superior has not acted on yet, and those before the committee. */
  private List<Waiting> waitingCases() {
    return jdbc
        .sql(
            """
            select e.id, case when e.stage = 'SUPERIOR' then e.superior else c.committee end as unit,
              u.name as subject, e.unit = e.superior as of_all_below,
              e.stage = 'SUPERIOR' as superiors,
              (select count(*) from duty d where d.case_id = e.id) as duties
            from escalation_case e join campaign c on c.id = e.campaign_id join unit u on u.code = e.unit
            where e.open_key is not null and (e.stage = 'COMMITTEE'
              or e.stage = 'SUPERIOR' and e.superior_urged_at is null)
            order by e.id
            """)
        .query(Case.class)
        .list()
        .stream()
        .map(
            each ->
                new Waiting(
                    each.unit(),
                    1,
                    new Letter.Item(
                        "Hồ sơ quá hạn: "
                            + (each.ofAllBelow() ? "các đơn vị thuộc " : "")
                            + each.subject()
                            + " ("
                            + each.duties()
                            + " nhiệm vụ)",
                        each.superiors() ? null : "Chờ quyết định",
                        Words.TO_CASE + each.id())))
        .toList();
  }

  /** Obstacles, for the lead agency and then for the committee. */
  private List<Waiting> waitingDifficulties() {
    return jdbc
        .sql(
            """
            select w.unit, 'DIFFICULTY' as kind, count(*) as count from (
              select case when f.state = 'RAISED' then c.lead_unit else c.committee end as unit
              from difficulty f join campaign c on c.id = f.campaign_id
              where f.state in ('RAISED', 'WITH_COMMITTEE')
            ) w group by w.unit order by w.unit
            """)
        .query(Count.class)
        .list()
        .stream()
        .map(each -> waiting(each, "khó khăn, vướng mắc chờ giải quyết", "/"))
        .toList();
  }

  /** Reports to write, and those to approve. */
  private List<Waiting> openReports() {
    Map<String, String[]> units = new LinkedHashMap<>();
    jdbc.sql("select id, lead_unit, committee from campaign where closed_at is null")
        .query(
            row -> {
              units.put(
                  row.getString("id"),
                  new String[] {row.getString("lead_unit"), row.getString("committee")});
            });
    return reports.all().stream()
        .filter(report -> units.containsKey(report.campaignId()))
        .map(
            report ->
                new Waiting(
                    units.get(report.campaignId())[report.approval() ? 1 : 0],
                    1,
                    new Letter.Item(
                        report.name(),
                        "Hạn " + Words.time(report.due()),
                        Words.TO_REPORT + report.campaignId())))
        .toList();
  }

  private Mails.Draft draft(String unit, Digest digest, LocalDate today) {
    List<Letter.Section> sections = new ArrayList<>();
    section(sections, "Quá hạn", digest.overdue.stream().map(this::item).toList());
    section(sections, "Sắp đến hạn", digest.soon.stream().map(this::item).toList());
    section(
        sections, "Nội dung được đề nghị phối hợp", digest.asked.stream().map(this::item).toList());
    section(sections, "Chờ đơn vị xử lý", digest.waiting);
    List<String> numbers = new ArrayList<>();
    number(numbers, digest.overdue.size(), "quá hạn");
    number(numbers, digest.soon.size(), "sắp đến hạn");
    number(numbers, digest.asked.size(), "nội dung được đề nghị");
    number(numbers, digest.waitingCount, "chờ xử lý");
    return new Mails.Draft(
        unit,
        "Công việc ngày " + Words.day(today) + ": " + String.join(", ", numbers),
        new Letter(
            List.of("Công việc của đơn vị đến sáng ngày " + Words.day(today) + ":"),
            sections,
            List.of()));
  }

  private static void number(List<String> numbers, int count, String what) {
    if (count > 0) {
      numbers.add(count + " " + what);
    }
  }

  private static void section(
      List<Letter.Section> sections, String heading, List<Letter.Item> items) {
    if (!items.isEmpty()) {
      int shown = Math.min(ITEMS, items.size());
      int more = items.size() - shown;
      sections.add(
          new Letter.Section(
              heading + " (" + items.size() + ")",
              List.copyOf(items.subList(0, shown)),
              more,
              more > 0 ? "/" : null));
    }
  }

  private Letter.Item item(Duty duty) {
    return new Letter.Item(
        Words.title(duty),
        (duty.request() ? "Thời hạn đề nghị " : "Hạn ")
            + Words.time(duty.due())
            + " · "
            + timeLeft.until(duty.due(), duty.request()).text()
            + standing(duty.state()),
        Words.TO_DUTY + duty.id());
  }

  /** Why there is nothing to do about it just now. */
  private static String standing(DutyState state) {
    return switch (state) {
      case WAITING -> " · chờ nhiệm vụ trước";
      case EXTENSION_ASKED -> " · đã đề nghị gia hạn";
      case RETURNED -> " · đã trả lại";
      default -> "";
    };
  }
}
