package vn.dondoc.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The menu's entries for the engine's webapps, and for the modules that must not know of it. */
@Configuration(proxyBeanMethods = false)
class MenuOfWebapps {

  @Bean
  MenuItem tasklistMenu() {
    return new MenuItem(
        10, "/camunda/app/tasklist/default/", "Việc cần làm", viewer -> !viewer.administrator());
  }

  @Bean
  MenuItem absencesMenu() {
    return new MenuItem(50, "/absences", "Vắng mặt, làm thay", viewer -> !viewer.administrator());
  }

  @Bean
  MenuItem cockpitMenu() {
    return new MenuItem(
        60, "/camunda/app/cockpit/default/", "Giám sát quy trình", Viewer::administrator);
  }

  @Bean
  MenuItem unitsMenu() {
    return new MenuItem(70, "/units", "Đơn vị, cán bộ", Viewer::administrator);
  }

  @Bean
  MenuItem accountsMenu() {
    return new MenuItem(90, "/camunda/app/admin/default/", "Tài khoản", Viewer::administrator);
  }

  @Bean
  MenuItem auditMenu() {
    return new MenuItem(95, "/audit", "Nhật ký", Viewer::administrator);
  }
}
