package vn.dondoc.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.lang.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.escalation.Stage;
import vn.dondoc.organisation.Kind;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;
import vn.dondoc.report.EscalationReport.CampaignChoice;
import vn.dondoc.report.EscalationReport.Found;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** The report on missed deadlines, to read, to print and to take along as a file. */
@Controller
class EscalationPage {

  private static final int PAGE = 100;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final EscalationReport report;
  private final Units units;
  private final Audit audit;

  EscalationPage(EscalationReport report, Units units, Audit audit) {
    this.report = report;
    this.units = units;
    this.audit = audit;
  }

  @GetMapping("/escalations")
  String page(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable String stage,
      @RequestParam(defaultValue = "1") int page,
      Model model,
      HttpServletResponse response) {
    Viewer viewer = viewer();
    EscalationSearch search;
    try {
      search = EscalationSearch.of(campaign, from, to, unit, stage);
    } catch (InvalidInput refused) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("refusal", refused.getMessage());
      search = new EscalationSearch(campaign, null, null, null, null);
    }
    List<CampaignChoice> campaigns = report.campaigns(viewer);
    model.addAttribute("campaigns", campaigns);
    model.addAttribute("search", search);
    model.addAttribute("stages", Stage.values());
    if (campaigns.isEmpty()) {
      return "escalations";
    }
    CampaignChoice chosen = require(viewer, search);
    int shown = Math.max(1, Math.min(page, 1_000_000));
    Found found = report.page(search, chosen, viewer, (shown - 1) * PAGE, PAGE);
    if (found.rows().isEmpty() && shown > 1) {
      shown = 1;
      found = report.page(search, chosen, viewer, 0, PAGE);
    }
    List<EscalationSum> sums = report.sums(search, chosen, viewer);
    model.addAttribute("campaign", chosen);
    model.addAttribute("agencies", agencies(viewer, chosen));
    model.addAttribute("rows", found.rows());
    model.addAttribute("total", found.total());
    model.addAttribute("page", shown);
    model.addAttribute("first", (shown - 1) * PAGE);
    model.addAttribute("pages", (found.total() + PAGE - 1) / PAGE);
    model.addAttribute("sums", sums);
    model.addAttribute("sum", EscalationFiles.total(sums));
    return "escalations";
  }

  @GetMapping("/escalations.csv")
  void csv(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable String stage,
      HttpServletResponse response)
      throws IOException {
    Viewer viewer = viewer();
    EscalationSearch search = EscalationSearch.of(campaign, from, to, unit, stage);
    CampaignChoice chosen = require(viewer, search);
    List<EscalationRow> rows = report.rows(search, chosen, viewer);
    taken(chosen, search, "csv");
    attach(response, "text/csv;charset=UTF-8", "nhiem-vu-qua-han.csv");
    EscalationFiles.csv(rows, response.getOutputStream());
  }

  @GetMapping("/escalations.xlsx")
  void xlsx(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable String stage,
      HttpServletResponse response)
      throws IOException {
    Viewer viewer = viewer();
    EscalationSearch search = EscalationSearch.of(campaign, from, to, unit, stage);
    CampaignChoice chosen = require(viewer, search);
    List<EscalationRow> rows = report.rows(search, chosen, viewer);
    List<EscalationSum> sums = report.sums(search, chosen, viewer);
    taken(chosen, search, "xlsx");
    attach(response, XLSX, "nhiem-vu-qua-han.xlsx");
    EscalationFiles.xlsx(
        "Danh mục nhiệm vụ quá hạn – Văn bản số %s ngày %s"
            .formatted(chosen.documentNumber(), DAY.format(chosen.issuedOn())),
        rows,
        sums,
        response.getOutputStream());
  }

  /** Of a file; the page itself says it above the list. */
  @ExceptionHandler
  ProblemDetail refused(InvalidInput input) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, input.getMessage());
  }

  private Viewer viewer() {
    Viewer viewer = Viewer.current();
    if (!report.concerns(viewer)) {
      throw new AccessDeniedException("Xã không xem báo cáo quá hạn");
    }
    return viewer;
  }

  private CampaignChoice require(Viewer viewer, EscalationSearch search) {
    return report
        .campaign(viewer, search.campaign())
        .orElseThrow(() -> new NotFound("đợt vận động"));
  }

  private List<Unit> agencies(Viewer viewer, CampaignChoice campaign) {
    return units.all().stream()
        .filter(unit -> unit.kind() == Kind.AGENCY || unit.kind() == Kind.DISTRICT)
        .filter(unit -> campaign.whole() || viewer.units().contains(unit.code()))
        .toList();
  }

  private void taken(CampaignChoice campaign, EscalationSearch search, String kind) {
    audit.record(
        Action.EXPORT,
        "escalations/" + campaign.id(),
        "%s from=%s to=%s unit=%s stage=%s"
            .formatted(kind, search.from(), search.to(), search.agency(), search.stage()));
  }

  private static void attach(HttpServletResponse response, String type, String name) {
    response.setContentType(type);
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
  }
}
