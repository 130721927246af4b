package vn.dondoc.security;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.SystemAuthority;

/**
 * Signs people in with the users and passwords of the engine's identity service; their groups
 * become their authorities.
 */
@Component
class EngineUsers implements AuthenticationProvider {

  private final IdentityService identity;
  private final SystemAuthority system;

  EngineUsers(IdentityService identity, SystemAuthority system) {
    this.identity = identity;
    this.system = system;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String user = attempt.getName();
    String password = String.valueOf(attempt.getCredentials());
    return system.call(
        () -> {
          if (!identity.checkPassword(user, password)) {
            throw new BadCredentialsException("Tên đăng nhập hoặc mật khẩu không đúng.");
          }
          List<SimpleGrantedAuthority> groups =
              identity.createGroupQuery().groupMember(user).list().stream()
                  .map(Group::getId)
                  .map(SimpleGrantedAuthority::new)
                  .toList();
          return UsernamePasswordAuthenticationToken.authenticated(user, null, groups);
        });
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
