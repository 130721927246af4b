package vn.dondoc.notice;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes waiting mail to the server, a few at a time over one connection. What became of these is
 * written down at once in a transaction of its own, so that it stays written when the next ones
 * fail.
 */
@Component
class MailDispatch {

  private static final Logger log = LoggerFactory.getLogger(MailDispatch.class);

  /** What a killed node could send a second time, at most. */
  private static final int BATCH = 25;

  /** After this much time the job ends and another goes on: well within the lock of a job. */
  private static final Duration ENOUGH = Duration.ofSeconds(10);

  /** A mailbox that is postponed more often is as good as refused. */
  private static final int MAX_ATTEMPTS = 6;

  private final Mails mails;
  private final MailServer server;
  private final TransactionTemplate apart;

  MailDispatch(Mails mails, MailServer server, PlatformTransactionManager transactions) {
    this.mails = mails;
    this.server = server;
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Whether something could be sent now. */
  boolean isAnyDue() {
    return server.isConfigured() && mails.isAnyDue();
  }

  /**
   * Sends what is due, for some seconds.
   *
   * @throws MailServerAway if the server cannot be reached or takes nothing from us; what it took
   *     before that stays sent
   */
  @Transactional
  void sendSome() {
    if (!server.isConfigured() || !mails.takeTurn()) {
      return;
    }
    apart.executeWithoutResult(status -> mails.supersedeOldDigests());
    long end = System.nanoTime() + ENOUGH.toNanos();
    do {
      List<Mail> batch = mails.due(BATCH);
      if (batch.isEmpty()) {
        return;
      }
      Map<Mail, Letter> letters = new LinkedHashMap<>();
      batch.forEach(mail -> letters.put(mail, mails.letter(mail)));
      Map<Mail, MailServer.Answer> answers = server.send(batch, letters);
      apart.executeWithoutResult(status -> answers.forEach(this::record));
      answers.values().stream()
          .filter(answer -> answer.verdict() == MailServer.Verdict.UNKNOWN)
          .findFirst()
          .ifPresent(
              answer -> {
                throw new MailServerAway(answer.reason());
              });
    } while (System.nanoTime() < end);
  }

  private void record(Mail mail, MailServer.Answer answer) {
    switch (answer.verdict()) {
      case TAKEN -> mails.sent(mail);
      case REFUSED -> mails.refused(mail, answer.reason());
      case POSTPONED -> {
        if (mail.attempts() + 1 >= MAX_ATTEMPTS) {
          mails.refused(mail, answer.reason());
        } else {
          mails.postponed(mail, answer.reason());
        }
      }
      case UNKNOWN -> log.debug("Mail {} is left to the next attempt", mail.id());
    }
  }
}
