package vn.dondoc.security;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class LoginPage {

  @GetMapping("/login")
  String login() {
    return "login";
  }

  /** Until everybody has a page of their own: officers to Tasklist, administrators to Cockpit. */
  @GetMapping("/")
  String home() {
    return Viewer.current().administrator()
        ? "redirect:/camunda/app/cockpit/default/"
        : "redirect:/camunda/app/tasklist/default/";
  }
}
