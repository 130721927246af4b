package vn.dondoc.board;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import java.time.LocalDate;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.lang.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** The board and the lists behind it, for programs. */
@RestController
class BoardApi {

  private static final int MOST = 500;

  private final Scopes scopes;
  private final Boards boards;
  private final DutyList list;

  BoardApi(Scopes scopes, Boards boards, DutyList list) {
    this.scopes = scopes;
    this.boards = boards;
    this.list = list;
  }

  /** A duty, with the Vietnamese words for its states. */
  record DutyRow(@JsonUnwrapped DutyLine duty, String stateText, String timeStatusText) {}

  /**
   * A page of duties.
   *
   * @param page its number, from 1 on
   * @param total how many match, on all pages
   */
  record DutyPage(int page, int size, long total, List<DutyRow> duties) {}

  /**
   * The board of a campaign, cut down to what the person's units and those below them owe.
   *
   * @param campaign id, the newest one if it is missing
   * @param asOf the day at whose end it is seen, now if it is missing
   */
  @Operation(summary = "Bảng điều hành của một đợt vận động")
  @GetMapping("/api/board")
  Board board(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          LocalDate asOf) {
    Viewer viewer = Viewer.current();
    if (!scopes.hasBoard(viewer)) {
      throw new NotFound("bảng điều hành");
    }
    return boards.of(scope(viewer, campaign, asOf));
  }

  /** The campaigns that the person has to do with, those under way first. */
  @Operation(summary = "Các đợt vận động được xem, đợt đang thực hiện trước")
  @GetMapping("/api/board/campaigns")
  List<CampaignSeen> campaigns() {
    return scopes.campaigns(Viewer.current());
  }

  /** Duties of a campaign, those that are due first come first. */
  @Operation(summary = "Nhiệm vụ của một đợt vận động, hạn gần nhất trước")
  @GetMapping("/api/duties")
  DutyPage duties(
      @ParameterObject DutySearch search,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "50") int size) {
    if (page < 1) {
      throw new InvalidInput("page", "Số trang (page) phải từ 1 trở lên.");
    }
    if (size < 1 || size > MOST) {
      throw new InvalidInput("size", "Số dòng mỗi trang (size) phải từ 1 đến " + MOST + ".");
    }
    Scope scope = scope(Viewer.current(), search.campaign(), search.asOf());
    DutyList.Found found = list.find(scope, search, (page - 1L) * size, size);
    return new DutyPage(
        page,
        size,
        found.total(),
        found.duties().stream()
            .map(duty -> new DutyRow(duty, duty.state().text(), duty.timeStatus().text()))
            .toList());
  }

  private Scope scope(Viewer viewer, String campaign, LocalDate asOf) {
    return scopes
        .choose(viewer, scopes.campaigns(viewer), campaign, asOf)
        .orElseThrow(() -> new NotFound("đợt vận động"));
  }
}
