package vn.dondoc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;
import vn.dondoc.Province;
import vn.dondoc.SimulatedCampaign;
import vn.dondoc.WholeProvinceSimulated;
import vn.dondoc.security.Browser;

/** Missed deadlines of the whole province: read back as page, CSV, Excel, Word and JSON. */
@WholeProvinceSimulated
class EscalationReportTest {

  private static final String DISTRICT = "huyen-412";
  private static final String PASSWORD = "demo";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final Map<String, Browser> BROWSERS = new HashMap<>();

  @LocalServerPort int port;
  @Autowired SimulatedCampaign simulated;
  @Autowired Province province;
  @Autowired ObjectMapper json;

  /** What every form of the report says of a row. */
  record Line(String clause, String unit, String originalDue, String daysLate) {}

  @BeforeEach
  void atTheEnd() {
    simulated.backToTheEnd();
  }

  // The same in all five

  @Test
  void saysTheSameOnThePageAndInEveryFile() throws IOException {
    for (String filter : List.of("", "?unit=" + DISTRICT + "&from=2024-05-20&to=2024-06-05")) {
      List<Line> rows = lines(jsonRows("ubnd-tinh", filter));

      assertThat(rows).as(filter).hasSizeGreaterThan(20);
      assertThat(csv(filter)).as("CSV" + filter).isEqualTo(rows);
      assertThat(xlsx(filter)).as("Excel" + filter).isEqualTo(rows);
      assertThat(docx(filter)).as("Word" + filter).isEqualTo(rows);
      assertThat(page(filter)).as("page" + filter).isEqualTo(rows);
    }
  }

  @Test
  void hasOneRowForEveryDeadlineThatWasMissed() {
    assertThat(read("ubnd-tinh", "").path("total").asLong())
        .isEqualTo(province.count("select count(*) from missed_deadline"));
  }

  @Test
  void tellsWhoWasToldWhenWhatWasDecidedByWhomAndHowLateItWasThen() {
    JsonNode row =
        stream(jsonRows("ubnd-tinh", "?unit=so-y-te"))
            .filter(each -> each.path("clause").asText().equals("4.a"))
            .findFirst()
            .orElseThrow();

    assertThat(row.path("due").asText()).startsWith("2024-05-10T17:00");
    assertThat(row.path("superiorToldAt").asText()).startsWith("2024-05-10T17:01");
    assertThat(row.path("lateAtSuperior").asInt()).isZero();
    assertThat(row.path("superiorUrgedAt").asText()).startsWith("2024-05-13T09:00");
    assertThat(row.path("committeeToldAt").asText()).startsWith("2024-05-16T10:00");
    assertThat(row.path("lateAtCommittee").asInt()).isEqualTo(4);
    assertThat(row.path("decision").asText()).isEqualTo("đôn đốc bằng văn bản");
    assertThat(row.path("decidedAt").asText()).startsWith("2024-06-05T09:00");
    assertThat(row.path("lateAtDecision").asInt()).isEqualTo(18);
    assertThat(row.path("decidedBy").asText()).isEqualTo("UBND tỉnh Nghệ An");
    assertThat(row.path("stage").asText()).isEqualTo("ANSWER");
  }

  // Sums

