package vn.dondoc.security;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.engine.PasswordNobodyKnows;
import vn.dondoc.engine.SystemAuthority;
import vn.dondoc.organisation.Units;

/**
 * Who the holder of a province's account is here. The webapps ask the engine for users and groups,
 * so each sign-in brings the engine's user in line with the account: name, mailbox, and exactly the
 * groups that it names.
 *
 * <p>A user belongs to the account that first signed in under that id, by issuer and subject: an id
 * that the province gives to somebody else later does not open it. A user who was there before –
 * imported, or created by an administrator – is joined to the account and loses the password; a
 * local administrator never is.
 */
@Component
@Profile("oidc")
class OidcPeople {

  private static final Logger log = LoggerFactory.getLogger(OidcPeople.class);

  /** What the engine takes for a user id, see {@code user-resource-whitelist-pattern}. */
  private static final Pattern USER_ID = Pattern.compile("[a-zA-Z0-9._@-]{1,64}");

  /** Under which the engine keeps whose account the user is. */
  private static final String ACCOUNT = "oidc-account";

  private static final int ATTEMPTS = 5;

  private final OidcSettings settings;
  private final Units units;
  private final IdentityService identity;
  private final SystemAuthority system;
  private final TransactionTemplate transaction;
  private final Set<String> reportedUnknown = ConcurrentHashMap.newKeySet();

  OidcPeople(
      OidcSettings settings,
      Units units,
      IdentityService identity,
      SystemAuthority system,
      PlatformTransactionManager transactions) {
    this.settings = settings;
    this.units = units;
    this.identity = identity;
    this.system = system;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** A person of the province's, as this application knows them. */
  record Person(String user, List<SimpleGrantedAuthority> authorities) {}

  /** Lets in whom these claims describe, or throws {@link OidcRefused}. */
  Person admit(Map<String, Object> claims) {
    String user = user(claims);
    Set<String> groups = groups(claims);
    if (groups.isEmpty()) {
      throw new OidcRefused(OidcRefusal.NO_UNIT);
    }
    // A user whose id is a unit's code stands for the unit wherever names are shown.
    if (units.exists(user) && !groups.contains(user)) {
      throw new OidcRefused(OidcRefusal.NAME_TAKEN);
    }
    system.run(() -> enrolInTurn(user, groups, claims));
    return new Person(user, groups.stream().map(SimpleGrantedAuthority::new).toList());
  }

  private String user(Map<String, Object> claims) {
    if (claims.get(settings.userClaim()) instanceof String user
        && USER_ID.matcher(user).matches()) {
      return user;
    }
    throw new OidcRefused(OidcRefusal.UNUSABLE_NAME);
  }

  private Set<String> groups(Map<String, Object> claims) {
    Object claim = claims.get(settings.unitClaim());
    Collection<?> values =
        claim instanceof Collection<?> list ? list : claim == null ? List.of() : List.of(claim);
    Set<String> groups = new TreeSet<>();
    for (Object each : values) {
      String value = String.valueOf(each);
      String unit = settings.units().getOrDefault(value, value);
      if (value.isBlank()) {
        continue;
      }
      if (value.equals(settings.administrators())) {
        groups.add(Viewer.ADMINISTRATORS);
      } else if (units.exists(unit)) {
        groups.add(unit);
      } else if (reportedUnknown.add(value)) {
        log.warn(
            "Nhóm «{}» của hệ thống tài khoản không ứng với đơn vị nào: bỏ qua.",
            value.replaceAll("\\p{Cntrl}", "?"));
      }
    }
    return groups;
  }

  /** Who signs in twice at once collides with themselves: the later one looks again. */
  private void enrolInTurn(String user, Set<String> groups, Map<String, Object> claims) {
    for (int attempt = 1; ; attempt++) {
      try {
        transaction.executeWithoutResult(status -> enrol(user, groups, claims));
        return;
      } catch (ProcessEngineException collision) {
        if (attempt == ATTEMPTS) {
          throw collision;
        }
      }
    }
  }

  private void enrol(String id, Set<String> groups, Map<String, Object> claims) {
    String account = account(claims);
    User user = identity.createUserQuery().userId(id).singleResult();
    boolean created = user == null;
    String owner = created ? null : identity.getUserInfo(id, ACCOUNT);
    Set<String> present =
        identity.createGroupQuery().groupMember(id).unlimitedList().stream()
            .map(Group::getId)
            .collect(toSet());
    boolean localAdministrator = owner == null && present.contains(Viewer.ADMINISTRATORS);
    if (localAdministrator || owner != null && !owner.equals(account)) {
      throw new OidcRefused(OidcRefusal.NAME_TAKEN);
    }
    if (created) {
      user = identity.newUser(id);
    }
    if (!describe(user, claims) && owner != null && present.equals(groups)) {
      return;
    }
    if (owner == null) {
      PasswordNobodyKnows.give(user, identity);
    }
    // First of all writes: two at once collide here, and nothing is made of halves of both.
    identity.saveUser(user);
    if (owner == null) {
      identity.setUserInfo(id, ACCOUNT, account);
    }
    present.stream()
        .filter(group -> !groups.contains(group))
        .forEach(group -> identity.deleteMembership(id, group));
    groups.stream()
        .filter(group -> !present.contains(group))
        .forEach(group -> identity.createMembership(id, group));
  }

  /** Takes over what the account says of the person, and tells whether that is anything new. */
  private static boolean describe(User user, Map<String, Object> claims) {
    String name = text(claims, "name", user.getId()).strip();
    // The webapps show first and last name in this order, as a Vietnamese name is read.
    int given = name.lastIndexOf(' ');
    String first = name.substring(0, Math.max(given, 0));
    String last = name.substring(given + 1);
    String email = text(claims, "email", user.getEmail());
    // A database may give an empty text back as none.
    boolean same =
        first.equals(Objects.requireNonNullElse(user.getFirstName(), ""))
            && last.equals(user.getLastName())
            && Objects.equals(email, user.getEmail());
    user.setFirstName(first);
    user.setLastName(last);
    user.setEmail(email);
    return !same;
  }

  private static String text(Map<String, Object> claims, String claim, String otherwise) {
    return claims.get(claim) instanceof String text && !text.isBlank() ? text : otherwise;
  }

  /** Of fixed length, and nothing about the person. */
  private static String account(Map<String, Object> claims) {
    if (claims.get("sub") == null) {
      throw new OidcRefused(OidcRefusal.UNUSABLE_NAME);
    }
    return DigestUtils.sha256Hex(claims.get("iss") + " " + claims.get("sub"));
  }
}
