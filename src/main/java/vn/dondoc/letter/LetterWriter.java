package vn.dondoc.letter;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import vn.dondoc.deadline.WorkingCalendar;
import vn.dondoc.directive.ReportText;
import vn.dondoc.duty.Duty;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.escalation.UnitsUrged;
import vn.dondoc.letter.ReportFacts.Assigned;
import vn.dondoc.letter.ReportFacts.Figure;
import vn.dondoc.letter.ReportFacts.LocalFigure;
import vn.dondoc.letter.ReportFacts.Obstacle;
import vn.dondoc.letter.ReportFacts.Standing;
import vn.dondoc.letter.ReportFacts.Steering;
import vn.dondoc.organisation.Kind;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;
import vn.dondoc.report.EscalationRow;

/** Puts the facts into the words and numbers of a document. */
@Component
class LetterWriter {

  private final ReportFacts facts;
  private final Templates templates;
  private final Units units;
  private final WorkingCalendar calendar;

  LetterWriter(ReportFacts facts, Templates templates, Units units, WorkingCalendar calendar) {
    this.facts = facts;
    this.templates = templates;
    this.units = units;
    this.calendar = calendar;
  }

  /** What is printed in section II: lists of name → text, as in the templates. */
  record Results(
      Map<String, String> totals,
      List<Map<String, String>> agencies,
      List<Map<String, String>> figures) {}

  Results results(CampaignFacts campaign) {
    List<Standing> standings = facts.standings(campaign.id());
    return new Results(
        counts(sum(standings)),
        numbered(standings.stream().map(LetterWriter::line).toList()),
        ReportFacts.total(facts.figures(campaign.id())).stream().map(this::line).toList());
  }

  /** A report of the lead agency; what it does not say is told from the facts. */
  byte[] report(CampaignFacts campaign, boolean last, ReportText text) {
    List<Standing> standings = facts.standings(campaign.id());
    List<Figure> figures = facts.figures(campaign.id());
    ReportText proposed = proposed(campaign);
    Map<String, String> texts = texts(campaign, campaign.leadUnit());
    texts.put("sign", Words.sign(units.name(campaign.leadUnit())));
    texts.putAll(counts(sum(standings)));
    texts.put("content", or(text.content(), proposed.content()));
    texts.put("obstacles", or(text.obstacles(), proposed.obstacles()));
    texts.put("nextTasks", or(text.nextTasks(), proposed.nextTasks()));
    texts.put("proposals", or(text.proposals(), proposed.proposals()));
    return templates.fill(
        last ? Letter.FINAL_REPORT : Letter.WEEKLY_REPORT,
        texts,
        Map.of(
            "agency", numbered(standings.stream().map(LetterWriter::line).toList()),
            "district",
                numbered(
                    standings.stream()
                        .filter(ReportFacts::isDistrict)
                        .map(LetterWriter::line)
                        .toList()),
            "figure", orNothing(ReportFacts.total(figures).stream().map(this::line).toList()),
            "districtFigure",
                orNothing(
                    numbered(
                        Stream.concat(
                                figures.stream()
                                    .filter(
                                        each ->
                                            units.require(each.agency()).kind() == Kind.DISTRICT)
                                    .map(this::lineOfDistrict),
                                facts.localFigures(campaign.id()).stream().map(this::line))
                            .sorted(Comparator.comparing(line -> line.get("name")))
                            .toList())),
            "overdue", overdue(facts.overdue(campaign))));
  }

  private static String or(@Nullable String text, String proposed) {
    return text == null || text.isBlank() ? proposed : text;
  }

  /** What an officer may start from. */
  ReportText proposed(CampaignFacts campaign) {
    DutyCounts counts = sum(facts.standings(campaign.id()));
    Steering steering = facts.steering(campaign.id());
    List<Obstacle> obstacles = facts.obstacles(campaign.id());
    List<String> content = new ArrayList<>();
    content.add(
        "Thực hiện Văn bản số %s, %s nhiệm vụ đã được giao đến %s cơ quan cấp tỉnh, %s UBND cấp huyện và %s UBND cấp xã."
            .formatted(
                campaign.documentNumber(),
                Words.number(counts.total()),
                steering.agencies(),
                steering.districts(),
                steering.communes()));
    if (steering.urgedCases() > 0) {
      content.add(
          "Cấp trên trực tiếp đã đôn đốc %s hồ sơ nhiệm vụ quá hạn."
              .formatted(steering.urgedCases()));
    }
    if (!steering.decisions().isEmpty()) {
      Map<String, Long> decided = steering.decisions();
      content.add(
          "UBND tỉnh đã quyết định gia hạn %s, đôn đốc bằng văn bản %s, phân công lại %s, cho phép không thực hiện %s lượt nhiệm vụ."
              .formatted(
                  Words.number(decided.getOrDefault("EXTEND", 0L)),
                  Words.number(decided.getOrDefault("URGE", 0L)),
                  Words.number(decided.getOrDefault("REASSIGN", 0L)),
                  Words.number(decided.getOrDefault("WAIVE", 0L))));
    }
    List<String> met = new ArrayList<>();
    met.add(
        counts.overdue() == 0
            ? "Không có nhiệm vụ quá hạn."
            : "Còn %s nhiệm vụ quá hạn (Phụ lục I).".formatted(Words.number(counts.overdue())));
    obstacles.forEach(
        each ->
            met.add("- %s (%s ý kiến).".formatted(each.description(), Words.number(each.count()))));
    long asked = obstacles.stream().mapToLong(Obstacle::withCommittee).sum();
    return new ReportText(
        String.join("\n", content),
        String.join("\n", met),
        "Tiếp tục đôn đốc hoàn thành %s nhiệm vụ quá hạn, %s nhiệm vụ sắp đến hạn."
            .formatted(Words.number(counts.overdue()), Words.number(counts.dueSoon())),
        asked == 0
            ? "Không."
            : "Đề nghị UBND tỉnh cho ý kiến chỉ đạo đối với %s khó khăn, vướng mắc đã trình."
                .formatted(asked));
  }

