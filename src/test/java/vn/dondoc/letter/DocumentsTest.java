package vn.dondoc.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STPageOrientation;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.SimulatedCampaign;
import vn.dondoc.WholeProvinceSimulated;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.security.Browser;

/** The documents of a campaign of the whole province, read back. */
@WholeProvinceSimulated
class DocumentsTest {

  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";
  private static final Path FILES = Path.of("target/documents");
  private static final Map<String, Browser> BROWSERS = new HashMap<>();

  @LocalServerPort int port;
  @Autowired SimulatedCampaign simulated;
  @Autowired Province province;
  @Autowired DueDates dueDates;

  @BeforeEach
  void atTheEnd() {
    simulated.backToTheEnd();
  }

  // Reports

  @ParameterizedTest
  @ValueSource(strings = {"weekly", "final"})
  void printsInAReportTheNumbersThatTheDatabaseHas(String kind) throws IOException {
    try (var report = draft(kind)) {
      DutyCounts all = counts("1 = 1");
      XWPFTable agencies = table(report, "Cơ quan, địa phương");
      List<XWPFTableRow> rows = agencies.getRows();

      assertThat(texts(rows.get(rows.size() - 1)))
          .containsExactly(
              "",
              "Tổng số",
              Words.number(all.total()),
              Words.number(all.doneOnTime()),
              Words.number(all.doneLate()),
              Words.number(all.inTime() + all.dueSoon()),
              Words.number(all.overdue()),
              Words.number(all.waived()));
      assertThat(rows).hasSize(1 + 11 + 21 + 1);
      for (int column = 2; column < 8; column++) {
        int at = column;
        assertThat(
                rows.subList(1, rows.size() - 1).stream()
                    .mapToLong(row -> number(row.getCell(at).getText()))
                    .sum())
            .as("column " + column)
            .isEqualTo(number(rows.get(rows.size() - 1).getCell(column).getText()));
      }
      DutyCounts vinh =
          counts("d.unit in (select code from unit where 'huyen-412' in (code, superior))");
      assertThat(
              rows.stream()
                  .map(DocumentsTest::texts)
                  .filter(row -> row.get(1).equals("UBND thành phố Vinh")))
          .first()
          .satisfies(
              row -> {
                assertThat(number(row.get(2))).isEqualTo(vinh.total());
                assertThat(number(row.get(6))).isEqualTo(vinh.overdue());
              });
      assertThat(table(report, "Mã").getRows())
          .as("one line for each duty that is overdue or was done late")
          .hasSize(1 + (int) (all.overdue() + all.doneLate()));
      assertThat(table(report, "Địa phương (gồm các xã)").getRows()).hasSize(1 + 21);
    }
  }

  @Test
  void setsFiguresAgainstTheirTargets() throws IOException {
    long target = figure("voluntarySocialTargetYear");
    long achieved = figure("voluntarySocialAchieved");
    assertThat(target).isPositive();
    try (var report = draft("final")) {
      assertThat(table(report, "Số liệu").getRows().stream().map(DocumentsTest::texts))
          .contains(
              List.of(
                  "BHXH tự nguyện (người)",
                  Words.number(target),
                  Words.number(achieved),
                  Words.rate(achieved, target)));
    }
  }

  @Test
  void tellsTheFiguresOfEveryDistrictWithItsCommunes() throws IOException {
    try (var report = draft("final")) {
      List<List<String>> conferences =
          table(report, "Địa phương").getRows().stream()
              .map(DocumentsTest::texts)
              .filter(row -> row.get(2).equals("11.d3 – Số hội nghị"))
              .toList();

      assertThat(conferences).extracting(row -> row.get(1)).doesNotHaveDuplicates().hasSize(21);
      assertThat(conferences.stream().mapToLong(row -> number(row.get(4))).sum())
          .isEqualTo(
              province.count(
                  """
                  select cast(sum(g.amount) as bigint) from duty_figure g
                  join duty d on d.id = g.duty_id
                  where d.clause = '11.d3' and g.metric = 'conferences' and d.state <> 'WAIVED'
                  """));
      assertThat(table(report, "Địa phương").getRows().stream().map(DocumentsTest::texts))
          .filteredOn(row -> row.get(2).equals("BHXH tự nguyện (người)"))
          .allMatch(row -> !row.get(3).equals("–"));
    }
  }

  @Test
  void keepsAReportAsItWasWhenItWasSent() throws IOException {
    long id = document("FINAL_REPORT");
    byte[] file = download(COMMITTEE, id);

    assertThat(DigestUtils.sha256Hex(file))
        .isEqualTo(
            province
                .jdbc
                .sql("select sha256 from document where id = ?")
                .param(id)
                .query(String.class)
                .single());
    try (var report = open(file)) {
      List<String> paragraphs = paragraphs(report);
      assertThat(paragraphs)
          .contains("III. TỒN TẠI, KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN")
          .containsSubsequence(SimulatedCampaign.OBSTACLES.split("\n"))
          .anyMatch(text -> text.endsWith("./."));
      // The day of sending, not today.
      assertThat(report.getTables().get(0).getText())
          .contains("Nghệ An, ngày 11 tháng 6 năm 2024")
          .contains("BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN")
          .contains("/BC-BHXH");
    }
    province.at("2024-06-20T08:00");
    assertThat(download(COMMITTEE, id)).isEqualTo(file);
  }

