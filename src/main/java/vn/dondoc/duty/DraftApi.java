package vn.dondoc.duty;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.dondoc.engine.InvalidInput;

/** "Lưu tiến độ" over HTTP; read as part of the duty, see {@link DutyApi}. */
@RestController
class DraftApi {

  private final Drafts drafts;

  DraftApi(Drafts drafts) {
    this.drafts = drafts;
  }

  /**
   * What the form holds.
   *
   * @param values field of the form → what was typed into it, without the figures
   * @param metrics id → number, null for a figure that was taken out
   */
  record Content(Map<String, String> values, JsonNode metrics) {}

  @PutMapping("/api/duties/{id}/draft")
  Drafts.Draft save(@PathVariable long id, @RequestBody Content content) {
    return drafts.save(id, content.values(), content.metrics());
  }

  @ExceptionHandler
  ProblemDetail refused(InvalidInput input) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, input.getMessage());
    problem.setProperty("field", input.field());
    return problem;
  }
}
