package vn.dondoc.report;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.dondoc.security.MenuItem;

/** The menu entry for the page of everybody. */
@Configuration(proxyBeanMethods = false)
class MenuOfReports {

  @Bean
  MenuItem homeMenu() {
    return new MenuItem(5, "/", "Trang chính", viewer -> true);
  }
}
