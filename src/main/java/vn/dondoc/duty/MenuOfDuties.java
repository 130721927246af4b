package vn.dondoc.duty;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.dondoc.security.MenuItem;

/** The menu entry for whoever reviews. */
@Configuration(proxyBeanMethods = false)
class MenuOfDuties {

  @Bean
  MenuItem reviewsMenu(Reviews reviews) {
    return new MenuItem(20, "/reviews", "Duyệt kết quả", reviews::concern);
  }
}
