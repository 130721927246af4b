package vn.dondoc.organisation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.engine.ToneMarks;

/** Units and their officers for administrators; the front door lets nobody else in. */
@Controller
class UnitsPage {

  /** More nobody reads; a search finds the rest. */
  private static final int SHOWN = 200;

  private final Units units;
  private final OfficerTable officers;
  private final OrganisationChanges changes;
  private final OrganisationWorkflow workflow;

  UnitsPage(
      Units units,
      OfficerTable officers,
      OrganisationChanges changes,
      OrganisationWorkflow workflow) {
    this.units = units;
    this.officers = officers;
    this.changes = changes;
    this.workflow = workflow;
  }

  /** A row of the list. */
  record Row(Unit unit, int officers, int below) {}

  /** A row of the officers' list. */
  record Person(Officer officer, String unitName) {}

  /** Without a search: the units of the province itself, whose lists lead on to the communes. */
  @GetMapping("/units")
  String list(
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String district,
      Model page) {
    List<Unit> found = units.all().stream().filter(matching(q, district)).toList();
    Map<String, Integer> counts = officers.counts();
    page.addAttribute("q", q);
    page.addAttribute("district", district);
    page.addAttribute("districts", units.districts().stream().map(units::require).toList());
    page.addAttribute("found", found.size());
    page.addAttribute(
        "rows",
        found.stream()
            .sorted(Comparator.comparing(Unit::kind).thenComparing(Unit::code))
            .limit(SHOWN)
            .map(
                unit ->
                    new Row(
                        unit,
                        counts.getOrDefault(unit.code(), 0),
                        unit.kind() == Kind.DISTRICT ? units.below(unit.code()).size() : 0))
            .toList());
    return "units";
  }

  /** As a search sees it. */
  private static String folded(@Nullable String text) {
    return text == null ? "" : ToneMarks.fold(text.strip());
  }

  private static Predicate<Unit> matching(String q, String district) {
    String text = folded(q);
    Predicate<Unit> inDistrict =
        unit -> unit.code().equals(district) || district.equals(unit.superior());
    Predicate<Unit> named =
        unit ->
            folded(unit.name()).contains(text)
                || unit.code().toLowerCase().contains(text)
                || folded(unit.email()).contains(text);
    if (StringUtils.hasText(district)) {
      return text.isEmpty() ? inDistrict : inDistrict.and(named);
    }
    return text.isEmpty() ? unit -> unit.kind() != Kind.COMMUNE : named;
  }

  @GetMapping("/units/officers")
  String officers(@RequestParam(required = false) @Nullable String q, Model page) {
    String text = folded(q);
    List<Person> found =
        officers.all().stream()
            .map(officer -> new Person(officer, units.name(officer.unit())))
            .filter(
                person ->
                    folded(person.officer().name()).contains(text)
                        || folded(person.officer().user()).contains(text)
                        || folded(person.officer().email()).contains(text)
                        || folded(person.unitName()).contains(text))
            .toList();
    page.addAttribute("q", q);
    page.addAttribute("found", found.size());
    page.addAttribute("rows", found.subList(0, Math.min(SHOWN, found.size())));
    return "officers";
  }

  @GetMapping("/units/unit/{code}")
  String unit(@PathVariable String code, Model page) {
    Unit unit = units.require(code);
    // What was typed and refused stays in the form.
    page.addAttribute("unit", unit);
    if (!page.containsAttribute("name")) {
      page.addAttribute("name", unit.name());
      page.addAttribute("email", unit.email());
    }
    page.addAttribute("superior", units.find(unit.superior()).orElse(null));
    page.addAttribute("below", units.below(code).size());
    page.addAttribute("officers", officers.of(code));
    page.addAttribute("accountsAreElsewhere", workflow.accountsAreElsewhere());
    return "unit";
  }

  @PostMapping("/units/unit/{code}")
  String edit(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String email,
      Model page,
      RedirectAttributes next,
      HttpServletResponse response) {
    try {
      changes.edit(code, name, email);
    } catch (InvalidInput refused) {
      page.addAttribute("name", name);
      page.addAttribute("email", email);
      return refused("unit", refused, code, page, response);
    }
    return done(code, "Đã lưu.", next);
  }

  @PostMapping("/units/unit/{code}/officers")
  String appoint(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String user,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String email,
      Model page,
      RedirectAttributes next,
      HttpServletResponse response) {
    try {
      changes.appoint(code, user, name, email);
    } catch (InvalidInput refused) {
      page.addAttribute("newUser", user);
      page.addAttribute("newName", name);
      page.addAttribute("newEmail", email);
      return refused("officer", refused, code, page, response);
    }
    return done(
        code,
        "Đã thêm «%s». Nếu là tài khoản mới, hãy đặt mật khẩu ban đầu.".formatted(user.strip()),
        next);
  }

  @PostMapping("/units/unit/{code}/officers/remove")
  String takeOut(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String user,
      Model page,
      RedirectAttributes next,
      HttpServletResponse response) {
    try {
      changes.takeOut(code, user);
    } catch (InvalidInput refused) {
      return refused("officer", refused, code, page, response);
    }
    return done(
        code,
        "«%s» không còn là cán bộ của đơn vị; việc người này đang tiếp nhận ở đơn vị đã để lại cho đơn vị."
            .formatted(user),
        next);
  }

  private static String done(String code, String notice, RedirectAttributes next) {
    next.addFlashAttribute("notice", notice);
    next.addAttribute("code", code);
    return "redirect:/units/unit/{code}";
  }

  /** Shows the page again with what was wrong in one of its forms. */
  private String refused(
      String form, InvalidInput refused, String code, Model page, HttpServletResponse response) {
    response.setStatus(HttpStatus.BAD_REQUEST.value());
    page.addAttribute("refusedForm", form);
    page.addAttribute("refusal", refused.getMessage());
    page.addAttribute("field", refused.field());
    return unit(code, page);
  }

  @ExceptionHandler(UnknownUnit.class)
  void unknown(HttpServletResponse response) throws IOException {
    response.sendError(HttpStatus.NOT_FOUND.value());
  }
}
