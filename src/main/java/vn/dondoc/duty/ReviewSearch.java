package vn.dondoc.duty;

import org.springframework.util.StringUtils;

/**
 * Which results to show, and how.
 *
 * @param by what the list is divided by
 * @param clause of the duty, null for all
 * @param unit part of the unit's name, with or without tone marks, null for all
 * @param late only what was submitted after its due date; null is no
 */
record ReviewSearch(By by, String clause, String unit, Boolean late) {

  /** What the list is divided by. */
  enum By {
    DUTY("Nhiệm vụ"),
    UNIT("Đơn vị");

    private final String text;

    By(String text) {
      this.text = text;
    }

    /** What people read. */
    public String text() {
      return text;
    }
  }

  ReviewSearch {
    by = by == null ? By.DUTY : by;
    clause = StringUtils.hasText(clause) ? clause.strip() : null;
    unit = StringUtils.hasText(unit) ? unit.strip() : null;
    late = Boolean.TRUE.equals(late);
  }

  /** Whether it leaves anything out. */
  public boolean narrows() {
    return clause != null || unit != null || late;
  }
}
