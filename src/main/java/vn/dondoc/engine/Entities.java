package vn.dondoc.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.PersistenceSession;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbEntityOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperationManager;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperationType;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/** Writes the engine's entities without what takes long and serves nobody. */
class Entities extends DbEntityManager {

  /** Puts them in the place of the engine's own. */
  static final SessionFactory FACTORY = new EngineSessions(DbEntityManager.class, Entities::open);

  Entities(IdGenerator ids, PersistenceSession persistence) {
    super(ids, persistence);
    setDbOperationManager(new Operations());
  }

  private static Session open() {
    return new Entities(
        Context.getProcessEngineConfiguration().getIdGenerator(),
        Context.getCommandContext().getSession(PersistenceSession.class));
  }

  /**
   * The engine makes a text of each entity for the message that its id is not valid, and then looks
   * whether it is: a tenth of the time in which a directive is issued.
   */
  @Override
  protected void validateId(DbEntity entity) {
    String id = entity.getId();
    if (id == null || id.equals(Authorization.ANY)) {
      super.validateId(entity);
    }
  }

  /**
   * Of what is made, each after what it refers to. The engine compares all with all, a tenth of the
   * time in which a directive is issued.
   */
  private static class Operations extends DbOperationManager {

    @Override
    protected List<DbEntityOperation> sortByReferences(SortedSet<DbEntityOperation> operations) {
      if (operations.isEmpty() || operations.first().getOperationType() != DbOperationType.INSERT) {
        return super.sortByReferences(operations);
      }
      Map<String, DbEntityOperation> waiting = new LinkedHashMap<>();
      operations.forEach(operation -> waiting.put(operation.getEntity().getId(), operation));
      List<DbEntityOperation> sorted = new ArrayList<>(operations.size());
      operations.forEach(operation -> add(operation, waiting, sorted));
      return sorted;
    }

    private static void add(
        DbEntityOperation operation,
        Map<String, DbEntityOperation> waiting,
        List<DbEntityOperation> sorted) {
      if (waiting.remove(operation.getEntity().getId()) == null) {
        return;
      }
      Set<String> references = operation.getFlushRelevantEntityReferences();
      if (references != null) {
        for (String reference : references) {
          DbEntityOperation referred = waiting.get(reference);
          if (referred != null) {
            add(referred, waiting, sorted);
          }
        }
      }
      sorted.add(operation);
    }
  }
}
