package vn.dondoc.organisation;

import java.util.List;

/**
 * What a file would do if it were imported.
 *
 * @param same how many rows say what is so already
 * @param faults rows that cannot be taken; nothing is imported while there are any
 * @param seen stands for exactly this preview
 */
record ImportPreview(
    List<Line> added, List<Line> changed, int same, List<Fault> faults, String seen) {

  /** What a file is about. */
  enum Subject {
    UNITS("Đơn vị"),
    OFFICERS("Cán bộ");

    private final String text;

    Subject(String text) {
      this.text = text;
    }

    /** What people read. */
    public String text() {
      return text;
    }
  }

  /**
   * A row that would do something.
   *
   * @param id code of the unit, or user id
   * @param name what people call it
   * @param details what is set, or what was and what will be
   */
  record Line(String id, String name, List<String> details) {}

  /** Whether there is something to import and nothing against it. */
  public boolean canImport() {
    return faults.isEmpty() && !(added.isEmpty() && changed.isEmpty());
  }
}
