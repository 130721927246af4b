package vn.dondoc.notice;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** How a letter looks: once for mail programs that show pages, once for the others. */
@Component
class MailText {

  static final String AUTOMATIC =
      "Thư do hệ thống theo dõi nhiệm vụ tự động gửi, xin không trả lời thư này.";

  private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy");

  private final ITemplateEngine templates;
  private final NoticeSettings settings;

  MailText(ITemplateEngine templates, NoticeSettings settings) {
    this.templates = templates;
    this.settings = settings;
  }

  String plain(Mail mail, Letter letter) {
    StringBuilder text = new StringBuilder("Kính gửi: ").append(mail.unitName()).append("\n");
    letter.opening().forEach(paragraph -> text.append("\n").append(paragraph).append("\n"));
    for (Letter.Section section : letter.sections()) {
      text.append("\n");
      if (section.heading() != null) {
        text.append(section.heading().toUpperCase(Locale.ROOT)).append("\n");
      }
      for (Letter.Item item : section.items()) {
        text.append("- ").append(item.text()).append("\n");
        if (item.detail() != null) {
          text.append("  ").append(item.detail()).append("\n");
        }
        text.append("  ").append(settings.link(item.path())).append("\n");
      }
      if (section.more() > 0) {
        text.append("- ").append(more(section)).append("\n");
        text.append("  ").append(settings.link(section.path())).append("\n");
      }
    }
    letter.closing().forEach(paragraph -> text.append("\n").append(paragraph).append("\n"));
    return text.append("\n-- \n").append(footer(mail)).append("\n").toString();
  }

  String html(Mail mail, Letter letter) {
    return templates.process(
        "mail",
        new Context(
            new Locale("vi", "VN"),
            Map.of("mail", mail, "letter", letter, "footer", footer(mail), "text", this)));
  }

  /** For the template. */
  public String link(String path) {
    return settings.link(path);
  }

  /** For the template. */
  public String more(Letter.Section section) {
    return "và " + section.more() + " việc khác";
  }

  private static String footer(Mail mail) {
    return "Lập lúc " + WRITTEN.format(mail.createdAt()) + ". " + AUTOMATIC;
  }
}
