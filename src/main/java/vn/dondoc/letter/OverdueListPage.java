package vn.dondoc.letter;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.lang.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Units;
import vn.dondoc.report.EscalationReport;
import vn.dondoc.report.EscalationReport.CampaignChoice;
import vn.dondoc.report.EscalationSearch;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** The report on missed deadlines as an annex for Word; the page is in the module of reports. */
@Controller
class OverdueListPage {

  private final EscalationReport report;
  private final ReportFacts facts;
  private final LetterWriter writer;
  private final Units units;
  private final Audit audit;

  OverdueListPage(
      EscalationReport report, ReportFacts facts, LetterWriter writer, Units units, Audit audit) {
    this.report = report;
    this.facts = facts;
    this.writer = writer;
    this.units = units;
    this.audit = audit;
  }

  @GetMapping("/escalations.docx")
  ResponseEntity<byte[]> annex(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable String stage) {
    Viewer viewer = Viewer.current();
    if (!report.concerns(viewer)) {
      throw new AccessDeniedException("Xã không xem báo cáo quá hạn");
    }
    EscalationSearch search = EscalationSearch.of(campaign, from, to, unit, stage);
    CampaignChoice chosen =
        report.campaign(viewer, search.campaign()).orElseThrow(() -> new NotFound("đợt vận động"));
    byte[] content =
        writer.overdueList(
            facts.campaign(chosen.id()).orElseThrow(),
            filter(search),
            report.rows(search, chosen, viewer));
    audit.record(Action.EXPORT, "escalations/" + chosen.id(), "docx");
    return DocumentsPage.file("phu-luc-nhiem-vu-qua-han.docx", content);
  }

  private String filter(EscalationSearch search) {
    List<String> parts = new ArrayList<>();
    if (search.from() != null) {
      parts.add("từ ngày " + Words.day(search.from()));
    }
    if (search.to() != null) {
      parts.add("đến ngày " + Words.day(search.to()));
    }
    if (search.agency() != null && units.exists(search.agency())) {
      parts.add(units.name(search.agency()));
    }
    if (search.stage() != null) {
      parts.add(search.stage().text());
    }
    return parts.isEmpty() ? "" : "Quá hạn: " + String.join("; ", parts);
  }

  @ExceptionHandler
  ProblemDetail refused(InvalidInput input) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, input.getMessage());
  }
}
