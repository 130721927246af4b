package vn.dondoc.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;

/** The audit log for administrators, to read and to take along as a file. */
@Controller
class AuditPage {

  private static final int PAGE = 100;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss");

  /** Without it, Excel takes the file for something older than Unicode. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final AuditLog log;
  private final Audit audit;

  AuditPage(AuditLog log, Audit audit) {
    this.log = log;
    this.audit = audit;
  }

  @GetMapping("/audit")
  String page(
      @RequestParam(required = false) @Nullable String person,
      @RequestParam(required = false) @Nullable Action action,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
          LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
          LocalDate to,
      @RequestParam(required = false) @Nullable Long before,
      Model page) {
    var search = search(person, action, from, to, before);
    List<AuditEntry> found = log.find(search, PAGE + 1);
    boolean more = found.size() > PAGE;
    List<AuditEntry> shown = more ? found.subList(0, PAGE) : found;
    page.addAttribute("search", search);
    page.addAttribute("actions", Action.values());
    page.addAttribute("entries", shown);
    page.addAttribute("older", more ? shown.get(PAGE - 1).id() : null);
    return "audit";
  }

  @GetMapping("/audit.csv")
  void export(
      @RequestParam(required = false) @Nullable String person,
      @RequestParam(required = false) @Nullable Action action,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
          LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
          LocalDate to,
      HttpServletResponse response)
      throws IOException {
    AuditLog.Search search = search(person, action, from, to, null);
    audit.record(
        Action.EXPORT,
        "audit",
        "person=%s action=%s from=%s to=%s".formatted(person, action, from, to));
    response.setContentType("text/csv");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"nhat-ky.csv\"");
    PrintWriter file = response.getWriter();
    file.append(BYTE_ORDER_MARK);
    var csv =
        new CSVPrinter(
            file,
            CSVFormat.EXCEL
                .builder()
                .setHeader("Thời gian", "Người", "Địa chỉ", "Việc", "Đối tượng", "Chi tiết")
                .get());
    log.forEach(search, entry -> write(entry, csv));
    csv.flush();
  }

  private static AuditLog.Search search(
      String person, Action action, LocalDate from, LocalDate to, Long before) {
    return new AuditLog.Search(
        stripped(person), action, readable("from", from), readable("to", to), before);
  }

  /** Databases know no years of five digits. */
  private static LocalDate readable(String name, LocalDate day) {
    if (day != null && (day.getYear() < 1 || day.getYear() > 9999)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, unreadable(name));
    }
    return day;
  }

  /** What no form of ours sends, e.g. a mistyped address. */
  @ExceptionHandler
  ProblemDetail refused(MethodArgumentTypeMismatchException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, unreadable(e.getName()));
  }

  private static String unreadable(String name) {
    return "Không đọc được điều kiện tìm «%s»; ngày viết dạng 2024-05-31.".formatted(name);
  }

  private static void write(AuditEntry entry, CSVPrinter csv) {
    try {
      csv.printRecord(
          TIME.format(entry.at()),
          SpreadsheetText.of(entry.person()),
          entry.address(),
          entry.action().text(),
          SpreadsheetText.of(entry.subject()),
          SpreadsheetText.of(entry.detail()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stripped(@Nullable String text) {
    return StringUtils.hasText(text) ? text.strip() : null;
  }
}
