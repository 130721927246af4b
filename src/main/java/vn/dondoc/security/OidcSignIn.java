package vn.dondoc.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;

/**
 * Sign-in with the province's accounts: people through its sign-in page, machines with its access
 * tokens.
 */
@Component
@Profile("oidc")
class OidcSignIn {

  private static final Logger log = LoggerFactory.getLogger(OidcSignIn.class);

  private final OidcPeople people;
  private final OidcSettings settings;
  private final ClientRegistrationRepository provider;
  private final Audit audit;
  private final OidcUserService accounts = new OidcUserService();

  OidcSignIn(
      OidcPeople people,
      OidcSettings settings,
      ClientRegistrationRepository provider,
      Audit audit) {
    this.people = people;
    this.settings = settings;
    this.provider = provider;
    this.audit = audit;
  }

  /** Adds sign-in and sign-out at the province to what the sign-in page offers. */
  void apply(HttpSecurity http) throws Exception {
    http.oauth2Login(
            login ->
                login
                    .loginPage("/login")
                    .defaultSuccessUrl("/")
                    .failureHandler(this::refuse)
                    .authorizationEndpoint(
                        start -> start.authorizationRequestResolver(withProofOfOrigin()))
                    .userInfoEndpoint(account -> account.oidcUserService(this::person))
                    .authorizedClientRepository(new NoTokensKept())
                    .withObjectPostProcessor(
                        new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                          @Override
                          public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(
                              O start) {
                            start.setAuthenticationFailureHandler(OidcSignIn.this::refuse);
                            return start;
                          }
                        }))
        .logout(
            logout ->
                logout.defaultLogoutSuccessHandlerFor(
                    signOutAtTheProvince(),
                    PathPatternRequestMatcher.withDefaults().matcher("/logout")));
  }

  /** Lets machines show an access token instead of name and password. */
  void applyToMachines(HttpSecurity http) throws Exception {
    http.oauth2ResourceServer(
        tokens -> tokens.jwt(jwt -> jwt.jwtAuthenticationConverter(this::machine)));
  }

  /** With PKCE: a code that is caught on its way is of no use to others. */
  private OAuth2AuthorizationRequestResolver withProofOfOrigin() {
    var resolver =
        new DefaultOAuth2AuthorizationRequestResolver(
            provider,
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    return resolver;
  }

  private LogoutSuccessHandler signOutAtTheProvince() {
    var handler = new OidcClientInitiatedLogoutSuccessHandler(provider);
    handler.setPostLogoutRedirectUri("{baseUrl}/login?logout");
    // For who signed in with a local password.
    handler.setDefaultTargetUrl("/login?logout");
    return handler;
  }

  private OidcUser person(OidcUserRequest request) {
    OidcUser account = accounts.loadUser(request);
    return new DefaultOidcUser(
        people.admit(account.getClaims()).authorities(),
        account.getIdToken(),
        account.getUserInfo(),
        settings.userClaim());
  }

  private JwtAuthenticationToken machine(Jwt token) {
    OidcPeople.Person machine = people.admit(token.getClaims());
    return new JwtAuthenticationToken(token, machine.authorities(), machine.user());
  }

  /** Back to the sign-in page with the reason, whoever was signed in before. */
  private void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    OidcRefusal reason =
        failure instanceof OidcRefused refused ? refused.reason() : OidcRefusal.FAILED;
    if (reason == OidcRefusal.FAILED) {
      log.warn("Không đăng nhập được bằng tài khoản của tỉnh: {}", failure.getMessage());
    }
    audit.record(null, Action.SIGN_IN_FAILED, "oidc", reason.name());
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    response.sendRedirect(request.getContextPath() + "/login?refused=" + reason);
  }
}
