package vn.dondoc.engine;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs what has to be in place, in the last moment before the web server opens its port. */
@Component
class Preparations implements SmartLifecycle {

  /** Lower phases start first, and the web server's is among the highest. */
  private static final int BEFORE_WEB_SERVER = 0;

  private final ObjectProvider<Preparation> preparations;
  private final StartTurn turn;
  private volatile boolean done;

  Preparations(ObjectProvider<Preparation> preparations, StartTurn turn) {
    this.preparations = preparations;
    this.turn = turn;
  }

  @Override
  public void start() {
    turn.take();
    try {
      prepareAll();
    } finally {
      turn.giveBack();
    }
    done = true;
  }

  private void prepareAll() {
    List<Preparation> inOrder = preparations.orderedStream().toList();
    for (Preparation preparation : inOrder) {
      try {
        preparation.prepare();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void stop() {
    done = false;
  }

  @Override
  public boolean isRunning() {
    return done;
  }

  @Override
  public int getPhase() {
    return BEFORE_WEB_SERVER;
  }
}
