package vn.dondoc.notice;

import java.util.List;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.ToneMarks;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.NotFound;

/** All mail for administrators; the front door lets nobody else in. */
@Controller
class OutboxPage {

  private static final int PAGE = 50;

  private final Mails mails;
  private final MailText text;
  private final MailServer server;
  private final MailWorkflow workflow;
  private final Units units;
  private final Audit audit;

  OutboxPage(
      Mails mails,
      MailText text,
      MailServer server,
      MailWorkflow workflow,
      Units units,
      Audit audit) {
    this.mails = mails;
    this.text = text;
    this.server = server;
    this.workflow = workflow;
    this.units = units;
    this.audit = audit;
  }

  /**
   * @param q part of a unit's name, code or mailbox
   * @param page from 1
   */
  @GetMapping("/outbox")
  String list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(defaultValue = "1") String page,
      Model model) {
    MailState wanted = state(state);
    int number = number(page);
    List<Mail> found = mails.find(wanted, matching(q), (number - 1) * PAGE, PAGE + 1);
    boolean more = found.size() > PAGE;
    model.addAttribute("state", wanted);
    model.addAttribute("q", q);
    model.addAttribute("counts", mails.counts());
    model.addAttribute("mails", more ? found.subList(0, PAGE) : found);
    model.addAttribute("newer", number > 1 ? number - 1 : null);
    model.addAttribute("older", more ? number + 1 : null);
    model.addAttribute("configured", server.isConfigured());
    model.addAttribute("stuck", workflow.isStuck());
    model.addAttribute("resendable", mails.resendable());
    return "outbox";
  }

  /** What no form of ours sends means nothing. */
  private static MailState state(String text) {
    for (MailState state : MailState.values()) {
      if (state.name().equals(text)) {
        return state;
      }
    }
    return null;
  }

  private static int number(String text) {
    return text.matches("[1-9]\\d{0,5}") ? Integer.parseInt(text) : 1;
  }

  private List<String> matching(String q) {
    if (!StringUtils.hasText(q)) {
      return null;
    }
    String wanted = ToneMarks.fold(q.strip());
    return units.all().stream()
        .filter(
            unit ->
                ToneMarks.fold(unit.name()).contains(wanted)
                    || unit.code().contains(wanted)
                    || unit.email() != null && ToneMarks.fold(unit.email()).contains(wanted))
        .map(Unit::code)
        .toList();
  }

  @GetMapping("/outbox/{id}")
  String mail(@PathVariable long id, Model model) {
    Mail mail = mails.find(id).orElseThrow(() -> new NotFound("thư"));
    model.addAttribute("mail", mail);
    model.addAttribute("text", text.plain(mail, mails.letter(mail)));
    model.addAttribute("past", mail.isOfThePast(mails.today()));
    model.addAttribute("configured", server.isConfigured());
    return "outbox-mail";
  }

  @PostMapping("/outbox/{id}/resend")
  @Transactional
  public String resend(@PathVariable long id, RedirectAttributes next) {
    Mail mail = mails.find(id).orElseThrow(() -> new NotFound("thư"));
    if (mails.resend(id)) {
      audit.record(Action.ADMINISTRATION, "mail/" + id, "Gửi lại thư cho " + mail.unit());
      next.addFlashAttribute("notice", "Thư chờ gửi lại, trong vòng một phút.");
    } else {
      next.addFlashAttribute(
          "notice",
          "Chưa gửi lại: chỉ gửi lại thư bị từ chối, và thư nhắc việc chỉ trong ngày của nó.");
    }
    return "redirect:/outbox/" + id;
  }

  @PostMapping("/outbox/resend")
  @Transactional
  public String resendRefused(RedirectAttributes next) {
    int count = mails.resendRefused();
    if (count > 0) {
      audit.record(Action.ADMINISTRATION, "mail", "Gửi lại " + count + " thư bị từ chối");
    }
    next.addFlashAttribute(
        "notice",
        count > 0
            ? count + " thư chờ gửi lại, trong vòng một phút."
            : "Không có thư bị từ chối nào gửi lại được.");
    return "redirect:/outbox";
  }
}