  @Test
  void hasADocumentForEveryReportThatWasSent() {
    assertThat(
            province.count(
                "select count(*) from campaign_report r left join document t on t.report_id = r.id"
                    + " where t.id is null"))
        .isZero();
  }

  // Layout

  @Test
  void isLaidOutAsTheDecreeSays() throws Exception {
    try (var report = draft("final")) {
      List<CTSectPr> sections =
          report.getDocument().getBody().getPList().stream()
              .filter(paragraph -> paragraph.isSetPPr() && paragraph.getPPr().isSetSectPr())
              .map(paragraph -> paragraph.getPPr().getSectPr())
              .collect(Collectors.toList());
      sections.add(report.getDocument().getBody().getSectPr());

      assertThat(sections).hasSize(3);
      for (CTSectPr section : sections) {
        assertThat(section.isSetTitlePg()).as("no number on the first page").isTrue();
        assertThat(section.getPgNumType().getStart()).isEqualTo(BigInteger.ONE);
        assertThat(millimetres(section.getPgMar().getTop())).isBetween(20.0, 25.0);
        assertThat(millimetres(section.getPgMar().getBottom())).isBetween(20.0, 25.0);
        assertThat(millimetres(section.getPgMar().getRight())).isBetween(14.9, 20.0);
      }
      CTSectPr body = sections.get(0);
      assertThat(millimetres(body.getPgSz().getW())).isBetween(209.0, 211.0);
      assertThat(millimetres(body.getPgSz().getH())).isBetween(296.0, 298.0);
      assertThat(millimetres(body.getPgMar().getLeft())).isBetween(30.0, 35.0);
      assertThat(sections.get(1).getPgSz().getOrient()).isEqualTo(STPageOrientation.LANDSCAPE);
      assertThat(report.getHeaderList())
          .anyMatch(
              header ->
                  header.getParagraphs().get(0).getCTP().xmlText().contains("PAGE")
                      && header.getParagraphs().get(0).getAlignment().name().equals("CENTER"));
      assertThat(report.getStyle().xmlText()).contains("Times New Roman");
    }
  }

  // Letters

  @Test
  void urgesInOneLetterForEachDecisionToUrge() {
    assertThat(
            province.count(
                "select count(distinct case_id || '/' || decided_at) from escalation_decision"
                    + " where decision = 'URGE' and applied_at is not null"))
        .isEqualTo(province.count("select count(*) from document where kind = 'URGING_LETTER'"))
        .isPositive();
  }

  @Test
  void listsInALetterTheDutiesThatTheUnitIsUrgedTo() throws IOException {
    long id = document("URGING_LETTER");
    long duties =
        province.count(
            "select count(*) from escalation_decision x join document t on t.case_id = x.case_id"
                + " and t.made_at >= x.decided_at where t.id = ? and x.decision = 'URGE'",
            id);
    try (var letter = open(download(COMMITTEE, id))) {
      keep(letter, "urging");
      assertThat(paragraphs(letter))
          .anyMatch(text -> text.startsWith("Kính gửi: UBND"))
          .anyMatch(text -> text.contains("yêu cầu"))
          .anyMatch(text -> text.endsWith("./."));
      assertThat(table(letter, "Số ngày quá hạn").getRows()).hasSize(1 + (int) duties);
      assertThat(letter.getTables().get(0).getText()).contains("UBND-VX").contains("V/v đôn đốc");
    }
  }

  @Test
  void asksCourteouslyWhoWasAskedNotTold() throws IOException {
    long id =
        province
            .jdbc
            .sql(
                "select max(id) from document where kind = 'URGING_LETTER' and title like 'Công văn"
                    + " đề nghị phối hợp%'")
            .query(Long.class)
            .single();
    try (var letter = open(download("ubmttq-tinh", id))) {
      keep(letter, "courteous");
      assertThat(paragraphs(letter))
          .anyMatch(text -> text.contains("trân trọng đề nghị"))
          .noneMatch(text -> text.contains("yêu cầu") || text.contains("đôn đốc"));
      assertThat(letter.getTables().get(0).getText()).doesNotContain("đôn đốc");
    }
  }

  // The assignment

  @Test
  void assignsTheDutiesInOneLineForEachOf52Clauses() throws IOException {
    try (var annex = open(file("xa-16663", "/documents/assignment?campaign=" + simulated.id()))) {
      keep(annex, "assignment");
      List<List<String>> rows =
          table(annex, "Sản phẩm").getRows().stream().map(DocumentsTest::texts).toList();

      assertThat(rows).hasSize(1 + 52);
      assertThat(rows.stream().map(row -> row.get(2)))
          .contains(
              "UBND các xã, phường, thị trấn",
              "UBND các huyện, thành phố, thị xã",
              "Hội Liên hiệp Phụ nữ tỉnh; Hội Nông dân tỉnh",
              "Các sở, ban, ngành, đoàn thể cấp tỉnh; UBND các huyện, thành phố, thị xã");
      assertThat(rows.get(1).get(1)).startsWith("1.a1. ");
      assertThat(rows.get(1).get(4)).isEqualTo("10/05/2024");
      assertThat(rows.get(52).get(1)).startsWith("12.c. ");
    }
  }

