package vn.dondoc.engine;

import java.util.Collection;

/** Whose work a person does besides their own. */
public interface StandIns {

  /** User ids of those who are away today and have named this user to stand in for them. */
  Collection<String> absentFor(String user);
}