  static Stream<String> filters() {
    return Stream.of(
        "",
        "?stage=SUPERIOR",
        "?stage=COMMITTEE",
        "?stage=ANSWER",
        "?stage=CLOSED",
        "?unit=" + DISTRICT,
        "?unit=so-y-te",
        "?from=2024-05-14&to=2024-05-14",
        "?from=2024-06-01",
        "?to=2024-05-31&stage=CLOSED",
        "?from=2024-06-12&unit=" + DISTRICT);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void sumsAreWhatTheRowsAddUpTo(String filter) {
    Map<String, long[]> expected = new HashMap<>();
    for (JsonNode row : jsonRows("ubnd-tinh", filter)) {
      long[] sum = expected.computeIfAbsent(row.path("agency").asText(), agency -> new long[8]);
      sum[0]++;
      boolean stands =
          row.path("due")
              .equals(
                  row.path("extendedDue").isNull()
                      ? row.path("originalDue")
                      : row.path("extendedDue"));
      sum[1] += stands && row.path("timeStatus").asText().equals("OVERDUE") ? 1 : 0;
      sum[2] += row.path("superiorToldAt").isNull() ? 0 : 1;
      sum[3] += row.path("committeeToldAt").isNull() ? 0 : 1;
      List<String> decisions =
          List.of("gia hạn", "đôn đốc bằng văn bản", "phân công lại", "cho phép không thực hiện");
      int decision = decisions.indexOf(row.path("decision").asText());
      if (decision >= 0) {
        sum[4 + decision]++;
      }
    }
    Map<String, long[]> actual = new HashMap<>();
    for (JsonNode sum : read("ubnd-tinh", filter).path("sums")) {
      actual.put(
          sum.path("agency").asText(),
          Stream.of(
                  "missed",
                  "open",
                  "superiorTold",
                  "committeeTold",
                  "extended",
                  "urged",
                  "reassigned",
                  "waived")
              .mapToLong(name -> sum.path(name).asLong())
              .toArray());
    }

    assertThat(actual).containsOnlyKeys(expected.keySet());
    expected.forEach((agency, sum) -> assertThat(actual.get(agency)).as(agency).isEqualTo(sum));
  }

  // Who sees what

  @ParameterizedTest
  @ValueSource(strings = {"ubnd-tinh", "bhxh-tinh", "quan-tri"})
  void showsAllToCommitteeLeadAgencyAndAdministrators(String user) {
    assertThat(read(user, "?size=1").path("total").asLong())
        .isEqualTo(province.count("select count(*) from missed_deadline"));
  }

  @ParameterizedTest
  @ValueSource(strings = {DISTRICT, "so-y-te"})
  void showsAgenciesAndDistrictsTheirOwnWithTheirCommunesWhateverTheyAskFor(String user) {
    JsonNode rows = jsonRows(user, "");

    assertThat(rows).isNotEmpty();
    assertThat(stream(rows).map(row -> row.path("agency").asText())).containsOnly(user);
    assertThat(jsonRows(user, "?unit=huyen-413")).isEmpty();
    assertThat(browser(user).get("/escalations?unit=huyen-413").body())
        .contains("Không có nhiệm vụ quá hạn nào khớp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/escalations",
        "/escalations.csv",
        "/escalations.xlsx",
        "/escalations.docx",
        "/api/escalations"
      })
  void isClosedToCommunes(String path) {
    assertThat(browser("xa-16663").get(path).statusCode()).isEqualTo(403);
    assertThat(browser("xa-16663").get("/").body()).doesNotContain("href=\"/escalations\"");
  }

  @Test
  void knowsNoCampaignThatThereIsNot() {
    HttpResponse<String> answer = browser("ubnd-tinh").get("/api/escalations?campaign=x");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("Không tìm thấy đợt vận động");
  }

  // What is asked amiss

  @ParameterizedTest
  @CsvSource({
    "from=31/05/2024,from",
    "to=2024-13-01,to",
    "from=2024-06-02&to=2024-06-01,to",
    "stage=x,stage",
    "page=0,page",
    "size=5000,size"
  })
  void saysInVietnameseWhatIsWrongWithAFilter(String filter, String field) throws IOException {
    HttpResponse<String> answer = browser("ubnd-tinh").get("/api/escalations?" + filter);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = json.readTree(answer.body());
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("detail").asText()).contains("(" + field + ")");
  }

  @Test
  void staysOnThePageWhenADayCannotBeRead() {
    HttpResponse<String> answer = browser("ubnd-tinh").get("/escalations?from=31/05/2024");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("không phải ngày").contains("<table");
    assertThat(browser("ubnd-tinh").get("/escalations.csv?from=x").statusCode()).isEqualTo(400);
  }

  // The workbook

  @Test
  void isAWorkbookToSortFilterAndPrint() throws IOException {
    try (var workbook = workbook("?unit=" + DISTRICT)) {
      XSSFSheet sheet = workbook.getSheetAt(0);
      Row row = sheet.getRow(1);

      assertThat(row.getCell(column(sheet, "Hạn ban đầu")).getCellType())
          .isEqualTo(CellType.NUMERIC);
      assertThat(row.getCell(column(sheet, "Hạn ban đầu")).getLocalDateTimeCellValue())
          .hasYear(2024);
      assertThat(row.getCell(column(sheet, "Hạn ban đầu")).getCellStyle().getDataFormatString())
          .isEqualTo("dd/mm/yyyy");
      assertThat(row.getCell(column(sheet, "Số ngày làm việc quá hạn")).getCellType())
          .isEqualTo(CellType.NUMERIC);
      assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
      assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
      assertThat(sheet.getCTWorksheet().getAutoFilter().getRef())
          .endsWith(String.valueOf(sheet.getLastRowNum() + 1));
      for (Sheet each : workbook) {
        assertThat(each.getPrintSetup().getPaperSize()).isEqualTo(PrintSetup.A4_PAPERSIZE);
        assertThat(each.getPrintSetup().getLandscape()).isTrue();
      }
      Sheet totals = workbook.getSheetAt(1);
      assertThat(totals.getRow(totals.getLastRowNum()).getCell(1).getNumericCellValue())
          .isEqualTo(sheet.getLastRowNum());
    }
  }

  // Reading

  private Browser browser(String user) {
    return BROWSERS.computeIfAbsent(user + port, key -> new Browser(port).signedIn(user, PASSWORD));
  }

