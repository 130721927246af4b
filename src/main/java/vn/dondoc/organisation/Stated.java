package vn.dondoc.organisation;

import java.util.List;

/**
 * What data files state, and which of their rows cannot be taken.
 *
 * @param rows those that could be read; only to be shown if there are faults
 */
record Stated<T>(List<T> rows, List<Fault> faults) {

  /**
   * All rows.
   *
   * @throws BadDataFile if one of them is bad
   */
  List<T> orThrow() {
    if (!faults.isEmpty()) {
      throw new BadDataFile(faults);
    }
    return rows;
  }
}
