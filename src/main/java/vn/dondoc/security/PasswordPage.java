package vn.dondoc.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.InvalidInput;

/** Where people choose their own password. */
@Controller
class PasswordPage {

  private final Passwords passwords;
  private final SignInThrottle throttle;
  private final Audit audit;

  PasswordPage(Passwords passwords, SignInThrottle throttle, Audit audit) {
    this.passwords = passwords;
    this.throttle = throttle;
    this.audit = audit;
  }

  @GetMapping("/password")
  String form(Authentication person, Model page) {
    return show(person, page);
  }

  /** Signs out afterwards: the next sign-in is the proof that the new password is known. */
  @PostMapping("/password")
  String change(
      @RequestParam String current,
      @RequestParam String chosen,
      @RequestParam String repeated,
      Authentication person,
      Model page,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      throttle.pass(person.getName(), request.getRemoteAddr());
      passwords.change(person.getName(), current, chosen, repeated);
    } catch (TooManyAttempts e) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
      page.addAttribute("field", "current");
      page.addAttribute("refusal", e.getMessage());
      return show(person, page);
    } catch (InvalidInput e) {
      if (e.field().equals("current")) {
        audit.record(Action.SIGN_IN_FAILED, null, "Sai mật khẩu khi đổi mật khẩu");
      }
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      page.addAttribute("field", e.field());
      page.addAttribute("refusal", e.getMessage());
      return show(person, page);
    }
    audit.record(Action.PASSWORD_CHANGED, "user/" + person.getName(), null);
    new SecurityContextLogoutHandler()
        .logout(request, response, SecurityContextHolder.getContext().getAuthentication());
    return "redirect:/login?changed";
  }

  private static String show(Authentication person, Model page) {
    page.addAttribute("minLength", PasswordRules.MIN_LENGTH);
    page.addAttribute("maxLength", PasswordRules.MAX_LENGTH);
    page.addAttribute("due", EngineUsers.isPasswordDue(person));
    page.addAttribute("local", person instanceof UsernamePasswordAuthenticationToken);
    return "password";
  }
}
