package vn.dondoc.duty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Officers;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/**
 * "Lưu tiến độ": what an officer has filled in and not sent yet, one per duty, for whoever of the
 * unit goes on with it. Figures are facts at once; nothing of it is in the history.
 */
@Component
@Transactional
class Drafts {

  private static final int LONGEST = 20_000;
  private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final Duties duties;
  private final Figures figures;
  private final Officers officers;
  private final Audit audit;
  private final Clock clock;
  private final ObjectMapper json;

  Drafts(
      JdbcClient jdbc,
      Duties duties,
      Figures figures,
      Officers officers,
      Audit audit,
      Clock clock,
      ObjectMapper json) {
    this.jdbc = jdbc;
    this.duties = duties;
    this.figures = figures;
    this.officers = officers;
    this.audit = audit;
    this.clock = clock;
    this.json = json;
  }

  /**
   * What is kept of a duty's form.
   *
   * @param values field of the form → what was typed into it
   * @param savedAt local time
   */
  record Draft(
      Map<String, String> values, LocalDateTime savedAt, String savedBy, String savedByName) {}

  /** What was kept last, for the duty's own unit only. */
  @Transactional(readOnly = true)
  Optional<Draft> of(Duty duty) {
    if (!Viewer.current().units().contains(duty.unit())) {
      return Optional.empty();
    }
    return jdbc.sql("select content, saved_at, saved_by from duty_draft where duty_id = ?")
        .param(duty.id())
        .query(
            (row, n) ->
                new Draft(
                    read(row.getString(1)),
                    row.getObject(2, LocalDateTime.class),
                    row.getString(3),
                    officers.nameOf(row.getString(3))))
        .optional();
  }

  /**
   * Keeps what was filled in, in place of what was kept before.
   *
   * @param amounts figures as in {@link Figures#read}, may be null
   * @throws NotFound if there is no such duty, or it is none of this person's business
   * @throws ResponseStatusException 403 if the person does not work for the duty's unit, 409 if the
   *     unit does not have the task of performing the duty, or a colleague holds it
   * @throws InvalidInput if a figure is wrong or the text too long
   */
  Draft save(long dutyId, Map<String, String> values, JsonNode amounts) {
    Duty duty = requireChangeable(dutyId);
    Map<String, BigDecimal> read = figures.read(dutyId, amounts);
    String content = write(values);
    if (content.length() > LONGEST) {
      throw new InvalidInput(
          "values", "Nội dung (values) quá dài, chưa lưu được. Hãy rút gọn rồi lưu lại.");
    }
    duties.saveFigures(dutyId, read);
    duties.dropDraft(dutyId);
    String user = Viewer.current().user();
    jdbc.sql("insert into duty_draft (duty_id, content, saved_at, saved_by) values (?, ?, ?, ?)")
        .params(dutyId, content, LocalDateTime.now(clock), user)
        .update();
    audit.record(Action.TASK, "duty/" + dutyId, duty.clause() + ", lưu tiến độ");
    return of(duty).orElseThrow();
  }

  private Duty requireChangeable(long dutyId) {
    Viewer viewer = Viewer.current();
    Duty duty =
        duties
            .lock(dutyId)
            .filter(found -> duties.isVisible(found, viewer))
            .orElseThrow(() -> new NotFound("nhiệm vụ"));
    if (!viewer.units().contains(duty.unit())) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Chỉ đơn vị được giao nhiệm vụ mới được lưu tiến độ.");
    }
    if (!duty.state().isBeingPerformed()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "Không thể lưu tiến độ khi nhiệm vụ đang ở trạng thái «" + duty.state().text() + "».");
    }
    if (duty.officer() != null && !duty.officer().equals(viewer.user())) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "Nhiệm vụ này do "
              + officers.nameOf(duty.officer())
              + " đang xử lý, chưa lưu được tiến độ. Hãy nhận thay rồi lưu lại.");
    }
    return duty;
  }

  private String write(Map<String, String> values) {
    try {
      return json.writeValueAsString(values == null ? Map.of() : values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> read(String content) {
    try {
      return json.readValue(content, VALUES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
