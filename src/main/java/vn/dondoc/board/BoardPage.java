package vn.dondoc.board;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vn.dondoc.board.BoardFacts.Obstacle;
import vn.dondoc.board.BoardFacts.Share;
import vn.dondoc.duty.DutyState;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** The board and what is behind its numbers. Works without scripts. */
@Controller
@Transactional(readOnly = true)
class BoardPage {

  private static final int PAGE = 100;

  private final Scopes scopes;
  private final Boards boards;
  private final BoardFacts facts;
  private final DutyList list;
  private final Units units;
  private final Charts charts;
  private final BoardLinks links;

  BoardPage(
      Scopes scopes,
      Boards boards,
      BoardFacts facts,
      DutyList list,
      Units units,
      Charts charts,
      BoardLinks links) {
    this.scopes = scopes;
    this.boards = boards;
    this.facts = facts;
    this.list = list;
    this.units = units;
    this.charts = charts;
    this.links = links;
  }

  /** What the templates draw and link with; in links they are not let at beans by name. */
  @ModelAttribute
  void tools(Model page) {
    page.addAttribute("charts", charts);
    page.addAttribute("links", links);
  }

  @GetMapping("/board")
  String board(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          LocalDate asOf,
      Model page) {
    requireBoard();
    show(page, campaign, asOf, (viewer, scope) -> page.addAttribute("board", boards.of(scope)));
    return "board";
  }

  /** One line of the page of figures. */
  record FigureLine(String code, String name, Share share) {}

  /** How one figure adds up, or all figures if none is named. */
  @GetMapping("/board/figures")
  String figures(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          LocalDate asOf,
      @RequestParam(required = false) @Nullable String clause,
      @RequestParam(required = false) @Nullable String metric,
      @RequestParam(required = false) @Nullable String agency,
      Model page) {
    requireBoard();
    show(
        page,
        campaign,
        asOf,
        (viewer, scope) -> {
          List<Board.Figure> figures = boards.figures(scope);
          page.addAttribute("figures", figures);
          if (clause != null && metric != null) {
            Board.Figure figure =
                figures.stream()
                    .filter(one -> one.clause().equals(clause) && one.metric().equals(metric))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("số liệu"));
            page.addAttribute("figure", figure);
            boolean byUnit = agency != null || !scope.all();
            page.addAttribute("byUnit", byUnit);
            page.addAttribute(
                "agency", agency != null && units.exists(agency) ? units.name(agency) : null);
            page.addAttribute("lines", lines(scope, clause, metric, agency));
          }
        });
    return "board-figures";
  }

  private List<FigureLine> lines(Scope scope, String clause, String metric, String agency) {
    List<Share> shares =
        agency != null
            ? facts.figureByUnit(scope, clause, metric, agency)
            : scope.all()
                ? facts.figureByAgency(scope, clause, metric)
                : facts.figureByUnit(scope, clause, metric);
    return shares.stream()
        .map(share -> new FigureLine(share.code(), units.name(share.code()), share))
        .toList();
  }

  /** An obstacle with the name of its unit. */
  record ObstacleLine(String unitName, Obstacle obstacle) {}

  @GetMapping("/board/obstacles")
  String obstacles(
      @RequestParam(required = false) @Nullable String campaign,
      @RequestParam(required = false) @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          LocalDate asOf,
      @RequestParam(required = false) @Nullable ObstacleState state,
      @RequestParam(defaultValue = "1") int number,
      Model page) {
    requireBoard();
    show(
        page,
        campaign,
        asOf,
        (viewer, scope) -> {
          List<Obstacle> found = facts.obstacles(scope, state, from(number), PAGE);
          page.addAttribute("state", state);
          page.addAttribute("states", ObstacleState.values());
          page.addAttribute(
              "obstacles",
              found.stream()
                  .map(obstacle -> new ObstacleLine(units.name(obstacle.unit()), obstacle))
                  .toList());
          pages(page, number, found.isEmpty() ? 0 : found.get(0).matching());
        });
    return "board-obstacles";
  }

  /** The duties behind a number. */
  @GetMapping("/duties")
  String duties(DutySearch search, @RequestParam(defaultValue = "1") int number, Model page) {
    show(
        page,
        search.campaign(),
        search.asOf(),
        (viewer, scope) -> {
          DutyList.Found found = list.find(scope, search, from(number), PAGE);
          page.addAttribute("found", found);
          page.addAttribute("clauses", list.clauses(scope));
          page.addAttribute("states", DutyState.values());
          page.addAttribute(
              "agencyName",
              search.agency() != null && units.exists(search.agency())
                  ? units.name(search.agency())
                  : null);
          page.addAttribute(
              "unitName",
              search.unit() != null && units.exists(search.unit())
                  ? units.name(search.unit())
                  : null);
          pages(page, number, found.total());
        });
    page.addAttribute("search", search);
    return "duties";
  }

  /**
   * Puts what the person sees on the page; a campaign or day that cannot be shown is said there.
   */
  private void show(
      Model page,
      @Nullable String campaign,
      @Nullable LocalDate asOf,
      BiConsumer<Viewer, Scope> content) {
    Viewer viewer = Viewer.current();
    List<CampaignSeen> campaigns = scopes.campaigns(viewer);
    page.addAttribute("campaigns", campaigns);
    page.addAttribute("hasBoard", scopes.hasBoard(viewer));
    page.addAttribute("asked", asOf);
    try {
      Optional<Scope> scope = scopes.choose(viewer, campaigns, campaign, asOf);
      page.addAttribute("scope", scope.orElse(null));
      scope.ifPresent(found -> content.accept(viewer, found));
    } catch (InvalidInput e) {
      page.addAttribute("refusal", e.getMessage());
      scopes
          .choose(viewer, campaigns, campaign, null)
          .ifPresent(
              now -> {
                page.addAttribute("scope", now);
                content.accept(viewer, now);
              });
    }
  }

  private void requireBoard() {
    if (!scopes.hasBoard(Viewer.current())) {
      throw new NotFound("bảng điều hành");
    }
  }

  private static long from(int number) {
    if (number < 1) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return (number - 1L) * PAGE;
  }

  private static void pages(Model page, int number, long total) {
    page.addAttribute("number", number);
    page.addAttribute("pages", Math.max(1, (total + PAGE - 1) / PAGE));
    page.addAttribute("total", total);
  }
}
