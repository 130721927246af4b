package vn.dondoc.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Writes the audit log, in the transaction of what it records. The address is that of the request
 * on this thread; there is none for what the system does by itself.
 */
@Component
public class Audit {

  private static final int SUBJECT_LENGTH = 200;
  private static final int DETAIL_LENGTH = 1000;

  private final JdbcClient jdbc;
  private final Clock clock;

  Audit(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Records what the signed-in person of the current request did. */
  @Transactional
  public void record(Action action, String subject, @Nullable String detail) {
    HttpServletRequest request = request();
    Principal person = request == null ? null : request.getUserPrincipal();
    record(person == null ? null : person.getName(), action, subject, detail);
  }

  /**
   * Records what somebody did.
   *
   * @param person user id, null if nobody's
   * @param subject id of what it was done to, e.g. {@code duty/12/evidence/5}; longer than 200 is
   *     cut
   * @param detail particulars without personal data; longer than 1000 is cut
   */
  @Transactional
  public void record(
      @Nullable String person, Action action, @Nullable String subject, @Nullable String detail) {
    HttpServletRequest request = request();
    jdbc.sql(
            """
            insert into audit_entry (at, person, address, action, subject, detail)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            LocalDateTime.now(clock),
            person,
            request == null ? null : request.getRemoteAddr(),
            action.name(),
            cut(subject, SUBJECT_LENGTH),
            cut(detail, DETAIL_LENGTH))
        .update();
  }

  private static HttpServletRequest request() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web
        ? web.getRequest()
        : null;
  }

  private static String cut(String text, int length) {
    return text == null || text.length() <= length ? text : text.substring(0, length);
  }
}
