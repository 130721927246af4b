package vn.dondoc.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.OptimisticLockingException;

/** 3 and 4: officers report what they have done. */
final class Completing {

  private static final int OFFICERS = 64;

  private Completing() {}

  /**
   * 3: with many open tasks as with few. Of each run the 95th percentile, of these the median, as a
   * single one swings by a half.
   */
  static Measured measure(Side many, Servers servers, int runs, int reports) {
    List<Double> manyRuns = new ArrayList<>();
    List<Double> fewRuns = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      try (Side few = Side.small(servers)) {
        Letter.issueHere(few);
        few.gatherStatistics();
        List<Double> manyTimes = new ArrayList<>();
        List<Double> fewTimes = new ArrayList<>();
        inTurns(many, few, reports, manyTimes, fewTimes);
        manyRuns.add(Measured.quantile(manyTimes, 0.95));
        fewRuns.add(Measured.quantile(fewTimes, 0.95));
      }
    }
    return Measured.medians(
        "3", "completing a task, 5,000 open, p95", "with 100 open", "ms", 1.3, manyRuns, fewRuns);
  }

  private static void inTurns(
      Side many, Side few, int reports, List<Double> manyTimes, List<Double> fewTimes) {
    many.wake();
    few.wake();
    List<Letter.Owed> ofMany = Letter.owed(many, reports + 10);
    List<Letter.Owed> ofFew = Letter.owed(few, reports + 10);
    for (int i = 0; i < reports + 10; i++) {
      double there = timed(many, ofMany.get(i));
      double here = timed(few, ofFew.get(i));
      if (i >= 10) { // The first few warm up.
        manyTimes.add(there);
        fewTimes.add(here);
      }
    }
    many.rest();
    few.rest();
  }

  static double timed(Side side, Letter.Owed owed) {
    long start = System.nanoTime();
    Letter.report(side, owed);
    return (System.nanoTime() - start) / 1e6;
  }

  /** 4: at full speed, different tasks of one campaign; how many met a lock. */
  static Measured locks(Side ours, Side vanilla, int reports) throws Exception {
    double here = collisions(ours, reports);
    double there = collisions(vanilla, reports);
    return new Measured(
        "4",
        "lock errors of " + OFFICERS + " officers in " + reports + " reports",
        "vanilla",
        "",
        here,
        there,
        0,
        List.of(),
        List.of());
  }

  private static double collisions(Side side, int reports) throws Exception {
    side.wake();
    List<Letter.Owed> owed = Letter.owed(side, reports);
    ExecutorService officers = Executors.newFixedThreadPool(OFFICERS);
    CountDownLatch together = new CountDownLatch(1);
    List<Future<Boolean>> results = new ArrayList<>();
    for (Letter.Owed each : owed) {
      results.add(
          officers.submit(
              () -> {
                together.await();
                try {
                  Letter.report(side, each);
                  return false;
                } catch (OptimisticLockingException e) {
                  return true;
                }
              }));
    }
    together.countDown();
    long failed = 0;
    for (Future<Boolean> result : results) {
      if (result.get(5, TimeUnit.MINUTES)) {
        failed++;
      }
    }
    officers.shutdown();
    side.rest();
    return failed;
  }
}
