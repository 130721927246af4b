package vn.dondoc.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.security.Browser;
import vn.dondoc.security.ServedProvinceTest;

@ServedProvinceTest
class UnitsPageTest {

  private static final String COMMUNE = "xa-16663";
  private static final String UNIT = "/units/unit/" + COMMUNE;
  private static final String HEADER = "code,name,kind,superior,email\n";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([0-9a-f]{64})\"");

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired UnitTable table;
  @Autowired Units units;
  @Autowired OrganisationLoader loader;
  @Autowired IdentityService identity;
  @Autowired TaskService tasks;

  private List<Unit> before;
  private Browser administrator;

  @BeforeEach
  void signIn() {
    before = units.all();
    administrator = new Browser(port).signedIn("quan-tri", "demo");
  }

  @AfterEach
  void clear() {
    province.clear();
    for (String user : List.of("an.nguyen", "binh.tran")) {
      identity.deleteUser(user);
    }
    for (Unit unit : table.all()) {
      if (before.stream().noneMatch(old -> old.code().equals(unit.code()))) {
        province.jdbc.sql("delete from unit where code = ?").param(unit.code()).update();
        identity.deleteGroup(unit.code());
      }
    }
    before.forEach(table::update);
    identity.deleteMembership(COMMUNE, COMMUNE);
    identity.createMembership(COMMUNE, COMMUNE);
    units.refresh();
  }

  @Test
  void findsUnitsWithoutToneMarksAndByDistrict() {
    assertThat(administrator.get("/units").body())
        .contains("UBND tỉnh Nghệ An", "UBND thành phố Vinh")
        .doesNotContain("UBND phường Đông Vĩnh");
    assertThat(administrator.get("/units?q=dong%20vinh").body())
        .contains("UBND phường Đông Vĩnh")
        .doesNotContain("UBND phường Hà Huy Tập");
    assertThat(administrator.get("/units?district=huyen-412").body())
        .contains("UBND phường Đông Vĩnh", "UBND phường Hà Huy Tập")
        .doesNotContain("BHXH tỉnh Nghệ An");
    assertThat(administrator.get("/units?q=zzz").body()).contains("Không có đơn vị nào khớp");
    assertThat(administrator.get("/units/unit/zzz").statusCode()).isEqualTo(404);
  }

  @Test
  void changesNameAndMailboxForGoodAlsoPastARestart() {
    HttpResponse<String> saved =
        administrator.submit(
            UNIT, Map.of("name", "UBND phường Đông Vĩnh Mới", "email", "dv@nghean.example"));

    assertThat(Browser.redirect(saved)).isEqualTo(UNIT);
    loader.prepare();
    assertThat(units.require(COMMUNE))
        .isEqualTo(
            new Unit(
                COMMUNE,
                "UBND phường Đông Vĩnh Mới",
                Kind.COMMUNE,
                "huyen-412",
                "dv@nghean.example"));
    assertThat(identity.createGroupQuery().groupId(COMMUNE).singleResult().getName())
        .isEqualTo("UBND phường Đông Vĩnh Mới");
    assertThat(audited("unit/" + COMMUNE)).contains("UBND phường Đông Vĩnh Mới");
  }

  @Test
  void saysWhatIsWrongAndKeepsWhatWasTyped() {
    HttpResponse<String> refused =
        administrator.submit(UNIT, Map.of("name", "Tên mới", "email", "khong phai thu"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("Địa chỉ thư không hợp lệ", "value=\"Tên mới\"", "value=\"khong phai thu\"");
    assertThat(units.all()).isEqualTo(before);
  }

  @Test
  void appointsANewOfficerWhoCannotSignInYet() {
    appoint("an.nguyen", "Nguyễn Văn An", "an@nghean.example");

    assertThat(identity.createUserQuery().userId("an.nguyen").singleResult())
        .extracting(User::getFirstName, User::getLastName, User::getEmail)
        .containsExactly("Nguyễn Văn", "An", "an@nghean.example");
    assertThat(identity.createGroupQuery().groupMember("an.nguyen").singleResult().getId())
        .isEqualTo(COMMUNE);
    assertThat(administrator.get(UNIT).body())
        .contains("Nguyễn Văn An", "/camunda/app/admin/default/#/users/an.nguyen?tab=account");
    assertThat(new Browser(port).signIn("an.nguyen", "demo")).isEqualTo("/login?error");
    assertThat(administrator.get("/units/officers?q=nguyen%20van%20an").body())
        .contains("an.nguyen");
    assertThat(audited("user/an.nguyen")).contains("Vào đơn vị " + COMMUNE);
  }

  @Test
  void appointsSomebodyWhoHasAnAccountButNobodyElseByThatName() {
    appoint("an.nguyen", "Nguyễn Văn An", "");
    HttpResponse<String> another =
        administrator.submit(
            "/units/unit/xa-16666/officers", Map.of("user", "an.nguyen", "name", "Lê An"));
    assertThat(another.statusCode()).isEqualTo(400);
    assertThat(another.body()).contains("là của Nguyễn Văn An");

    administrator.submit("/units/unit/xa-16666/officers", Map.of("user", "an.nguyen"));
    assertThat(identity.createGroupQuery().groupMember("an.nguyen").count()).isEqualTo(2);
    assertThat(
            administrator
                .submit("/units/unit/xa-16666/officers", Map.of("user", "an.nguyen"))
                .body())
        .contains("đã là cán bộ của đơn vị này");
  }

  @Test
  void takesAnOfficerOutOfAUnitAndLeavesTheTasksToIt() {
    appoint("an.nguyen", "Nguyễn Văn An", "");
    String campaign = province.issue();
    String task = province.duty(campaign, "11.d4", COMMUNE).getId();
    tasks.claim(task, "an.nguyen");
    long reported = province.dutyId(campaign, "11.d1", COMMUNE);
    tasks.claim(province.require("PerformDuty", reported).getId(), "an.nguyen");
    province.complete(
        province.require("PerformDuty", reported),
        "an.nguyen",
        Map.of("outcome", "done", "summary", "Đã giao"));

    administrator.submit(UNIT + "/officers/remove", Map.of("user", "an.nguyen"));

    assertThat(identity.createGroupQuery().groupMember("an.nguyen").count()).isZero();
    assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee()).isNull();
    assertThat(province.state(province.dutyId(campaign, "11.d4", COMMUNE)))
        .isEqualTo("NOT_ACCEPTED");
    province.complete(
        province.require("ReviewDuty", reported),
        "huyen-412",
        Map.of("accepted", false, "remark", "Bổ sung"));
    assertThat(province.require("PerformDuty", reported).getAssignee()).isNull();
    assertThat(audited("user/an.nguyen")).contains("Rời đơn vị " + COMMUNE);
  }

  @Test
  void namesEveryBadRowAndImportsNothing() {
    HttpResponse<String> preview =
        upload(
            "UNITS",
            HEADER
                + "so-moi,Sở Mới,AGENCY,ubnd-tinh,\n"
                + "so hai,Sở Hai,AGENCY,ubnd-tinh,\n"
                + "so-ba,Sở Ba,OFFICE,ubnd-tinh,\n"
                + "so-bon,Sở Bốn,AGENCY,khong-co,\n"
                + "camunda-admin,Sở Năm,AGENCY,ubnd-tinh,\n"
                + "so-sau,Sở Sáu,AGENCY\n");

    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(faults(preview.body()))
        .containsExactlyInAnyOrder(
            "3: mã chỉ gồm chữ không dấu, chữ số và gạch nối, dài không quá 40: «so hai»",
            "4: loại đơn vị không có trong quy định: «OFFICE»",
            "6: mã «camunda-admin» dành riêng cho hệ thống",
            "7: số cột không khớp với dòng tiêu đề",
            "5: không có đơn vị cấp trên nào mang mã «khong-co»");
    assertThat(preview.body()).contains("5 lỗi, chưa nhập dòng nào.");
    assertThat(SEEN.matcher(preview.body()).find()).as("no button").isFalse();
    assertThat(units.all()).isEqualTo(before);
  }

  @Test
  void importsExactlyWhatItShowed() {
    String file =
        "\uFEFF"
            + HEADER.replace(',', ';')
            + "so-moi;Sở Mới;AGENCY;ubnd-tinh;so-moi@nghean.example\r\n"
            + "xa-16663;UBND phường Đông Vĩnh;COMMUNE;huyen-412;dv@nghean.example\r\n"
            + "huyen-412;UBND thành phố Vinh;DISTRICT;ubnd-tinh;\r\n"
            + ";;;;\r\n";
    HttpResponse<String> preview = upload("UNITS", file);
    assertThat(preview.body())
        .contains("1 dòng mới, 1 dòng thay đổi", "1 dòng giữ nguyên.")
        .contains("Hộp thư: (không có) → dv@nghean.example");
    assertThat(units.all()).as("nothing is imported by looking").isEqualTo(before);

    HttpResponse<String> imported = confirm("UNITS", file, preview.body());

    assertThat(Browser.redirect(imported)).isEqualTo("/units");
    assertThat(units.require("so-moi"))
        .isEqualTo(new Unit("so-moi", "Sở Mới", Kind.AGENCY, "ubnd-tinh", "so-moi@nghean.example"));
    assertThat(units.require(COMMUNE).email()).isEqualTo("dv@nghean.example");
    assertThat(units.require("huyen-412").email()).isEqualTo("huyen-412@nghean.example");
    assertThat(identity.createGroupQuery().groupId("so-moi").count()).isOne();
    assertThat(audited("unit/so-moi")).contains("thêm Sở Mới");
  }

  @Test
  void importsNothingIfItWouldNowDoSomethingElse() {
    String file = HEADER + "xa-16663,UBND phường Đông Vĩnh,COMMUNE,huyen-412,dv@nghean.example\n";
    HttpResponse<String> preview = upload("UNITS", file);
    administrator.submit(UNIT, Map.of("name", "UBND phường Đông Vĩnh", "email", "khac@x.example"));

    HttpResponse<String> refused = confirm("UNITS", file, preview.body());

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains("Dữ liệu vừa thay đổi", "khac@x.example → dv@nghean.example");
    assertThat(units.require(COMMUNE).email()).isEqualTo("khac@x.example");
  }

  @Test
  void importsOfficersAndTellsNewFromChanged() {
    appoint("an.nguyen", "Nguyễn An", "");
    String file =
        "user,name,unit,email\n"
            + "an.nguyen,Nguyễn Văn An,xa-16663,an@nghean.example\n"
            + "binh.tran,Trần Bình,xa-16663,\n";
    HttpResponse<String> preview = upload("OFFICERS", file);
    assertThat(preview.body())
        .contains("1 dòng mới, 1 dòng thay đổi", "Họ tên: Nguyễn An → Nguyễn Văn An");

    assertThat(Browser.redirect(confirm("OFFICERS", file, preview.body())))
        .isEqualTo("/units/officers");
    assertThat(identity.createUserQuery().userId("an.nguyen").singleResult())
        .extracting(User::getFirstName, User::getLastName, User::getEmail)
        .containsExactly("Nguyễn Văn", "An", "an@nghean.example");
    assertThat(identity.createUserQuery().memberOfGroup(COMMUNE).list())
        .extracting(User::getId)
        .contains("an.nguyen", "binh.tran");
    assertThat(upload("OFFICERS", file).body()).contains("Không có gì để nhập.");
  }

  @Test
  void namesEveryBadOfficer() {
    assertThat(
            faults(
                upload(
                        "OFFICERS",
                        "user,name,unit,email\nbình,Trần Bình,xa-16663,\nan.nguyen,,xa-16663,\n"
                            + "binh.tran,Trần Bình,khong-co,\n")
                    .body()))
        .hasSize(3);
  }

  @Test
  void givesBackAFileThatChangesNothingWhenImported() {
    String file = administrator.get("/units/units.csv").body();
    assertThat(file).startsWith("\uFEFFcode,name,kind,superior,email\r\n");
    assertThat(upload("UNITS", file).body()).contains("Không có gì để nhập.");
    String officers = administrator.get("/units/officers.csv").body();
    assertThat(officers).contains("xa-16663,UBND phường Đông Vĩnh,xa-16663,");
    assertThat(upload("OFFICERS", officers).body()).contains("Không có gì để nhập.");
  }

  @Test
  void refusesAFileThatIsMissingOrTooLarge() {
    HttpResponse<String> missing = upload("UNITS", "");
    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(missing.body()).contains("Chưa chọn tệp, hoặc tệp trống.");
    HttpResponse<String> large = upload("UNITS", HEADER + "x".repeat(1024 * 1024));
    assertThat(large.statusCode()).isEqualTo(400);
    assertThat(large.body()).contains("Tệp lớn quá 1 MB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xa-16663", "huyen-412", "ubmttq-tinh", "bhxh-tinh", "ubnd-tinh"})
  void isClosedToEverybodyElse(String user) {
    Browser other = new Browser(port).signedIn(user, "demo");

    for (String path :
        List.of(
            "/units",
            UNIT,
            "/units/officers",
            "/units/import",
            "/units/units.csv",
            "/units/officers.csv")) {
      assertThat(other.get(path).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(other.submit(UNIT, Map.of("name", "X")).statusCode()).isEqualTo(403);
    assertThat(other.submit(UNIT + "/officers", Map.of("user", user, "name", "X")).statusCode())
        .isEqualTo(403);
    assertThat(other.submit(UNIT + "/officers/remove", Map.of("user", COMMUNE)).statusCode())
        .isEqualTo(403);
    assertThat(units.all()).isEqualTo(before);
  }

  @Test
  void takesNothingFromAnotherSite() {
    assertThat(administrator.json("POST", UNIT + "?name=X", "").statusCode()).isEqualTo(403);
    assertThat(
            administrator
                .upload("/units/import/preview", Map.of("subject", "UNITS"), "file", HEADER)
                .statusCode())
        .isEqualTo(403);
    assertThat(units.all()).isEqualTo(before);
  }

  private void appoint(String user, String name, String email) {
    assertThat(
            Browser.redirect(
                administrator.submit(
                    UNIT + "/officers", Map.of("user", user, "name", name, "email", email))))
        .isEqualTo(UNIT);
  }

  private HttpResponse<String> upload(String subject, String content) {
    return administrator.upload(
        "/units/import/preview", Map.of("subject", subject, "_csrf", token()), "file", content);
  }

  private HttpResponse<String> confirm(String subject, String content, String preview) {
    var seen = SEEN.matcher(preview);
    assertThat(seen.find()).isTrue();
    var fields = new HashMap<String, String>();
    fields.put("subject", subject);
    fields.put("text", content);
    fields.put("seen", seen.group(1));
    return administrator.submit("/units/import", fields);
  }

  private String token() {
    var token = TOKEN.matcher(administrator.get("/units/import").body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private static List<String> faults(String page) {
    return Pattern.compile(
            "<td data-label=\"Dòng\">([^<]+)</td>\\s*<td data-label=\"Lỗi\">([^<]+)</td>")
        .matcher(page)
        .results()
        .map(fault -> fault.group(1) + ": " + fault.group(2))
        .toList();
  }

  private List<String> auditedLines(String subject) {
    return province
        .jdbc
        .sql("select detail from audit_entry where subject = ? and person = 'quan-tri'")
        .param(subject)
        .query(String.class)
        .list();
  }

  private String audited(String subject) {
    return String.join("\n", auditedLines(subject));
  }
}
