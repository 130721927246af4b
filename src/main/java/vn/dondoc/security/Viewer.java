package vn.dondoc.security;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The signed-in person, as lists and pages ask about them.
 *
 * @param user user id
 * @param units codes of the units the person works for
 * @param administrator whether the person watches over the system
 */
public record Viewer(String user, Set<String> units, boolean administrator) {

  static final String ADMINISTRATORS = "camunda-admin";

  /** Who sent the current request. */
  public static Viewer current() {
    Authentication person = SecurityContextHolder.getContext().getAuthentication();
    Set<String> groups =
        person.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .collect(Collectors.toUnmodifiableSet());
    return new Viewer(person.getName(), groups, groups.contains(ADMINISTRATORS));
  }

  /** Whether the person works for one of these units, or watches over the system. */
  public boolean isOf(String... codes) {
    if (administrator) {
      return true;
    }
    for (String code : codes) {
      if (units.contains(code)) {
        return true;
      }
    }
    return false;
  }
}
