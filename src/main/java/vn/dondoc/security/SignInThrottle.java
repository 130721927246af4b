package vn.dondoc.security;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slows down who tries passwords, counted in the audit log, so for all nodes alike. Nobody is
 * locked out: whoever signed in to this account from this address before waits only for what went
 * wrong between the two, and at most a minute. Others wait as well if an account is attacked from
 * many addresses or an address tries many accounts.
 */
@Component
class SignInThrottle {

  static final Duration WINDOW = Duration.ofMinutes(15);
  static final Duration LONGEST = Duration.ofMinutes(1);
  static final int FREE_TRIES = 5;
  static final int TRIES_AT_ACCOUNT = 20;
  static final int TRIES_FROM_ADDRESS = 50;
  private static final Duration KNOWN_FOR = Duration.ofDays(30);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SignInKeys keys;

  SignInThrottle(JdbcClient jdbc, Clock clock, SignInKeys keys) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.keys = keys;
  }

  private record Failures(long count, LocalDateTime last) {}

  /**
   * @throws TooManyAttempts if the next attempt comes too early
   */
  @Transactional(readOnly = true)
  public void pass(String user, String address) {
    LocalDateTime now = LocalDateTime.now(clock);
    LocalDateTime since = now.minus(WINDOW);
    LocalDateTime lastSignIn =
        jdbc.sql(
                """
                select max(at) from audit_entry
                where person = ? and action = 'SIGN_IN' and address = ? and at > ?
                """)
            .params(user, address, now.minus(KNOWN_FOR))
            .query(LocalDateTime.class)
            .optional()
            .orElse(null);
    List<String> names = new ArrayList<>(keys.pseudonyms(user));
    names.add(user);
    Failures here =
        failures(
            "person in (:names) and address = :address",
            names,
            address,
            lastSignIn != null && lastSignIn.isAfter(since) ? lastSignIn : since);
    if (here.count() >= FREE_TRIES) {
      long doubled = 1L << Math.min(here.count() - FREE_TRIES, 6);
      wait(here.last(), min(Duration.ofSeconds(doubled), LONGEST), now);
    }
    if (lastSignIn == null) {
      Failures atAccount = failures("person in (:names)", names, address, since);
      if (atAccount.count() >= TRIES_AT_ACCOUNT) {
        wait(atAccount.last(), LONGEST, now);
      }
      Failures fromAddress = failures("address = :address", names, address, since);
      if (fromAddress.count() >= TRIES_FROM_ADDRESS) {
        wait(fromAddress.last(), LONGEST, now);
      }
    }
  }

  /**
   * What a name that nobody has is written down as: the name may be a password that was typed into
   * the wrong field, but it has to be told again, or waiting would show which names there are.
   */
  String pseudonym(String name) {
    return keys.pseudonym(name);
  }

  private Failures failures(String which, List<String> names, String address, LocalDateTime since) {
    return jdbc.sql(
            "select count(*), max(at) from audit_entry where action = 'SIGN_IN_FAILED' and "
                + which
                + " and at > :since")
        .param("names", names)
        .param("address", address)
        .param("since", since)
        .query((row, n) -> new Failures(row.getLong(1), row.getObject(2, LocalDateTime.class)))
        .single();
  }

  private static void wait(LocalDateTime last, Duration pause, LocalDateTime now) {
    Duration remaining = Duration.between(now, last.plus(pause));
    if (remaining.compareTo(Duration.ZERO) > 0) {
      // Whole seconds, the last one begun counts.
      throw new TooManyAttempts(Duration.ofSeconds(remaining.plusMillis(999).toSeconds()));
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
