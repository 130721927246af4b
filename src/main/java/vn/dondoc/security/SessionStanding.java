package vn.dondoc.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session after a working day, and looks once a minute whether the person may still do what
 * the session says: a user who was deleted, moved to another unit or given a new password by an
 * administrator must not go on with yesterday's rights. Measured in the machine's own time, which
 * the demo does not move.
 */
class SessionStanding extends OncePerRequestFilter {

  static final Duration LONGEST = Duration.ofHours(12);
  static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private static final String LOOKED_AT = SessionStanding.class.getName() + ".lookedAt";

  private final EngineUsers users;
  private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

  SessionStanding(EngineUsers users) {
    this.users = users;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    if (session != null && SecurityContextHolder.getContext().getAuthentication() != null) {
      review(session, request, response);
    }
    chain.doFilter(request, response);
  }

  private void review(
      HttpSession session, HttpServletRequest request, HttpServletResponse response) {
    long now = System.currentTimeMillis();
    if (now - session.getCreationTime() > LONGEST.toMillis()) {
      end(session);
      return;
    }
    Authentication person = SecurityContextHolder.getContext().getAuthentication();
    if (person instanceof AnonymousAuthenticationToken) {
      return;
    }
    Long lookedAt = (Long) session.getAttribute(LOOKED_AT);
    if (lookedAt == null) {
      session.setAttribute(LOOKED_AT, now);
    } else if (now - lookedAt > LOOK_AGAIN.toMillis()) {
      session.setAttribute(LOOKED_AT, now);
      Optional<Authentication> again = users.again(person);
      if (again.isEmpty()) {
        end(session);
      } else if (!again.get().getAuthorities().equals(person.getAuthorities())) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(again.get());
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
      }
    }
  }

  private static void end(HttpSession session) {
    session.invalidate();
    SecurityContextHolder.clearContext();
  }
}
