package vn.dondoc.duty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Báo cáo số 15.pdf          | Báo cáo số 15.pdf
          Ảnh.PDF                    | Ảnh.PDF
          ../../etc/passwd           | passwd.pdf
          C:\\Users\\can-bo\\kế hoạch.pdf | kế hoạch.pdf
          <script>.pdf               | script.pdf
          a:b*c?"d".pdf              | abcd.pdf
          ảnh chụp.png               | ảnh chụp.pdf
          x.pdf.exe                  | x.pdf.exe.pdf
          Báo cáo ngày 6.5           | Báo cáo ngày 6.5.pdf
          .htaccess                  | htaccess.pdf
          CON.pdf                    | _CON.pdf
          lpt1.2024.pdf              | _lpt1.2024.pdf
          Conference.pdf             | Conference.pdf
          a  .pdf                    | a.pdf
          ...                        | Minh chứng.pdf
          ***.pdf                    | Minh chứng.pdf
          thư mục/                   | Minh chứng.pdf
          """)
  void isMadeOfTheOneThatTheFileCameWith(String original, String name) {
    assertThat(FileName.of(original, FileKind.PDF)).isEqualTo(name);
  }

  @Test
  void isGivenToAFileWithout() {
    assertThat(FileName.of(null, FileKind.JPEG)).isEqualTo("Minh chứng.jpg");
    assertThat(FileName.of("", FileKind.DOCX)).isEqualTo("Minh chứng.docx");
  }

  @Test
  void hidesNothing() {
    assertThat(FileName.of("a\u202Egpj.exe", FileKind.PDF)).isEqualTo("agpj.exe.pdf");
    assertThat(FileName.of("a\u0000\r\n\u200Bb.pdf", FileKind.PDF)).isEqualTo("a b.pdf");
    assertThat(FileName.of("a\uD800b.pdf", FileKind.PDF)).isEqualTo("ab.pdf");
  }

  @Test
  void isComposedSoThatOneNameIsSpeltOneWay() {
    assertThat(FileName.of("Tie\u0302\u0301ng.pdf", FileKind.PDF)).isEqualTo("Tiếng.pdf");
  }

  @Test
  void keepsItsExtensionHoweverLongItIs() {
    assertThat(FileName.of("ấ".repeat(400) + ".pdf", FileKind.PDF))
        .isEqualTo("ấ".repeat(146) + ".pdf");
    // Nor is a character beyond the basic plane cut in two.
    assertThat(FileName.of("𠮷".repeat(200) + ".jpeg", FileKind.JPEG))
        .isEqualTo("𠮷".repeat(72) + ".jpeg");
  }
}