  // Who sees what

  @ParameterizedTest
  @ValueSource(strings = {COMMITTEE, LEAD, "quan-tri"})
  void showsEveryDocumentToCommitteeLeadAgencyAndAdministrators(String user) {
    assertThat(browser(user).get("/documents").body())
        .contains("Báo cáo tổng kết")
        .contains("Văn bản đôn đốc");
    assertThat(browser(user).file("/documents/" + document("FINAL_REPORT")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void showsUnitsNothingButTheLettersToThemAndTheAssignment() {
    long letter = document("URGING_LETTER");
    String addressee =
        province
            .jdbc
            .sql("select min(unit) from document_addressee where document_id = ?")
            .param(letter)
            .query(String.class)
            .single();
    String other =
        province
            .jdbc
            .sql(
                "select min(code) from unit where kind = 'COMMUNE' and code not in"
                    + " (select unit from document_addressee)")
            .query(String.class)
            .single();

    assertThat(browser(addressee).get("/documents").body())
        .contains("/documents/" + letter + "\"")
        .doesNotContain("Báo cáo tổng kết");
    assertThat(browser(addressee).file("/documents/" + letter).statusCode()).isEqualTo(200);
    assertThat(browser(addressee).file("/documents/" + document("FINAL_REPORT")).statusCode())
        .isEqualTo(404);
    assertThat(browser(other).get("/documents").body())
        .contains("Không có văn bản đôn đốc nào gửi đơn vị của bạn")
        .contains("Phụ lục phân công nhiệm vụ");
    assertThat(browser(other).file("/documents/" + letter).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"ubnd-tinh", "huyen-412", "xa-16663", "quan-tri"})
  void showsDraftsToTheLeadAgencyAlone(String user) {
    String draft = "/documents/draft?kind=final&campaign=" + simulated.id();
    String api = "/api/campaigns/" + simulated.id() + "/reports/final/draft";

    assertThat(browser(user).get(draft).statusCode()).isEqualTo(404);
    assertThat(browser(user).get(api).statusCode()).isEqualTo(404);
    assertThat(browser(LEAD).get(api).statusCode()).isEqualTo(200);
    assertThat(browser(LEAD).get(api.replace("final", "daily")).statusCode()).isEqualTo(404);
  }

  // Reading

  private Browser browser(String user) {
    return BROWSERS.computeIfAbsent(user + port, key -> new Browser(port).signedIn(user, "demo"));
  }

  private long document(String kind) {
    return province
        .jdbc
        .sql("select max(id) from document where kind = ?")
        .param(kind)
        .query(Long.class)
        .single();
  }

  private byte[] file(String user, String path) {
    HttpResponse<byte[]> answer = browser(user).file(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment")
        .contains(".docx");
    return answer.body();
  }

  private byte[] download(String user, long id) {
    return file(user, "/documents/" + id);
  }

  private XWPFDocument draft(String kind) throws IOException {
    XWPFDocument draft =
        open(file(LEAD, "/documents/draft?campaign=" + simulated.id() + "&kind=" + kind));
    keep(draft, kind);
    return draft;
  }

  /** For whoever wants to look at them. */
  private static void keep(XWPFDocument document, String name) throws IOException {
    Files.createDirectories(FILES);
    try (var out = Files.newOutputStream(FILES.resolve(name + ".docx"))) {
      document.write(out);
    }
  }

  private static XWPFDocument open(byte[] content) throws IOException {
    return new XWPFDocument(new ByteArrayInputStream(content));
  }

  /** The table whose heading has this column. */
  private static XWPFTable table(XWPFDocument document, String column) {
    return document.getTables().stream()
        .filter(table -> texts(table.getRow(0)).contains(column))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(XWPFTableRow row) {
    return row.getTableCells().stream().map(cell -> cell.getText()).toList();
  }

  private static List<String> paragraphs(XWPFDocument document) {
    return document.getParagraphs().stream().map(XWPFParagraph::getText).toList();
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(".", ""));
  }

  private static double millimetres(Object twips) {
    return Double.parseDouble(twips.toString()) / 56.6929;
  }

  private long figure(String metric) {
    return province.count(
        "select cast(sum(amount) as bigint) from duty_figure where metric = ? and duty_id in"
            + " (select id from duty where clause = '11.a2')",
        metric);
  }

  private DutyCounts counts(String condition) {
    return province
        .jdbc
        .sql(
            "select "
                + DutyCounts.COLUMNS
                + " from duty d where d.campaign_id = :campaign and "
                + condition)
        .param("campaign", simulated.id())
        .param("now", LocalDateTime.parse(SimulatedCampaign.END))
        .param("soon", dueDates.soon())
        .query((row, n) -> DutyCounts.of(row))
        .single();
  }
}
