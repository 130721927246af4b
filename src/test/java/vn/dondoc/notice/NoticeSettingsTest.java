package vn.dondoc.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeSettingsTest {

  private static final String FROM = "dondoc@nghean.example";
  private static final String LINKS = "https://dondoc.nghean.example";

  @Test
  void needsNothingWithoutAServer() {
    assertThatCode(() -> check(null, null, false)).doesNotThrowAnyException();
    assertThatCode(() -> check(FROM, LINKS, true)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "from {0}, links {1}: {2}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -,                     https://d.example,      dondoc.notice.from
          nghean.example,        https://d.example,      dondoc.notice.from
          a b@nghean.example,    https://d.example,      dondoc.notice.from
          Đôn <a@b.example>,     https://d.example,      dondoc.notice.from
          dondoc@nghean.example, -,                      dondoc.notice.links
          dondoc@nghean.example, dondoc.nghean.example,  dondoc.notice.links
          dondoc@nghean.example, ftp://d.example,        dondoc.notice.links
          dondoc@nghean.example, https:///,              dondoc.notice.links
          dondoc@nghean.example, https://d.example/?a=b, dondoc.notice.links
          dondoc@nghean.example, http://d.example,       dondoc.notice.links
          """)
  void doesNotStartWithAServerAndSettingsByWhichMailWouldGoAstray(
      String from, String links, String remedy) {
    assertThatThrownBy(() -> check(from, links, true))
        .isInstanceOf(BadNoticeSettings.class)
        .hasMessageStartingWith("Không khởi động vì cấu hình thư sai: ")
        .hasMessageContaining("Cách sửa: ")
        .hasMessageContaining(remedy);
  }

  @Test
  void joinsTheAddressOfTheApplicationAndAPath() {
    assertThat(settings(FROM, LINKS).link("/link/duty/1")).isEqualTo(LINKS + "/link/duty/1");
    assertThat(settings(FROM, LINKS + "/").link("/link/duty/1")).isEqualTo(LINKS + "/link/duty/1");
    assertThat(settings(null, null).link("/link/duty/1")).isEqualTo("/link/duty/1");
  }

  private static void check(String from, String links, boolean server) {
    NoticeSettingsCheck.check(settings(from, links), server, false);
  }

  private static NoticeSettings settings(String from, String links) {
    return new NoticeSettings(from, "Theo dõi nhiệm vụ", links);
  }
}
