package vn.dondoc.deadline;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vn.dondoc.deadline.CalendarChanges.Preview;
import vn.dondoc.deadline.OpenDeadlines.Moving;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Officers;

/** The working calendar for administrators. */
@Controller
class CalendarPage {

  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
  private static final int DECISIONS = 20;
  private static final int GROUPS = 300;
  private static final int MAX_REMARK = 1000;
  private static final String REFRESH_SECONDS = "3";

  private final CalendarDays days;
  private final CalendarChanges changes;
  private final CalendarDecisions decisions;
  private final AllOpenDeadlines deadlines;
  private final StepMoves steps;
  private final WorkingCalendar calendar;
  private final Officers officers;
  private final Clock clock;

  CalendarPage(
      CalendarDays days,
      CalendarChanges changes,
      CalendarDecisions decisions,
      AllOpenDeadlines deadlines,
      StepMoves steps,
      WorkingCalendar calendar,
      Officers officers,
      Clock clock) {
    this.days = days;
    this.changes = changes;
    this.decisions = decisions;
    this.deadlines = deadlines;
    this.steps = steps;
    this.calendar = calendar;
    this.officers = officers;
    this.clock = clock;
  }

  /** A row of the list. */
  record Row(CalendarDay day, String weekday) {}

  /** A decision and who took it. */
  record Decided(CalendarDecision decision, String person) {}

  @GetMapping("/calendar")
  String year(@RequestParam(required = false) @Nullable Integer year, Model page) {
    int shown = year == null || !DayForm.isLikely(year) ? calendar.today().getYear() : year;
    List<CalendarDay> all = days.all();
    page.addAttribute("year", shown);
    page.addAttribute("years", years(all, shown));
    page.addAttribute("knowledge", calendar.knowledgeOf(shown).name());
    page.addAttribute(
        "days",
        all.stream()
            .filter(day -> day.day().getYear() == shown)
            .sorted(Comparator.comparing(CalendarDay::day))
            .map(day -> new Row(day, weekday(day.day())))
            .toList());
    page.addAttribute("decisions", decisions.latest(DECISIONS).stream().map(this::named).toList());
    return form(DayForm.of(null, null), page, "calendar");
  }

  /** Where one day is changed or taken away. */
  @GetMapping("/calendar/day")
  String day(DayForm asked, Model page, HttpServletResponse response) {
    return orRefused(
        asked,
        page,
        response,
        () -> {
          LocalDate date = asked.date();
          CalendarDay entry =
              days.all().stream().filter(each -> each.day().equals(date)).findFirst().orElse(null);
          page.addAttribute("known", entry != null);
          return form(DayForm.of(date, entry), page, "calendar-day");
        });
  }

  /** What would move; nothing happens yet. */
  @GetMapping("/calendar/preview")
  String preview(DayForm form, Model page, HttpServletResponse response) {
    return orRefused(form, page, response, () -> preview(form, page));
  }

  /** Makes the change that was previewed, with a decision on the open deadlines. */
  @PostMapping("/calendar/changes")
  String decide(
      DayForm form,
      @RequestParam(required = false) @Nullable CalendarDecision.Kind decision,
      @RequestParam(required = false) @Nullable String remark,
      @RequestParam(required = false) @Nullable String seen,
      Principal person,
      Model page,
      HttpServletResponse response) {
    String reason = remark == null ? "" : remark.strip();
    page.addAttribute("remark", reason);
    return orRefused(
        form,
        page,
        response,
        () -> {
          try {
            require(decision, reason);
            return "redirect:/calendar/changes/"
                + changes.decide(
                    form.date(),
                    form.entry(),
                    decision,
                    reason.isEmpty() ? null : reason,
                    seen,
                    person.getName());
          } catch (CalendarChanges.SeenOtherwise changed) {
            response.setStatus(HttpStatus.CONFLICT.value());
            page.addAttribute(
                "refusal",
                "Lịch làm việc hoặc hạn của nhiệm vụ vừa thay đổi nên chưa lưu. Hãy xem lại và"
                    + " quyết định lại.");
          } catch (InvalidInput refused) {
            if (!refused.field().equals("remark") && !refused.field().equals("decision")) {
              throw refused;
            }
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            page.addAttribute("refusal", refused.getMessage());
          }
          return preview(form, page);
        });
  }

