package vn.dondoc.security;

import java.util.Locale;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** The account is genuine, but nobody here. */
class OidcRefused extends OAuth2AuthenticationException {

  private final OidcRefusal reason;

  OidcRefused(OidcRefusal reason) {
    // The code goes into a header of the answer to machines, where Vietnamese cannot.
    super(new OAuth2Error(reason.name().toLowerCase(Locale.ROOT)), reason.text());
    this.reason = reason;
  }

  OidcRefusal reason() {
    return reason;
  }
}
