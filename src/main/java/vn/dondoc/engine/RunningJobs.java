package vn.dondoc.engine;

import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Renews the locks of the jobs that this node is doing. So locks can be short, and what a dead node
 * had begun is soon taken up again; and yet nobody takes a long job from a node that lives, which
 * would throw away what it has done.
 */
@Component
class RunningJobs implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RunningJobs.class);

  /** One that takes longer has got stuck; another node shall try. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int RENEWALS_PER_LOCK = 3;

  private final ObjectProvider<JobExecutor> executor;
  private final JdbcClient jdbc;

  /** Since when; by what the engine keeps for each of its threads. */
  private final Map<JobExecutorContext, Long> running = new ConcurrentHashMap<>();

  private volatile ScheduledExecutorService timer;

  RunningJobs(ObjectProvider<JobExecutor> executor, JdbcClient jdbc) {
    this.executor = executor;
    this.jdbc = jdbc;
  }

  /** Sees what begins and ends; another one for each chain of interceptors. */
  CommandInterceptor watch() {
    return new CommandInterceptor() {
      @Override
      public <T> T execute(Command<T> command) {
        JobExecutorContext job = Context.getJobExecutorContext();
        if (job == null || Context.getCommandContext() != null) {
          return next.execute(command);
        }
        running.put(job, System.nanoTime());
        try {
          return next.execute(command);
        } finally {
          running.remove(job);
        }
      }
    };
  }

  private void renew() {
    try {
      running.forEach(this::renew);
    } catch (DataAccessException | TransactionException e) {
      log.debug("The locks of running jobs are not renewed this time: {}", e.toString());
    } catch (RuntimeException e) {
      log.warn("The locks of running jobs are not renewed this time", e);
    }
  }

  private void renew(JobExecutorContext context, long since) {
    JobEntity job = context.getCurrentJob();
    Duration runs = Duration.ofNanos(System.nanoTime() - since);
    if (job == null || runs.toMillis() < pause() || runs.compareTo(LONGEST) > 0) {
      return;
    }
    JobExecutor own = executor.getObject();
    // Without a new revision: whoever does the job shall not find it changed.
    jdbc.sql("update act_ru_job set lock_exp_time_ = ? where id_ = ? and lock_owner_ = ?")
        .params(
            new Date(ClockUtil.getCurrentTime().getTime() + own.getLockTimeInMillis()),
            job.getId(),
            own.getLockOwner())
        .update();
  }

  private long pause() {
    return Math.max(executor.getObject().getLockTimeInMillis() / RENEWALS_PER_LOCK, 1);
  }

  @Override
  public synchronized void start() {
    if (executor.getIfAvailable() == null) {
      return; // Tests without it.
    }
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "running-jobs");
              thread.setDaemon(true);
              return thread;
            });
    // Often enough that each job is found in time, whenever it began.
    timer.scheduleWithFixedDelay(this::renew, pause(), pause() / 2 + 1, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }
}
