package vn.dondoc.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/**
 * Runs jobs of one kind together, many in one transaction: a directive is handed to 460 communes,
 * and all their deadlines pass, in the same minute. What such jobs cost is hardly their own work,
 * but the round trips to the database and the commit, which they then share.
 */
class BatchingJobExecutor extends SpringJobExecutor {

  /** Jobs of one transaction, which is well within the lock of a job. */
  static final int TOGETHER = 25;

  @Override
  public Command<AcquiredJobs> getAcquireJobsCmd(int jobs) {
    Command<AcquiredJobs> acquire = super.getAcquireJobsCmd(jobs);
    return context -> {
      AcquiredJobs acquired = acquire.execute(context);
      putTogether(acquired.getJobIdBatches());
      return acquired;
    };
  }

  /**
   * The engine gives each thread one job, or the exclusive jobs of one process; here it gets some
   * of these. The lists stay the engine's own: it takes out of them what another node was faster
   * with.
   */
  private static void putTogether(List<List<String>> batches) {
    List<List<String>> larger = new ArrayList<>();
    List<String> last = null;
    for (List<String> batch : batches) {
      if (last == null || last.size() + batch.size() > TOGETHER) {
        last = batch;
        larger.add(last);
      } else {
        last.addAll(batch);
      }
    }
    batches.clear();
    batches.addAll(larger);
  }

  @Override
  public Runnable getExecuteJobsRunnable(List<String> jobs, ProcessEngineImpl engine) {
    return new JobBatch(jobs, engine, TOGETHER);
  }
}
