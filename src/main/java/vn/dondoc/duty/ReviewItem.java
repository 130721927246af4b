package vn.dondoc.duty;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A result that waits for its reviewer.
 *
 * @param submittedBy name of who reported it, may be null
 * @param summary what the unit wrote, may be null
 * @param earlier what was asked for when it came back the last time, null if it never did
 * @param figures in the order of the declaration
 * @param evidence null if it is not for the reviewer's eyes
 */
record ReviewItem(
    Duty duty,
    String documentNumber,
    String unitName,
    LocalDateTime submittedAt,
    String submittedBy,
    String summary,
    Earlier earlier,
    List<Figure> figures,
    List<Evidence> evidence) {

  /** An earlier answer: the result was not enough. */
  record Earlier(LocalDateTime at, String remark) {}

  /**
   * @param amount as people read it, null if the unit gave none
   */
  record Figure(String label, String amount) {}

  ReviewItem with(List<Figure> figures, List<Evidence> evidence) {
    return new ReviewItem(
        duty,
        documentNumber,
        unitName,
        submittedAt,
        submittedBy,
        summary,
        earlier,
        figures,
        evidence);
  }

  /** How many figures the unit has not given. */
  public long missing() {
    return figures.stream().filter(figure -> figure.amount() == null).count();
  }

  public boolean late() {
    return submittedAt.isAfter(duty.due());
  }
}
