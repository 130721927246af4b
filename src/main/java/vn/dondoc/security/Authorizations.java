package vn.dondoc.security;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.engine.Preparation;
import vn.dondoc.organisation.Units;

/**
 * What each role may do in the engine: administrators everything; the committee's office may issue
 * campaigns and sees all tasks; everybody may open Tasklist and raise a difficulty. For all others
 * see {@link TaskAuthorizations}.
 */
@Component
@Order(25)
class Authorizations implements Preparation {

  private final AuthorizationService authorizations;
  private final IdentityService identity;
  private final Units units;

  Authorizations(AuthorizationService authorizations, IdentityService identity, Units units) {
    this.authorizations = authorizations;
    this.identity = identity;
    this.units = units;
  }

  @Override
  @Transactional
  public void prepare() {
    if (identity.createGroupQuery().groupId(Viewer.ADMINISTRATORS).count() == 0) {
      Group administrators = identity.newGroup(Viewer.ADMINISTRATORS);
      administrators.setName("Quản trị hệ thống");
      administrators.setType("SYSTEM");
      identity.saveGroup(administrators);
    }
    for (Resource resource : Resources.values()) {
      grant(Viewer.ADMINISTRATORS, resource, ANY, Permissions.ALL);
    }
    String committee = units.top().code();
    grant(
        committee,
        Resources.PROCESS_DEFINITION,
        "Campaign",
        Permissions.READ,
        Permissions.CREATE_INSTANCE);
    grant(committee, Resources.PROCESS_DEFINITION, ANY, Permissions.READ_TASK);
    grantToAll(Resources.APPLICATION, "tasklist", Permissions.ACCESS);
    grantToAll(
        Resources.PROCESS_DEFINITION, "Difficulty", Permissions.READ, Permissions.CREATE_INSTANCE);
    // The diagram beside the task; the models hold nothing about anybody.
    grantToAll(Resources.PROCESS_DEFINITION, "Duty", Permissions.READ);
    grantToAll(Resources.PROCESS_DEFINITION, "Escalation", Permissions.READ);
    grantToAll(Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
  }

  private void grant(String group, Resource resource, String id, Permission... permissions) {
    if (authorizations
            .createAuthorizationQuery()
            .groupIdIn(group)
            .resourceType(resource)
            .resourceId(id)
            .count()
        == 0) {
      Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
      grant.setGroupId(group);
      save(grant, resource, id, permissions);
    }
  }

  private void grantToAll(Resource resource, String id, Permission... permissions) {
    if (authorizations
            .createAuthorizationQuery()
            .authorizationType(Authorization.AUTH_TYPE_GLOBAL)
            .resourceType(resource)
            .resourceId(id)
            .count()
        == 0) {
      save(
          authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL),
          resource,
          id,
          permissions);
    }
  }

  private void save(
      Authorization authorization, Resource resource, String id, Permission... permissions) {
    authorization.setResource(resource);
    authorization.setResourceId(id);
    for (Permission permission : permissions) {
      authorization.addPermission(permission);
    }
    authorizations.saveAuthorization(authorization);
  }
}
