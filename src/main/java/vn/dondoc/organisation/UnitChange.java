package vn.dondoc.organisation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a file does to a unit.
 *
 * @param before null if it is a new one
 * @param after as the file states it, but with the mailbox it has where the file names none
 */
record UnitChange(Unit before, Unit after) {

  /**
   * What these units do to those that are there.
   *
   * @param present by code
   */
  static List<UnitChange> of(List<Unit> stated, Map<String, Unit> present) {
    List<UnitChange> changes = new ArrayList<>();
    for (Unit unit : stated) {
      Unit before = present.get(unit.code());
      changes.add(new UnitChange(before, keepingMailbox(unit, before)));
    }
    return changes;
  }

  boolean isNew() {
    return before == null;
  }

  boolean isChange() {
    return before != null && !before.equals(after);
  }

  private static Unit keepingMailbox(Unit stated, Unit before) {
    return stated.email() != null || before == null
        ? stated
        : new Unit(stated.code(), stated.name(), stated.kind(), stated.superior(), before.email());
  }
}
