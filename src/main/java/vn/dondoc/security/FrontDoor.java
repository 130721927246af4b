package vn.dondoc.security;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.DelegatingAuthenticationEntryPoint;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One sign-in for Tasklist, Cockpit, Admin, our pages and our REST; nothing without it but the
 * sign-in page and liveness.
 */
@Configuration(proxyBeanMethods = false)
class FrontDoor {

  private static final PathPatternRequestMatcher.Builder PATH =
      PathPatternRequestMatcher.withDefaults();

  /** Programs, not people: name and password with every request, no session. */
  @Bean
  @Order(1)
  SecurityFilterChain machines(HttpSecurity http, IdentityService identity) throws Exception {
    return http.securityMatcher(
            new OrRequestMatcher(PATH.matcher("/engine-rest/**"), PATH.matcher("/actuator/**")))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(PATH.matcher("/actuator/health/liveness"))
                    .permitAll()
                    .requestMatchers(PATH.matcher("/actuator/**"))
                    .hasAuthority(Viewer.ADMINISTRATORS)
                    .anyRequest()
                    .authenticated())
        .httpBasic(Customizer.withDefaults())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // Without a session there is nothing that a foreign page could ride on.
        .csrf(csrf -> csrf.disable())
        .addFilterAfter(new EngineIdentityFilter(identity), AuthorizationFilter.class)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(HttpSecurity http, IdentityService identity) throws Exception {
    var api = new OrRequestMatcher(PATH.matcher("/api/**"), PATH.matcher("/camunda/api/**"));
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        PATH.matcher("/login"),
                        PATH.matcher("/assets/**"),
                        PATH.matcher("/favicon.ico"),
                        PATH.matcher("/error"))
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/"))
        .logout(
            logout ->
                logout
                    .logoutRequestMatcher(
                        new OrRequestMatcher(
                            PATH.matcher("/logout"),
                            // What "sign out" inside the webapps calls.
                            PATH.matcher("/camunda/api/admin/auth/user/*/logout")))
                    .defaultLogoutSuccessHandlerFor(
                        new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT), api)
                    .logoutSuccessUrl("/login?logout"))
        .exceptionHandling(errors -> errors.authenticationEntryPoint(entryPoint(api)))
        // The webapps bring their own guard against forged requests.
        .csrf(csrf -> csrf.ignoringRequestMatchers(PATH.matcher("/camunda/**")))
        .headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()))
        .addFilterAfter(new EngineIdentityFilter(identity), AuthorizationFilter.class)
        .build();
  }

  /** Scripts are told that nobody is signed in; people are taken to the sign-in page. */
  private static AuthenticationEntryPoint entryPoint(RequestMatcher api) {
    var entryPoint =
        new DelegatingAuthenticationEntryPoint(
            new LinkedHashMap<>(Map.of(api, new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED))));
    entryPoint.setDefaultEntryPoint(new LoginUrlAuthenticationEntryPoint("/login"));
    return entryPoint;
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
