package vn.dondoc.notice;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A mail to a unit.
 *
 * @param messageId as in the mail's header, the same however often it is sent
 * @param mailbox the unit's, null if it has none
 * @param address the mailbox that it was sent to or that refused it, null before that
 * @param onDay a digest's day, null for any other mail
 * @param attempts how often it was tried in vain
 * @param lastError what the server answered then, may be null
 */
record Mail(
    long id,
    String messageId,
    MailKind kind,
    String unit,
    String unitName,
    String mailbox,
    String subject,
    String content,
    MailState state,
    LocalDateTime createdAt,
    LocalDate onDay,
    String address,
    int attempts,
    LocalDateTime sentAt,
    String lastError) {

  /** Whether it is a digest of a day before this one. */
  boolean isOfThePast(LocalDate today) {
    return onDay != null && onDay.isBefore(today);
  }
}
