package vn.dondoc.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.impl.util.ClassLoaderUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that one thread runs: those of one kind, that is of one place in one model, in one
 * transaction. If one of them fails nothing of it has happened, and each is run on its own, as the
 * engine would have done from the start; so a failure is counted and retried where it belongs.
 */
class JobBatch extends ExecuteJobsRunnable {

  private static final Logger log = LoggerFactory.getLogger(JobBatch.class);

  private final int most;

  JobBatch(List<String> jobs, ProcessEngineImpl engine, int most) {
    super(jobs, engine);
    this.most = most;
  }

  @Override
  public void run() {
    List<String> alone = jobIds.size() < 2 ? jobIds : runTogether();
    if (!alone.isEmpty()) {
      new ExecuteJobsRunnable(alone, processEngine).run();
    } else {
      // As the engine does at the end: there may be more to acquire.
      jobExecutor.jobWasAdded();
    }
  }

  /** Returns what has to be run one by one. */
  private List<String> runTogether() {
    List<String> alone = new ArrayList<>();
    JobExecutorContext context = new JobExecutorContext();
    List<String> queue = context.getCurrentProcessorJobQueue();
    queue.addAll(jobIds);
    Context.setJobExecutorContext(context);
    ClassLoader before = switchClassLoader();
    try {
      // What a job adds to its own process comes into the queue.
      while (queue.size() > 1 && jobExecutor.isActive()) {
        List<String> next = new ArrayList<>(queue.subList(0, Math.min(most, queue.size())));
        queue.removeAll(next);
        for (List<String> kind : byKind(next)) {
          if (kind.size() < 2 || !succeed(kind)) {
            alone.addAll(kind);
          }
        }
      }
      alone.addAll(queue);
    } finally {
      Context.removeJobExecutorContext();
      ClassLoaderUtil.setContextClassloader(before);
    }
    return alone;
  }

  private Collection<List<String>> byKind(List<String> jobs) {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (Job job :
        processEngine.getManagementService().createJobQuery().jobIds(new HashSet<>(jobs)).list()) {
      kinds
          .computeIfAbsent(String.valueOf(job.getJobDefinitionId()), kind -> new ArrayList<>())
          .add(job.getId());
    }
    return kinds.values();
  }

  private boolean succeed(List<String> jobs) {
    ProcessEngineConfigurationImpl configuration = processEngine.getProcessEngineConfiguration();
    CommandExecutor commands = configuration.getCommandExecutorTxRequired();
    try {
      commands.execute(
          context -> {
            for (String job : jobs) {
              new ExecuteJobsCmd(job, new JobFailureCollector(job)).execute(context);
            }
            return null;
          });
      return true;
    } catch (RuntimeException e) {
      log.debug("Of {} jobs one failed, each is run on its own: {}", jobs.size(), e.toString());
      return false;
    }
  }
}
