package vn.dondoc.security;

import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.springframework.beans.factory.ObjectProvider;
import vn.dondoc.organisation.Units;

/** Gives the same rights, asking the database each time as the engine does. */
public class StarterTaskAuthorizations extends TaskAuthorizations {

  public StarterTaskAuthorizations(
      ObjectProvider<TaskReaders> readers, ObjectProvider<Units> units) {
    super(readers, units);
  }

  @Override
  protected AuthorizationEntity getGrantAuthorization(
      String taskId, String userId, String groupId, Resource resource) {
    return groupId != null
        ? getGrantAuthorizationByGroupId(groupId, resource, taskId)
        : getGrantAuthorizationByUserId(userId, resource, taskId);
  }
}
