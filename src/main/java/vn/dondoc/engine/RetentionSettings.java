package vn.dondoc.engine;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the engine remembers what has ended. Our own tables are never emptied by themselves.
 *
 * @param engineHistory ISO-8601 period, e.g. {@code P365D} or {@code P1Y}, from the end of a
 *     process on which people have worked, of a campaign with all that it called, until the engine
 *     forgets it
 */
@ConfigurationProperties("dondoc.retention")
record RetentionSettings(@DefaultValue("P365D") String engineHistory) {

  /** Until then people look in Cockpit for what went wrong. */
  private static final Period LEAST = Period.ofDays(30);

  /** Whatever ends now is still to be forgotten within the lifetime of the system. */
  private static final Period MOST = Period.ofYears(100);

  private static final LocalDate ANY_DAY = LocalDate.of(2024, 1, 1);

  RetentionSettings {
    parsed(engineHistory);
  }

  /** The time to keep. */
  Period period() {
    return parsed(engineHistory);
  }

  private static Period parsed(String text) {
    Period period;
    LocalDate until;
    try {
      period = Period.parse(text.strip());
      until = ANY_DAY.plus(period);
    } catch (DateTimeException | ArithmeticException e) {
      throw new BadRetention("«" + text + "» không phải khoảng thời gian tính bằng ngày");
    }
    if (until.isBefore(ANY_DAY.plus(LEAST))) {
      throw new BadRetention("«" + text + "» ngắn hơn 30 ngày");
    }
    if (until.isAfter(ANY_DAY.plus(MOST))) {
      throw new BadRetention("«" + text + "» dài hơn 100 năm");
    }
    return period;
  }
}
