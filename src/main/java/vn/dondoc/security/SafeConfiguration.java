package vn.dondoc.security;

import java.net.InetAddress;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties.ForwardHeadersStrategy;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.Preparation;

/** Refuses settings with which the application would be open to more people than its users. */
@Component
@Order(0)
class SafeConfiguration implements Preparation {

  private final ServerProperties server;
  private final boolean demo;

  SafeConfiguration(ServerProperties server, Environment environment) {
    this.server = server;
    this.demo = environment.acceptsProfiles(Profiles.of("demo"));
  }

  @Override
  public void prepare() {
    InetAddress address = server.getAddress();
    boolean local = address != null && address.isLoopbackAddress();
    if (demo && !local) {
      throw new UnsafeConfiguration(
          "hồ sơ demo mở cho máy khác, trong khi mọi người dùng có mật khẩu ai cũng biết",
          "đặt server.address=127.0.0.1, hoặc bỏ hồ sơ demo");
    }
    boolean ownCertificate = Ssl.isEnabled(server.getSsl());
    boolean behindProxy =
        server.getForwardHeadersStrategy() != null
            && server.getForwardHeadersStrategy() != ForwardHeadersStrategy.NONE;
    boolean secureCookies =
        Boolean.TRUE.equals(server.getServlet().getSession().getCookie().getSecure());
    if (!demo && !secureCookies) {
      throw new UnsafeConfiguration(
          "cookie đăng nhập được gửi cả khi không mã hóa",
          "bỏ server.servlet.session.cookie.secure=false"
              + (behindProxy || ownCertificate ? "; người dùng đã vào bằng HTTPS" : ""));
    }
    if (!local && !ownCertificate && !behindProxy) {
      throw new UnsafeConfiguration(
          "máy khác vào được mà không có HTTPS",
          "đặt server.ssl.*, hoặc để máy chủ HTTPS phía trước chuyển tiếp và đặt"
              + " server.forward-headers-strategy=native");
    }
  }
}
