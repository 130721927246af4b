package vn.dondoc.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.dondoc.duty.SampleFiles.EXE;
import static vn.dondoc.duty.SampleFiles.JPEG;
import static vn.dondoc.duty.SampleFiles.PDF;
import static vn.dondoc.duty.SampleFiles.SHEET;
import static vn.dondoc.duty.SampleFiles.SLIDES;
import static vn.dondoc.duty.SampleFiles.WORD;
import static vn.dondoc.duty.SampleFiles.contentTypes;
import static vn.dondoc.duty.SampleFiles.join;
import static vn.dondoc.duty.SampleFiles.office;
import static vn.dondoc.duty.SampleFiles.ole2;
import static vn.dondoc.duty.SampleFiles.openDocument;
import static vn.dondoc.duty.SampleFiles.text;
import static vn.dondoc.duty.SampleFiles.zip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.dondoc.engine.InvalidInput;

class FileInspectionTest {

  private static final String KIND = "Không nhận loại tệp này (file)";
  private static final String MACRO = "Tệp (file) có chứa macro";

  static Stream<Arguments> taken() {
    return Stream.of(
        Arguments.of(FileKind.PDF, PDF),
        Arguments.of(FileKind.JPEG, JPEG),
        Arguments.of(FileKind.PNG, SampleFiles.PNG),
        Arguments.of(FileKind.WEBP, SampleFiles.WEBP),
        Arguments.of(FileKind.HEIC, SampleFiles.HEIC),
        Arguments.of(FileKind.DOCX, office("application/xml", WORD)),
        Arguments.of(FileKind.XLSX, office(SHEET)),
        Arguments.of(FileKind.PPTX, office(SLIDES)),
        Arguments.of(FileKind.DOC, ole2("WordDocument", "1Table")),
        Arguments.of(FileKind.XLS, ole2("Workbook")),
        Arguments.of(FileKind.ODT, openDocument(FileKind.ODT.mediaType(), "content.xml")),
        Arguments.of(FileKind.ODS, openDocument(FileKind.ODS.mediaType())),
        Arguments.of(FileKind.ODP, openDocument(FileKind.ODP.mediaType())));
  }

  @ParameterizedTest
  @MethodSource
  void taken(FileKind kind, byte[] content) {
    assertThat(FileInspection.kindOf(content)).isEqualTo(kind);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("a program", EXE),
        Arguments.of("a script", text("@echo off\r\ndel *.*\r\n")),
        Arguments.of("a page", text("<!DOCTYPE html><html><script>alert(1)</script></html>")),
        Arguments.of("a page that is a PDF as well", join(text("<html><script>\n"), PDF)),
        Arguments.of("a drawing", text("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")),
        Arguments.of("a GIF that is a script as well", text("GIF89a/*")),
        Arguments.of("an archive", zip(Map.of("a.pdf", PDF))),
        Arguments.of("a program with an Office file behind it", join(EXE, office(WORD))),
        Arguments.of("a template", office(WORD.replace("document.main", "template.main"))),
        Arguments.of("an e-book", openDocument("application/epub+zip")),
        Arguments.of("an archive cut short", Arrays.copyOf(office(WORD), 60)),
        Arguments.of("an Office file without an XML", zip(Map.of("[Content_Types].xml", PDF))),
        Arguments.of("an Office file with two lists of parts", twoListsOfParts()),
        Arguments.of("an installer", ole2("Binary.a", "Property")),
        Arguments.of("an old presentation", ole2("PowerPoint Document")),
        Arguments.of("an old file cut short", Arrays.copyOf(ole2("WordDocument"), 1100)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String what, byte[] content) {
    assertThatThrownBy(() -> FileInspection.kindOf(content))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(KIND);
  }

  static Stream<Arguments> refusedForItsMacros() {
    String xml = contentTypes("application/vnd.ms-office.vbaProject", WORD);
    return Stream.of(
        Arguments.of("docm", office("application/vnd.ms-word.document.macroEnabled.main+xml")),
        Arguments.of("docm in disguise", office(WORD, "application/vnd.ms-office.vbaProject")),
        Arguments.of("Excel 4 macros", office(SHEET, "application/vnd.ms-excel.macrosheet+xml")),
        Arguments.of(
            "a list of parts in UTF-16",
            zip(Map.of("[Content_Types].xml", xml.getBytes(StandardCharsets.UTF_16)))),
        Arguments.of(
            "a list of parts that escapes its letters",
            zip(Map.of("[Content_Types].xml", text(xml.replace("vba", "v&#98;a"))))),
        Arguments.of(
            "OpenDocument", openDocument(FileKind.ODT.mediaType(), "Basic/Standard/a.xml")),
        Arguments.of("old Word", ole2("WordDocument", "_VBA_PROJECT")),
        Arguments.of("old Excel", ole2("Workbook", "_VBA_PROJECT_CUR")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusedForItsMacros(String what, byte[] content) {
    assertThatThrownBy(() -> FileInspection.kindOf(content)).hasMessageStartingWith(MACRO);
  }

  @Test
  void saysThatAFileIsLocked() {
    assertThatThrownBy(() -> FileInspection.kindOf(ole2("EncryptedPackage", "EncryptionInfo")))
        .hasMessageStartingWith("Tệp (file) đặt mật khẩu");
  }

  @Test
  void unpacksNoBomb() {
    byte[] nothing = new byte[200 * 1024 * 1024];
    byte[] bomb = zip(Map.of("[Content_Types].xml", nothing));
    byte[] other =
        zip(Map.of("[Content_Types].xml", text(contentTypes(WORD)), "word/document.xml", nothing));

    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          assertThatThrownBy(() -> FileInspection.kindOf(bomb)).hasMessageStartingWith(KIND);
          // Not for us to judge: we never open it.
          assertThat(FileInspection.kindOf(other)).isEqualTo(FileKind.DOCX);
        });
  }

  /** Whatever is damaged, the answer is a kind or a reason, and it comes at once. */
  @Test
  void survivesDamage() {
    Random random = new Random(5);
    byte[] file = ole2("WordDocument", "1Table");
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = file.clone();
      for (int hit = random.nextInt(5); hit >= 0; hit--) {
        damaged[8 + random.nextInt(file.length - 8)] = (byte) random.nextInt();
      }
      try {
        Ole2File.kindOf(Arrays.copyOf(damaged, 8 + random.nextInt(file.length - 8)));
      } catch (InvalidInput expected) {
        assertThat(expected.field()).isEqualTo("file");
      }
    }
  }

  private static byte[] twoListsOfParts() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("[Content_Types].xml", text(contentTypes(WORD)));
    entries.put("[content_types].xml", text(contentTypes("application/vnd.ms-office.vbaProject")));
    return zip(entries);
  }
}
