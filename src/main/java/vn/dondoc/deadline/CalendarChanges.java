package vn.dondoc.deadline;

import java.time.LocalDate;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.deadline.OpenDeadlines.Moving;
import vn.dondoc.engine.InvalidInput;

/** How administrators change the working calendar: see what moves, decide, and leave a record. */
@Component
class CalendarChanges {

  private final CalendarDays days;
  private final CalendarDecisions decisions;
  private final WorkingCalendar calendar;
  private final OpenDeadlines deadlines;
  private final Audit audit;
  private final TransactionTemplate transaction;

  CalendarChanges(
      CalendarDays days,
      CalendarDecisions decisions,
      WorkingCalendar calendar,
      OpenDeadlines deadlines,
      Audit audit,
      PlatformTransactionManager transactions) {
    this.days = days;
    this.decisions = decisions;
    this.calendar = calendar;
    this.deadlines = deadlines;
    this.audit = audit;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * A change before it is made.
   *
   * @param seen stands for exactly this change and what it moves
   */
  record Preview(CalendarChange change, List<Moving> moving, String seen) {

    /** How many deadlines move. */
    public int count() {
      return moving.stream().mapToInt(Moving::count).sum();
    }
  }

  /** What was seen is no longer so; nothing has been changed. */
  static class SeenOtherwise extends RuntimeException {}

  /**
   * What would happen.
   *
   * @param newEntry what the day is to be, null for an ordinary one
   * @throws InvalidInput if it is so already, or would leave a year without a calendar
   */
  Preview preview(LocalDate day, CalendarDay newEntry) {
    CalendarChange change = change(day, newEntry);
    return preview(change, deadlines.moving(change));
  }

  /**
   * Makes the change, and moves the open deadlines or leaves them: all of it or nothing.
   *
   * @param seen what the preview was
   * @return id of the decision
   * @throws SeenOtherwise if the calendar or the deadlines have changed since the preview
   */
  long decide(
      LocalDate day,
      CalendarDay newEntry,
      CalendarDecision.Kind decision,
      String remark,
      String seen,
      String person) {
    long id =
        transaction.execute(
            status -> {
              days.takeTurn();
              CalendarChange change = change(day, newEntry);
              long decisionId = decisions.add(change, decision, person, remark);
              List<Moving> decided =
                  deadlines.decide(
                      change, decisionId, decision == CalendarDecision.Kind.MOVED, person, remark);
              Preview now = preview(change, decided);
              if (!now.seen().equals(seen)
                  || now.moving().isEmpty() != (decision == CalendarDecision.Kind.NONE)) {
                throw new SeenOtherwise();
              }
              decisions.concerns(decisionId, now.count());
              if (newEntry == null) {
                days.delete(day);
              } else {
                days.save(newEntry);
              }
              audit.record(
                  Action.ADMINISTRATION,
                  "calendar/" + day,
                  "%s → %s; %s: %d nhiệm vụ"
                      .formatted(
                          inWords(change.oldEntry()),
                          inWords(newEntry),
                          decision.text(),
                          now.count()));
              return decisionId;
            });
    calendar.refresh();
    return id;
  }

  private CalendarChange change(LocalDate day, CalendarDay newEntry) {
    var change = new CalendarChange(calendar, day, newEntry, days.all());
    if (change.changesNothing()) {
      throw new InvalidInput(
          "day",
          newEntry == null
              ? "Ngày này không có trong lịch làm việc nên không có gì để xóa."
              : "Lịch làm việc đã ghi đúng như vậy, không có gì thay đổi.");
    }
    int year = day.getYear();
    if (change.before(() -> calendar.knowledgeOf(year)) != WorkingCalendar.Knowledge.NONE
        && change.after(() -> calendar.knowledgeOf(year)) == WorkingCalendar.Knowledge.NONE) {
      throw new InvalidInput(
          "day",
          ("Đây là ngày duy nhất được tính của năm %d; bỏ đi thì năm này không còn lịch làm việc và"
                  + " không tính được hạn.")
              .formatted(year));
    }
    return change;
  }

  /** How many of each kind is left out: officers go on reporting while the preview is read. */
  private static Preview preview(CalendarChange change, List<Moving> moving) {
    StringBuilder text = new StringBuilder();
    text.append(change.day()).append(change.oldEntry()).append(change.newEntry());
    moving.forEach(
        group ->
            text.append('\n')
                .append(group.document())
                .append('|')
                .append(group.clause())
                .append('|')
                .append(group.from())
                .append('|')
                .append(group.to()));
    return new Preview(change, moving, DigestUtils.sha256Hex(text.toString()));
  }

  private static String inWords(CalendarDay entry) {
    return entry == null ? "ngày thường" : entry.inWords();
  }
}
