package vn.dondoc.duty;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EvidenceSettings.class)
class EvidenceConfiguration {

  /** For the fields beside the file, and what separates them. */
  private static final int FIELDS = 64 * 1024;

  /** What the server reads at most, so that there is one number to set; files wait on disk. */
  @Bean
  MultipartConfigElement multipart(EvidenceSettings settings) {
    long maxSize = settings.maxSize().toBytes();
    return new MultipartConfigElement("", maxSize, maxSize + FIELDS, 0);
  }
}
