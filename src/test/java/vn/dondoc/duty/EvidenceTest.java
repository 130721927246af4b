package vn.dondoc.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;
import vn.dondoc.audit.ForgottenAudit;

/** Files attached to duties: who may see and change them, what is taken, and what is recorded. */
@SmallProvinceTest
@AutoConfigureMockMvc
class EvidenceTest {

  private static final String COMMUNE = "xa-16663";
  private static final String OTHER_COMMUNE = "xa-16666";
  private static final String DISTRICT = "huyen-412";
  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final String OTHER_AGENCY = "ubmttq-tinh";
  private static final String ADMINISTRATORS = "camunda-admin";

  @Autowired MockMvc mvc;
  @Autowired Province province;
  @Autowired Duties duties;

  private String campaign;
  private long duty;

  @BeforeEach
  void issue() {
    ForgottenAudit.in(province.jdbc);
    campaign = province.issue();
    duty = province.dutyId(campaign, "11.d4", COMMUNE);
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  // Who may see it

  @ParameterizedTest
  @ValueSource(strings = {COMMUNE, DISTRICT, LEAD, COMMITTEE, ADMINISTRATORS})
  void isSeenByTheUnitAndThoseAboveIt(String viewer) throws Exception {
    long evidence = attached(duty);

    list(viewer, duty)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$", hasSize(1)))
        .andExpect(jsonPath("$[0].fileName").value("Báo cáo.pdf"));
    download(viewer, evidence)
        .andExpect(status().isOk())
        .andExpect(content().bytes(SampleFiles.PDF));
  }

  @ParameterizedTest
  @ValueSource(strings = {OTHER_COMMUNE, OTHER_AGENCY})
  void isHiddenFromOthersAsIfItDidNotExist(String stranger) throws Exception {
    long evidence = attached(duty);

    assertHidden(list(stranger, duty));
    assertHidden(download(stranger, evidence));
    assertHidden(upload(stranger, duty, "a.pdf", SampleFiles.PDF));
    assertHidden(describe(stranger, evidence, "1/KH", "2024-05-06"));
    assertHidden(remove(stranger, evidence));
    assertThat(actions()).containsExactly("UPLOAD");
  }

  @Test
  void answersAGuessedIdLikeAHiddenOne() throws Exception {
    assertHidden(list(COMMUNE, 999_999));
    assertHidden(download(COMMUNE, 999_999));
    assertHidden(upload(COMMUNE, 999_999, "a.pdf", SampleFiles.PDF));
    assertHidden(describe(COMMUNE, 999_999, null, null));
    assertHidden(remove(COMMUNE, 999_999));
  }

  @ParameterizedTest
  @ValueSource(strings = {COMMUNE, DISTRICT, LEAD})
  void ofAListOfCitizensIsSeenByTheCommuneItsDistrictAndTheLeadAgency(String viewer)
      throws Exception {
    long list = province.dutyId(campaign, "11.d2", COMMUNE);
    long evidence = attached(list);

    list(viewer, list).andExpect(status().isOk()).andExpect(jsonPath("$", hasSize(1)));
    download(viewer, evidence).andExpect(status().isOk());
  }

  @ParameterizedTest
  @ValueSource(strings = {COMMITTEE, ADMINISTRATORS, OTHER_COMMUNE, OTHER_AGENCY})
  void ofAListOfCitizensIsHiddenFromEverybodyElse(String stranger) throws Exception {
    long list = province.dutyId(campaign, "11.d2", COMMUNE);
    long evidence = attached(list);

    assertHidden(list(stranger, list));
    assertHidden(download(stranger, evidence));
    assertHidden(remove(stranger, evidence));
  }

  @Test
  void ofAListOfCitizensIsHiddenFromTheCommitteeEvenWhenTheLeadAgencyOwesIt() throws Exception {
    long list = province.dutyId(campaign, "11.d2", COMMUNE);
    long evidence = attached(list);
    duties.reassign(list, LEAD, null, LEAD, null);

    download(LEAD, evidence).andExpect(status().isOk());
    assertHidden(download(COMMITTEE, evidence));
    assertHidden(download(COMMUNE, evidence));
  }

  @Test
  void goesWithItsDutyToAnotherUnit() throws Exception {
    long evidence = attached(duty);
    duties.reassign(duty, OTHER_COMMUNE, null, LEAD, null);

    assertHidden(list(COMMUNE, duty));
    assertHidden(remove(COMMUNE, evidence));
    list(OTHER_COMMUNE, duty).andExpect(jsonPath("$", hasSize(1)));
    upload(OTHER_COMMUNE, duty, "b.pdf", SampleFiles.PDF).andExpect(status().isCreated());
    remove(OTHER_COMMUNE, evidence).andExpect(status().isNoContent());
  }

  @Test
  void isForNobodyWhoIsNotSignedIn() throws Exception {
    mvc.perform(get("/api/evidence/" + attached(duty))).andExpect(status().isUnauthorized());
  }

  // Small pictures

  @ParameterizedTest
  @ValueSource(strings = {COMMUNE, DISTRICT, LEAD, COMMITTEE, ADMINISTRATORS})
  void hasASmallPictureForThoseWhoSeeItThatLeavesNoDownloadOnRecord(String viewer)
      throws Exception {
    long photo = id(upload(COMMUNE, duty, "Hội nghị.jpg", SampleFiles.photo("jpg", 800, 600)));

    list(viewer, duty).andExpect(jsonPath("$[0].thumbnail").value(true));
    thumbnail(viewer, photo)
        .andExpect(status().isOk())
        .andExpect(content().contentTypeCompatibleWith(MediaType.IMAGE_JPEG))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    assertThat(actions()).containsExactly("UPLOAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {OTHER_COMMUNE, OTHER_AGENCY})
  void hasNoSmallPictureForStrangers(String stranger) throws Exception {
    assertHidden(
        thumbnail(
            stranger, id(upload(COMMUNE, duty, "a.jpg", SampleFiles.photo("jpg", 800, 600)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {COMMITTEE, ADMINISTRATORS, OTHER_COMMUNE})
  void ofAListOfCitizensHasNoSmallPictureForThoseWhoMayNotSeeTheList(String stranger)
      throws Exception {
    long list = province.dutyId(campaign, "11.d2", COMMUNE);
    long photo = id(upload(COMMUNE, list, "a.jpg", SampleFiles.photo("jpg", 800, 600)));

    assertHidden(thumbnail(stranger, photo));
    thumbnail(LEAD, photo).andExpect(status().isOk());
  }

  @Test
  void hasNoSmallPictureIfItIsNoPhotoOrWasRemoved() throws Exception {
    assertHidden(thumbnail(COMMUNE, attached(duty)));
    list(COMMUNE, duty).andExpect(jsonPath("$[0].thumbnail").value(false));

    long photo = id(upload(COMMUNE, duty, "a.jpg", SampleFiles.photo("jpg", 800, 600)));
    remove(COMMUNE, photo);
    assertHidden(thumbnail(COMMUNE, photo));
    assertThat(province.count("select count(*) from evidence_thumbnail")).isZero();
  }

  @Test
  void saysWhatIsTakenBeforeItIsSent() throws Exception {
    perform(COMMUNE, get("/api/evidence/limits"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.maxSize").value(20 * 1024 * 1024))
        .andExpect(jsonPath("$.maxFiles").value(20))
        .andExpect(jsonPath("$.kinds", hasSize(FileKind.values().length)))
        .andExpect(jsonPath("$.kinds[0].extensions[0]").value("pdf"));
  }

  // Who may change it, and when

  @ParameterizedTest
  @ValueSource(strings = {DISTRICT, LEAD, COMMITTEE, ADMINISTRATORS})
  void isChangedByNobodyAboveTheUnit(String viewer) throws Exception {
    long evidence = attached(duty);

    assertForbidden(upload(viewer, duty, "a.pdf", SampleFiles.PDF));
    assertForbidden(describe(viewer, evidence, "1/KH", null));
    assertForbidden(remove(viewer, evidence));
    list(COMMUNE, duty).andExpect(jsonPath("$", hasSize(1)));
  }

  @Test
  void staysAsItIsWhileTheResultIsUnderReviewAndAfterItWasAccepted() throws Exception {
    long evidence = attached(duty);
    submit(Map.of("outcome", "done", "summary", "Đã làm"));

    assertClosed(evidence, "Chờ duyệt");
    download(DISTRICT, evidence).andExpect(status().isOk());

    province.complete(province.require("ReviewDuty", duty), DISTRICT, Map.of("accepted", true));
    assertClosed(evidence, "Hoàn thành");
    download(COMMUNE, evidence).andExpect(status().isOk());
  }

  @Test
  void canBeAddedAgainWhenTheReviewerAsksForMore() throws Exception {
    submit(Map.of("outcome", "done", "summary", "Đã làm"));
    province.complete(
        province.require("ReviewDuty", duty),
        DISTRICT,
        Map.of("accepted", false, "remark", "Thiếu ảnh"));

    upload(COMMUNE, duty, "ảnh.jpg", SampleFiles.JPEG).andExpect(status().isCreated());
  }

  @Test
  void staysAsItIsWhileSomebodyAboveDecidesOnMoreTimeOrTheReturn() throws Exception {
    long evidence = attached(duty);
    submit(Map.of("outcome", "extension", "reason", "Mưa lũ", "requestedDue", "2024-06-07"));
    assertClosed(evidence, "Chờ gia hạn");

    province.complete(province.require("DecideExtension", duty), DISTRICT, Map.of("granted", true));
    submit(Map.of("outcome", "return", "reason", "Không thuộc thẩm quyền"));
    assertClosed(evidence, "Trả lại");

    province.complete(
        province.require("DecideReturn", duty),
        LEAD,
        Map.of("decision", "waive", "remark", "Đồng ý"));
    assertClosed(evidence, "Không thực hiện");
  }

  @Test
  void waitsUntilTheTurnOfItsDutyHasCome() throws Exception {
    long waiting = province.dutyId(campaign, "11.d3", COMMUNE);

    list(COMMUNE, waiting).andExpect(status().isOk()).andExpect(jsonPath("$", hasSize(0)));
    upload(COMMUNE, waiting, "a.pdf", SampleFiles.PDF)
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail", containsString("chờ nhiệm vụ trước")));
  }

  @Test
  void isNotAddedByAForgedRequest() throws Exception {
    mvc.perform(
            multipart("/api/duties/" + duty + "/evidence")
                .file(new MockMultipartFile("file", "a.pdf", null, SampleFiles.PDF))
                .with(user("can-bo").authorities(new SimpleGrantedAuthority(COMMUNE))))
        .andExpect(status().isForbidden());
  }

  // What is taken

  @Test
  void keepsAFileOfSeveralPartsAsItIs() throws Exception {
    byte[] large = Arrays.copyOf(SampleFiles.PDF, 3 * 1024 * 1024 + 17);
    Arrays.fill(large, 100, large.length, (byte) 7);

    long evidence = id(upload(COMMUNE, duty, "lớn.pdf", large));

    download(COMMUNE, evidence).andExpect(content().bytes(large));
    list(COMMUNE, duty).andExpect(jsonPath("$[0].size").value(large.length));
  }

  @Test
  void knowsWhatItIsWhateverItsNameSays() throws Exception {
    upload(COMMUNE, duty, "ảnh hội nghị.png", SampleFiles.JPEG)
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.fileName").value("ảnh hội nghị.jpg"))
        .andExpect(jsonPath("$.mediaType").value("image/jpeg"));
    assertRefused(upload(COMMUNE, duty, "x.pdf", SampleFiles.EXE), "file", "Không nhận loại tệp");
    assertRefused(
        upload(COMMUNE, duty, "x.jpg", SampleFiles.text("<html><body>a</body></html>")),
        "file",
        "Không nhận loại tệp");
    assertRefused(
        upload(
            COMMUNE, duty, "x.png", SampleFiles.text("<svg xmlns='http://www.w3.org/2000/svg'/>")),
        "file",
        "Không nhận loại tệp");
    assertRefused(
        upload(
            COMMUNE,
            duty,
            "x.docx",
            SampleFiles.office("application/vnd.ms-word.document.macroEnabled.main+xml")),
        "file",
        "Tệp (file) có chứa macro");
    list(COMMUNE, duty).andExpect(jsonPath("$", hasSize(1)));
  }

  @Test
  void isHandedOutAsWhatItBeginsWithWhateverElseItMayBe() throws Exception {
    byte[] photoAndPage =
        SampleFiles.join(SampleFiles.JPEG, SampleFiles.text("<script>alert(1)</script>"));

    long evidence = id(upload(COMMUNE, duty, "x.html", photoAndPage));

    download(COMMUNE, evidence)
        .andExpect(content().contentTypeCompatibleWith("image/jpeg"))
        .andExpect(header().string("Content-Disposition", startsWith("attachment; ")))
        .andExpect(header().string("Content-Disposition", containsString("x.html.jpg")));
  }

  @Test
  void isNothingWithoutAFileOrContent() throws Exception {
    assertRefused(
        perform(COMMUNE, multipart("/api/duties/" + duty + "/evidence")), "file", "Chưa chọn tệp");
    assertRefused(
        upload(COMMUNE, duty, "a.pdf", new byte[0]), "file", "Tệp (file) không có nội dung");
  }

  @Test
  void isNotLargerThanTwentyMegabytes() throws Exception {
    upload(COMMUNE, duty, "a.pdf", Arrays.copyOf(SampleFiles.PDF, 20 * 1024 * 1024))
        .andExpect(status().isCreated());
    upload(COMMUNE, duty, "a.pdf", Arrays.copyOf(SampleFiles.PDF, 20 * 1024 * 1024 + 1))
        .andExpect(status().isPayloadTooLarge())
        .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.field").value("file"))
        .andExpect(jsonPath("$.detail", startsWith("Tệp (file) lớn hơn 20 MB.")));
  }

  @Test
  void isNotMoreThanTwentyFilesADutyNotCountingRemovedOnes() throws Exception {
    long first = attached(duty);
    for (int i = 1; i < 20; i++) {
      attached(duty);
    }
    assertRefused(upload(COMMUNE, duty, "a.pdf", SampleFiles.PDF), "file", "Nhiệm vụ đã có 20 tệp");

    remove(COMMUNE, first);
    upload(COMMUNE, duty, "a.pdf", SampleFiles.PDF).andExpect(status().isCreated());
  }

  @Test
  void isNotMoreThanAHundredMegabytesADuty() throws Exception {
    long evidence = attached(duty);
    province
        .jdbc
        .sql("update evidence set size_bytes = ? where id = ?")
        .params(100L * 1024 * 1024 - 10, evidence)
        .update();

    assertRefused(
        upload(COMMUNE, duty, "a.pdf", SampleFiles.PDF), "file", "Thêm tệp (file) này thì");
  }

  @Test
  void isKeptUnderACleanName() throws Exception {
    upload(COMMUNE, duty, "../../etc/passwd", SampleFiles.PDF);
    upload(COMMUNE, duty, "a\u202Egpj.exe", SampleFiles.JPEG);
    upload(COMMUNE, duty, "<script>.pdf", SampleFiles.PDF);

    list(COMMUNE, duty)
        .andExpect(jsonPath("$[0].fileName").value("passwd.pdf"))
        .andExpect(jsonPath("$[1].fileName").value("agpj.exe.jpg"))
        .andExpect(jsonPath("$[2].fileName").value("script.pdf"));
  }

  @Test
  void saysOfWhichDocumentItIsACopy() throws Exception {
    long evidence =
        id(
            perform(
                COMMUNE,
                multipart("/api/duties/" + duty + "/evidence")
                    .file(new MockMultipartFile("file", "a.pdf", null, SampleFiles.PDF))
                    .param("documentNumber", "  12/KH-UBND ")
                    .param("documentDate", "2024-05-03")));
    list(COMMUNE, duty)
        .andExpect(jsonPath("$[0].documentNumber").value("12/KH-UBND"))
        .andExpect(jsonPath("$[0].documentDate").value("2024-05-03"))
        .andExpect(jsonPath("$[0].uploadedAt").value("2024-05-06T08:00:00"))
        .andExpect(jsonPath("$[0].uploadedByName").value("can-bo"));

    describe(COMMUNE, evidence, "13/KH-UBND", null)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.documentNumber").value("13/KH-UBND"))
        .andExpect(jsonPath("$.documentDate").isEmpty());

    assertRefused(
        describe(COMMUNE, evidence, null, "3/5/2024"),
        "documentDate",
        "Ngày văn bản (documentDate)");
    assertRefused(
        describe(COMMUNE, evidence, null, "2024-05-07"),
        "documentDate",
        "Ngày văn bản (documentDate) không được sau");
    assertRefused(
        describe(COMMUNE, evidence, "x".repeat(101), null),
        "documentNumber",
        "Số văn bản (documentNumber) dài quá 100");
  }

  // What is recorded, and what leaves

  @Test
  void leavesToBeSavedAndNeverToBeShown() throws Exception {
    download(DISTRICT, attached(duty))
        .andExpect(content().contentTypeCompatibleWith("application/pdf"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("Cache-Control", "no-store"))
        .andExpect(header().string("Content-Disposition", startsWith("attachment; ")))
        .andExpect(
            header()
                .string(
                    "Content-Disposition",
                    containsString("filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf")))
        .andExpect(header().longValue("Content-Length", SampleFiles.PDF.length));
  }

  @Test
  void leavesATraceOfEveryUploadDownloadChangeAndRemoval() throws Exception {
    long evidence = attached(duty);
    download(DISTRICT, evidence);
    describe(COMMUNE, evidence, "1/KH", null);
    remove(COMMUNE, evidence);

    assertThat(actions()).containsExactly("UPLOAD", "DOWNLOAD", "TASK", "REMOVAL");
    assertThat(
            province
                .jdbc
                .sql(
                    "select person, address, subject, detail from audit_entry where action <> 'START' order by id")
                .query()
                .listOfRows()
                .get(1))
        .containsEntry("person", "can-bo")
        .containsEntry("address", "127.0.0.1")
        .containsEntry("subject", "duty/" + duty + "/evidence/" + evidence)
        .containsEntry("detail", "11.d4, " + SampleFiles.PDF.length + " byte");
  }

  @Test
  void isGoneOnceRemovedButForTheFactThatItWasThere() throws Exception {
    long evidence = attached(duty);

    remove(COMMUNE, evidence).andExpect(status().isNoContent());

    list(COMMUNE, duty).andExpect(jsonPath("$", hasSize(0)));
    assertHidden(download(COMMUNE, evidence));
    assertHidden(remove(COMMUNE, evidence));
    assertThat(province.count("select count(*) from evidence_content")).isZero();
    assertThat(
            province.count(
                "select count(*) from evidence where removed_by = 'can-bo' and removed_at is not"
                    + " null"))
        .isEqualTo(1);
  }

  private long attached(long to) throws Exception {
    return id(upload(COMMUNE, to, "Báo cáo.pdf", SampleFiles.PDF));
  }

  private static long id(ResultActions added) throws Exception {
    String json =
        added.andExpect(status().isCreated()).andReturn().getResponse().getContentAsString();
    return ((Number) JsonPath.read(json, "$.id")).longValue();
  }

  private ResultActions upload(String unit, long to, String name, byte[] content) throws Exception {
    // The type that the client claims is not believed either.
    return perform(
        unit,
        multipart("/api/duties/" + to + "/evidence")
            .file(new MockMultipartFile("file", name, "text/html", content)));
  }

  private ResultActions list(String unit, long of) throws Exception {
    return perform(unit, get("/api/duties/" + of + "/evidence"));
  }

  private ResultActions download(String unit, long evidence) throws Exception {
    return perform(unit, get("/api/evidence/" + evidence));
  }

  private ResultActions thumbnail(String unit, long evidence) throws Exception {
    return perform(unit, get("/api/evidence/" + evidence + "/thumbnail"));
  }

  private ResultActions describe(String unit, long evidence, String number, String date)
      throws Exception {
    String json =
        "{\"documentNumber\": %s, \"documentDate\": %s}".formatted(quoted(number), quoted(date));
    return perform(
        unit,
        put("/api/evidence/" + evidence).contentType(MediaType.APPLICATION_JSON).content(json));
  }

  private static String quoted(String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  private ResultActions remove(String unit, long evidence) throws Exception {
    return perform(unit, delete("/api/evidence/" + evidence));
  }

  private ResultActions perform(String unit, AbstractMockHttpServletRequestBuilder<?> request)
      throws Exception {
    return mvc.perform(
        request.with(csrf()).with(user("can-bo").authorities(new SimpleGrantedAuthority(unit))));
  }

  private void submit(Map<String, Object> variables) {
    province.complete(province.require("PerformDuty", duty), COMMUNE, variables);
  }

  private List<String> actions() {
    return province
        .jdbc
        .sql("select action from audit_entry where action <> 'START' order by id")
        .query(String.class)
        .list();
  }

  private void assertClosed(long evidence, String state) throws Exception {
    for (ResultActions refused :
        List.of(
            upload(COMMUNE, duty, "a.pdf", SampleFiles.PDF),
            describe(COMMUNE, evidence, "1/KH", null),
            remove(COMMUNE, evidence))) {
      refused
          .andExpect(status().isConflict())
          .andExpect(jsonPath("$.detail", containsString("«" + state + "»")));
    }
    list(COMMUNE, duty).andExpect(jsonPath("$", hasSize(1)));
  }

  private static void assertHidden(ResultActions answer) throws Exception {
    answer
        .andExpect(status().isNotFound())
        .andExpect(
            jsonPath("$.detail").value("Không tìm thấy minh chứng hoặc bạn không được xem."));
  }

  private static void assertForbidden(ResultActions answer) throws Exception {
    answer
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail", startsWith("Chỉ đơn vị được giao nhiệm vụ")));
  }

  private static void assertRefused(ResultActions answer, String field, String reason)
      throws Exception {
    answer
        .andExpect(status().isBadRequest())
        .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.field").value(field))
        .andExpect(jsonPath("$.detail", startsWith(reason)));
  }
}
