package vn.dondoc.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * The one clock of our code and of the engine. It runs with the machine's, shifted by an offset
 * that is zero outside the demo and the tests; the tests can also stop it.
 */
public final class AdjustableClock extends Clock {

  private final ZoneId zone;
  private volatile Duration offset = Duration.ZERO;
  private volatile Instant stopped;

  /** A clock that shows the machine's time in this zone. */
  public AdjustableClock(ZoneId zone) {
    this.zone = zone;
  }

  /** How far ahead of the machine's time the clock is; negative if it is behind. */
  public Duration offset() {
    return offset;
  }

  /** Shifts our time and the engine's, and lets it run on from there. */
  public void shift(Duration newOffset) {
    stopped = null;
    offset = newOffset;
    ClockUtil.offset(newOffset.toMillis());
  }

  /** Sets our time and the engine's, and lets it run on from there. */
  public void runFrom(Instant instant) {
    shift(Duration.between(Instant.now(), instant));
  }

  /** Sets our time and the engine's, and stops it there. */
  public void stopAt(Instant instant) {
    stopped = instant;
    ClockUtil.setCurrentTime(Date.from(instant));
  }

  @Override
  public Instant instant() {
    Instant fixed = stopped;
    return fixed != null ? fixed : Instant.now().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    AdjustableClock source = this;
    return new Clock() {
      @Override
      public Instant instant() {
        return source.instant();
      }

      @Override
      public ZoneId getZone() {
        return other;
      }

      @Override
      public Clock withZone(ZoneId another) {
        return source.withZone(another);
      }
    };
  }
}
