package vn.dondoc.deadline;

import java.time.LocalDate;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.dao.PessimisticLockingFailureException;
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
  private final AllOpenDeadlines deadlines;
  private final CalendarWorkflow workflow;
  private final Audit audit;
  private final TransactionTemplate transaction;

  CalendarChanges(
      CalendarDays days,
      CalendarDecisions decisions,
      WorkingCalendar calendar,
      AllOpenDeadlines deadlines,
      CalendarWorkflow workflow,
      Audit audit,
      PlatformTransactionManager transactions) {
    this.days = days;
    this.decisions = decisions;
    this.calendar = calendar;
    this.deadlines = deadlines;
    this.workflow = workflow;
    this.audit = audit;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * A change before it is made.
   *
   * @param seen stands for exactly this change and what it moves
   */
  record Preview(CalendarChange change, List<Moving> moving, String seen) {

    /** How many duties move. */
    public int duties() {
      return moving.stream().filter(Moving::isDuty).mapToInt(Moving::count).sum();
    }

    /** How many steps beside the duties move. */
    public int steps() {
      return moving.stream().filter(each -> !each.isDuty()).mapToInt(Moving::count).sum();
    }

    /** How much moves, in words; null if nothing does. */
    public String inWords() {
      return CalendarDecision.inWords(duties(), steps());
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
    long id;
    try {
      id = transaction.execute(status -> inTurn(day, newEntry, decision, remark, seen, person));
    } catch (PessimisticLockingFailureException e) {
      // Somebody else has been deciding for longer than the database lets us wait.
      throw new SeenOtherwise();
    }
    calendar.refresh();
    return id;
  }

  private long inTurn(
      LocalDate day,
      CalendarDay newEntry,
      CalendarDecision.Kind decision,
      String remark,
      String seen,
      String person) {
    days.takeTurn();
    CalendarChange change = change(day, newEntry);
    boolean move = decision == CalendarDecision.Kind.MOVED;
    long id = decisions.add(change, decision, person, remark);
    Preview now = preview(change, deadlines.decide(change, id, move, person, remark));
    if (!now.seen().equals(seen)
        || now.moving().isEmpty() != (decision == CalendarDecision.Kind.NONE)) {
      throw new SeenOtherwise();
    }
    decisions.concerns(id, now.duties(), now.steps());
    if (move) {
      workflow.deadlinesMoved(id);
    }
    if (newEntry == null) {
      days.delete(day);
    } else {
      days.save(newEntry);
    }
    String concerned = now.inWords();
    audit.record(
        Action.ADMINISTRATION,
        "calendar/" + day,
        "%s → %s; %s%s"
            .formatted(
                inWords(change.oldEntry()),
                inWords(newEntry),
                decision.text(),
                concerned == null ? "" : ": " + concerned));
    return id;
  }

  private CalendarChange change(LocalDate day, CalendarDay newEntry) {
    var change = new CalendarChange(calendar, day, newEntry, days.all());
    if (change.changesNothing()) {
      throw new InvalidInput(
          "day",
          newEntry == null
              ? "Ngày này không có trong lịch làm việc nên không có gì để xóa. Nếu người khác vừa xóa, xem"
                  + " mục Các lần thay đổi lịch."
              : "Lịch làm việc đã ghi đúng như vậy, không có gì để lưu. Nếu người khác vừa lưu, xem"
                  + " mục Các lần thay đổi lịch.");
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
                .append(group.name())
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
