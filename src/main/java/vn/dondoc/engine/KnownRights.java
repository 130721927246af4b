package vn.dondoc.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/** Does not look for rights where it is known what would be found. */
class KnownRights extends AuthorizationManager {

  /** Puts it in the place of the engine's own. */
  static final SessionFactory FACTORY =
      new EngineSessions(AuthorizationManager.class, KnownRights::new);

  /**
   * The engine reads all rights of all tasks before each question that somebody asks, to leave out
   * those of their groups that have no right at all. An officer has one or two groups, which have.
   */
  @Override
  public List<String> filterAuthenticatedGroupIds(List<String> authenticatedGroupIds) {
    return authenticatedGroupIds == null ? List.of() : authenticatedGroupIds;
  }

  /**
   * Whoever is given a task may see it: the right is granted with it. For what is asked among the
   * tasks of one's own unit the engine would compare each of them with each right of the unit, of
   * which a lead agency has as many as its campaigns have duties.
   */
  @Override
  public void configureTaskQuery(TaskQueryImpl query) {
    if (asksForOwnTasks(query)) {
      query.getAuthCheck().getPermissionChecks().clear();
      query.getAuthCheck().setAuthorizationCheckEnabled(false);
    } else {
      super.configureTaskQuery(query);
    }
  }

  /** Nothing but tasks that a group of theirs is a candidate for can be the answer. */
  private boolean asksForOwnTasks(TaskQueryImpl query) {
    Authentication person = getCurrentAuthentication();
    if (person == null
        || person.getGroupIds() == null
        || query.isOrQueryActive()
        || query.getCandidateUser() != null
        || query.getCandidateGroupLike() != null) {
      return false;
    }
    List<String> asked =
        query.getCandidateGroup() != null
            ? List.of(query.getCandidateGroup())
            : query.getCandidateGroupsInternal();
    return asked != null && !asked.isEmpty() && person.getGroupIds().containsAll(asked);
  }
}
