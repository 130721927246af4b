package vn.dondoc.notice;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
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
import java.util.List;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.lang.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The server that mail leaves through, if one is configured ({@code spring.mail.host}). */
@Component
class MailServer {

  private static final Logger log = LoggerFactory.getLogger(MailServer.class);

  private static final int SERVICE_CLOSING = 421;

  private final ObjectProvider<JavaMailSenderImpl> sender;
  private final NoticeSettings settings;
  private final MailText text;
  private final Clock clock;

  MailServer(
      ObjectProvider<JavaMailSenderImpl> sender,
      NoticeSettings settings,
      MailText text,
      Clock clock) {
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
    /** The connection broke before the server said anything. */
    BROKEN,
    /** The server takes nothing from us. */
    AWAY
  }

  /**
   * @param reason what the server said, null if it took the mail
   */
  record Answer(Verdict verdict, @Nullable String reason) {

    static final Answer TAKEN = new Answer(Verdict.TAKEN, null);
  }

  /**
   * Connects to the server.
   *
   * @throws MailServerAway if it cannot be reached or does not let us in
   */
  Connection connect() {
    return new Connection();
  }

  /** One connection, over which any number of mails goes. */
  final class Connection implements AutoCloseable {

    private Transport transport;

    private Connection() {
      open();
    }

    private void open() {
      JavaMailSenderImpl server = sender.getObject();
      try {
        String protocol = server.getProtocol() == null ? "smtp" : server.getProtocol();
        transport = server.getSession().getTransport(protocol);
        transport.connect(
            server.getHost(),
            server.getPort(),
            emptyIsNull(server.getUsername()),
            emptyIsNull(server.getPassword()));
      } catch (MessagingException e) {
        throw new MailServerAway(reason(e));
      }
    }

    /** Says what became of the mail; if the connection breaks, the next mail has another. */
    Answer send(Mail mail, Letter letter) {
      if (!transport.isConnected()) {
        close();
        open();
      }
      MimeMessage message;
      try {
        message = message(mail, letter);
      } catch (MessagingException | UnsupportedEncodingException | RuntimeException e) {
        return new Answer(Verdict.REFUSED, reason(e));
      }
      try {
        transport.sendMessage(message, message.getAllRecipients());
        return Answer.TAKEN;
      } catch (MessagingException e) {
        return answer(e);
      }
    }

    @Override
    public void close() {
      try {
        transport.close();
      } catch (MessagingException e) {
        log.debug("The mail server did not say goodbye: {}", e.toString());
      }
    }
  }

  private static String emptyIsNull(String text) {
    return StringUtils.hasText(text) ? text : null;
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

  /** What is about one mailbox is told from what is about the server by the codes of RFC 5321. */
  private static Answer answer(MessagingException failure) {
    List<Exception> chain = chain(failure);
    for (Exception each : chain) {
      if (each instanceof SMTPSenderFailedException) {
        return new Answer(Verdict.AWAY, reason(each));
      }
      if (each instanceof SMTPAddressFailedException mailbox) {
        return answer(mailbox.getReturnCode(), each);
      }
    }
    for (Exception each : chain) {
      if (each instanceof SMTPSendFailedException refusal) {
        // Refused at MAIL, it is we who are not welcome.
        return String.valueOf(refusal.getCommand()).startsWith("MAIL")
            ? new Answer(Verdict.AWAY, reason(each))
            : answer(refusal.getReturnCode(), each);
      }
    }
    return new Answer(Verdict.BROKEN, reason(failure));
  }

  private static Answer answer(int code, Exception refusal) {
    if (code >= 500 && code < 600) {
      return new Answer(Verdict.REFUSED, reason(refusal));
    }
    if (code >= 400 && code < 500) {
      return new Answer(
          code == SERVICE_CLOSING ? Verdict.AWAY : Verdict.POSTPONED, reason(refusal));
    }
    return new Answer(Verdict.BROKEN, reason(refusal));
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
