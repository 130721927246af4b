package vn.dondoc.security;

import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id for the passwords in the engine's user table. The engine adds a salt of its own and
 * recognises hashes of other kinds by their prefix.
 */
@Component
class PasswordHash implements PasswordEncryptor {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final String NAME = "argon2";

  private final Argon2PasswordEncoder argon2;

  /**
   * @param memory KiB of memory that one check takes
   * @param iterations passes over it
   */
  PasswordHash(
      @Value("${dondoc.passwords.memory}") int memory,
      @Value("${dondoc.passwords.iterations}") int iterations) {
    argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, memory, iterations);
  }

  @Override
  public String encrypt(String password) {
    return argon2.encode(password);
  }

  @Override
  public boolean check(String password, String encrypted) {
    return argon2.matches(password, encrypted);
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
