package vn.dondoc.security;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * There is no such thing, or it is none of this person's business: the answer is the same, so that
 * ids tell nothing.
 */
public class NotFound extends ResponseStatusException {

  /**
   * @param what what was looked for, e.g. {@code nhiệm vụ}
   */
  public NotFound(String what) {
    super(HttpStatus.NOT_FOUND, "Không tìm thấy " + what + " hoặc bạn không được xem.");
  }
}
