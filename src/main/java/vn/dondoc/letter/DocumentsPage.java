package vn.dondoc.letter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.letter.Documents.Found;
import vn.dondoc.organisation.Officers;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** The documents of a campaign, to read and to take along. */
@Controller
class DocumentsPage {

  private static final int PAGE = 50;
  private static final MediaType DOCX =
      MediaType.parseMediaType(
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

  private final Documents documents;
  private final ReportDrafts drafts;
  private final LetterWriter writer;
  private final Officers officers;
  private final Audit audit;

  DocumentsPage(
      Documents documents,
      ReportDrafts drafts,
      LetterWriter writer,
      Officers officers,
      Audit audit) {
    this.documents = documents;
    this.drafts = drafts;
    this.writer = writer;
    this.officers = officers;
    this.audit = audit;
  }

  /**
   * A line of the page.
   *
   * @param by name of who sent or decided it
   */
  record Line(Documents.Entry entry, String kindText, String by) {}

  @GetMapping("/documents")
  String page(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(defaultValue = "1") int page,
      Model model) {
    Viewer viewer = Viewer.current();
    List<CampaignFacts> campaigns = documents.campaigns(viewer);
    model.addAttribute("campaigns", campaigns);
    if (campaigns.isEmpty()) {
      return "documents";
    }
    CampaignFacts chosen =
        campaigns.stream()
            .filter(each -> campaign == null || campaign.isBlank() || each.id().equals(campaign))
            .findFirst()
            .orElseThrow(() -> new NotFound("đợt vận động"));
    int shown = Math.max(1, Math.min(page, 1_000_000));
    Found found = documents.of(chosen.id(), viewer, (shown - 1) * PAGE, PAGE);
    if (found.entries().isEmpty() && shown > 1) {
      shown = 1;
      found = documents.of(chosen.id(), viewer, 0, PAGE);
    }
    List<Line> lines = new ArrayList<>();
    found
        .entries()
        .forEach(
            entry ->
                lines.add(new Line(entry, entry.kind().text(), officers.nameOf(entry.madeBy()))));
    model.addAttribute("campaign", chosen);
    model.addAttribute("whole", chosen.isWholeFor(viewer));
    model.addAttribute("leads", viewer.units().contains(chosen.leadUnit()));
    model.addAttribute("lines", lines);
    model.addAttribute("page", shown);
    model.addAttribute("pages", (found.total() + PAGE - 1) / PAGE);
    return "documents";
  }

  @GetMapping("/documents/{id}")
  ResponseEntity<byte[]> download(@PathVariable long id) {
    Documents.Entry entry =
        documents.find(id, Viewer.current()).orElseThrow(() -> new NotFound("văn bản"));
    audit.record(Action.DOWNLOAD, "document/" + id, entry.title());
    return file(entry.fileName(), documents.content(id));
  }

  /** For everybody who has a duty in the campaign. */
  @GetMapping("/documents/assignment")
  ResponseEntity<byte[]> assignment(@RequestParam String campaign) {
    CampaignFacts found =
        documents.campaigns(Viewer.current()).stream()
            .filter(each -> each.id().equals(campaign))
            .findFirst()
            .orElseThrow(() -> new NotFound("đợt vận động"));
    return file("phu-luc-phan-cong-nhiem-vu.docx", writer.assignment(found));
  }

  /** The report as it would be if it were sent now, for the officers of the lead agency. */
  @GetMapping("/documents/draft")
  ResponseEntity<byte[]> draft(@RequestParam String campaign, @RequestParam String kind) {
    CampaignFacts found = drafts.requireLed(campaign);
    String known = ReportDraftApi.known(kind);
    return file(
        "FINAL".equals(known) ? "du-thao-bao-cao-tong-ket.docx" : "du-thao-bao-cao-tuan.docx",
        drafts.document(found, known));
  }

  static ResponseEntity<byte[]> file(String name, byte[] content) {
    return ResponseEntity.ok()
        .contentType(DOCX)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.US_ASCII)
                .build()
                .toString())
        .body(content);
  }
}
