package vn.dondoc.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;

/** The mail of the morning. There is no server here, so that everything stays in the outbox. */
@SmallProvinceTest
class DigestTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String FRONT = "ubmttq-tinh";
  private static final String COMMITTEE = "ubnd-tinh";

  @Autowired Province province;
  @Autowired Mails mails;
  @Autowired MailText text;
  @Autowired MailWorkflow workflow;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void isWrittenAtHalfPastSevenAndNotAMinuteBefore() {
    province.issue();
    province.passes("2024-05-08T18:00");
    province.passes("2024-05-09T07:29");
    assertThat(digests()).extracting(Mail::onDay).doesNotContain(LocalDate.of(2024, 5, 9));

    province.passes("2024-05-09T07:30");
    assertThat(digests())
        .filteredOn(mail -> mail.onDay().equals(LocalDate.of(2024, 5, 9)))
        .extracting(Mail::unit)
        .contains(COMMUNE, DISTRICT, LEAD, FRONT);
  }

  @Test
  void isNotWrittenOnASaturday() {
    province.issue();
    province.passes("2024-05-10T18:00");
    int before = digests().size();
    province.passes("2024-05-11T07:31");

    assertThat(digests()).hasSize(before);
  }

  @Test
  void isWrittenOnASaturdayThatIsWorkedInsteadOfAnotherDay() {
    province.at("2024-04-26T08:00");
    province.as(
        COMMITTEE, () -> province.start("9/UBND", "2024-04-26", "2024-04-26", "2024-05-08"));
    province.runJobs();
    province.passes("2024-05-03T18:00");
    province.passes("2024-05-04T07:30");

    assertThat(digests())
        .filteredOn(mail -> mail.onDay().toString().equals("2024-05-04"))
        .isNotEmpty();
  }

  @Test
  void isNotWrittenToAUnitThatHasNothingToBeTold() {
    String campaign = province.issue();
    for (String clause : List.of("11.d1", "11.d2")) {
      province.finish(campaign, clause, COMMUNE, DISTRICT);
    }
    province.passes("2024-05-13T07:30");

    assertThat(digests())
        .extracting(Mail::unit)
        .contains("xa-16666", DISTRICT)
        .doesNotContain(COMMUNE);
  }

  @Test
  void tellsWhatIsOverdueAndWhatIsDueSoonWithALinkToEach() {
    String campaign = province.issue();
    long targets = province.dutyId(campaign, "11.d1", COMMUNE);
    long list = province.dutyId(campaign, "11.d2", COMMUNE);
    province.passes("2024-05-15T07:30");

    Mail mail = digestOf(COMMUNE);
    assertThat(mail.subject()).isEqualTo("Công việc ngày 15/05/2024: 1 quá hạn, 1 sắp đến hạn");
    assertThat(plain(mail))
        .containsSubsequence(
            "Kính gửi: UBND phường Đông Vĩnh",
            "QUÁ HẠN (1)",
            "- 11.d1 – ",
            "Hạn 17:00 ngày 14/05/2024 · Quá hạn 1 ngày làm việc",
            "/link/duty/" + targets,
            "SẮP ĐẾN HẠN (1)",
            "- 11.d2 – ",
            "Hạn 17:00 ngày 17/05/2024 · Còn 2 ngày làm việc",
            "/link/duty/" + list);
  }

  @Test
  void tellsASuperiorWhatWaitsForIt() {
    String campaign = province.issue();
    province.complete(
        province.duty(campaign, "11.d1", COMMUNE),
        COMMUNE,
        Map.of("outcome", "done", "summary", "Đã giao"));
    province.complete(
        province.duty(campaign, "11.d2", COMMUNE),
        COMMUNE,
        Map.of("outcome", "extension", "requestedDue", "2024-05-24", "reason", "Thiếu người"));
    province.complete(
        province.duty(campaign, "11.d4", COMMUNE),
        COMMUNE,
        Map.of("outcome", "return", "reason", "Không thuộc thẩm quyền"));
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-15T07:30");

    assertThat(plain(digestOf(DISTRICT)))
        .contains("CHỜ ĐƠN VỊ XỬ LÝ")
        .contains("- 1 kết quả chờ duyệt\n  /reviews")
        .contains("- 1 đề nghị gia hạn chờ quyết định")
        .contains(
            "- Hồ sơ quá hạn: các đơn vị thuộc UBND thành phố Vinh (1 nhiệm vụ)\n  /link/case/");
    assertThat(plain(digestOf(LEAD))).contains("- 1 nhiệm vụ bị trả lại chờ xử lý");
  }

  @Test
  void tellsTheCommitteeOfTheCasesAndTheReportBeforeIt() {
    String campaign = province.issue();
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-17T07:30");
    assertThat(plain(digestOf(COMMITTEE))).contains("Hồ sơ quá hạn:", "Chờ quyết định");

    province.passes("2024-06-05T17:01");
    province.passes("2024-06-06T07:30");
    assertThat(plain(digestOf(LEAD)))
        .contains("- Báo cáo tổng kết – văn bản 15/UBND-VX", "/link/report/" + campaign);
    province.complete(
        province.taskOf(LEAD, "WriteFinalReport"), LEAD, Map.of("content", "Báo cáo"));
    province.passes("2024-06-07T07:30");
    assertThat(plain(digestOf(COMMITTEE)))
        .contains("- Phê duyệt báo cáo tổng kết – văn bản 15/UBND-VX");
  }

  @Test
  void asksTheFatherlandFrontCourteously() {
    province.issue();
    province.passes("2024-06-03T07:30");

    Mail mail = digestOf(FRONT);
    String asked = plain(mail).split("NỘI DUNG ĐƯỢC ĐỀ NGHỊ PHỐI HỢP")[1];
    assertThat(mail.subject()).contains("nội dung được đề nghị");
    assertThat(asked)
        .contains("Thời hạn đề nghị 17:00 ngày 31/05/2024 · Đã qua thời hạn đề nghị")
        .doesNotContainIgnoringCase("quá hạn");
    assertThat(plain(mail)).doesNotContainIgnoringCase("đôn đốc");
  }

  @Test
  void isOneForAUnitAndADayHoweverOftenItIsAskedFor() {
    province.issue();
    province.passes("2024-05-14T07:30");
    List<Mail> once = digests();
    workflow.writeDigests();
    workflow.writeDigests();

    assertThat(digests()).isEqualTo(once);
    assertThat(
            province.count(
                "select count(*) from (select unit, on_day from mail group by unit, on_day having"
                    + " count(*) > 1) twice"))
        .isZero();
  }

  @Test
  void waitsInTheOutboxWithoutAServerAndGivesWayToTheNextMornings() {
    province.issue();
    province.passes("2024-05-14T07:30");
    province.passes("2024-05-14T12:00");

    assertThat(digestOf("huyen-412").state()).isEqualTo(MailState.WAITING);
    assertThat(digestOf(COMMUNE).state()).isEqualTo(MailState.NO_ADDRESS);
    assertThat(runtime.createIncidentQuery().count()).isZero();
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("MailDispatch").count())
        .isZero();

    province.passes("2024-05-15T07:30");
    assertThat(mails.find(MailState.SUPERSEDED, List.of(DISTRICT), 0, 10))
        .extracting(mail -> mail.onDay().toString())
        .containsExactly("2024-05-14");
    assertThat(digestOf(DISTRICT).onDay()).isEqualTo("2024-05-15");
  }

  @Test
  void saysHowManyMoreThereAreInsteadOfEndlessLists() {
    String campaign = province.issue();
    long duty = province.dutyId(campaign, "11.d1", COMMUNE);
    for (int further = 1; further <= 24; further++) {
      province
          .jdbc
          .sql(
              """
              insert into duty (campaign_id, definition_id, clause, assigned_unit, unit,
                original_due, due, state)
              select campaign_id, definition_id, concat(clause, '/', cast(? as varchar)), unit, unit,
                due, due, 'IN_PROGRESS'
              from duty where id = ?
              """)
          .param(further)
          .param(duty)
          .update();
    }
    province.passes("2024-05-14T07:30");

    assertThat(plain(digestOf(COMMUNE))).contains("SẮP ĐẾN HẠN (26)").contains("- và 6 việc khác");
  }

  private List<Mail> digests() {
    return mails.find(null, null, 0, 1000).stream()
        .filter(mail -> mail.kind() == MailKind.DIGEST)
        .toList();
  }

  /** The newest. */
  private Mail digestOf(String unit) {
    return digests().stream()
        .filter(mail -> mail.unit().equals(unit))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no digest for " + unit));
  }

  private String plain(Mail mail) {
    return text.plain(mail, mails.letter(mail));
  }
}
