package vn.dondoc.deadline;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.dondoc.security.MenuItem;
import vn.dondoc.security.Viewer;

@Configuration(proxyBeanMethods = false)
class MenuOfCalendar {

  @Bean
  MenuItem calendarMenu() {
    return new MenuItem(75, "/calendar", "Lịch làm việc", Viewer::administrator);
  }
}