  private JsonNode read(String user, String filter) {
    HttpResponse<String> answer = browser(user).get("/api/escalations" + filter);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** All pages. */
  private JsonNode jsonRows(String user, String filter) {
    var all = json.createArrayNode();
    String and = filter.isEmpty() ? "?" : filter + "&";
    JsonNode page;
    int number = 0;
    do {
      page = read(user, and + "size=1000&page=" + ++number);
      all.addAll((com.fasterxml.jackson.databind.node.ArrayNode) page.path("rows"));
    } while (number < page.path("pages").asInt());
    return all;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all.stream();
  }

  private static List<Line> lines(JsonNode rows) {
    return stream(rows)
        .map(
            row ->
                new Line(
                    row.path("clause").asText(),
                    row.path("unitName").asText(),
                    DAY.format(LocalDate.parse(row.path("originalDue").asText().substring(0, 10))),
                    row.path("daysLate").asText()))
        .toList();
  }

  private List<Line> csv(String filter) throws IOException {
    byte[] file = browser("ubnd-tinh").file("/escalations.csv" + filter).body();
    String text = new String(file, StandardCharsets.UTF_8);
    assertThat(text).startsWith("\uFEFF");
    List<Line> lines = new ArrayList<>();
    for (CSVRecord row :
        CSVFormat.EXCEL
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(text.substring(1)))) {
      lines.add(
          new Line(
              row.get("Mã"),
              row.get("Cơ quan chủ trì"),
              row.get("Hạn ban đầu"),
              row.get("Số ngày làm việc quá hạn")));
    }
    return lines;
  }

  private XSSFWorkbook workbook(String filter) throws IOException {
    return new XSSFWorkbook(
        new ByteArrayInputStream(browser("ubnd-tinh").file("/escalations.xlsx" + filter).body()));
  }

  private static int column(Sheet sheet, String title) {
    for (Cell cell : sheet.getRow(0)) {
      if (cell.getStringCellValue().equals(title)) {
        return cell.getColumnIndex();
      }
    }
    throw new AssertionError(title);
  }

  private List<Line> xlsx(String filter) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (Workbook workbook = workbook(filter)) {
      Sheet sheet = workbook.getSheetAt(0);
      int clause = column(sheet, "Mã");
      int unit = column(sheet, "Cơ quan chủ trì");
      int due = column(sheet, "Hạn ban đầu");
      int late = column(sheet, "Số ngày làm việc quá hạn");
      for (int number = 1; number <= sheet.getLastRowNum(); number++) {
        Row row = sheet.getRow(number);
        lines.add(
            new Line(
                row.getCell(clause).getStringCellValue(),
                row.getCell(unit).getStringCellValue(),
                DAY.format(row.getCell(due).getLocalDateTimeCellValue()),
                String.valueOf((int) row.getCell(late).getNumericCellValue())));
      }
    }
    return lines;
  }

  private List<Line> docx(String filter) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (var document =
        new XWPFDocument(
            new ByteArrayInputStream(
                browser("ubnd-tinh").file("/escalations.docx" + filter).body()))) {
      XWPFTable table = document.getTables().get(0);
      for (XWPFTableRow row : table.getRows().subList(1, table.getRows().size())) {
        // A commune's district follows after a comma.
        lines.add(
            new Line(
                row.getCell(1).getText(),
                row.getCell(3).getText().replaceFirst(", (huyện|thành phố|thị xã) .*", ""),
                row.getCell(5).getText(),
                row.getCell(8).getText()));
      }
    }
    return lines;
  }

  private static final Pattern ROW =
      Pattern.compile(
          "data-label=\"Nhiệm vụ\"><span><strong>([^<]+)</strong>.*?"
              + "data-label=\"Đơn vị\"><span><span>([^<]+)</span>.*?"
              + "data-label=\"Hạn\"><span><span class=\"tight\">([^<]+)</span>(?:<span class=\"note\"> "
              + "\\(ban đầu ([^)]+)\\)</span>)?.*?"
              + "data-label=\"Ngày quá hạn\" class=\"number\">(\\d+)<",
          Pattern.DOTALL);

  private List<Line> page(String filter) {
    List<Line> lines = new ArrayList<>();
    String and = filter.isEmpty() ? "?" : filter + "&";
    int before = -1;
    for (int number = 1; lines.size() > before; number++) {
      before = lines.size();
      String body = browser("ubnd-tinh").get("/escalations" + and + "page=" + number).body();
      if (number > 1 && !body.contains("Trang " + number + "/")) {
        break;
      }
      Matcher row = ROW.matcher(body);
      while (row.find()) {
        lines.add(
            new Line(
                row.group(1),
                HtmlUtils.htmlUnescape(row.group(2)),
                row.group(4) == null ? row.group(3) : row.group(4),
                row.group(5)));
      }
    }
    return lines;
  }
}
