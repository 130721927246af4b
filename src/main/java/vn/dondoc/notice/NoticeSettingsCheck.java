package vn.dondoc.notice;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import vn.dondoc.engine.Preparation;

/** Refuses settings with which no mail would arrive, or its links would lead nowhere. */
@Component
@Order(0)
class NoticeSettingsCheck implements Preparation {

  private final NoticeSettings settings;
  private final boolean server;
  private final boolean demo;

  NoticeSettingsCheck(NoticeSettings settings, MailServer server, Environment environment) {
    this.settings = settings;
    this.server = server.isConfigured();
    this.demo = environment.acceptsProfiles(Profiles.of("demo"));
  }

  @Override
  public void prepare() {
    check(settings, server, demo);
  }

  /**
   * @param server whether there is one to send with
   * @param demo whether links may lead to an address without a certificate
   */
  static void check(NoticeSettings settings, boolean server, boolean demo) {
    if (server && !StringUtils.hasText(settings.from())) {
      throw new BadNoticeSettings(
          "có máy chủ thư (spring.mail.host) mà không có địa chỉ gửi",
          "đặt dondoc.notice.from, ví dụ dondoc@nghean.gov.vn");
    }
    if (StringUtils.hasText(settings.from()) && !isMailbox(settings.from())) {
      throw new BadNoticeSettings(
          "địa chỉ gửi thư «" + settings.from() + "» không hợp lệ",
          "sửa dondoc.notice.from, ví dụ dondoc@nghean.gov.vn");
    }
    if (server && !StringUtils.hasText(settings.links())) {
      throw new BadNoticeSettings(
          "có máy chủ thư (spring.mail.host) mà không biết địa chỉ hệ thống để ghi vào thư",
          "đặt dondoc.notice.links, ví dụ https://dondoc.nghean.gov.vn");
    }
    if (StringUtils.hasText(settings.links()) && !NoticeSettings.isWebAddress(settings.links())) {
      throw new BadNoticeSettings(
          "địa chỉ hệ thống «" + settings.links() + "» không phải địa chỉ trang web",
          "sửa dondoc.notice.links, ví dụ https://dondoc.nghean.gov.vn");
    }
    if (server && !demo && !settings.links().strip().startsWith("https:")) {
      throw new BadNoticeSettings(
          "địa chỉ hệ thống «" + settings.links() + "» không dùng HTTPS",
          "sửa dondoc.notice.links để bắt đầu bằng https://");
    }
  }

  private static boolean isMailbox(String text) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      return address.getAddress().equals(text) && text.contains("@");
    } catch (AddressException e) {
      return false;
    }
  }
}
