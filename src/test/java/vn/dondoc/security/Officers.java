package vn.dondoc.security;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.dondoc.audit.ForgottenAudit;

/** Officers of the tests, each with a password of their own choice and none left behind. */
public class Officers {

  public static final String PASSWORD = "cau-vong-tim-7-con-meo";

  private final IdentityService identity;
  private final Passwords passwords;
  private final JdbcClient jdbc;

  Officers(IdentityService identity, Passwords passwords, JdbcClient jdbc) {
    this.identity = identity;
    this.passwords = passwords;
    this.jdbc = jdbc;
  }

  /** An officer of the commune {@code xa-16663}. */
  public void officer(String id) {
    user(id, "xa-16663");
  }

  public void administrator(String id) {
    user(id, "camunda-admin");
  }

  private void user(String id, String group) {
    appointed(id, group, PASSWORD);
    passwords.acceptAsOwn(id);
  }

  /** Somebody whose password comes from somebody else. */
  public void appointed(String id, String group, String password) {
    remove(id);
    User user = identity.newUser(id);
    user.setFirstName("Nguyễn Văn");
    user.setLastName("Khoát");
    user.setEmail(id + "@nghean.example");
    user.setPassword(password);
    ((IdentityServiceImpl) identity).saveUser(user, true);
    identity.createMembership(id, group);
  }

  public void remove(String id) {
    identity.deleteUser(id);
    jdbc.sql("delete from own_password where user_id = ?").param(id).update();
  }

  /** As it is in the engine's table. */
  String stored(String id) {
    return jdbc.sql("select pwd_ from act_id_user where id_ = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  public void forgetAttempts() {
    ForgottenAudit.in(jdbc);
  }
}
