package vn.dondoc.security;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;

/** Puts sign-ins and sign-outs into the audit log; failed ones come from where they fail. */
@Component
class SignInRecord {

  /** A program signs in with every request, and is recorded once in that time. */
  private static final Duration ONCE = Duration.ofHours(1);

  private final Audit audit;
  private final JdbcClient jdbc;
  private final Clock clock;

  SignInRecord(Audit audit, JdbcClient jdbc, Clock clock) {
    this.audit = audit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A person, on the sign-in page or with an account of the province. */
  @EventListener
  void signedIn(InteractiveAuthenticationSuccessEvent event) {
    audit.record(event.getAuthentication().getName(), Action.SIGN_IN, null, null);
  }

  /** Anybody; a program has no session to sign in to. */
  @EventListener
  void signedIn(AuthenticationSuccessEvent event) {
    Authentication program = event.getAuthentication();
    if (sendsItsNameAlong()
        && program.getDetails() instanceof WebAuthenticationDetails details
        && !recordedLately(program.getName(), details.getRemoteAddress())) {
      audit.record(program.getName(), Action.SIGN_IN, null, null);
    }
  }

  private static boolean sendsItsNameAlong() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web
        && web.getRequest().getHeader(HttpHeaders.AUTHORIZATION) != null;
  }

  /**
   * Only what went right since the last failure counts: a success ends the waiting after wrong
   * passwords.
   */
  private boolean recordedLately(String person, String address) {
    return jdbc.sql(
                """
                select count(*) from audit_entry
                where person = ? and address = ? and action = 'SIGN_IN' and at > ?
                  and not exists (select 1 from audit_entry failed
                    where failed.person = audit_entry.person
                      and failed.address = audit_entry.address
                      and failed.action = 'SIGN_IN_FAILED' and failed.at >= audit_entry.at)
                """)
            .params(person, address, LocalDateTime.now(clock).minus(ONCE))
            .query(Long.class)
            .single()
        > 0;
  }

  @EventListener
  void signedOut(LogoutSuccessEvent event) {
    audit.record(event.getAuthentication().getName(), Action.SIGN_OUT, null, null);
  }
}
