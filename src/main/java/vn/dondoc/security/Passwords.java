package vn.dondoc.security;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.engine.SystemAuthority;

/**
 * The passwords of the engine's users: checked, renewed where the hash is of an older kind, and
 * known to be the person's own choice or somebody else's.
 */
@Component
class Passwords {

  /** Compared for nobody, so that an unknown name takes as long as a known one. */
  private final String nobodys;

  private final ProcessEngineConfigurationImpl engine;
  private final PasswordHash hash;
  private final PasswordRules rules;
  private final SystemAuthority system;
  private final JdbcClient jdbc;

  Passwords(
      ProcessEngineConfigurationImpl engine,
      PasswordHash hash,
      PasswordRules rules,
      SystemAuthority system,
      JdbcClient jdbc) {
    this.engine = engine;
    this.hash = hash;
    this.rules = rules;
    this.system = system;
    this.jdbc = jdbc;
    this.nobodys = hash.ofNothing();
  }

  /** How a password fits a user. */
  enum Fit {
    UNKNOWN_USER,
    WRONG,
    RIGHT
  }

  /** Compares, and hashes anew what was hashed in a weaker way. */
  @Transactional
  public Fit check(String userId, String password) {
    return inEngine(
        context -> {
          UserEntity user = context.getDbEntityManager().selectById(UserEntity.class, userId);
          if (user == null || user.getPassword() == null) {
            hash.check(password, nobodys);
            return Fit.UNKNOWN_USER;
          }
          if (!matches(user, password)) {
            return Fit.WRONG;
          }
          if (hash.outdated(user.getPassword())) {
            boolean own = isOwn(user);
            store(user, password);
            if (own) {
              rememberAsOwn(user);
            }
          }
          return Fit.RIGHT;
        });
  }

  /**
   * Whether the person chose the password: false if it was imported or set by an administrator,
   * also for an unknown user.
   */
  @Transactional(readOnly = true)
  public boolean isOwn(String userId) {
    return inEngine(
        context -> {
          UserEntity user = context.getDbEntityManager().selectById(UserEntity.class, userId);
          return user != null && user.getPassword() != null && isOwn(user);
        });
  }

  /**
   * The person's new password.
   *
   * @throws InvalidInput with field {@code current}, {@code chosen} or {@code repeated}
   */
  @Transactional
  public void change(String userId, String current, String chosen, String repeated) {
    inEngine(
        context -> {
          UserEntity user = context.getDbEntityManager().selectById(UserEntity.class, userId);
          if (user == null || !matches(user, current)) {
            throw new InvalidInput("current", "Mật khẩu hiện tại không đúng.");
          }
          String refusal = rules.refusal(chosen, user, unitsOf(userId));
          if (refusal != null) {
            throw new InvalidInput("chosen", refusal);
          }
          if (matches(user, chosen)) {
            throw new InvalidInput("chosen", "Mật khẩu mới phải khác mật khẩu hiện tại.");
          }
          if (!chosen.equals(repeated)) {
            throw new InvalidInput("repeated", "Hai lần nhập mật khẩu mới không giống nhau.");
          }
          store(user, chosen);
          rememberAsOwn(user);
          return null;
        });
  }

  /** Takes the password that the user has now as the user's own choice. */
  @Transactional
  public void acceptAsOwn(String userId) {
    inEngine(
        context -> {
          rememberAsOwn(context.getDbEntityManager().selectById(UserEntity.class, userId));
          return null;
        });
  }

  private List<String> unitsOf(String userId) {
    return engine
        .getIdentityService()
        .createGroupQuery()
        .groupMember(userId)
        .unlimitedList()
        .stream()
        .flatMap(unit -> Stream.of(unit.getId(), unit.getName()))
        .toList();
  }

  private <T> T inEngine(Command<T> command) {
    return system.call(() -> engine.getCommandExecutorTxRequired().execute(command));
  }

  private boolean matches(UserEntity user, String password) {
    return engine
        .getPasswordManager()
        .check(EncryptionUtil.saltPassword(password, user.getSalt()), user.getPassword());
  }

  private static void store(UserEntity user, String password) {
    user.setPassword(password);
    user.encryptPassword();
  }

  private boolean isOwn(UserEntity user) {
    return jdbc.sql("select fingerprint from own_password where user_id = ?")
        .param(user.getId())
        .query(String.class)
        .optional()
        .filter(fingerprint(user)::equals)
        .isPresent();
  }

  private void rememberAsOwn(UserEntity user) {
    String fingerprint = fingerprint(user);
    if (jdbc.sql("update own_password set fingerprint = ? where user_id = ?")
            .params(fingerprint, user.getId())
            .update()
        == 0) {
      jdbc.sql("insert into own_password (user_id, fingerprint) values (?, ?)")
          .params(user.getId(), fingerprint)
          .update();
    }
  }

  private static String fingerprint(UserEntity user) {
    return DigestUtils.sha256Hex(user.getPassword());
  }
}
