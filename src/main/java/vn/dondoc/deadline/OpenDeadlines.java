package vn.dondoc.deadline;

import java.time.LocalDateTime;
import java.util.List;

/**
 * Deadlines of one sort that were counted in the working calendar and that still have to be kept.
 * When the calendar changes, an administrator decides whether they move with it.
 */
public interface OpenDeadlines {

  /**
   * Deadlines that would move alike.
   *
   * @param document number of the document that sets them, null if none does
   * @param clause of the duty; null if it is not the deadline of a duty, but of a step that
   *     somebody else takes about one, or about the whole
   * @param name of the duty or the step
   * @param from when they are due now
   * @param to when they would be due
   * @param setByHand whether somebody gave them their date, so that they only move off a day off
   * @param count how many; of duties, one a unit
   */
  record Moving(
      String document,
      String clause,
      String name,
      LocalDateTime from,
      LocalDateTime to,
      boolean setByHand,
      int count) {

    /** Whether it is duties that move. */
    public boolean isDuty() {
      return clause != null;
    }
  }

  /**
   * How far a decision has taken effect.
   *
   * @param done deadlines at which the engine looks by their new date
   */
  record Progress(int done, int all) {

    /** Whether nothing is left to do. */
    public boolean isComplete() {
      return done >= all;
    }

    Progress plus(Progress other) {
      return new Progress(done + other.done, all + other.all);
    }

    /** Of a hundred. */
    public int percent() {
      return all == 0 ? 100 : done * 100 / all;
    }
  }

  /** What would move. */
  List<Moving> moving(CalendarChange change);

  /**
   * Moves what would move, or leaves it and keeps in each history that it was left, in the caller's
   * transaction; what the engine has to be told follows in its own time.
   *
   * @param person user id of who decided
   * @return what was decided on
   */
  List<Moving> decide(
      CalendarChange change, long decisionId, boolean move, String person, String remark);

  /**
   * Tells the engine of some more of what was moved. Repeated until {@link #progressOf} is
   * complete, and as often as anybody likes.
   */
  void follow(long decisionId);

  /** How far the decision has taken effect. */
  Progress progressOf(long decisionId);
}
