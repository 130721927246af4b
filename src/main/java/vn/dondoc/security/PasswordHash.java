package vn.dondoc.security;

import java.util.Base64;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * Argon2id for the passwords in the engine's user table. The engine adds a salt of its own and
 * recognises hashes of other kinds by their prefix.
 */
@Component
class PasswordHash implements PasswordEncryptor {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final String NAME = "argon2";

  private final Argon2PasswordEncoder argon2;
  private final String parameters;

  /**
   * @param memory KiB of memory that one check takes
   * @param iterations passes over it
   */
  PasswordHash(
      @Value("${dondoc.passwords.memory}") int memory,
      @Value("${dondoc.passwords.iterations}") int iterations) {
    argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, memory, iterations);
    parameters = "$argon2id$v=19$m=%d,t=%d,p=%d".formatted(memory, iterations, LANES);
  }

  @Override
  public String encrypt(String password) {
    return argon2.encode(password);
  }

  @Override
  public boolean check(String password, String encrypted) {
    return argon2.matches(password, encrypted);
  }

  /**
   * A hash that no known password has. To compare with it takes as long as with any other; it costs
   * nothing to make, and the application need not hash at each start.
   */
  String ofNothing() {
    return parameters + "$" + random(SALT_BYTES) + "$" + random(HASH_BYTES);
  }

  private static String random(int bytes) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(KeyGenerators.secureRandom(bytes).generateKey());
  }

  @Override
  public String hashAlgorithmName() {
    return NAME;
  }

  /**
   * Whether a stored password is weaker than what is asked for today.
   *
   * @param stored hash with the engine's prefix
   */
  boolean outdated(String stored) {
    String prefix = "{" + NAME + "}";
    return !stored.startsWith(prefix) || argon2.upgradeEncoding(stored.substring(prefix.length()));
  }
}
