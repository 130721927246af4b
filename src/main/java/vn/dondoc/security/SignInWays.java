package vn.dondoc.security;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** In which ways people may sign in here; without any the application does not start. */
@Component
class SignInWays {

  private final boolean localPasswords;
  private final boolean provinceAccounts;

  SignInWays(
      @Value("${dondoc.sign-in.local-passwords:true}") boolean localPasswords,
      ObjectProvider<OidcSignIn> oidc) {
    this.localPasswords = localPasswords;
    this.provinceAccounts = oidc.getIfAvailable() != null;
    if (!localPasswords && !provinceAccounts) {
      throw new IllegalStateException(
          "dondoc.sign-in.local-passwords=false nhưng chưa bật đăng nhập bằng tài khoản của tỉnh:"
              + " không ai đăng nhập được. Hãy thêm «oidc» vào SPRING_PROFILES_ACTIVE,"
              + " hoặc đặt lại dondoc.sign-in.local-passwords=true.");
    }
  }

  /** With name and password of the engine's users, on the sign-in page and with HTTP Basic. */
  boolean localPasswords() {
    return localPasswords;
  }

  /** With the province's accounts, through OpenID Connect. */
  boolean provinceAccounts() {
    return provinceAccounts;
  }
}
