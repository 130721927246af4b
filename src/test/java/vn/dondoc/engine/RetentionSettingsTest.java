package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RetentionSettingsTest {

  @EnableConfigurationProperties(RetentionSettings.class)
  private static final class Settings {}

  private final ApplicationContextRunner application =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void keepsTheHistoryOfProcessesForAYearUnlessSetOtherwise() {
    application.run(
        context ->
            assertThat(context.getBean(RetentionSettings.class).period())
                .isEqualTo(Period.ofDays(365)));
    application
        .withPropertyValues("dondoc.retention.engine-history=P2Y")
        .run(
            context ->
                assertThat(context.getBean(RetentionSettings.class).period())
                    .isEqualTo(Period.ofYears(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "365, không phải khoảng thời gian",
    "PT24H, không phải khoảng thời gian",
    "P99999999999D, không phải khoảng thời gian",
    "P29D, ngắn hơn 30 ngày",
    "P0D, ngắn hơn 30 ngày",
    "P-1Y, ngắn hơn 30 ngày",
    "P101Y, dài hơn 100 năm"
  })
  void refusesATimeInWhichTheHistoryWouldBeMissedOrNeverEnd(String value, String reason) {
    application
        .withPropertyValues("dondoc.retention.engine-history=" + value)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(BadRetention.class)
                    .hasMessageContainingAll(
                        "«" + value + "»", reason, "dondoc.retention.engine-history"));
  }
}
