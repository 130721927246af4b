package vn.dondoc.security;

import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientProperties;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientPropertiesMapper;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.util.StringUtils;
import vn.dondoc.engine.Preparation;
import vn.dondoc.organisation.Units;

/** The province's account system, as {@code application-oidc.yml} describes it. */
@Configuration(proxyBeanMethods = false)
@Profile("oidc")
@EnableConfigurationProperties(OAuth2ClientProperties.class)
class OidcConfiguration {

  private static final Map<String, String> REQUIRED =
      Map.of(
          "spring.security.oauth2.client.provider.province.issuer-uri",
          "DONDOC_OIDC_ISSUER",
          "spring.security.oauth2.client.registration.province.client-id",
          "DONDOC_OIDC_CLIENT_ID",
          "spring.security.oauth2.client.registration.province.client-secret",
          "DONDOC_OIDC_CLIENT_SECRET",
          // Without an audience every token of the province would do, whoever it was issued to.
          "spring.security.oauth2.resourceserver.jwt.audiences",
          "DONDOC_OIDC_AUDIENCE");

  /**
   * Asks the province's account system for its addresses at the first sign-in, not at the start,
   * which would fail while that system is away.
   */
  @Bean
  ClientRegistrationRepository provinceAccounts(
      Environment environment, ObjectProvider<OAuth2ClientProperties> properties) {
    REQUIRED.forEach(
        (property, variable) -> {
          if (!StringUtils.hasText(environment.getProperty(property))) {
            throw new IllegalStateException(
                "Đăng nhập bằng tài khoản của tỉnh (hồ sơ oidc) cần biến môi trường "
                    + variable
                    + " ("
                    + property
                    + ").");
          }
        });
    OAuth2ClientPropertiesMapper mapper = new OAuth2ClientPropertiesMapper(properties.getObject());
    return new SupplierClientRegistrationRepository(
        () -> new InMemoryClientRegistrationRepository(mapper.asClientRegistrations()));
  }

  /** A unit that is misspelt in the configuration shows at the start. */
  @Bean
  @Order(28)
  Preparation provinceUnits(OidcSettings settings, Units units) {
    return () ->
        settings
            .units()
            .forEach(
                (value, code) -> {
                  if (!units.exists(code)) {
                    throw new IllegalStateException(
                        "dondoc.oidc.units."
                            + value
                            + ": không có đơn vị nào mang mã «"
                            + code
                            + "».");
                  }
                });
  }
}
