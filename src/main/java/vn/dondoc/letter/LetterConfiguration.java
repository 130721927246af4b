package vn.dondoc.letter;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.dondoc.security.MenuItem;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LetterSettings.class)
class LetterConfiguration {

  @Bean
  MenuItem documentsMenu() {
    return new MenuItem(35, "/documents", "Văn bản", viewer -> true);
  }
}
