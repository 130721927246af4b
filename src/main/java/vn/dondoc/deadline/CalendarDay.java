package vn.dondoc.deadline;

import java.time.LocalDate;

/** A day that differs from "Monday to Friday". */
record CalendarDay(LocalDate day, Type type, String name, String source, Status status) {

  enum Type {
    HOLIDAY,
    SUBSTITUTE,
    SWAP_OFF,
    MAKEUP_WORK
  }

  enum Status {
    OFFICIAL,
    /** Estimated from the law before the official notice; counts all the same. */
    COMPUTED,
    /** Announced but not law yet; kept for the administrator, does not count. */
    UNCONFIRMED
  }

  boolean counts() {
    return status != Status.UNCONFIRMED;
  }

  boolean isOff() {
    return type != Type.MAKEUP_WORK;
  }
}
