package vn.dondoc.security;

import java.util.Set;

/** Who may see a unit's tasks besides the unit itself, its superior and the committee. */
public interface TaskReaders {

  /**
   * Codes of the units that watch over the task, e.g. the lead agency of its campaign.
   *
   * @param campaign id of the campaign that the task belongs to, null if none
   */
  Set<String> of(String campaign);
}
