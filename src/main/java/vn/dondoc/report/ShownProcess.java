package vn.dondoc.report;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A process whose diagram somebody looks at. What counts is the process, not the version that is
 * shown: campaigns that began before a model was changed go on in the old one.
 *
 * @param versions ids of all its deployed versions
 * @param calls what its call activities start, by activity id; a duty is no such process
 * @param ofAnyDuty whether it is the life of a duty, which every duty runs in
 */
record ShownProcess(Set<String> versions, Map<String, Called> calls, boolean ofAnyDuty) {

  /**
   * A process that a call activity starts.
   *
   * @param versions ids of all its deployed versions
   * @param within these, and those of all processes that it starts in turn
   */
  record Called(Set<String> versions, Set<String> within) {}

  /** Ids of everything deployed whose duties belong to this process or to what it starts. */
  Set<String> within() {
    Set<String> all = new HashSet<>(versions);
    calls.values().forEach(called -> all.addAll(called.within()));
    return all;
  }
}
