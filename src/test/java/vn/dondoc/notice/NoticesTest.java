package vn.dondoc.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;

/** What units are told at once: to whom, about what, in which words. */
@SmallProvinceTest
class NoticesTest {

  private static final String COMMUNE = "xa-16663";
  private static final String NEIGHBOUR = "xa-16666";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String FRONT = "ubmttq-tinh";
  private static final String COMMITTEE = "ubnd-tinh";

  @Autowired Province province;
  @Autowired Mails mails;
  @Autowired MailText text;

  private String campaign;

  @BeforeEach
  void issue() {
    campaign = province.issue();
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void nobodyIsToldOfACampaignByAMailPerDuty() {
    assertThat(mails.find(null, null, 0, 10)).isEmpty();
  }

  @Test
  void anUrgedUnitIsToldOnceOfAllItsDuties() {
    province.passes("2024-05-17T17:01");
    province.at("2024-05-17T17:30");
    Task urge =
        province.tasksOf(DISTRICT, "UrgeUnit").isEmpty()
            ? null
            : province.taskOf(DISTRICT, "UrgeUnit");
    assertThat(urge).isNotNull();
    province.complete(urge, DISTRICT, Map.of("remark", "Làm ngay trong tuần"));

    assertThat(units(MailKind.URGED)).containsExactlyInAnyOrder(COMMUNE, NEIGHBOUR);
    Mail mail = mailTo(COMMUNE, MailKind.URGED);
    assertThat(mail.subject()).isEqualTo("UBND thành phố Vinh đôn đốc 2 nhiệm vụ quá hạn");
    assertThat(plain(mail))
        .contains(
            "Ngày 17/05/2024, UBND thành phố Vinh đôn đốc UBND phường Đông Vĩnh",
            "- 11.d1 – ",
            "- 11.d2 – ",
            "Hạn 17:00 ngày 14/05/2024",
            "/link/duty/" + province.dutyId(campaign, "11.d1", COMMUNE),
            "/link/duty/" + province.dutyId(campaign, "11.d2", COMMUNE))
        .as("11.d2 is about citizens")
        .doesNotContain("Làm ngay trong tuần")
        .contains("Ý kiến: xem trong hệ thống.");
  }

  @Test
  void theFatherlandFrontIsAskedAndNotUrged() {
    province.passes("2024-05-31T17:01");
    Task talk =
        province.tasksOf(LEAD, "UrgeUnit").stream()
            .filter(task -> task.getName().contains("MTTQ"))
            .findFirst()
            .orElseThrow();
    province.complete(talk, LEAD, Map.of("remark", "Mong quý cơ quan quan tâm"));

    Mail mail = mailTo(FRONT, MailKind.URGED);
    assertThat(mail.subject()).startsWith("BHXH tỉnh Nghệ An đề nghị quan tâm thực hiện");
    assertCourteous(mail);
    assertThat(plain(mail))
        .contains("trân trọng đề nghị", "Thời hạn đề nghị", "Ý kiến: Mong quý cơ quan quan tâm");
  }

  @Test
  void theCommitteesDecisionReachesEveryUnitItConcernsAndTheirSuperior() {
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-16T17:01");
    long targets = province.dutyId(campaign, "11.d1", COMMUNE);
    long others = province.dutyId(campaign, "11.d1", NEIGHBOUR);
    province.complete(
        decision(),
        COMMITTEE,
        Map.of(
            "decision",
            "extend",
            "newDue",
            "2024-05-24",
            "remark",
            "Lần cuối",
            "decisions",
            "{\"%d\": {\"decision\": \"reassign\", \"newUnit\": \"%s\", \"newDue\": \"2024-05-27\"}}"
                .formatted(others, COMMUNE)));

    assertThat(units(MailKind.DECIDED))
        .containsExactlyInAnyOrder(COMMUNE, COMMUNE, NEIGHBOUR, DISTRICT);
    assertThat(mailsTo(COMMUNE, MailKind.DECIDED))
        .extracting(this::plain)
        .anySatisfy(
            mail ->
                assertThat(mail)
                    .contains(
                        "Gia hạn đến 17:00 ngày 24/05/2024",
                        "Ý kiến: Lần cuối",
                        "/link/duty/" + targets))
        .anySatisfy(
            mail ->
                assertThat(mail)
                    .contains(
                        "UBND tỉnh Nghệ An phân công đơn vị thực hiện",
                        "Thay UBND phường Hà Huy Tập · Hạn 17:00 ngày 27/05/2024",
                        "/link/duty/" + others));
    assertThat(plain(mailTo(NEIGHBOUR, MailKind.DECIDED)))
        .contains("Phân công lại cho UBND phường Đông Vĩnh");
    assertThat(mailTo(DISTRICT, MailKind.DECIDED).subject())
        .isEqualTo("UBND tỉnh Nghệ An quyết định xử lý 2 nhiệm vụ quá hạn");
  }

  @Test
  void theCommitteesDecisionOnARequestIsPutCourteously() {
    province.passes("2024-05-31T17:01");
    province.passes("2024-06-04T17:01");
    Task decide =
        province.tasksOf(COMMITTEE, "DecideEscalation").stream()
            .filter(task -> task.getName().contains("MTTQ"))
            .findFirst()
            .orElseThrow();
    province.complete(decide, COMMITTEE, Map.of("decision", "urge", "newDue", "2024-06-10"));

    Mail mail = mailTo(FRONT, MailKind.DECIDED);
    assertThat(mail.subject()).startsWith("Ý kiến của UBND tỉnh Nghệ An");
    assertCourteous(mail);
    assertThat(plain(mail))
        .contains("Đề nghị quan tâm thực hiện, trả lời trước 17:00 ngày 10/06/2024");
  }

  @Test
  void aUnitIsToldWhatIsMissingInItsResult() {
    supplement("11.d4", COMMUNE, DISTRICT, "Thiếu số liệu hộ gia đình");

    Mail mail = mailTo(COMMUNE, MailKind.SUPPLEMENT_ASKED);
    assertThat(mail.subject()).startsWith("Yêu cầu bổ sung: 11.d4 – ");
    assertThat(plain(mail))
        .contains(
            "UBND thành phố Vinh yêu cầu bổ sung kết quả",
            "Ý kiến: Thiếu số liệu hộ gia đình",
            "/link/duty/" + province.dutyId(campaign, "11.d4", COMMUNE));
  }

  @Test
  void whatIsSaidOfAListOfCitizensIsNotMailed() {
    supplement("11.d2", COMMUNE, DISTRICT, "Thiếu ông Nguyễn Văn An");

    assertThat(plain(mailTo(COMMUNE, MailKind.SUPPLEMENT_ASKED)))
        .doesNotContain("Nguyễn Văn An")
        .contains("xem trong hệ thống");
  }

  @Test
  void theFatherlandFrontIsAskedForASupplement() {
    supplement("7.b", FRONT, LEAD, "Xin thêm số liệu");

    Mail mail = mailTo(FRONT, MailKind.SUPPLEMENT_ASKED);
    assertThat(mail.subject()).startsWith("Đề nghị bổ sung: 7.b – ");
    assertCourteous(mail);
  }

  @Test
  void aUnitIsToldWhetherItGetsMoreTime() {
    extension("11.d4", Map.of("granted", true, "newDue", "2024-06-05"));
    assertThat(mailTo(COMMUNE, MailKind.EXTENSION_DECIDED).subject())
        .startsWith("Đồng ý gia hạn đến 05/06/2024: 11.d4 – ");

    extension("11.d5", Map.of("granted", false, "remark", "Cả tỉnh cùng hạn"));
    Mail refused = mailTo(COMMUNE, MailKind.EXTENSION_DECIDED);
    assertThat(refused.subject()).startsWith("Không đồng ý gia hạn: 11.d5 – ");
    assertThat(plain(refused))
        .contains(
            "Hạn vẫn là 17:00 ngày 31/05/2024",
            "Ý kiến: Cả tỉnh cùng hạn",
            "/link/duty/" + province.dutyId(campaign, "11.d5", COMMUNE));
  }

  @Test
  void theLeadAgencyIsToldOfAReturnedDutyAndBothUnitsOfWhatBecomesOfIt() {
    long duty = province.dutyId(campaign, "11.d4", COMMUNE);
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "return", "reason", "Thuộc phường bên"));

