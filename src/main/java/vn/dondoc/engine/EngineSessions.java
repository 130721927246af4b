package vn.dondoc.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * Puts a part of ours in the place of one that the engine opens for each command.
 *
 * @param type of the engine's own part
 * @param part opens ours
 */
record EngineSessions(Class<? extends Session> type, Supplier<? extends Session> part)
    implements SessionFactory {

  @Override
  public Class<?> getSessionType() {
    return type;
  }

  @Override
  public Session openSession() {
    return part.get();
  }
}
