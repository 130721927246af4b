package vn.dondoc.duty;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.dondoc.security.Viewer;

/**
 * All results that wait for the person's units, to be accepted by the hundred and sent back one by
 * one. Works without scripts.
 */
@Controller
class ReviewsPage {

  private static final int PAGE = 100;
  private static final int EXTENSIONS = 50;

  /** As in the form of Tasklist. */
  private static final int LONGEST_REMARK = 2000;

  private final Reviews reviews;

  ReviewsPage(Reviews reviews) {
    this.reviews = reviews;
  }

  /** Results of one duty, or of one unit. */
  record Group(String title, String note, List<ReviewItem> items) {}

  /** What was wrong with what a row's form sent, and what was in it. */
  record Draft(long duty, String remark, String refusal) {}

  @GetMapping("/reviews")
  String list(ReviewSearch search, @RequestParam(defaultValue = "1") int page, Model model) {
    return show(search, page, Set.of(), model);
  }

  /** Back from the question, with what was ticked. */
  @PostMapping("/reviews")
  String back(
      ReviewSearch search,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(required = false) List<Long> duty,
      Model model) {
    return show(search, page, ticked(duty), model);
  }

  /** Asks whether all this is meant. */
  @PostMapping("/reviews/confirm")
  String confirm(
      ReviewSearch search,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(required = false) List<Long> duty,
      @RequestParam(defaultValue = "false") boolean all,
      Model model,
      HttpServletResponse response) {
    Viewer viewer = Viewer.current();
    List<Duty> chosen =
        reviews.of(viewer, all ? reviews.ids(viewer, search) : ticked(duty)).stream()
            .filter(ours -> ours.state() == DutyState.IN_REVIEW)
            .toList();
    if (chosen.isEmpty()) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute(
          "refusal", "Chưa chọn kết quả nào còn chờ duyệt. Hãy đánh dấu ít nhất một kết quả.");
      return show(search, page, Set.of(), model);
    }
    model.addAttribute("search", search);
    model.addAttribute("page", page);
    model.addAttribute("chosen", chosen);
    model.addAttribute(
        "ids",
        StringUtils.collectionToCommaDelimitedString(chosen.stream().map(Duty::id).toList()));
    model.addAttribute("groups", counted(chosen));
    model.addAttribute(
        "late", chosen.stream().filter(ours -> ours.submittedAt().isAfter(ours.due())).count());
    model.addAttribute("longest", LONGEST_REMARK);
    return "reviews-confirm";
  }

  @PostMapping("/reviews/accept")
  String accept(
      ReviewSearch search,
      @RequestParam(required = false) List<Long> duty,
      @RequestParam(required = false) String remark,
      RedirectAttributes next) {
    next.addFlashAttribute("answered", accept(duty, remark));
    return toList(search, next);
  }

  /** As {@link #accept}, for the script that sends some at a time and shows how far it is. */
  @PostMapping(path = "/reviews/accept", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  Reviews.Answered accept(
      @RequestParam(required = false) List<Long> duty,
      @RequestParam(required = false) String remark) {
    return reviews.accept(
        Viewer.current(), ticked(duty), StringUtils.hasText(remark) ? remark.strip() : null);
  }

  @PostMapping("/reviews/{id}/supplement")
  String askForMore(
      @PathVariable long id,
      ReviewSearch search,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "") String remark,
      Model model,
      HttpServletResponse response,
      RedirectAttributes next) {
    String refusal = null;
    if (remark.isBlank()) {
      refusal = "Chưa nhập nội dung cần bổ sung.";
    } else if (remark.length() > LONGEST_REMARK) {
      refusal = "Nội dung cần bổ sung dài quá " + LONGEST_REMARK + " ký tự. Hãy rút gọn.";
    }
    if (refusal != null) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("draft", new Draft(id, remark, refusal));
      return show(search, page, Set.of(), model);
    }
    Reviews.Answered answered = reviews.askForMore(Viewer.current(), id, remark.strip());
    next.addFlashAttribute("returned", answered);
    if (answered.done() == 0) {
      next.addFlashAttribute("unsent", remark);
    }
    return toList(search, next);
  }

  private static String toList(ReviewSearch search, RedirectAttributes next) {
    next.addAttribute("by", search.by());
    next.addAttribute("clause", search.clause());
    next.addAttribute("unit", search.unit());
    if (search.late()) {
      next.addAttribute("late", true);
    }
    return "redirect:/reviews";
  }

  private String show(ReviewSearch search, int page, Set<Long> ticked, Model model) {
    Viewer viewer = Viewer.current();
    int shown = Math.max(1, Math.min(page, 1_000_000));
    Reviews.Found found = reviews.find(viewer, search, (shown - 1) * PAGE, PAGE);
    if (found.items().isEmpty() && shown > 1) {
      // Its results are dealt with.
      shown = 1;
      found = reviews.find(viewer, search, 0, PAGE);
    }
    model.addAttribute("search", search);
    model.addAttribute("ways", ReviewSearch.By.values());
    model.addAttribute("clauses", reviews.clauses(viewer));
    model.addAttribute("concerned", reviews.concern(viewer));
    model.addAttribute("total", found.total());
    model.addAttribute("page", shown);
    model.addAttribute("pages", (found.total() + PAGE - 1) / PAGE);
    model.addAttribute("groups", groups(search.by(), found.items()));
    model.addAttribute("ticked", ticked);
    model.addAttribute("extensions", reviews.extensions(viewer, EXTENSIONS));
    model.addAttribute("longest", LONGEST_REMARK);
    return "reviews";
  }

  private static List<Group> groups(ReviewSearch.By by, List<ReviewItem> items) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (ReviewItem item : items) {
      Duty duty = item.duty();
      Group group =
          by == ReviewSearch.By.UNIT
              ? groups.computeIfAbsent(
                  duty.unit(), key -> new Group(item.unitName(), null, new ArrayList<>()))
              : groups.computeIfAbsent(
                  duty.campaignId() + "/" + duty.clause(),
                  key ->
                      new Group(
                          title(duty), "Văn bản " + item.documentNumber(), new ArrayList<>()));
      group.items().add(item);
    }
    return List.copyOf(groups.values());
  }

  private static Map<String, Integer> counted(List<Duty> duties) {
    Map<String, Integer> counted = new LinkedHashMap<>();
    duties.forEach(duty -> counted.merge(title(duty), 1, Integer::sum));
    return counted;
  }

  private static String title(Duty duty) {
    return duty.clause() + " – " + duty.name();
  }

  private static Set<Long> ticked(List<Long> duties) {
    return duties == null ? Set.of() : new LinkedHashSet<>(duties);
  }
}
