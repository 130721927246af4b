package vn.dondoc.organisation;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.dondoc.engine.InvalidInput;

/** Where an officer names who stands in for the days of an absence. */
@Controller
class AbsencesPage {

  private final Absences absences;
  private final Officers officers;

  AbsencesPage(Absences absences, Officers officers) {
    this.absences = absences;
    this.officers = officers;
  }

  @GetMapping("/absences")
  String page(Principal person, Model page) {
    String user = person.getName();
    page.addAttribute("colleagues", officers.colleaguesOf(user));
    page.addAttribute("absences", absences.of(user));
    page.addAttribute("standIns", absences.standInsOf(user));
    page.addAttribute("officers", officers);
    return "absences";
  }

  @PostMapping("/absences")
  String add(
      @RequestParam(required = false) @Nullable String substitute,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
          LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
          LocalDate to,
      Principal person,
      Model page,
      HttpServletResponse response) {
    try {
      absences.add(person.getName(), substitute, from, to);
    } catch (InvalidInput refused) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      page.addAttribute("field", refused.field());
      page.addAttribute("refusal", refused.getMessage());
      page.addAttribute("substitute", substitute);
      page.addAttribute("from", from);
      page.addAttribute("to", to);
      return page(person, page);
    }
    return "redirect:/absences";
  }

  @PostMapping("/absences/{id}/end")
  String end(@PathVariable long id, Principal person) {
    absences.end(id, person.getName());
    return "redirect:/absences";
  }
}
