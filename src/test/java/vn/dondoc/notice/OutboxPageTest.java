package vn.dondoc.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.Province;
import vn.dondoc.security.Browser;
import vn.dondoc.security.ServedProvinceTest;

@ServedProvinceTest
class OutboxPageTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired Mails mails;
  @Autowired TransactionTemplate transaction;

  private Browser administrator;
  private long audited;

  @BeforeEach
  void signIn() {
    province.at("2024-05-14T09:00");
    audited = province.count("select coalesce(max(id), 0) from audit_entry");
    administrator = new Browser(port).signedIn("quan-tri", "demo");
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void saysWhatToDoWhenThereIsNothingAndNoServer() {
    assertThat(administrator.get("/outbox").body())
        .contains("Chưa có thư nào.", "Chưa cấu hình máy chủ thư", "spring.mail.host")
        .contains("Chờ gửi (0)", "Bị từ chối (0)", "Chưa có hộp thư (0)");
  }

  @Test
  void showsWhatWaitsFiftyAPageAndFindsItByStateAndUnit() {
    write(DISTRICT, IntStream.range(0, 51).mapToObj(n -> "Thư " + n).toArray(String[]::new));
    write(COMMUNE, "Thư cho phường");

    String first = administrator.get("/outbox").body();
    assertThat(first)
        .contains("Thư cho phường", "Thư 50", "Thư 2<", "Chờ gửi (51)", "Chưa có hộp thư (1)")
        .doesNotContain("Thư 1<");
    assertThat(administrator.get("/outbox?page=2").body())
        .contains("Thư 1<", "Mới hơn")
        .doesNotContain("Cũ hơn");
    assertThat(administrator.get("/outbox?state=NO_ADDRESS").body())
        .contains("Thư cho phường")
        .doesNotContain("Thư 50");
    assertThat(administrator.get("/outbox?q=dong%20vinh").body())
        .contains("Thư cho phường")
        .doesNotContain("Thư 50");
    assertThat(administrator.get("/outbox?q=zzz").body()).contains("Không có thư nào khớp");
    assertThat(administrator.get("/outbox?state=LOST&page=x").statusCode()).isEqualTo(200);
  }

  @Test
  void showsAMailAsItWillBeReadAndRunsNothingOfIt() {
    long id = write(COMMUNE, "<script>alert(1)</script>");

    assertThat(administrator.get("/outbox/" + id).body())
        .contains(
            "Kính gửi: UBND phường Đông Vĩnh",
            "/link/duty/7",
            "&lt;img src=x onerror=alert(2)&gt;",
            "&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>", "<img");
    assertThat(administrator.get("/outbox/999999").statusCode()).isEqualTo(404);
  }

  @Test
  void sendsAgainWhatWasRefusedAndWritesDownWhoDidIt() {
    long id = write(DISTRICT, "Thư");
    refuse(id);
    assertThat(administrator.get("/outbox/" + id).body()).contains("550 No such user", "Gửi lại");

    assertThat(Browser.redirect(administrator.submit("/outbox/" + id + "/resend", Map.of())))
        .isEqualTo("/outbox/" + id);

    assertThat(state(id)).isEqualTo("WAITING");
    assertThat(audited("mail/" + id)).containsExactly("Gửi lại thư cho huyen-412");
    administrator.submit("/outbox/" + id + "/resend", Map.of());
    assertThat(audited("mail/" + id)).hasSize(1);
  }

  @Test
  void sendsAgainAllThatWasRefusedButNoDigestOfAnotherDay() {
    long refused = write(DISTRICT, "Thư");
    transaction.executeWithoutResult(
        status ->
            mails.addDigests(
                LocalDate.of(2024, 5, 13),
                List.of(new Mails.Draft(DISTRICT, "Hôm qua", letter()))));
    long old = newest();
    refuse(refused);
    refuse(old);
    assertThat(administrator.get("/outbox?state=REFUSED").body())
        .contains("Gửi lại 1 thư bị từ chối");

    administrator.submit("/outbox/resend", Map.of());
    administrator.submit("/outbox/" + old + "/resend", Map.of());

    assertThat(state(refused)).isEqualTo("WAITING");
    assertThat(state(old)).isEqualTo("REFUSED");
    assertThat(audited("mail")).containsExactly("Gửi lại 1 thư bị từ chối");
  }

  @ParameterizedTest
  @ValueSource(strings = {COMMUNE, DISTRICT, "bhxh-tinh", "ubmttq-tinh", "ubnd-tinh"})
  void isClosedToEverybodyElse(String user) {
    long id = write(DISTRICT, "Thư");
    refuse(id);
    Browser other = new Browser(port).signedIn(user, "demo");

    assertThat(other.get("/outbox").statusCode()).isEqualTo(403);
    assertThat(other.get("/outbox/" + id).statusCode()).isEqualTo(403);
    assertThat(other.submit("/outbox/" + id + "/resend", Map.of()).statusCode()).isEqualTo(403);
    assertThat(other.submit("/outbox/resend", Map.of()).statusCode()).isEqualTo(403);
    assertThat(state(id)).isEqualTo("REFUSED");
  }

  private long write(String unit, String... subjects) {
    transaction.executeWithoutResult(
        status ->
            mails.add(
                MailKind.SUPPLEMENT_ASKED,
                List.of(subjects).stream()
                    .map(subject -> new Mails.Draft(unit, subject, letter()))
                    .toList()));
    return newest();
  }

  private static Letter letter() {
    return Letter.about(
        List.of("<img src=x onerror=alert(2)>"),
        new Letter.Item("11.d1", null, "/link/duty/7"),
        List.of());
  }

  private void refuse(long id) {
    mails.refused(mails.find(id).orElseThrow(), "550 No such user");
  }

  private long newest() {
    return province.count("select max(id) from mail");
  }

  private String state(long id) {
    return province
        .jdbc
        .sql("select state from mail where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private List<String> audited(String subject) {
    return province
        .jdbc
        .sql("select detail from audit_entry where subject = ? and person = 'quan-tri' and id > ?")
        .params(subject, audited)
        .query(String.class)
        .list();
  }
}
