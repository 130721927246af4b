package vn.dondoc.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import vn.dondoc.audit.SpreadsheetText;
import vn.dondoc.report.EscalationColumns.Column;

/** The report on missed deadlines as files. */
final class EscalationFiles {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");

  /** Without it, Excel takes the file for something older than Unicode. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Rows that are kept in memory; what came before is in a temporary file by then. */
  private static final int WINDOW = 200;

  private static final List<String> SUM_TITLES =
      List.of(
          "Cơ quan, huyện",
          "Số lần quá hạn",
          "Còn quá hạn",
          "Đã báo cáo cấp trên",
          "Đã báo cáo UBND tỉnh",
          "Gia hạn",
          "Đôn đốc",
          "Phân công lại",
          "Cho phép không thực hiện");

  private EscalationFiles() {}

  /** Comma-separated, as Vietnamese spreadsheet programs open it by a double click. */
  static void csv(List<EscalationRow> rows, OutputStream to) throws IOException {
    Writer writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
    writer.append(BYTE_ORDER_MARK);
    var csv =
        new CSVPrinter(
            writer,
            CSVFormat.EXCEL
                .builder()
                .setHeader(EscalationColumns.ALL.stream().map(Column::title).toArray(String[]::new))
                .get());
    for (EscalationRow row : rows) {
      for (Column column : EscalationColumns.ALL) {
        Object value = column.value().apply(row);
        csv.print(
            value instanceof LocalDate day
                ? DAY.format(day)
                : value instanceof LocalDateTime time
                    ? TIME.format(time)
                    : value instanceof String text ? SpreadsheetText.of(text) : value);
      }
      csv.println();
    }
    csv.flush();
  }

  /** A workbook: the rows, and the sums. */
  static void xlsx(
      String title, List<EscalationRow> rows, List<EscalationSum> sums, OutputStream to)
      throws IOException {
    try (var workbook = new SXSSFWorkbook(WINDOW)) {
      var styles = new Styles(workbook);
      Sheet list = workbook.createSheet("Nhiệm vụ quá hạn");
      header(list, styles, EscalationColumns.ALL.stream().map(Column::title).toList());
      for (int column = 0; column < EscalationColumns.ALL.size(); column++) {
        list.setColumnWidth(column, EscalationColumns.ALL.get(column).width() * 256);
      }
      int number = 1;
      for (EscalationRow row : rows) {
        Row line = list.createRow(number++);
        int column = 0;
        for (Column each : EscalationColumns.ALL) {
          styles.write(line.createCell(column++), each.value().apply(row));
        }
      }
      list.setAutoFilter(new CellRangeAddress(0, rows.size(), 0, EscalationColumns.ALL.size() - 1));
      printable(list, title);

      Sheet totals = workbook.createSheet("Tổng hợp");
      header(totals, styles, SUM_TITLES);
      totals.setColumnWidth(0, 40 * 256);
      int place = 1;
      for (EscalationSum sum : sums) {
        write(totals.createRow(place++), styles, sum);
      }
      write(totals.createRow(place), styles, total(sums));
      printable(totals, title);
      workbook.write(to);
    }
  }

  static EscalationSum total(List<EscalationSum> sums) {
    return sums.stream().reduce(EscalationSum.none("Tổng số"), EscalationSum::plus);
  }

  private static void write(Row line, Styles styles, EscalationSum sum) {
    int column = 0;
    for (Object value :
        List.of(
            sum.agencyName(),
            sum.missed(),
            sum.open(),
            sum.superiorTold(),
            sum.committeeTold(),
            sum.extended(),
            sum.urged(),
            sum.reassigned(),
            sum.waived())) {
      styles.write(line.createCell(column++), value);
    }
  }

  private static void header(Sheet sheet, Styles styles, List<String> titles) {
    Row header = sheet.createRow(0);
    for (int column = 0; column < titles.size(); column++) {
      Cell cell = header.createCell(column);
      cell.setCellValue(titles.get(column));
      cell.setCellStyle(styles.header);
      sheet.setColumnWidth(column, 14 * 256);
    }
    sheet.createFreezePane(0, 1);
  }

  private static void printable(Sheet sheet, String title) {
    PrintSetup print = sheet.getPrintSetup();
    print.setPaperSize(PrintSetup.A4_PAPERSIZE);
    print.setLandscape(true);
    print.setFitWidth((short) 1);
    print.setFitHeight((short) 0);
    sheet.setFitToPage(true);
    sheet.setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
    // An ampersand begins a command there.
    sheet.getHeader().setCenter(title.replace("&", "&&"));
    sheet.getFooter().setCenter("Trang &P/&N");
  }

  /** The styles of one workbook. */
  private static final class Styles {

    final CellStyle header;
    private final CellStyle text;
    private final CellStyle number;
    private final CellStyle day;
    private final CellStyle time;

    Styles(SXSSFWorkbook workbook) {
      header = workbook.createCellStyle();
      Font bold = workbook.createFont();
      bold.setBold(true);
      header.setFont(bold);
      header.setWrapText(true);
      header.setAlignment(HorizontalAlignment.CENTER);
      header.setVerticalAlignment(VerticalAlignment.CENTER);
      header.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
      header.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      text = plain(workbook, "@");
      text.setWrapText(true);
      number = plain(workbook, "#,##0");
      day = plain(workbook, "dd/mm/yyyy");
      time = plain(workbook, "dd/mm/yyyy hh:mm");
    }

    private static CellStyle plain(SXSSFWorkbook workbook, String format) {
      CellStyle style = workbook.createCellStyle();
      style.setDataFormat(workbook.createDataFormat().getFormat(format));
      style.setVerticalAlignment(VerticalAlignment.TOP);
      return style;
    }

    /** Typed, so that the program sorts and counts; a text in a cell is never a formula. */
    void write(Cell cell, Object value) {
      if (value instanceof Number amount) {
        cell.setCellValue(amount.doubleValue());
        cell.setCellStyle(number);
      } else if (value instanceof LocalDate date) {
        cell.setCellValue(date);
        cell.setCellStyle(day);
      } else if (value instanceof LocalDateTime moment) {
        cell.setCellValue(moment);
        cell.setCellStyle(time);
      } else {
        cell.setCellValue((String) value);
        cell.setCellStyle(text);
      }
    }
  }
}
