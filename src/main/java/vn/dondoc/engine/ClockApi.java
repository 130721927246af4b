package vn.dondoc.engine;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets the browser tell the server's time, which in the demo is another day. */
@RestController
class ClockApi {

  private final AdjustableClock clock;

  ClockApi(AdjustableClock clock) {
    this.clock = clock;
  }

  /** How far the server is ahead of the machine's time; 0 outside the demo, negative if behind. */
  record Ahead(long aheadMillis) {}

  @GetMapping("/api/clock")
  Ahead clock() {
    return new Ahead(clock.offset().toMillis());
  }
}
