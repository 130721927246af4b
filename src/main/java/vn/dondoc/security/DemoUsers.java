package vn.dondoc.security;

import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.engine.Preparation;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;

/**
 * The demo's users: one for each unit, whose id is the unit's code, and {@code quan-tri}, who
 * administers.
 */
@Component
@Profile("demo")
@Order(26)
class DemoUsers implements Preparation {

  private final IdentityService identity;
  private final Passwords passwords;
  private final Units units;
  private final String password;

  DemoUsers(
      IdentityService identity,
      Passwords passwords,
      Units units,
      @Value("${DONDOC_DEMO_PASSWORD:demo}") String password) {
    this.identity = identity;
    this.passwords = passwords;
    this.units = units;
    this.password = password;
  }

  @Override
  @Transactional
  public void prepare() {
    Set<String> known = new HashSet<>();
    identity.createUserQuery().list().forEach(user -> known.add(user.getId()));
    for (Unit unit : units.all()) {
      if (known.add(unit.code())) {
        create(unit.code(), unit.name(), unit.email(), unit.code());
      }
    }
    if (known.add(FirstAdministrator.USER)) {
      create(FirstAdministrator.USER, "Quản trị hệ thống", null, Viewer.ADMINISTRATORS);
    }
  }

  private void create(String id, String name, String email, String group) {
    User user = identity.newUser(id);
    user.setFirstName("");
    user.setLastName(name);
    user.setEmail(email);
    user.setPassword(password);
    // Nobody is to change it, and it is as short as it is known.
    ((IdentityServiceImpl) identity).saveUser(user, true);
    passwords.acceptAsOwn(id);
    identity.createMembership(id, group);
  }
}
