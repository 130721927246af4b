package vn.dondoc.security;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.DelegatingAuthenticationEntryPoint;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One sign-in for Tasklist, Cockpit, Admin, our pages and our REST; nothing without it but the
 * sign-in page, liveness and readiness, and calendars at addresses that cannot be guessed. What is
 * not opened here is closed.
 */
@Configuration(proxyBeanMethods = false)
class FrontDoor {

  private static final PathPatternRequestMatcher.Builder PATH =
      PathPatternRequestMatcher.withDefaults();

  /** Nothing but what we serve ourselves, no scripts or styles inside a page. */
  private static final String OUR_PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action"
          + " 'self'";

  private static final String ENGINE = "/engine-rest";
  private static final String WEBAPP_ENGINE = "/camunda/api/engine/engine/default";

  /** A unit's deadlines for programs that cannot sign in: the address itself is the secret. */
  private static final RequestMatcher CALENDAR = PATH.matcher(HttpMethod.GET, "/feed/{secret}.ics");

  private static final RequestMatcher WEBAPPS = PATH.matcher("/camunda/**");
  private static final RequestMatcher SCRIPTS =
      new OrRequestMatcher(PATH.matcher("/api/**"), PATH.matcher("/camunda/api/**"));

  /** Programs, not people: name and password with every request, no session. */
  @Bean
  @Order(1)
  SecurityFilterChain machines(
      HttpSecurity http,
      IdentityService identity,
      TaskService tasks,
      Environment environment,
      ObjectProvider<OidcSignIn> oidc)
      throws Exception {
    for (OidcSignIn signIn : oidc) {
      signIn.applyToMachines(http);
    }
    return guarded(http, environment)
        .securityMatcher(
            new OrRequestMatcher(
                PATH.matcher(ENGINE + "/**"), PATH.matcher("/actuator/**"), CALENDAR))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        PATH.matcher("/actuator/health/liveness"),
                        // Asked by the proxy before it sends anybody here.
                        PATH.matcher("/actuator/health/readiness"),
                        CALENDAR)
                    .permitAll()
                    .requestMatchers(EngineRoutes.openBelow(ENGINE))
                    .access(everybody())
                    .anyRequest()
                    .hasAuthority(Viewer.ADMINISTRATORS))
        .httpBasic(Customizer.withDefaults())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // There is no session whose token could be asked for.
        .csrf(csrf -> csrf.disable())
        .addFilterBefore(new SameSite(), SecurityContextHolderFilter.class)
        .addFilterAfter(new EngineIdentityFilter(identity), AuthorizationFilter.class)
        .addFilterAfter(new TaskDoor(tasks, ENGINE), EngineIdentityFilter.class)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(
      HttpSecurity http,
      IdentityService identity,
      TaskService tasks,
      EngineUsers users,
      Environment environment,
      ObjectProvider<OidcSignIn> oidc)
      throws Exception {
    for (OidcSignIn signIn : oidc) {
      signIn.apply(http);
    }
    return guarded(http, environment)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        PATH.matcher("/login"),
                        PATH.matcher("/assets/**"),
                        PATH.matcher("/favicon.ico"),
                        PATH.matcher("/error"))
                    .permitAll()
                    .requestMatchers(PATH.matcher("/password"))
                    .authenticated()
                    // Names the first administrator while there is none (CVE-2026-77226).
                    .requestMatchers(PATH.matcher("/camunda/api/admin/setup/**"))
                    .denyAll()
                    .requestMatchers(
                        PATH.matcher("/camunda/app/tasklist/**"),
                        PATH.matcher("/camunda/lib/**"),
                        PATH.matcher("/camunda/assets/**"),
                        PATH.matcher("/camunda/favicon.ico"),
                        PATH.matcher("/camunda/api/tasklist/plugin/**"),
                        PATH.matcher(HttpMethod.GET, "/camunda/api/engine/engine"),
                        PATH.matcher(HttpMethod.GET, "/camunda/api/engine/engine/"),
                        PATH.matcher(HttpMethod.GET, "/camunda/api/admin/auth/user/default"),
                        EngineRoutes.openBelow(WEBAPP_ENGINE))
                    .access(everybody())
                    .requestMatchers(
                        WEBAPPS,
                        PATH.matcher("/audit"),
                        PATH.matcher("/audit.csv"),
                        PATH.matcher("/units/**"),
                        PATH.matcher("/calendar/**"),
                        PATH.matcher("/outbox/**"),
                        PATH.matcher("/api/cockpit/**"))
                    .hasAuthority(Viewer.ADMINISTRATORS)
                    // Each of ours looks at what the person may see of it.
                    .requestMatchers(
                        PATH.matcher("/"),
                        PATH.matcher("/reviews/**"),
                        PATH.matcher("/escalations"),
                        PATH.matcher("/escalations.csv"),
                        PATH.matcher("/escalations.xlsx"),
                        PATH.matcher("/escalations.docx"),
                        PATH.matcher("/documents/**"),
                        PATH.matcher("/absences/**"),
                        PATH.matcher("/board/**"),
                        PATH.matcher("/duties/**"),
                        PATH.matcher("/feed"),
                        PATH.matcher("/link/**"),
                        PATH.matcher("/forms/**"),
                        PATH.matcher("/api/**"))
                    .access(everybody())
                    .anyRequest()
                    .denyAll())
        .formLogin(
            form -> form.loginPage("/login").defaultSuccessUrl("/").failureHandler(signInFailure()))
        .logout(
            logout ->
                logout
                    .logoutRequestMatcher(
                        new OrRequestMatcher(
                            PATH.matcher(HttpMethod.POST, "/logout"),
                            // What "sign out" inside the webapps calls.
                            PATH.matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/*/logout")))
                    .defaultLogoutSuccessHandlerFor(
                        new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT), SCRIPTS)
                    .logoutSuccessUrl("/login?logout"))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(entryPoint()).accessDeniedHandler(denied()))
        .csrf(
            csrf ->
                csrf
                    // The webapps bring their own guard against forged requests.
                    .ignoringRequestMatchers(WEBAPPS)
                    // A cookie, so that the forms' scripts inside Tasklist can send it back.
                    .csrfTokenRepository(csrfCookie(environment))
                    .csrfTokenRequestHandler(csrfTokenAtOnce()))
        .addFilterBefore(new SameSite(), SecurityContextHolderFilter.class)
        .addFilterBefore(new SessionStanding(users), AuthorizationFilter.class)
        .addFilterAfter(new EngineIdentityFilter(identity), AuthorizationFilter.class)
        .addFilterAfter(new TaskDoor(tasks, WEBAPP_ENGINE), EngineIdentityFilter.class)
        .build();
  }

  /** What every answer carries. */
  private static HttpSecurity guarded(HttpSecurity http, Environment environment) throws Exception {
    return http.headers(
        headers -> {
          headers
              .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
              .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
              .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
              .permissionsPolicyHeader(
                  permissions -> permissions.policy("camera=(self), geolocation=(), microphone=()"))
              // The webapps have a policy of their own, with a nonce for each page.
              .addHeaderWriter(
                  new DelegatingRequestMatcherHeaderWriter(
                      new NegatedRequestMatcher(WEBAPPS),
                      new StaticHeadersWriter(
                          "Content-Security-Policy", OUR_PAGES + provinceSignOut(environment))));
          if (isDemo(environment)) {
            // The demo has no certificate, and a browser would remember the answer for a year.
            headers.httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable);
          }
        });
  }

  /** Where signing out leads on to, which browsers count as the form's own target. */
  private static String provinceSignOut(Environment environment) {
    String issuer =
        environment.getProperty("spring.security.oauth2.client.provider.province.issuer-uri", "");
    if (issuer.isEmpty()) {
      return "";
    }
    URI address = URI.create(issuer);
    return " " + address.getScheme() + "://" + address.getAuthority();
  }

  private static boolean isDemo(Environment environment) {
    return environment.acceptsProfiles(Profiles.of("demo"));
  }

  private static CookieCsrfTokenRepository csrfCookie(Environment environment) {
    var repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
    repository.setCookieName("DONDOC-CSRF");
    repository.setHeaderName("X-DONDOC-CSRF");
    repository.setCookiePath("/");
    repository.setCookieCustomizer(cookie -> cookie.secure(!isDemo(environment)).sameSite("Lax"));
    return repository;
  }

  /** With the first answer, not only with a page that holds a form: Tasklist may be the first. */
  private static CsrfTokenRequestAttributeHandler csrfTokenAtOnce() {
    var handler = new CsrfTokenRequestAttributeHandler();
    handler.setCsrfRequestAttributeName(null);
    return handler;
  }

  /** Signed in, with a password of one's own. */
  private static AuthorizationManager<RequestAuthorizationContext> everybody() {
    return AuthorizationManagers.allOf(
        AuthenticatedAuthorizationManager.authenticated(),
        AuthorizationManagers.not(
            AuthorityAuthorizationManager.hasAuthority(EngineUsers.PASSWORD_DUE)));
  }

  private static AuthenticationFailureHandler signInFailure() {
    var wrong = new SimpleUrlAuthenticationFailureHandler("/login?error");
    var tooMany = new SimpleUrlAuthenticationFailureHandler("/login?wait");
    // Nothing about the attempt is kept in a session.
    wrong.setAllowSessionCreation(false);
    tooMany.setAllowSessionCreation(false);
    return (request, response, refusal) ->
        (refusal instanceof TooManyAttempts ? tooMany : wrong)
            .onAuthenticationFailure(request, response, refusal);
  }

  /** After sign-in people go on to the page they wanted, not to what a script of it asked for. */
  private static RequestCache pagesOnly() {
    var cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(
        new AndRequestMatcher(
            PATH.matcher(HttpMethod.GET, "/**"), new NegatedRequestMatcher(SCRIPTS)));
    return cache;
  }

  /** Whoever has to choose a password first is taken there. */
  private static AccessDeniedHandler denied() {
    var refuse = new AccessDeniedHandlerImpl();
    return (request, response, refusal) -> {
      if (isPasswordDue() && !SCRIPTS.matches(request)) {
        response.sendRedirect(request.getContextPath() + "/password");
      } else {
        refuse.handle(request, response, refusal);
      }
    };
  }

  private static boolean isPasswordDue() {
    // A form that lacks its token is refused before it is asked who sent it.
    Authentication person = SecurityContextHolder.getContext().getAuthentication();
    return person != null && EngineUsers.isPasswordDue(person);
  }

  /** Scripts are told that nobody is signed in; people are taken to the sign-in page. */
  private static AuthenticationEntryPoint entryPoint() {
    var entryPoint =
        new DelegatingAuthenticationEntryPoint(
            new LinkedHashMap<>(
                Map.of(SCRIPTS, new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED))));
    entryPoint.setDefaultEntryPoint(new LoginUrlAuthenticationEntryPoint("/login"));
    return entryPoint;
  }

  /**
   * Lets the audit log know where a sign-in comes from; Jersey's filter of the same kind, which
   * this one replaces, would come after the sign-in.
   */
  @Bean
  OrderedRequestContextFilter requestContext() {
    return new OrderedRequestContextFilter();
  }

  /** Tells the webapps who the person is, instead of their own sign-in. */
  @Bean
  FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappIdentity() {
    var registration = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
    registration.setInitParameters(
        Map.of("authentication-provider", ContainerBasedAuthenticationProvider.class.getName()));
    registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
    registration.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
    return registration;
  }
}
