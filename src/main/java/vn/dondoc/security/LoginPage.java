package vn.dondoc.security;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class LoginPage {

  private final SignInWays ways;

  LoginPage(SignInWays ways) {
    this.ways = ways;
  }

  @GetMapping("/login")
  String login(@RequestParam(required = false) OidcRefusal refused, Model page) {
    page.addAttribute("localPasswords", ways.localPasswords());
    page.addAttribute("provinceAccounts", ways.provinceAccounts());
    page.addAttribute("refusal", refused == null ? null : refused.text());
    return "login";
  }
}