  /** The letter by which the committee urges. */
  byte[] urging(
      CampaignFacts campaign,
      UnitsUrged urged,
      List<Duty> duties,
      String addressee,
      boolean courteous) {
    Map<String, String> texts = texts(campaign, campaign.committee());
    texts.put("sign", campaign.documentNumber().replaceFirst("^[^/]*/", ""));
    texts.put("superior", "");
    texts.put("addressee", addressee);
    texts.put("count", Words.number(duties.size()));
    texts.put("answerDay", Words.day(urged.answerDue()));
    texts.put("answerTime", Words.time(urged.answerDue()));
    texts.put("remark", urged.remark());
    LocalDate today = facts.now().toLocalDate();
    return templates.fill(
        courteous ? Letter.COURTEOUS_LETTER : Letter.URGING_LETTER,
        texts,
        Map.of(
            "duty",
            numbered(
                duties.stream()
                    .map(
                        duty ->
                            Map.of(
                                "clause", duty.clause(),
                                "name", duty.name(),
                                "unit", units.name(duty.unit()),
                                "due", Words.day(duty.due()),
                                "daysLate",
                                    String.valueOf(
                                        calendar.workingDaysBetween(
                                            duty.due().toLocalDate(), today))))
                    .toList())));
  }

  /** The annex that assigns the duties of a campaign, as they were assigned at its issue. */
  byte[] assignment(CampaignFacts campaign) {
    return templates.fill(
        Letter.ASSIGNMENT_ANNEX,
        texts(campaign, campaign.committee()),
        Map.of(
            "duty",
            numbered(
                facts.assigned(campaign.id()).stream()
                    .map(
                        duty ->
                            Map.of(
                                "clause", duty.clause(),
                                "name", duty.clause() + ". " + duty.name() + ". " + duty.task(),
                                "unit", assignees(duty, campaign),
                                "coordinators", duty.coordinators(),
                                "due", Words.day(duty.due()),
                                "deliverable", duty.deliverable()))
                    .toList())));
  }

  /** Names, or what all of a kind are called together. */
  private String assignees(Assigned duty, CampaignFacts campaign) {
    Map<Kind, List<String>> byKind =
        duty.units().stream()
            .map(units::require)
            .collect(
                Collectors.groupingBy(
                    Unit::kind, Collectors.mapping(Unit::code, Collectors.toList())));
    List<String> names = new ArrayList<>();
    byKind.forEach(
        (kind, codes) -> {
          long all =
              units.all().stream()
                  .filter(unit -> unit.kind() == kind && !unit.code().equals(campaign.leadUnit()))
                  .count();
          boolean everybody = codes.size() >= all && codes.size() > 3;
          if (everybody && kind == Kind.AGENCY) {
            names.add(0, "Các sở, ban, ngành, đoàn thể cấp tỉnh");
          } else if (everybody && kind == Kind.DISTRICT) {
            names.add("UBND các huyện, thành phố, thị xã");
          } else if (everybody && kind == Kind.COMMUNE) {
            names.add("UBND các xã, phường, thị trấn");
          } else {
            codes.forEach(code -> names.add(units.name(code)));
          }
        });
    return String.join("; ", names);
  }

  /** The list of overdue duties by itself. */
  byte[] overdueList(CampaignFacts campaign, String filter, List<EscalationRow> rows) {
    Map<String, String> texts = texts(campaign, campaign.leadUnit());
    texts.put("filter", filter);
    return templates.fill(Letter.OVERDUE_LIST, texts, Map.of("overdue", overdue(rows)));
  }

