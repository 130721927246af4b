package vn.dondoc.report;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.dondoc.security.MenuItem;

/** The menu entry of the report on missed deadlines. */
@Configuration(proxyBeanMethods = false)
class EscalationMenu {

  @Bean
  MenuItem escalationsMenu(EscalationReport report) {
    return new MenuItem(30, "/escalations", "Quá hạn", report::concerns);
  }
}
