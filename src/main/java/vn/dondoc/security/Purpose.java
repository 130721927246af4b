package vn.dondoc.security;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.dondoc.engine.Preparation;

/**
 * Keeps the demo and a province apart: a database is filled for one of them and opened for no
 * other, since all users of the demo have a password that everybody knows.
 */
@Component
@Order(2)
class Purpose implements Preparation {

  private static final String DEMO = "DEMO";
  private static final String PROVINCE = "PROVINCE";

  /** The demo's, also if it was brought along in a copy of its users. */
  private static final String KNOWN_PASSWORD = "demo";

  private final JdbcClient jdbc;
  private final IdentityService identity;
  private final Passwords passwords;
  private final boolean demo;

  Purpose(JdbcClient jdbc, IdentityService identity, Passwords passwords, Environment environment) {
    this.jdbc = jdbc;
    this.identity = identity;
    this.passwords = passwords;
    this.demo = environment.acceptsProfiles(Profiles.of("demo"));
  }

  @Override
  @Transactional
  public void prepare() {
    String wanted = demo ? DEMO : PROVINCE;
    List<String> found = jdbc.sql("select purpose from installation").query(String.class).list();
    if (found.isEmpty()) {
      if (demo && identity.createUserQuery().count() > 0) {
        throw refused();
      }
      jdbc.sql("insert into installation (purpose) values (?)").param(wanted).update();
    } else if (!found.contains(wanted)) {
      throw refused();
    }
    if (!demo && passwords.check(FirstAdministrator.USER, KNOWN_PASSWORD) == Passwords.Fit.RIGHT) {
      throw new UnsafeConfiguration(
          "người dùng quan-tri có mật khẩu «demo»",
          "dùng cơ sở dữ liệu mới, hoặc xóa người dùng của bản trình diễn");
    }
  }

  private UnsafeConfiguration refused() {
    return demo
        ? new UnsafeConfiguration(
            "chạy hồ sơ demo trên cơ sở dữ liệu của đơn vị",
            "bỏ hồ sơ demo, hoặc đặt spring.datasource.url sang cơ sở dữ liệu riêng cho trình diễn")
        : new UnsafeConfiguration(
            "cơ sở dữ liệu này của bản trình diễn, mọi người dùng có mật khẩu «demo»",
            "đặt spring.datasource.url sang cơ sở dữ liệu khác, hoặc chạy với hồ sơ demo");
  }
}
