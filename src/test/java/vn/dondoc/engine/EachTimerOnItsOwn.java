package vn.dondoc.engine;

/** Leaves the timers to the engine. */
public class EachTimerOnItsOwn extends PassedTimers {

  public EachTimerOnItsOwn() {
    super(null, null);
  }

  @Override
  public void drop(String process, String boundaryEvent) {
    // The job executor takes them up one by one.
  }
}
