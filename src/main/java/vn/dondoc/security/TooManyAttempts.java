package vn.dondoc.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Somebody tries passwords; the next one is looked at after a wait. */
class TooManyAttempts extends AuthenticationException {

  private final Duration wait;

  TooManyAttempts(Duration wait) {
    super("Đăng nhập sai nhiều lần. Hãy thử lại sau " + wait.toSeconds() + " giây.");
    this.wait = wait;
  }

  /** How long until the next attempt. */
  Duration remaining() {
    return wait;
  }
}
