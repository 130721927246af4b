package vn.dondoc.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an office may do with the Word templates, and what it is told when it goes wrong. */
class TemplatesTest {

  @TempDir Path folder;

  @Test
  void takesAnOfficesOwnTemplateInPlaceOfTheDeliveredOneOfTheSameName() throws IOException {
    write("overdue-list.docx", "Mẫu riêng, số {{documentNumber}}");
    var templates = new Templates(new LetterSettings(folder));

    assertThat(paragraphs(templates.fill(Letter.OVERDUE_LIST, number("15/UBND-VX"), Map.of())))
        .containsExactly("Mẫu riêng, số 15/UBND-VX");
    assertThat(paragraphs(templates.fill(Letter.ASSIGNMENT_ANNEX, Map.of(), Map.of())))
        .contains("PHÂN CÔNG NHIỆM VỤ");
  }

  @Test
  void refusesAPlaceholderThatNothingIsKnownOfNamingTemplateAndPlaceholder() throws IOException {
    write("final-report.docx", "Tổng số {{totl}}");

    assertThatThrownBy(() -> new Templates(new LetterSettings(folder)))
        .isInstanceOf(BadTemplate.class)
        .hasMessageContaining("final-report.docx")
        .hasMessageContaining("{{totl}}");
  }

  @Test
  void refusesAListThatTheLetterDoesNotHaveAndBracesThatDoNotClose() throws IOException {
    write("urging-letter.docx", "{{agency.name}}");
    assertThatThrownBy(() -> new Templates(new LetterSettings(folder)))
        .hasMessageContaining("urging-letter.docx")
        .hasMessageContaining("{{agency.name}}");

    write("urging-letter.docx", "Số {{documentNumber} ngày");
    assertThatThrownBy(() -> new Templates(new LetterSettings(folder)))
        .hasMessageContaining("urging-letter.docx")
        .hasMessageContaining("không đóng đủ");
  }

  @Test
  void refusesAFileThatIsNoWordFile() throws IOException {
    Files.writeString(folder.resolve("weekly-report.docx"), "Không phải Word");

    assertThatThrownBy(() -> new Templates(new LetterSettings(folder)))
        .isInstanceOf(BadTemplate.class)
        .hasMessageContaining("weekly-report.docx")
        .hasMessageContaining("không phải tệp Word");
  }

  @Test
  void refusesAFileThatIsCutOff() throws IOException {
    write("weekly-report.docx", "Số {{documentNumber}}");
    byte[] whole = Files.readAllBytes(folder.resolve("weekly-report.docx"));
    Files.write(
        folder.resolve("weekly-report.docx"), java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> new Templates(new LetterSettings(folder)))
        .isInstanceOf(BadTemplate.class)
        .hasMessageContaining("weekly-report.docx");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    Path missing = folder.resolve("khong-co");

    assertThatThrownBy(() -> new Templates(new LetterSettings(missing)))
        .isInstanceOf(BadTemplate.class)
        .hasMessageContaining("khong-co");
  }

  @ParameterizedTest
  @EnumSource(Letter.class)
  void deliversTemplatesThatAreFilledWithoutAnythingLeft(Letter letter) throws IOException {
    byte[] filled = new Templates(new LetterSettings(null)).fill(letter, Map.of(), Map.of());

    try (var document = open(filled)) {
      assertThat(document.getDocument().xmlText()).doesNotContain("{{");
    }
  }

  @Test
  void findsAPlaceholderThatWordHasSpreadOverSeveralRuns() throws IOException {
    // Also one that begins and one that ends the paragraph are two.
    write("overdue-list.docx", "{{docu", "ment", "Number}} ngày {{documentDate}}");
    var templates = new Templates(new LetterSettings(folder));

    assertThat(
            paragraphs(
                templates.fill(
                    Letter.OVERDUE_LIST,
                    Map.of("documentNumber", "15/UBND-VX", "documentDate", "06/05/2024"),
                    Map.of())))
        .containsExactly("15/UBND-VX ngày 06/05/2024");
  }

  @Test
  void givesEveryLineAParagraphOfItsOwnWithTheSameLookAndLeavesOutWhatIsEmpty() throws IOException {
    try (var document = new XWPFDocument()) {
      XWPFParagraph text = document.createParagraph();
      text.setAlignment(ParagraphAlignment.BOTH);
      text.createRun().setText("{{filter}}");
      document.createParagraph().createRun().setText("{{documentDate}}");
      save(document, "overdue-list.docx");
    }
    var templates = new Templates(new LetterSettings(folder));

    try (var filled =
        open(
            templates.fill(
                Letter.OVERDUE_LIST, Map.of("filter", "Một\n\nHai & <ba> {{total}}"), Map.of()))) {
      assertThat(filled.getParagraphs())
          .extracting(XWPFParagraph::getText)
          .containsExactly("Một", "Hai & <ba> {{total}}");
      assertThat(filled.getParagraphs())
          .extracting(XWPFParagraph::getAlignment)
          .containsOnly(ParagraphAlignment.BOTH);
    }
  }

  @Test
  void repeatsTheRowOfAListAndKeepsWhatPeopleWroteAsItIs() throws IOException {
    try (var document = new XWPFDocument()) {
      XWPFTable table = document.createTable(2, 2);
      table.getRow(0).getCell(0).setText("STT");
      table.getRow(1).getCell(0).setText("{{overdue.stt}}");
      table.getRow(1).getCell(1).setText("{{overdue.cause}} ({{documentNumber}})");
      save(document, "overdue-list.docx");
    }
    var templates = new Templates(new LetterSettings(folder));
    var first = Map.of("stt", "1", "cause", "Mưa\nlũ {{year}}");
    var second = Map.of("stt", "2", "cause", "=1+1\u0001");

    try (var filled =
        open(
            templates.fill(
                Letter.OVERDUE_LIST, number("15"), Map.of("overdue", List.of(first, second))))) {
      XWPFTable table = filled.getTables().get(0);
      assertThat(table.getRows()).hasSize(3);
      assertThat(table.getRow(1).getCell(1).getText()).isEqualTo("Mưa; lũ {{year}} (15)");
      assertThat(table.getRow(2).getCell(1).getText()).isEqualTo("=1+1 (15)");
    }
  }

  private static Map<String, String> number(String number) {
    return Map.of("documentNumber", number);
  }

  /** A document of one paragraph in these runs. */
  private void write(String file, String... runs) throws IOException {
    try (var document = new XWPFDocument()) {
      XWPFParagraph paragraph = document.createParagraph();
      for (String run : runs) {
        paragraph.createRun().setText(run);
      }
      save(document, file);
    }
  }

  private void save(XWPFDocument document, String file) throws IOException {
    var content = new ByteArrayOutputStream();
    document.write(content);
    Files.write(folder.resolve(file), content.toByteArray());
  }

  private static XWPFDocument open(byte[] content) throws IOException {
    return new XWPFDocument(new ByteArrayInputStream(content));
  }

  private static List<String> paragraphs(byte[] content) throws IOException {
    try (var document = open(content)) {
      return document.getParagraphs().stream()
          .map(XWPFParagraph::getText)
          .filter(text -> !text.isBlank())
          .toList();
    }
  }
}
