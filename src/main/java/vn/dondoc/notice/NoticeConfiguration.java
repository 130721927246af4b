package vn.dondoc.notice;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.dondoc.security.MenuItem;
import vn.dondoc.security.Viewer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NoticeSettings.class)
class NoticeConfiguration {

  @Bean
  MenuItem feedMenu() {
    return new MenuItem(55, "/feed", "Lịch hạn", viewer -> !viewer.administrator());
  }

  @Bean
  MenuItem outboxMenu() {
    return new MenuItem(85, "/outbox", "Thư gửi đi", Viewer::administrator);
  }
}
