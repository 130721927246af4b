package vn.dondoc.organisation;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.audit.SpreadsheetText;
import vn.dondoc.organisation.ImportPreview.Subject;

/** Units and officers out of a file and into one, for administrators. */
@Controller
class ImportPage {

  /** Some ten thousand rows. */
  private static final int MAX_BYTES = 1024 * 1024;

  /** Without it, Excel takes the file for something older than Unicode. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** More nobody reads before deciding. */
  private static final int SHOWN = 200;

  private final OrganisationChanges changes;
  private final Units units;
  private final OfficerTable officers;
  private final Audit audit;

  ImportPage(OrganisationChanges changes, Units units, OfficerTable officers, Audit audit) {
    this.changes = changes;
    this.units = units;
    this.officers = officers;
    this.audit = audit;
  }

  @GetMapping("/units/import")
  String choose() {
    return "units-import";
  }

  /** What the file would do; nothing happens yet. */
  @PostMapping("/units/import/preview")
  String preview(
      @RequestParam Subject subject,
      @RequestParam(required = false) @Nullable MultipartFile file,
      Model page,
      HttpServletResponse response)
      throws IOException {
    if (file == null || file.isEmpty()) {
      return refused("Chưa chọn tệp, hoặc tệp trống.", subject, page, response);
    }
    if (file.getSize() > MAX_BYTES) {
      return refused("Tệp lớn quá 1 MB. Hãy chia thành nhiều tệp.", subject, page, response);
    }
    return show(subject, file.getBytes(), page);
  }

  /** Imports what was previewed. */
  @PostMapping("/units/import")
  String importAll(
      @RequestParam Subject subject,
      @RequestParam String text,
      @RequestParam String seen,
      Model page,
      RedirectAttributes next,
      HttpServletResponse response) {
    byte[] file = text.getBytes(UTF_8);
    try {
      ImportPreview done = changes.importAll(subject, file, seen);
      next.addFlashAttribute(
          "notice",
          "%s: đã nhập %d dòng mới, %d dòng thay đổi."
              .formatted(subject.text(), done.added().size(), done.changed().size()));
      return subject == Subject.UNITS ? "redirect:/units" : "redirect:/units/officers";
    } catch (OrganisationChanges.SeenOtherwise changed) {
      response.setStatus(HttpStatus.CONFLICT.value());
      page.addAttribute(
          "refusal",
          "Dữ liệu vừa thay đổi nên chưa nhập gì. Hãy xem lại kết quả dưới đây rồi nhập lại.");
      return show(subject, file, page);
    }
  }

  private String show(Subject subject, byte[] file, Model page) {
    ImportPreview preview = changes.preview(subject, file);
    page.addAttribute("subject", subject);
    page.addAttribute("preview", preview);
    page.addAttribute("shown", SHOWN);
    page.addAttribute("text", preview.canImport() ? new String(file, UTF_8) : "");
    return "units-import-preview";
  }

  private static String refused(
      String refusal, Subject subject, Model page, HttpServletResponse response) {
    response.setStatus(HttpStatus.BAD_REQUEST.value());
    page.addAttribute("refusal", refusal);
    page.addAttribute("refusedSubject", subject.name());
    return "units-import";
  }

  /** The units as they are, to be changed and imported again. */
  @GetMapping("/units/units.csv")
  void units(HttpServletResponse response) throws IOException {
    write(
        response,
        "don-vi.csv",
        List.of("code", "name", "kind", "superior", "email"),
        units.all().stream()
            .map(
                unit ->
                    Stream.of(
                        unit.code(),
                        unit.name(),
                        unit.kind().name(),
                        unit.superior(),
                        unit.email())));
  }

  /** The officers as they are, to be changed and imported again. */
  @GetMapping("/units/officers.csv")
  void officers(HttpServletResponse response) throws IOException {
    write(
        response,
        "can-bo.csv",
        List.of("user", "name", "unit", "email"),
        officers.all().stream()
            .map(
                officer ->
                    Stream.of(officer.user(), officer.name(), officer.unit(), officer.email())));
  }

  private void write(
      HttpServletResponse response, String name, List<String> columns, Stream<Stream<String>> rows)
      throws IOException {
    audit.record(Action.EXPORT, "units/" + name, null);
    response.setContentType("text/csv");
    response.setCharacterEncoding(UTF_8.name());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s\"".formatted(name));
    var file = response.getWriter();
    file.append(BYTE_ORDER_MARK);
    var csv =
        new CSVPrinter(
            file, CSVFormat.EXCEL.builder().setHeader(columns.toArray(String[]::new)).get());
    rows.forEach(
        row -> {
          try {
            csv.printRecord(row.map(SpreadsheetText::of));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    csv.flush();
  }
}
