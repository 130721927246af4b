package vn.dondoc.security;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.SystemAuthority;

/**
 * Signs people in with the users and passwords of the engine's identity service; their groups
 * become their authorities. Whoever has a password that somebody else chose gets none but {@link
 * #PASSWORD_DUE} until it is changed.
 */
@Component
class EngineUsers implements AuthenticationProvider {

  /** The only authority of a person who has to choose a password first. */
  static final String PASSWORD_DUE = "password-due";

  private static final int LONGEST_NAME = 64;

  private final IdentityService identity;
  private final SystemAuthority system;
  private final Passwords passwords;
  private final SignInThrottle throttle;
  private final Audit audit;
  private final SignInWays ways;

  EngineUsers(
      IdentityService identity,
      SystemAuthority system,
      Passwords passwords,
      SignInThrottle throttle,
      Audit audit,
      SignInWays ways) {
    this.identity = identity;
    this.system = system;
    this.passwords = passwords;
    this.throttle = throttle;
    this.audit = audit;
    this.ways = ways;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    if (!ways.localPasswords()) {
      throw new DisabledException("Không đăng nhập bằng mật khẩu tại đây.");
    }
    String user = attempt.getName();
    String password = String.valueOf(attempt.getCredentials());
    if (user.length() > LONGEST_NAME || password.length() > PasswordRules.MAX_LENGTH) {
      throw refused();
    }
    throttle.pass(user, ((WebAuthenticationDetails) attempt.getDetails()).getRemoteAddress());
    switch (passwords.check(user, password)) {
      case RIGHT -> {
        var person = UsernamePasswordAuthenticationToken.authenticated(user, null, standing(user));
        person.setDetails(attempt.getDetails());
        return person;
      }
      case WRONG -> audit.record(user, Action.SIGN_IN_FAILED, null, "Sai mật khẩu");
      case UNKNOWN_USER ->
          audit.record(
              throttle.pseudonym(user), Action.SIGN_IN_FAILED, null, "Không có tài khoản này");
    }
    throw refused();
  }

  /** Whether the person has to choose a password before anything else. */
  static boolean isPasswordDue(Authentication person) {
    return person.getAuthorities().stream()
        .anyMatch(authority -> authority.getAuthority().equals(PASSWORD_DUE));
  }

  private static BadCredentialsException refused() {
    return new BadCredentialsException("Tên đăng nhập hoặc mật khẩu không đúng.");
  }

  /** What the person may claim to be right now. */
  private List<SimpleGrantedAuthority> standing(String user) {
    return passwords.isOwn(user) ? groups(user) : List.of(new SimpleGrantedAuthority(PASSWORD_DUE));
  }

  private List<SimpleGrantedAuthority> groups(String user) {
    return system.call(
        () ->
            identity.createGroupQuery().groupMember(user).unlimitedList().stream()
                .map(Group::getId)
                .map(SimpleGrantedAuthority::new)
                .toList());
  }

  /**
   * The same person as the engine knows it now, after an administrator may have taken something
   * away; empty if there is no such user any more.
   */
  Optional<Authentication> again(Authentication person) {
    String user = person.getName();
    if (system.call(() -> identity.createUserQuery().userId(user).count() == 0)) {
      return Optional.empty();
    }
    if (!supports(person.getClass())) {
      return Optional.of(person); // What it may do is the province's sign-in to say.
    }
    var now = UsernamePasswordAuthenticationToken.authenticated(user, null, standing(user));
    now.setDetails(person.getDetails());
    return Optional.of(now);
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
