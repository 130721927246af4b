package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import vn.dondoc.organisation.Units;

/** What is refused before the application starts. */
class OidcStartTest {

  private final ApplicationContextRunner runner = new ApplicationContextRunner();

  @Test
  void refusesToLeaveNoWayToSignIn() {
    runner
        .withUserConfiguration(SignInWays.class, OidcSignIn.class)
        .withPropertyValues("dondoc.sign-in.local-passwords=false")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("dondoc.sign-in.local-passwords=false")
                    .hasMessageContaining("SPRING_PROFILES_ACTIVE"));
    runner
        .withUserConfiguration(SignInWays.class)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource({
    "spring.security.oauth2.client.provider.province.issuer-uri, DONDOC_OIDC_ISSUER",
    "spring.security.oauth2.client.registration.province.client-id, DONDOC_OIDC_CLIENT_ID",
    "spring.security.oauth2.client.registration.province.client-secret, DONDOC_OIDC_CLIENT_SECRET",
    "spring.security.oauth2.resourceserver.jwt.audiences, DONDOC_OIDC_AUDIENCE"
  })
  void refusesToGuessWhatIsNotSaidOfTheProvider(String property, String variable) {
    runner
        .withUserConfiguration(OidcConfiguration.class)
        .withBean(OidcSettings.class, () -> settings(Map.of(), ""))
        .withBean(Units.class, () -> mock(Units.class))
        .withPropertyValues(
            "spring.profiles.active=oidc",
            "spring.security.oauth2.client.provider.province.issuer-uri=https://province.example",
            "spring.security.oauth2.client.registration.province.client-id=don-doc",
            "spring.security.oauth2.client.registration.province.client-secret=secret",
            "spring.security.oauth2.resourceserver.jwt.audiences=don-doc",
            property + "=")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("cần biến môi trường " + variable + " "));
  }

  @Test
  void refusesAMappingToAUnitThatDoesNotExist() {
    OidcSettings settings = settings(Map.of("ke-toan", "xa-0"), "");
    assertThatThrownBy(
            () -> new OidcConfiguration().provinceUnits(settings, mock(Units.class)).prepare())
        .hasMessage("dondoc.oidc.units.ke-toan: không có đơn vị nào mang mã «xa-0».");
  }

  @Test
  void refusesSettingsThatSayNothing() {
    assertThatThrownBy(() -> new OidcSettings(" ", "groups", Map.of(), ""))
        .hasMessage("dondoc.oidc.user-claim: thiếu tên claim chứa tên người dùng.");
    assertThatThrownBy(() -> new OidcSettings("sub", "", Map.of(), ""))
        .hasMessage("dondoc.oidc.unit-claim: thiếu tên claim chứa đơn vị.");
    assertThatThrownBy(() -> settings(Map.of("ke-toan", ""), ""))
        .hasMessage("dondoc.oidc.units.ke-toan: thiếu mã đơn vị.");
    assertThatThrownBy(() -> settings(Map.of("ke-toan", "xa-16663"), "ke-toan"))
        .hasMessageStartingWith("dondoc.oidc.administrators: «ke-toan»");
  }

  private static OidcSettings settings(Map<String, String> units, String administrators) {
    return new OidcSettings("preferred_username", "groups", units, administrators);
  }
}
