package vn.dondoc.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.dondoc.Province;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.security.Browser;
import vn.dondoc.security.ServedProvinceTest;

/** The lead agency writes a report: proposed, kept, sent, sent back. */
@ServedProvinceTest
class ReportDraftTest {

  private static final String LEAD = "bhxh-tinh";
  private static final String COMMITTEE = "ubnd-tinh";

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired TaskService tasks;
  @Autowired ObjectMapper json;

  private String campaign;
  private Browser lead;

  @BeforeEach
  void reportIsDue() {
    campaign = province.issue();
    province.passes("2024-05-10T08:01");
    lead = new Browser(port).signedIn(LEAD, "demo");
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void proposesWhatTheFactsSayAndShowsTheNumbersAsTheyWillBePrinted() throws IOException {
    JsonNode writing = writing("weekly");

    assertThat(writing.at("/proposed/content").asText())
        .contains("15/UBND-VX")
        .contains(province.count("select count(*) from duty") + " nhiệm vụ");
    assertThat(writing.at("/results/totals/total").asText())
        .isEqualTo(String.valueOf(province.count("select count(*) from duty")));
    assertThat(writing.at("/results/agencies")).hasSize(3);
    assertThat(writing.path("draft").isNull()).isTrue();
  }

  @Test
  void keepsWhatWasFilledInForTheFormAndForTheDraftUntilTheReportIsSent() throws IOException {
    HttpResponse<String> saved = save("weekly", "Mưa lũ ở <Kỳ Sơn> & Tương Dương");

    assertThat(saved.statusCode()).isEqualTo(200);
    assertThat(json.readTree(saved.body()).path("savedBy").asText()).isEqualTo(LEAD);
    assertThat(writing("weekly").at("/draft/values/obstacles").asText()).contains("<Kỳ Sơn>");
    assertThat(writing("final").path("draft").isNull()).isTrue();
    assertThat(draft("weekly")).contains("Mưa lũ ở <Kỳ Sơn> & Tương Dương");

    province.complete(
        province.taskOf(LEAD, "WriteWeeklyReport"), LEAD, Map.of("content", "Tuần đầu"));
    assertThat(writing("weekly").path("draft").isNull()).isTrue();
  }

  @Test
  void sendsAllSectionsAndThoseOfTheFactsWhereAClientSendsOnlyTheContent() throws IOException {
    province.complete(
        province.taskOf(LEAD, "WriteWeeklyReport"),
        LEAD,
        Map.of(
            "content",
            "Đã họp giao ban",
            "obstacles",
            "Thiếu kinh phí",
            "proposals",
            "Bố trí vốn"));

    assertThat(
            province
                .jdbc
                .sql(
                    "select content || '|' || obstacles || '|' || coalesce(next_tasks, '-') || '|' ||"
                        + " proposals from campaign_report")
                .query(String.class)
                .single())
        .isEqualTo("Đã họp giao ban|Thiếu kinh phí|-|Bố trí vốn");
    String report = text(lead.file("/documents/" + document()).body());
    assertThat(report)
        .contains("Đã họp giao ban", "Thiếu kinh phí", "Bố trí vốn")
        .contains("Tiếp tục đôn đốc");
    assertThat(lead.get("/api/campaigns/" + campaign).body()).contains("Thiếu kinh phí");
  }

  @Test
  void beginsAFinalReportWithTheOneThatWasSentBack() throws IOException {
    province.passes("2024-06-05T17:01");
    province.complete(
        province.taskOf(LEAD, "WriteFinalReport"),
        LEAD,
        Map.of("content", "Bản một", "nextTasks", "Làm nốt"));
    province.complete(
        province.taskOf(COMMITTEE, "ApproveFinalReport"),
        COMMITTEE,
        Map.of("approved", false, "remark", "Bổ sung"));

    JsonNode writing = writing("final");
    assertThat(writing.at("/proposed/content").asText()).isEqualTo("Bản một");
    assertThat(writing.at("/proposed/nextTasks").asText()).isEqualTo("Làm nốt");
    assertThat(writing.at("/proposed/proposals").asText()).isNotBlank();
  }

  @Test
  void refusesASectionThatIsTooLongAndKeepsTheTaskAndNoDocument() {
    Task task = province.taskOf(LEAD, "WriteWeeklyReport");
    Map<String, Object> sent = new HashMap<>(Map.of("content", "Tuần đầu"));
    sent.put("proposals", "x".repeat(20_001));

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> province.complete(task, LEAD, sent)))
        .hasRootCauseInstanceOf(InvalidInput.class)
        .hasStackTraceContaining("proposals");
    assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isOne();
    assertThat(province.count("select count(*) from document")).isZero();
    assertThat(save("weekly", "y".repeat(200_001)).statusCode()).isEqualTo(400);
  }

  private JsonNode writing(String kind) throws IOException {
    HttpResponse<String> answer = lead.get(path(kind));
    assertThat(answer.statusCode()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  private HttpResponse<String> save(String kind, String obstacles) {
    return lead.put(
        path(kind),
        json.createObjectNode()
            .set("values", json.createObjectNode().put("obstacles", obstacles))
            .toString());
  }

  private String path(String kind) {
    return "/api/campaigns/" + campaign + "/reports/" + kind + "/draft";
  }

  private String draft(String kind) throws IOException {
    return text(lead.file("/documents/draft?campaign=" + campaign + "&kind=" + kind).body());
  }

  private long document() {
    return province.count("select max(id) from document");
  }

  private static String text(byte[] file) throws IOException {
    try (var document = new XWPFDocument(new ByteArrayInputStream(file))) {
      var text = new StringBuilder();
      document.getParagraphs().forEach(each -> text.append(each.getText()).append('\n'));
      return text.toString();
    }
  }
}
