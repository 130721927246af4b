package vn.dondoc.engine;

import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.PersistenceSession;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * The engine writes down each entity as text before it looks whether its id is a valid one, for a
 * message that nobody will read: a tenth of the time in which a directive is issued. Here it does
 * so only for those whose id is not.
 */
class Entities extends DbEntityManager {

  Entities(IdGenerator ids, PersistenceSession persistence) {
    super(ids, persistence);
  }

  @Override
  protected void validateId(DbEntity entity) {
    String id = entity.getId();
    if (id == null || id.equals(Authorization.ANY)) {
      super.validateId(entity);
    }
  }

  /** Puts it in the place of the engine's own. */
  static class Factory implements SessionFactory {

    @Override
    public Class<?> getSessionType() {
      return DbEntityManager.class;
    }

    @Override
    public Session openSession() {
      return new Entities(
          Context.getProcessEngineConfiguration().getIdGenerator(),
          Context.getCommandContext().getSession(PersistenceSession.class));
    }
  }
}
