package vn.dondoc.security;

import java.util.Optional;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import vn.dondoc.organisation.Units;

/** Gives the same rights, asking the database each time as the engine does. */
public class StarterTaskAuthorizations extends TaskAuthorizations {

  public StarterTaskAuthorizations(
      ObjectProvider<TaskReaders> readers, ObjectProvider<Units> units) {
    super(readers, units);
  }

  @Override
  protected Optional<TaskEntity> beingMade(String taskId) {
    return Optional.empty();
  }
}