  /** What was decided, and how far it has taken effect. */
  @GetMapping("/calendar/changes/{id}")
  String decision(@PathVariable long id, Model page, HttpServletResponse response) {
    CalendarDecision decision =
        decisions.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    OpenDeadlines.Progress progress = deadlines.progressOf(id);
    boolean running = decision.decision() == CalendarDecision.Kind.MOVED && !progress.isComplete();
    if (running) {
      // A page without scripts that looks again by itself.
      response.setHeader("Refresh", REFRESH_SECONDS);
    }
    page.addAttribute("decision", decision);
    page.addAttribute("weekday", weekday(decision.onDay()));
    page.addAttribute("person", officers.nameOf(decision.decidedBy()));
    page.addAttribute("progress", progress);
    List<Moving> steps = this.steps.of(id);
    page.addAttribute("steps", steps.subList(0, Math.min(GROUPS, steps.size())));
    page.addAttribute("more", Math.max(0, steps.size() - GROUPS));
    page.addAttribute("running", running);
    return "calendar-decision";
  }

  private String preview(DayForm form, Model page) {
    Preview preview = changes.preview(form.date(), form.entry());
    List<Moving> moving = preview.moving();
    LocalDateTime now = LocalDateTime.now(clock);
    page.addAttribute("preview", preview);
    page.addAttribute("groups", moving.subList(0, Math.min(GROUPS, moving.size())));
    page.addAttribute("more", Math.max(0, moving.size() - GROUPS));
    Predicate<Moving> lateNow = each -> each.from().isBefore(now);
    Predicate<Moving> lateThen = each -> each.to().isBefore(now);
    Predicate<Moving> getsLate = lateThen.and(lateNow.negate());
    page.addAttribute(
        "relieved", count(moving, lateNow.and(lateThen.negate()).and(Moving::isDuty)));
    page.addAttribute("late", count(moving, getsLate.and(Moving::isDuty)));
    page.addAttribute("fallsDue", count(moving, getsLate.and(each -> !each.isDuty())));
    page.addAttribute("weekday", weekday(form.date()));
    page.addAttribute("oldEntry", preview.change().oldEntry());
    page.addAttribute("newEntry", preview.change().newEntry());
    page.addAttribute("maxRemark", MAX_REMARK);
    return form(form, page, "calendar-preview");
  }

  private static int count(List<Moving> moving, Predicate<Moving> which) {
    return moving.stream().filter(which).mapToInt(Moving::count).sum();
  }

  private static void require(CalendarDecision.Kind decision, String remark) {
    if (decision == null) {
      throw new InvalidInput("decision", "Chưa chọn điều chỉnh hạn hay giữ nguyên hạn.");
    }
    if (decision != CalendarDecision.Kind.NONE && remark.isEmpty()) {
      throw new InvalidInput("remark", "Chưa nhập lý do.");
    }
    if (remark.length() > MAX_REMARK) {
      throw new InvalidInput(
          "remark", "Lý do dài quá %d ký tự, hãy rút gọn.".formatted(MAX_REMARK));
    }
  }

  /** Shows the form again, as it was filled in, if something in it was refused. */
  private String orRefused(
      DayForm form, Model page, HttpServletResponse response, Supplier<String> view) {
    try {
      return view.get();
    } catch (InvalidInput | CalendarYearMissing refused) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      page.addAttribute("refusal", refused.getMessage());
      page.addAttribute("field", refused instanceof InvalidInput input ? input.field() : "day");
      return form(form, page, "calendar-day");
    }
  }

  private static String form(DayForm form, Model page, String view) {
    page.addAttribute("form", form);
    page.addAttribute("types", CalendarDay.Type.values());
    page.addAttribute("statuses", CalendarDay.Status.values());
    return view;
  }

  private Decided named(CalendarDecision decision) {
    return new Decided(decision, officers.nameOf(decision.decidedBy()));
  }

  private static List<Integer> years(List<CalendarDay> all, int shown) {
    int first = all.stream().mapToInt(day -> day.day().getYear()).min().orElse(shown);
    int last = all.stream().mapToInt(day -> day.day().getYear()).max().orElse(shown);
    return IntStream.rangeClosed(Math.min(first, shown), Math.max(last + 1, shown))
        .boxed()
        .toList();
  }

  private static String weekday(LocalDate day) {
    return day.getDayOfWeek().getDisplayName(TextStyle.FULL, VIETNAMESE);
  }
}
