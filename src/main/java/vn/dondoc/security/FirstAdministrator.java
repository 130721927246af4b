package vn.dondoc.security;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.StringUtils;
import vn.dondoc.engine.Preparation;

/**
 * Outside the demo, the first start creates one administrator and nobody else, with the password in
 * {@code DONDOC_ADMIN_PASSWORD} or a random one that is printed once and changed at the first
 * sign-in.
 */
@Component
@Profile("!demo")
@Order(26)
class FirstAdministrator implements Preparation {

  static final String USER = "quan-tri";
  private static final int RANDOM_BYTES = 18;

  private final IdentityService identity;
  private final Passwords passwords;
  private final PasswordRules rules;
  private final String chosen;

  FirstAdministrator(
      IdentityService identity,
      Passwords passwords,
      PasswordRules rules,
      @Value("${DONDOC_ADMIN_PASSWORD:}") String chosen) {
    this.identity = identity;
    this.passwords = passwords;
    this.rules = rules;
    this.chosen = chosen;
  }

  @Override
  @Transactional
  public void prepare() {
    if (identity.isReadOnly()
        || identity.createUserQuery().memberOfGroup(Viewer.ADMINISTRATORS).count() > 0) {
      return;
    }
    if (identity.createUserQuery().userId(USER).count() > 0) {
      throw new UnsafeConfiguration(
          "không ai thuộc nhóm quản trị, mà người dùng " + USER + " đã có",
          "đưa một người vào nhóm " + Viewer.ADMINISTRATORS + " trong cơ sở dữ liệu");
    }
    User user = identity.newUser(USER);
    user.setFirstName("");
    user.setLastName("Quản trị hệ thống");
    if (chosen.isEmpty()) {
      create(user, random());
    } else {
      String refusal = rules.refusal(chosen, user, List.of());
      if (refusal != null) {
        throw new UnsafeConfiguration(
            "mật khẩu trong DONDOC_ADMIN_PASSWORD không dùng được. "
                + StringUtils.trimTrailingCharacter(refusal, '.'),
            "đặt mật khẩu khác trong DONDOC_ADMIN_PASSWORD");
      }
      create(user, chosen);
      passwords.acceptAsOwn(USER);
    }
  }

  private void create(User user, String password) {
    user.setPassword(password);
    ((IdentityServiceImpl) identity).saveUser(user, true);
    identity.createMembership(USER, Viewer.ADMINISTRATORS);
    if (chosen.isEmpty()) {
      // Not through the log, whose files are kept and sent around.
      System.out.printf(
          "%nNgười quản trị đầu tiên: %s%nMật khẩu (chỉ in lần này, phải đổi khi đăng nhập): %s%n%n",
          USER, password);
    }
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
