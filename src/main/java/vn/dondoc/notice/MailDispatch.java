package vn.dondoc.notice;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes waiting mail to the server, over one connection for many. What became of each is written
 * down at once in a transaction of its own, so that it stays written whatever happens to the next.
 */
@Component
class MailDispatch {

  /** Read at once. */
  private static final int BATCH = 50;

  /** After this much time the job ends and another goes on: well within the lock of a job. */
  private static final Duration ENOUGH = Duration.ofSeconds(10);

  /** A mail that was tried in vain so often is as good as refused. */
  private static final int MAX_ATTEMPTS = 6;

  /** If the connection breaks so often in a row, it is not the mail's fault. */
  private static final int MAX_BREAKS = 3;

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
   * @throws MailServerAway if the server cannot be reached or takes nothing from us, or if another
   *     node is sending; what it took before that stays sent
   */
  @Transactional
  void sendSome() {
    if (!server.isConfigured()) {
      return;
    }
    if (!mails.takeTurn()) {
      throw new MailServerAway("một máy khác đang gửi");
    }
    apart.executeWithoutResult(status -> mails.supersedeOldDigests());
    if (mails.isAnyDue()) {
      try (MailServer.Connection connection = server.connect()) {
        sendOver(connection);
      }
    }
  }

  private void sendOver(MailServer.Connection connection) {
    long end = System.nanoTime() + ENOUGH.toNanos();
    Set<Long> broken = new HashSet<>();
    int breaks = 0;
    List<Mail> batch;
    do {
      batch =
          mails.due(BATCH + broken.size()).stream()
              .filter(mail -> !broken.contains(mail.id()))
              .toList();
      for (Mail mail : batch) {
        MailServer.Answer answer = connection.send(mail, mails.letter(mail));
        apart.executeWithoutResult(status -> record(mail, answer));
        if (answer.verdict() == MailServer.Verdict.BROKEN) {
          broken.add(mail.id());
          breaks++;
        } else {
          breaks = 0;
        }
        if (answer.verdict() == MailServer.Verdict.AWAY || breaks == MAX_BREAKS) {
          throw new MailServerAway(answer.reason());
        }
        if (System.nanoTime() > end) {
          return;
        }
      }
    } while (!batch.isEmpty());
  }

  private void record(Mail mail, MailServer.Answer answer) {
    boolean last = mail.attempts() + 1 >= MAX_ATTEMPTS;
    switch (answer.verdict()) {
      case TAKEN -> mails.sent(mail);
      case REFUSED -> mails.refused(mail, answer.reason());
      case POSTPONED -> {
        if (last) {
          mails.refused(mail, answer.reason());
        } else {
          mails.postponed(mail, answer.reason());
        }
      }
      case BROKEN -> {
        if (last) {
          mails.refused(mail, answer.reason());
        } else {
          mails.broken(mail, answer.reason());
        }
      }
      case AWAY -> {
        // It waits as it did.
      }
    }
  }
}
