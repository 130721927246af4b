package vn.dondoc.engine;

import static java.util.stream.Collectors.joining;

import java.security.SecureRandom;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.User;

/**
 * For users who cannot sign in with a password until an administrator sets one, or who never shall.
 */
public final class PasswordNobodyKnows {

  private static final SecureRandom RANDOM = new SecureRandom();

  private PasswordNobodyKnows() {}

  /** Gives the user one; it counts as soon as the user is saved. */
  public static void give(User user, IdentityService identity) {
    PasswordPolicy policy = identity.getPasswordPolicy();
    String password;
    int draws = 0;
    // A policy may want every kind of character and forbid the user's names, which can be short.
    do {
      password = RANDOM.ints(24, '!', '~' + 1).mapToObj(Character::toString).collect(joining());
    } while (policy != null
        && !identity.checkPasswordAgainstPolicy(policy, password, user).isValid()
        && ++draws < 1000);
    user.setPassword(password);
  }
}
