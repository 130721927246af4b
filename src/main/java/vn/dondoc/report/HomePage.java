package vn.dondoc.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import vn.dondoc.duty.Duty;
import vn.dondoc.duty.DutyTasksWorkflow;
import vn.dondoc.duty.Reviews;
import vn.dondoc.duty.TimeLeft;
import vn.dondoc.organisation.Officers;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.Viewer;

/** Where everybody arrives: what is theirs, how much of it, and where it is. */
@Controller
class HomePage {

  private static final String TASKLIST = "/camunda/app/tasklist/default/#/";
  private static final int DEADLINES = 3;
  private static final int LATE_UNITS = 10;

  /** Of Tasklist; our own list of results to review stands for it. */
  private static final String REVIEWS = "Chờ duyệt";

  private final HomeFacts facts;
  private final HomeWorkflow workflow;
  private final DutyTasksWorkflow duties;
  private final Reviews reviews;
  private final Units units;
  private final Officers officers;
  private final TimeLeft timeLeft;

  HomePage(
      HomeFacts facts,
      HomeWorkflow workflow,
      DutyTasksWorkflow duties,
      Reviews reviews,
      Units units,
      Officers officers,
      TimeLeft timeLeft) {
    this.facts = facts;
    this.workflow = workflow;
    this.duties = duties;
    this.reviews = reviews;
    this.units = units;
    this.officers = officers;
    this.timeLeft = timeLeft;
  }

  /** A number that leads to what it counts. */
  record Card(String text, long count, String path) {}

  /**
   * A duty that is due next.
   *
   * @param holder name of who works on it, null if nobody does
   * @param path to its task, null if the person does not find it there
   */
  record Deadline(Duty duty, TimeLeft.Left left, String holder, String path) {}

  @GetMapping("/")
  String home(Model page) {
    Viewer viewer = Viewer.current();
    Set<String> own =
        viewer.units().stream().filter(units::exists).collect(Collectors.toUnmodifiableSet());
    page.addAttribute("name", officers.nameOf(viewer.user()));
    page.addAttribute("units", own.stream().map(units::name).sorted().toList());
    page.addAttribute("administrator", viewer.administrator());
    if (!own.isEmpty()) {
      page.addAttribute("cards", cards(viewer));
      page.addAttribute("deadlines", deadlines(own));
      page.addAttribute("late", facts.lateBelow(own, LATE_UNITS));
    }
    if (!own.isEmpty() || viewer.administrator()) {
      page.addAttribute(
          "campaigns", facts.campaigns(own.isEmpty() ? Set.of("") : own, viewer.administrator()));
    }
    if (viewer.administrator()) {
      page.addAttribute("incidents", workflow.incidents());
    }
    return "home";
  }

  private List<Card> cards(Viewer viewer) {
    boolean reviewer = reviews.concern(viewer);
    List<Card> cards = new ArrayList<>();
    for (HomeWorkflow.WorkList list : workflow.workLists()) {
      if (!(reviewer && list.name().equals(REVIEWS))) {
        cards.add(new Card(list.name(), list.tasks(), TASKLIST + "?filter=" + list.id()));
      }
    }
    if (reviewer) {
      cards.add(new Card(REVIEWS, reviews.waitingFor(viewer), "/reviews"));
    }
    return cards;
  }

  private List<Deadline> deadlines(Set<String> own) {
    List<Duty> next = facts.nextDeadlines(own, DEADLINES);
    Map<Long, String> tasks = duties.tasks("PerformDuty", next);
    return next.stream()
        .map(
            duty ->
                new Deadline(
                    duty,
                    timeLeft.until(duty.due(), duty.request()),
                    officers.nameOf(duty.officer()),
                    tasks.containsKey(duty.id())
                        ? TASKLIST + "?task=" + tasks.get(duty.id())
                        : null))
        .toList();
  }
}
