package vn.dondoc.deadline;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.SystemAuthority;

/** Between the process {@code CalendarAdjustment} and the deadlines that it moves. */
@Component("calendarWorkflow")
public class CalendarWorkflow {

  private static final String ADJUSTMENT = "CalendarAdjustment";

  private final AllOpenDeadlines deadlines;
  private final RuntimeService runtime;
  private final SystemAuthority system;

  CalendarWorkflow(AllOpenDeadlines deadlines, RuntimeService runtime, SystemAuthority system) {
    this.deadlines = deadlines;
    this.runtime = runtime;
    this.system = system;
  }

  /** Deadlines were moved with the calendar; tasks and timers follow bit by bit. */
  void deadlinesMoved(long decisionId) {
    system.run(
        () ->
            runtime.startProcessInstanceByKey(
                ADJUSTMENT,
                "calendar/" + decisionId,
                Variables.putValue("decisionId", decisionId)));
  }

  /** Some more tasks and timers get their new date. May be repeated at will. */
  public void followCalendar(long decisionId) {
    deadlines.follow(decisionId);
  }

  /** Whether some of them still have their old date. */
  public boolean isFollowingCalendar(long decisionId) {
    return !deadlines.progressOf(decisionId).isComplete();
  }
}