  private Map<String, String> texts(CampaignFacts campaign, String issuer) {
    LocalDateTime now = facts.now();
    LocalDate today = now.toLocalDate();
    Unit issuing = units.require(issuer);
    String committee = units.name(campaign.committee());
    Map<String, String> texts = new HashMap<>();
    texts.put("documentNumber", campaign.documentNumber());
    texts.put("documentDate", Words.day(campaign.issuedOn()));
    texts.put("directiveTitle", campaign.title());
    texts.put("periodStart", Words.day(campaign.periodStart()));
    texts.put("periodEnd", Words.day(campaign.periodEnd()));
    texts.put("until", Words.day(today));
    texts.put("place", Words.place(committee));
    texts.put("day", Words.dayOfMonth(today));
    texts.put("month", Words.month(today));
    texts.put("year", String.valueOf(today.getYear()));
    texts.put("issuer", Words.capitals(issuing.name()));
    texts.put("issuerName", Words.inFull(issuing.name()));
    texts.put(
        "superior",
        issuing.superior() == null ? "" : Words.capitals(units.name(issuing.superior())));
    texts.put("leadName", units.name(campaign.leadUnit()));
    texts.put("committeeName", Words.inFull(committee));
    texts.put("sign", "");
    return texts;
  }

  private static DutyCounts sum(List<Standing> standings) {
    return standings.stream().map(Standing::counts).reduce(DutyCounts.NONE, DutyCounts::plus);
  }

  private static Map<String, String> line(Standing standing) {
    Map<String, String> line = counts(standing.counts());
    line.put("name", standing.unit().name());
    return line;
  }

  private static Map<String, String> counts(DutyCounts counts) {
    Map<String, String> texts = new HashMap<>();
    texts.put("total", Words.number(counts.total()));
    texts.put("doneOnTime", Words.number(counts.doneOnTime()));
    texts.put("doneLate", Words.number(counts.doneLate()));
    texts.put("inTime", Words.number(counts.inTime() + counts.dueSoon()));
    texts.put("overdue", Words.number(counts.overdue()));
    texts.put("waived", Words.number(counts.waived()));
    texts.put(
        "doneRate",
        Words.rate(counts.doneOnTime() + counts.doneLate(), counts.total() - counts.waived()));
    return texts;
  }

  private Map<String, String> line(Figure figure) {
    Map<String, String> line = new HashMap<>();
    line.put("name", figure.name());
    line.put("figure", figure.name());
    line.put("target", Words.number(figure.target()));
    line.put("achieved", Words.number(figure.achieved()));
    line.put("rate", Words.rate(figure.achieved().doubleValue(), figure.target().doubleValue()));
    return line;
  }

  private Map<String, String> line(LocalFigure figure) {
    return new HashMap<>(
        Map.of(
            "name",
            units.name(figure.agency()),
            "figure",
            figure.clause() + " – " + figure.label(),
            "target",
            "–",
            "achieved",
            Words.number(figure.amount()),
            "rate",
            "–"));
  }

  private Map<String, String> lineOfDistrict(Figure figure) {
    Map<String, String> line = line(figure);
    line.put("name", units.name(figure.agency()));
    return line;
  }

  /** A table without rows would look as if something were missing. */
  private static List<Map<String, String>> orNothing(List<Map<String, String>> lines) {
    return lines.isEmpty()
        ? List.of(
            Map.of(
                "name",
                "Chưa có số liệu",
                "figure",
                "–",
                "target",
                "–",
                "achieved",
                "–",
                "rate",
                "–"))
        : lines;
  }

  private static List<Map<String, String>> overdue(List<EscalationRow> rows) {
    if (rows.isEmpty()) {
      return List.of(Map.of("name", "Không có nhiệm vụ quá hạn"));
    }
    return numbered(
        rows.stream()
            .map(
                row -> {
                  Map<String, String> line = new HashMap<>();
                  line.put("clause", row.clause());
                  line.put("name", row.name());
                  line.put(
                      "unit",
                      row.unit().equals(row.agency())
                          ? row.unitName()
                          : row.unitName() + ", " + row.agencyName().replaceFirst("^UBND ", ""));
                  line.put("coordinators", row.coordinators());
                  line.put("originalDue", Words.day(row.originalDue()));
                  line.put("missedDue", Words.day(row.due()));
                  line.put("extendedDue", Words.day(row.extendedDue()));
                  line.put("completed", Words.day(row.completedAt()));
                  line.put("daysLate", Words.number(row.daysLate()));
                  line.put("cause", row.cause());
                  line.put("urging", row.urging());
                  line.put("note", row.standing());
                  return line;
                })
            .toList());
  }

  private static List<Map<String, String>> numbered(List<? extends Map<String, String>> lines) {
    return IntStream.range(0, lines.size())
        .mapToObj(
            n -> {
              Map<String, String> line = new HashMap<>(lines.get(n));
              line.put("stt", String.valueOf(n + 1));
              return line;
            })
        .collect(Collectors.toList());
  }
}
