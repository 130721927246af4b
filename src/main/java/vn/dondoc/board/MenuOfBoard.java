package vn.dondoc.board;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.dondoc.security.MenuItem;

/** The menu entry for whoever has units, or a whole campaign, to look after. */
@Configuration(proxyBeanMethods = false)
class MenuOfBoard {

  @Bean
  MenuItem boardMenu(Scopes scopes) {
    return new MenuItem(8, "/board", "Bảng điều hành", scopes::hasBoard);
  }
}
