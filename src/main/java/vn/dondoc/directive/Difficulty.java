package vn.dondoc.directive;

import java.time.LocalDateTime;

/**
 * An obstacle that a unit has met.
 *
 * @param clause the clause it concerns, null if none in particular
 * @param opinion what the lead agency answered, null until it did
 * @param direction what the committee directed, null unless it did
 */
record Difficulty(
    long id,
    String campaignId,
    String unit,
    String clause,
    String description,
    LocalDateTime raisedAt,
    String raisedBy,
    State state,
    String opinion,
    LocalDateTime opinionAt,
    String opinionBy,
    String direction,
    LocalDateTime directionAt,
    String directionBy) {

  /** How far it has come. */
  enum State {
    RAISED,
    RESOLVED,
    WITH_COMMITTEE,
    DIRECTED
  }
}
