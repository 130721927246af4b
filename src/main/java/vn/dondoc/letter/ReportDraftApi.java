package vn.dondoc.letter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.springframework.lang.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.dondoc.directive.ReportText;
import vn.dondoc.security.NotFound;

/** What the forms of the lead agency's reports begin with and keep; for its officers alone. */
@RestController
class ReportDraftApi {

  private final ReportDrafts drafts;
  private final LetterWriter writer;

  ReportDraftApi(ReportDrafts drafts, LetterWriter writer) {
    this.drafts = drafts;
    this.writer = writer;
  }

  /**
   * A report that is being written.
   *
   * @param results section II as it would be printed now
   * @param draft what was kept last, null if nothing was
   */
  record Writing(
      ReportText proposed, LetterWriter.Results results, @Nullable ReportDrafts.Draft draft) {}

  /**
   * What a form holds.
   *
   * @param metrics not used; the forms send it for all drafts alike
   */
  record Content(Map<String, String> values, @Nullable JsonNode metrics) {}

  @GetMapping("/api/campaigns/{id}/reports/{kind}/draft")
  Writing writing(@PathVariable String id, @PathVariable String kind) {
    CampaignFacts campaign = drafts.requireLed(id);
    String known = known(kind);
    return new Writing(
        drafts.proposed(campaign, known),
        writer.results(campaign),
        drafts.find(id, known).orElse(null));
  }

  @PutMapping("/api/campaigns/{id}/reports/{kind}/draft")
  ReportDrafts.Draft save(
      @PathVariable String id, @PathVariable String kind, @RequestBody Content content) {
    return drafts.save(drafts.requireLed(id).id(), known(kind), content.values());
  }

  /** The kinds in addresses are {@code weekly} and {@code final}. */
  static String known(String kind) {
    return switch (kind) {
      case "weekly", "final" -> kind.toUpperCase(Locale.ROOT);
      default -> throw new NotFound("loại báo cáo");
    };
  }
}
