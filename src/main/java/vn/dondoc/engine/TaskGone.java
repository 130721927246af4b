package vn.dondoc.engine;

import org.camunda.bpm.engine.ProcessEngineException;

/** What was asked for a task came to nothing, because the task is gone by now. */
public class TaskGone extends ProcessEngineException {

  private static final long serialVersionUID = 1L;

  /**
   * @param failure how it showed
   */
  TaskGone(Throwable failure) {
    super("The task is gone", failure);
  }
}