    Mail returned = mailTo(LEAD, MailKind.RETURNED);
    assertThat(returned.subject()).startsWith("UBND phường Đông Vĩnh trả lại nhiệm vụ 11.d4 – ");
    assertThat(plain(returned)).contains("Lý do: Thuộc phường bên", "/link/duty/" + duty);

    province.complete(
        province.require("DecideReturn", duty),
        LEAD,
        Map.of("decision", "reassign", "newUnit", NEIGHBOUR, "newDue", "2024-06-03"));
    assertThat(plain(mailTo(COMMUNE, MailKind.RETURN_DECIDED)))
        .contains("phân công lại cho UBND phường Hà Huy Tập");
    assertThat(plain(mailTo(NEIGHBOUR, MailKind.RETURN_DECIDED)))
        .contains("được phân công thực hiện", "Hạn 17:00 ngày 03/06/2024", "/link/duty/" + duty);
  }

  @Test
  void aUnitIsToldThatItNeedNotDoWhatItReturned() {
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "return", "reason", "Không có đoàn thể"));
    province.complete(
        province.require("DecideReturn", province.dutyId(campaign, "11.d4", COMMUNE)),
        LEAD,
        Map.of("decision", "waive", "remark", "Đồng ý"));

    assertThat(mailTo(COMMUNE, MailKind.RETURN_DECIDED).subject())
        .startsWith("Cho phép không thực hiện: 11.d4 – ");
  }

  @Test
  void theLeadAgencyIsToldWhenTheFinalReportIsDueAndWhenItComesBack() {
    province.passes("2024-06-05T17:01");
    assertThat(mailTo(LEAD, MailKind.FINAL_REPORT_DUE).subject())
        .isEqualTo("Đến kỳ báo cáo tổng kết, văn bản số 15/UBND-VX: hạn 10/06/2024");
    assertThat(plain(mailTo(LEAD, MailKind.FINAL_REPORT_DUE))).contains("/link/report/" + campaign);

    province.complete(
        province.taskOf(LEAD, "WriteFinalReport"), LEAD, Map.of("content", "Báo cáo"));
    province.complete(
        province.taskOf(COMMITTEE, "ApproveFinalReport"),
        COMMITTEE,
        Map.of("approved", false, "remark", "Thiếu phụ lục"));
    assertThat(mailTo(LEAD, MailKind.FINAL_REPORT_DUE).subject())
        .startsWith("Báo cáo tổng kết cần chỉnh sửa");
  }

  @Test
  void thereIsNoMailAboutWhatWasRolledBack() {
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "done", "summary", "Xong"));
    Task review = province.require("ReviewDuty", province.dutyId(campaign, "11.d4", COMMUNE));

    assertThatThrownBy(() -> province.complete(review, DISTRICT, Map.of("accepted", false)))
        .rootCause()
        .hasMessageContaining("Chưa nhập ý kiến");
    assertThat(mails.find(null, null, 0, 10)).isEmpty();
  }

  @Test
  void aLongRemarkOnManyDutiesStillFitsIntoAMail() {
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-16T17:01");
    province.complete(
        decision(), COMMITTEE, Map.of("decision", "waive", "remark", "Thiên tai ".repeat(390)));

    assertThat(mailTo(COMMUNE, MailKind.DECIDED).content()).contains("Thiên tai");
  }

  private void supplement(String clause, String unit, String superior, String remark) {
    province.complete(
        province.duty(campaign, clause, unit), unit, Map.of("outcome", "done", "summary", "Xong"));
    province.complete(
        province.require("ReviewDuty", province.dutyId(campaign, clause, unit)),
        superior,
        Map.of("accepted", false, "remark", remark));
  }

  private void extension(String clause, Map<String, Object> answer) {
    province.complete(
        province.duty(campaign, clause, COMMUNE),
        COMMUNE,
        Map.of("outcome", "extension", "requestedDue", "2024-06-10", "reason", "Thiếu người"));
    province.complete(
        province.require("DecideExtension", province.dutyId(campaign, clause, COMMUNE)),
        DISTRICT,
        answer);
  }

  /** The committee's task about the communes. */
  private Task decision() {
    return province.tasksOf(COMMITTEE, "DecideEscalation").stream()
        .filter(task -> task.getName().contains("thuộc UBND thành phố Vinh"))
        .findFirst()
        .orElseThrow();
  }

  private List<Mail> mailsTo(String unit, MailKind kind) {
    return mails.find(null, List.of(unit), 0, 100).stream()
        .filter(mail -> mail.kind() == kind)
        .toList();
  }

  /** The newest. */
  private Mail mailTo(String unit, MailKind kind) {
    return mailsTo(unit, kind).stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " to " + unit));
  }

  private List<String> units(MailKind kind) {
    return mails.find(null, null, 0, 100).stream()
        .filter(mail -> mail.kind() == kind)
        .map(Mail::unit)
        .toList();
  }

  private String plain(Mail mail) {
    return text.plain(mail, mails.letter(mail));
  }

  private void assertCourteous(Mail mail) {
    assertThat(mail.subject() + "\n" + plain(mail) + text.html(mail, mails.letter(mail)))
        .doesNotContainIgnoringCase("đôn đốc")
        .doesNotContainIgnoringCase("quá hạn")
        .doesNotContainIgnoringCase("yêu cầu");
  }
}
