package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClockTest {

  private static final Instant MORNING = Instant.parse("2024-05-06T01:00:00Z");

  private final AdjustableClock clock = new AdjustableClock(ZoneId.of("Asia/Ho_Chi_Minh"));

  @AfterEach
  void machineTime() {
    ClockUtil.reset();
  }

  @Test
  void showsTheMachinesTimeUntilItIsMoved() {
    assertThat(clock.offset()).isZero();
    assertThat(clock.instant()).isBetween(Instant.now().minusSeconds(5), Instant.now());
  }

  @Test
  void movesOurTimeAndTheEnginesByTheSameAmount() {
    clock.shift(Duration.ofDays(-100));

    assertNear(clock.instant(), Instant.now().minus(Duration.ofDays(100)));
    assertNear(ClockUtil.now().toInstant(), clock.instant());
    assertThat(clock.offset()).isEqualTo(Duration.ofDays(-100));
  }

  @Test
  void runsOnFromTheTimeItIsSetTo() throws InterruptedException {
    clock.runFrom(MORNING);
    Instant first = clock.instant();
    Thread.sleep(5);

    assertNear(first, MORNING);
    assertNear(ClockUtil.now().toInstant(), MORNING);
    assertThat(clock.instant()).isAfter(first);
  }

  @Test
  void staysAtTheTimeAtWhichItIsStoppedForOurCodeAndTheEngine() throws InterruptedException {
    clock.stopAt(MORNING);
    Thread.sleep(5);

    assertThat(clock.instant()).isEqualTo(MORNING);
    assertThat(ClockUtil.now().toInstant()).isEqualTo(MORNING);
  }

  @Test
  void runsAgainWhenItIsMovedAfterAStop() throws InterruptedException {
    clock.stopAt(MORNING);
    clock.runFrom(MORNING);
    Thread.sleep(5);

    assertThat(clock.instant()).isAfter(MORNING);
    assertThat(ClockUtil.now().toInstant()).isAfter(MORNING);
  }

  @Test
  void showsTheSameMomentInAnotherZoneHoweverItIsMovedLater() {
    Clock utc = clock.withZone(ZoneOffset.UTC);
    clock.stopAt(MORNING);

    assertThat(LocalDateTime.now(clock)).isEqualTo("2024-05-06T08:00:00");
    assertThat(LocalDateTime.now(utc)).isEqualTo("2024-05-06T01:00:00");
    assertThat(LocalDateTime.now(utc.withZone(clock.getZone()))).isEqualTo("2024-05-06T08:00:00");
  }

  private static void assertNear(Instant actual, Instant expected) {
    assertThat(Duration.between(expected, actual).abs()).isLessThan(Duration.ofSeconds(5));
  }
}
