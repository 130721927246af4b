package vn.dondoc.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that stand between what was typed as a name and what the audit log says of it: one for
 * each hour, the same for all nodes. When its hour and the next have passed it is gone, and nobody
 * can try out any more what was typed.
 */
@Component
class SignInKeys {

  private static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final JdbcClient jdbc;
  private final Clock clock;
  private final TransactionTemplate apart;
  private final SecureRandom random = new SecureRandom();

  SignInKeys(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** What the name is written down as now. */
  String pseudonym(String name) {
    long hour = hour();
    String secret =
        secret(hour)
            .or(
                () -> {
                  make(hour);
                  return secret(hour);
                })
            .orElseThrow();
    return pseudonym(name, secret);
  }

  /** What the name may have been written down as within the last hour. */
  List<String> pseudonyms(String name) {
    return jdbc
        .sql("select secret from sign_in_key where on_hour in (?, ?)")
        .params(hour(), hour() - 1)
        .query(String.class)
        .list()
        .stream()
        .map(secret -> pseudonym(name, secret))
        .toList();
  }

  private Optional<String> secret(long hour) {
    return jdbc.sql("select secret from sign_in_key where on_hour = ?")
        .param(hour)
        .query(String.class)
        .optional();
  }

  private void make(long hour) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    try {
      apart.executeWithoutResult(
          status -> {
            jdbc.sql("insert into sign_in_key (on_hour, secret) values (?, ?)")
                .params(hour, HexFormat.of().formatHex(secret))
                .update();
            jdbc.sql("delete from sign_in_key where on_hour not in (?, ?)")
                .params(hour, hour - 1)
                .update();
          });
    } catch (DuplicateKeyException made) {
      // Another node was faster; its key is ours.
    }
  }

  private long hour() {
    return clock.millis() / Duration.ofHours(1).toMillis();
  }

  private static String pseudonym(String name, String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret), ALGORITHM));
      byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return "?" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
