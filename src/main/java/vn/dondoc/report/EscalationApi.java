package vn.dondoc.report;

import java.time.LocalDate;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.lang.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.report.EscalationReport.CampaignChoice;
import vn.dondoc.report.EscalationReport.Found;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** The report on missed deadlines for other programs. */
@RestController
class EscalationApi {

  private static final int LARGEST_PAGE = 1000;

  private final EscalationReport report;

  EscalationApi(EscalationReport report) {
    this.report = report;
  }

  /**
   * A page of the report.
   *
   * @param total rows on all pages
   * @param sums of all pages, one for each agency or district that has rows
   */
  record Page(
      String campaign,
      String documentNumber,
      LocalDate from,
      LocalDate to,
      long total,
      int page,
      int size,
      long pages,
      List<EscalationRow> rows,
      List<EscalationSum> sums) {}

  /**
   * Answers with 400 and the field if a filter cannot be read, 404 if there is no such campaign,
   * 403 to communes.
   */
  @GetMapping("/api/escalations")
  Page page(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable String stage,
      @RequestParam(defaultValue = "1") String page,
      @RequestParam(defaultValue = "100") String size) {
    Viewer viewer = Viewer.current();
    if (!report.concerns(viewer)) {
      throw new AccessDeniedException("Xã không xem báo cáo quá hạn");
    }
    EscalationSearch search = EscalationSearch.of(campaign, from, to, unit, stage);
    int number = number(page, "page", 1_000_000);
    int rows = number(size, "size", LARGEST_PAGE);
    CampaignChoice chosen =
        report.campaign(viewer, search.campaign()).orElseThrow(() -> new NotFound("đợt vận động"));
    Found found = report.page(search, chosen, viewer, (number - 1) * rows, rows);
    List<EscalationSum> sums = report.sums(search, chosen, viewer);
    long total = EscalationFiles.total(sums).missed();
    return new Page(
        chosen.id(),
        chosen.documentNumber(),
        search.from(),
        search.to(),
        total,
        number,
        rows,
        (total + rows - 1) / rows,
        found.rows(),
        sums);
  }

  private static int number(String text, String field, int largest) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 1 && number <= largest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new InvalidInput(
        field, "«%s» (%s) phải là số từ 1 đến %d.".formatted(text, field, largest));
  }

  @ExceptionHandler
  ProblemDetail refused(AccessDeniedException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.FORBIDDEN,
        "Báo cáo quá hạn dành cho UBND tỉnh, cơ quan cấp tỉnh và UBND cấp huyện.");
  }
}
