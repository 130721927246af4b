package vn.dondoc.notice;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.lang.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** The server that mail leaves through, if one is configured ({@code spring.mail.host}). */
@Component
class MailServer {

  private static final int SERVICE_CLOSING = 421;

  private final ObjectProvider<JavaMailSender> sender;
  private final NoticeSettings settings;
  private final MailText text;
  private final Clock clock;

  MailServer(
      ObjectProvider<JavaMailSender> sender, NoticeSettings settings, MailText text, Clock clock) {
    this.sender = sender;
    this.settings = settings;
    this.text = text;
    this.clock = clock;
  }

  /** Whether there is one. */
  boolean isConfigured() {
    return sender.getIfAvailable() != null;
  }

  /** What the server made of a mail. */
  enum Verdict {
    TAKEN,
    /** Not for this mailbox, ever. */
    REFUSED,
    /** Not for this mailbox, now. */
    POSTPONED,
    /** There was no server to ask, or it does not take mail from us. */
    UNKNOWN
  }

  /**
   * @param reason what the server said, null if it took the mail
   */
  record Answer(Verdict verdict, @Nullable String reason) {

    static final Answer TAKEN = new Answer(Verdict.TAKEN, null);
  }

  /** Sends these over one connection; says of each what became of it. */
  Map<Mail, Answer> send(List<Mail> mails, Map<Mail, Letter> letters) {
    Map<Mail, Answer> answers = new LinkedHashMap<>();
    Map<MimeMessage, Mail> messages = new IdentityHashMap<>();
    List<MimeMessage> inOrder = new ArrayList<>();
    for (Mail mail : mails) {
      try {
        MimeMessage message = message(mail, letters.get(mail));
        messages.put(message, mail);
        inOrder.add(message);
        answers.put(mail, Answer.TAKEN);
      } catch (MessagingException | UnsupportedEncodingException e) {
        answers.put(mail, new Answer(Verdict.REFUSED, reason(e)));
      }
    }
    if (!inOrder.isEmpty()) {
      try {
        sender.getObject().send(inOrder.toArray(MimeMessage[]::new));
      } catch (MailSendException e) {
        if (e.getFailedMessages().isEmpty()) {
          messages.values().forEach(mail -> answers.put(mail, unknown(e)));
        }
        e.getFailedMessages()
            .forEach((message, failure) -> answers.put(messages.get(message), answer(failure)));
      } catch (MailException e) {
        messages.values().forEach(mail -> answers.put(mail, unknown(e)));
      }
    }
    return answers;
  }

  private MimeMessage message(Mail mail, Letter letter)
      throws MessagingException, UnsupportedEncodingException {
    String utf8 = StandardCharsets.UTF_8.name();
    MimeMessage message = sender.getObject().createMimeMessage();
    message.setFrom(new InternetAddress(settings.from(), settings.senderName(), utf8));
    InternetAddress to = new InternetAddress(mail.mailbox(), true);
    to.setPersonal(mail.unitName(), utf8);
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(mail.subject(), utf8);
    message.setSentDate(Date.from(clock.instant()));
    // Nobody is answered by a machine that answers a machine.
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text.plain(mail, letter), utf8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(text.html(mail, letter), utf8, "html");
    message.setContent(new MimeMultipart("alternative", plain, html));
    message.saveChanges();
    message.setHeader("Message-ID", mail.messageId());
    return message;
  }

  private static Answer unknown(Exception failure) {
    return new Answer(Verdict.UNKNOWN, reason(failure));
  }

  /** What is about one mailbox is told from what is about the server by the codes of RFC 5321. */
  private static Answer answer(Exception failure) {
    List<Exception> chain = chain(failure);
    if (chain.stream().anyMatch(SMTPSenderFailedException.class::isInstance)) {
      return unknown(failure);
    }
    for (Exception each : chain) {
      if (each instanceof AddressException) {
        return new Answer(Verdict.REFUSED, reason(each));
      }
      if (each instanceof SMTPAddressFailedException mailbox) {
        return answer(mailbox.getReturnCode(), each);
      }
    }
    for (Exception each : chain) {
      // Refused at MAIL, it is we who are not welcome.
      if (each instanceof SMTPSendFailedException refusal
          && !String.valueOf(refusal.getCommand()).startsWith("MAIL")) {
        return answer(refusal.getReturnCode(), each);
      }
    }
    return unknown(failure);
  }

  private static Answer answer(int code, Exception refusal) {
    if (code >= 500 && code < 600) {
      return new Answer(Verdict.REFUSED, reason(refusal));
    }
    if (code >= 400 && code != SERVICE_CLOSING) {
      return new Answer(Verdict.POSTPONED, reason(refusal));
    }
    return unknown(refusal);
  }

  /** The failure and all that is behind it, in either of the two ways in which one is. */
  private static List<Exception> chain(Exception failure) {
    List<Exception> chain = new ArrayList<>();
    Set<Exception> seen = new HashSet<>();
    collect(failure, chain, seen);
    return chain;
  }

  private static void collect(Throwable failure, List<Exception> chain, Set<Exception> seen) {
    if (failure instanceof Exception each && seen.add(each)) {
      chain.add(each);
      if (each instanceof MessagingException messaging) {
        collect(messaging.getNextException(), chain, seen);
      }
      collect(each.getCause(), chain, seen);
    }
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.toString() : message.strip();
  }
}
