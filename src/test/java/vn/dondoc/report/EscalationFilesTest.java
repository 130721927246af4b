package vn.dondoc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import vn.dondoc.duty.TimeStatus;

/** What people wrote, in files that a spreadsheet program opens. */
class EscalationFilesTest {

  private static final String FORMULA = "=cmd|' /C calc'!A0";

  @Test
  void isNeverAFormulaInTheCsvFile() throws IOException {
    var file = new ByteArrayOutputStream();
    EscalationFiles.csv(List.of(row()), file);

    assertThat(file.toString(StandardCharsets.UTF_8))
        .contains("'" + FORMULA)
        .doesNotContain("," + FORMULA);
  }

  @Test
  void isNeverAFormulaInTheWorkbook() throws IOException {
    var file = new ByteArrayOutputStream();
    EscalationFiles.xlsx("Sở & ban", List.of(row()), List.of(), file);

    try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(file.toByteArray()))) {
      for (Cell cell : workbook.getSheetAt(0).getRow(1)) {
        assertThat(cell.getCellType()).isNotEqualTo(CellType.FORMULA);
      }
      assertThat(workbook.getSheetAt(0).getHeader().getCenter()).isEqualTo("Sở && ban");
    }
  }

  @Test
  void isAFileAlsoWithoutAnyRow() throws IOException {
    var file = new ByteArrayOutputStream();
    EscalationFiles.xlsx("Không có", List.of(), List.of(), file);

    try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(file.toByteArray()))) {
      assertThat(workbook.getSheetAt(0).getLastRowNum()).isZero();
      assertThat(workbook.getSheetAt(1).getRow(1).getCell(0).getStringCellValue())
          .isEqualTo("Tổng số");
    }
  }

  private static EscalationRow row() {
    LocalDateTime due = LocalDateTime.parse("2024-05-31T17:00");
    return new EscalationRow(
        1,
        "11.d1",
        "Giao chỉ tiêu",
        false,
        "xa-16663",
        "UBND phường Đông Vĩnh",
        "huyen-412",
        "UBND thành phố Vinh",
        "",
        due,
        due,
        null,
        null,
        3,
        FORMULA,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        TimeStatus.OVERDUE,
        "Quá hạn");
  }
}
