package vn.dondoc.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DeadlineSettingsTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "vi-VN"})
  void areTheOfficeHoursOfVietnamUnlessSetOtherwise(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    ApplicationContextRunner runner =
        new ApplicationContextRunner().withUserConfiguration(DeadlineConfiguration.class);

    runner.run(
        context ->
            assertThat(context.getBean(DeadlineSettings.class))
                .isEqualTo(
                    new DeadlineSettings(LocalTime.of(17, 0), ZoneId.of("Asia/Ho_Chi_Minh"), 3)));
    runner
        .withPropertyValues(
            "dondoc.deadline.close-of-business=16:30", "dondoc.deadline.remind-days-before=5")
        .run(
            context ->
                assertThat(context.getBean(DeadlineSettings.class))
                    .isEqualTo(
                        new DeadlineSettings(
                            LocalTime.of(16, 30), ZoneId.of("Asia/Ho_Chi_Minh"), 5)));
  }
}
