package vn.dondoc.notice;

import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.lang.Nullable;
import org.springframework.util.StringUtils;

/**
 * How mail goes out. The server is Spring's ({@code spring.mail.*}); as long as it has no host,
 * mail waits in the outbox.
 *
 * @param from address that mail comes from; needed as soon as there is a server
 * @param senderName name beside that address
 * @param links address under which people reach the application, e.g. {@code
 *     https://dondoc.nghean.gov.vn}; needed as soon as there is a server
 */
@ConfigurationProperties("dondoc.notice")
record NoticeSettings(
    @Nullable String from,
    @DefaultValue("Theo dõi nhiệm vụ") String senderName,
    @Nullable String links) {

  /** Where the links of a mail lead; {@code path} begins with a slash. */
  String link(String path) {
    if (!StringUtils.hasText(links)) {
      return path;
    }
    return StringUtils.trimTrailingCharacter(links.strip(), '/') + path;
  }

  /** What a mail's id ends in, which no other sender's may. */
  String domain() {
    return StringUtils.hasText(from) && from.contains("@")
        ? from.substring(from.lastIndexOf('@') + 1).strip()
        : "don-doc.invalid";
  }

  /** Whether links lead anywhere: an absolute web address that nothing follows. */
  static boolean isWebAddress(String text) {
    try {
      URI address = new URI(text.strip());
      return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
          && address.getHost() != null
          && address.getRawQuery() == null
          && address.getRawFragment() == null
          && address.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
