package vn.dondoc.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.Province;
import vn.dondoc.SimulatedCampaign;
import vn.dondoc.WholeProvinceSimulated;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.duty.TimeStatus;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.escalation.Stage;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** Every number of the board, against the rows that it counts. */
@WholeProvinceSimulated
class BoardTest {

  private static final LocalDate MIDDLE = LocalDate.parse("2024-05-21");

  @Autowired SimulatedCampaign simulated;
  @Autowired Province province;
  @Autowired Scopes scopes;
  @Autowired Boards boards;
  @Autowired BoardFacts facts;
  @Autowired DutyList list;

  @BeforeEach
  void atTheEnd() {
    simulated.backToTheEnd();
  }

  @ParameterizedTest
  @CsvSource({
    "ubnd-tinh,",
    "ubnd-tinh, 2024-05-21",
    "bhxh-tinh, 2024-06-01",
    "huyen-412,",
    "huyen-412, 2024-05-21",
    "so-y-te,"
  })
  void addsUpWhoeverLooksAndWhenever(String user, LocalDate asOf) {
    Board board = boards.of(scope(user, asOf));

    assertThat(board.agencySum().plus(board.localitySum())).isEqualTo(board.totals());
    assertThat(sumOf(board.totals())).isEqualTo(board.totals().total()).isPositive();
    for (Board.Locality local : board.localities()) {
      DutyCounts cells =
          local.cells().stream()
              .filter(cell -> cell != null)
              .reduce(DutyCounts.NONE, DutyCounts::plus);
      assertThat(cells).as(local.name()).isEqualTo(local.counts());
      assertThat(sumOf(local.counts())).as(local.name()).isEqualTo(local.counts().total());
    }
    board
        .agencies()
        .forEach(
            agency ->
                assertThat(sumOf(agency.counts()))
                    .as(agency.name())
                    .isEqualTo(agency.counts().total()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2024-05-21"})
  void opensBehindEveryNumberAListOfAsMany(String day) {
    Scope scope = scope("ubnd-tinh", day.isEmpty() ? null : LocalDate.parse(day));
    Board board = boards.of(scope);

    for (TimeStatus status : TimeStatus.values()) {
      assertThat(found(scope, status, null, null, null))
          .as(status.text())
          .isEqualTo(board.totals().of(status));
      assertThat(found(scope, status, null, DutySearch.Level.AGENCIES, null))
          .as(status.text())
          .isEqualTo(board.agencySum().of(status));
      assertThat(found(scope, status, null, DutySearch.Level.DISTRICTS, null))
          .as(status.text())
          .isEqualTo(board.localitySum().of(status));
      for (Board.Agency agency : board.agencies()) {
        assertThat(found(scope, status, agency.code(), null, null))
            .as(agency.name() + " " + status.text())
            .isEqualTo(agency.counts().of(status));
      }
    }
    Board.Locality local = board.localities().get(5);
    for (int at = 0; at < board.clauses().size(); at++) {
      assertThat(found(scope, null, local.code(), null, board.clauses().get(at).clause()))
          .isEqualTo(local.cells().get(at) == null ? 0 : local.cells().get(at).total());
    }
    for (Board.OpenCase open : board.cases()) {
      assertThat(
              list.find(
                      scope,
                      new DutySearch(
                          null, null, null, null, null, null, null, null, null, open.id(), null),
                      0,
                      1)
                  .total())
          .as(open.subject())
          .isEqualTo(open.duties());
    }
  }

  @Test
  void tellsOfTheListedDutiesTheStatusThatTheyAreCountedAs() {
    Scope scope = scope("ubnd-tinh", MIDDLE);
    for (TimeStatus status : TimeStatus.values()) {
      List<DutyLine> lines = list.find(scope, search(status, null, null, null), 0, 5_000).duties();
      assertThat(lines).as(status.text()).allMatch(line -> line.timeStatus() == status);
      assertThat(lines)
          .allMatch(
              line ->
                  line.workingDaysLate() == 0
                      || line.timeStatus() == TimeStatus.OVERDUE
                      || line.timeStatus() == TimeStatus.DONE_LATE);
    }
  }

  /** The whole of the history is read once more as if this moment were past. */
  @Test
  void computesThePresentFromTheHistoryAsItStands() {
    Scope now = scope("ubnd-tinh", null);
    Scope asPast =
        new Scope(
            now.campaign(), now.all(), now.units(), now.at().toLocalDate(), now.at(), now.soon());

    assertThat(rows(asPast)).hasSize(3468).isEqualTo(rows(now));
    Board present = boards.of(now);
    Board past = boards.of(asPast);
    assertThat(past.totals()).isEqualTo(present.totals());
    assertThat(past.localities()).isEqualTo(present.localities());
    assertThat(past.progress()).isEqualTo(present.progress());
    assertThat(past.figures()).isEqualTo(present.figures());
    assertThat(past.cases()).isEqualTo(present.cases());
    assertThat(present.cases())
        .extracting(Board.OpenCase::stage)
        .contains(Stage.SUPERIOR, Stage.COMMITTEE, Stage.ANSWER);
    assertThat(past.obstacles()).isEqualTo(present.obstacles());
  }

  @Test
  void isOnADayBeforeTheFirstReportAsTheCampaignBegan() {
    Board board = boards.of(scope("ubnd-tinh", LocalDate.parse("2024-05-06")));

    assertThat(board.totals().total()).isEqualTo(3468);
    assertThat(board.totals().overdue()).isZero();
    assertThat(board.totals().done()).isZero();
    assertThat(board.cases()).isEmpty();
    assertThat(board.localities()).extracting(Board.Locality::place).containsOnly(1);
  }

  @Test
  void sumsFiguresFromCommuneToDistrictToProvince() {
    Scope scope = scope("ubnd-tinh", null);
    List<Board.Figure> figures = boards.of(scope).figures();
    assertThat(figures).extracting(Board.Figure::metric).contains("conferences");

    for (Board.Figure figure : figures) {
      List<BoardFacts.Share> agencies =
          facts.figureByAgency(scope, figure.clause(), figure.metric());
      assertThat(sum(agencies)).as(figure.label()).isEqualByComparingTo(figure.amount());
      assertThat(agencies.stream().mapToLong(BoardFacts.Share::units).sum())
          .isEqualTo(figure.units());
      BigDecimal rows =
          province
              .jdbc
              .sql(
                  """
                  select sum(g.amount) from duty_figure g join duty d on d.id = g.duty_id
                  where d.clause = ? and g.metric = ? and d.state <> 'WAIVED'
                  """)
              .params(figure.clause(), figure.metric())
              .query(BigDecimal.class)
              .single();
      assertThat(rows).as(figure.label()).isEqualByComparingTo(figure.amount());
    }
    Board.Figure conferences =
        figures.stream()
            .filter(one -> one.clause().equals("11.d3") && one.metric().equals("conferences"))
            .findFirst()
            .orElseThrow();
    for (BoardFacts.Share district : facts.figureByAgency(scope, "11.d3", "conferences")) {
      List<BoardFacts.Share> communes =
          facts.figureByUnit(scope, "11.d3", "conferences", district.code());
      assertThat(communes).allMatch(share -> share.code().startsWith("xa-"));
      assertThat(sum(communes))
          .isEqualByComparingTo(district.amount() == null ? BigDecimal.ZERO : district.amount());
    }
    assertThat(conferences.units()).isGreaterThan(400);
  }

  @Test
  void endsItsCurveWithWhatIsDoneAndNeverFalls() {
    Board board = boards.of(scope("ubnd-tinh", null));
    List<Board.Day> past = board.progress().stream().filter(day -> day.done() != null).toList();

    assertThat(past.get(past.size() - 1).done()).isEqualTo(board.totals().done());
    assertThat(past).extracting(Board.Day::done).isSorted();
    assertThat(board.progress()).extracting(Board.Day::planned).isSorted();
    assertThat(past.get(past.size() - 1).day()).isEqualTo(LocalDate.parse("2024-06-12"));
  }

  @Test
  void ranksDistrictsByWhatIsDoneAndThenByWhatIsOverdue() {
    List<Board.Locality> ranked = boards.of(scope("ubnd-tinh", null)).localities();

    assertThat(ranked).hasSize(21);
    for (int at = 1; at < ranked.size(); at++) {
      DutyCounts above = ranked.get(at - 1).counts();
      DutyCounts below = ranked.get(at).counts();
      assertThat(above.done() * (below.total() - below.waived()))
          .isGreaterThanOrEqualTo(below.done() * (above.total() - above.waived()));
      assertThat(ranked.get(at).place()).isBetween(ranked.get(at - 1).place(), at + 1);
    }
  }

  @Test
  void isCutDownToADistrictWithItsCommunesAndToAnAgency() {
    Board district = boards.of(scope("huyen-412", null));
    assertThat(district.whole()).isFalse();
    assertThat(district.agencies()).isEmpty();
    assertThat(district.localities())
        .extracting(Board.Locality::code)
        .contains("huyen-412")
        .allMatch(code -> code.equals("huyen-412") || code.startsWith("xa-"));
    assertThat(district.totals().total())
        .isEqualTo(
            province.count(
                """
                select count(*) from duty d join unit u on u.code = d.unit
                where u.code = 'huyen-412' or u.superior = 'huyen-412'
                """));
    assertThat(district.cases()).allMatch(open -> open.subject().contains("Vinh"));

    Board agency = boards.of(scope("so-y-te", null));
    assertThat(agency.agencies()).extracting(Board.Agency::code).containsExactly("so-y-te");
    assertThat(agency.localities()).isEmpty();

    assertThat(boards.of(scope("bhxh-tinh", null)).totals().total()).isEqualTo(3468);
    assertThat(scopes.hasBoard(viewer("xa-16663"))).isFalse();
  }

  @Test
  void refusesDaysOutsideTheCampaignAndCampaignsOfOthers() {
    assertThatThrownBy(() -> scope("ubnd-tinh", LocalDate.parse("2024-05-05")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "Ngày xem số liệu (asOf) phải từ ngày ban hành 06/05/2024 đến hôm nay 12/06/2024.");
    assertThatThrownBy(() -> scope("ubnd-tinh", LocalDate.parse("2024-06-13")))
        .isInstanceOf(InvalidInput.class);
    Viewer stranger = new Viewer("can-bo", Set.of("so-khac"), false);
    assertThat(scopes.campaigns(stranger)).isEmpty();
    assertThatThrownBy(
            () -> scopes.choose(stranger, scopes.campaigns(stranger), simulated.id(), null))
        .isInstanceOf(NotFound.class);
  }

  private Map<Long, String> rows(Scope scope) {
    Map<Long, String> rows = new TreeMap<>();
    scope
        .in(
            province.jdbc.sql(
                "select d.* from %s where %s".formatted(scope.duties(), Scope.DUTIES)))
        .query(
            row -> {
              rows.put(
                  row.getLong("id"),
                  String.join(
                      " ",
                      row.getString("clause"),
                      row.getString("unit"),
                      row.getString("due"),
                      row.getString("state"),
                      String.valueOf(row.getString("submitted_at"))));
            });
    return rows;
  }

  private Scope scope(String user, LocalDate asOf) {
    Viewer viewer = viewer(user);
    return scopes.choose(viewer, scopes.campaigns(viewer), null, asOf).orElseThrow();
  }

  private static Viewer viewer(String unit) {
    return new Viewer(unit, Set.of(unit), false);
  }

  private long found(
      Scope scope, TimeStatus status, String agency, DutySearch.Level level, String clause) {
    return list.find(scope, search(status, agency, level, clause), 0, 1).total();
  }

  private static DutySearch search(
      TimeStatus status, String agency, DutySearch.Level level, String clause) {
    return new DutySearch(null, null, status, null, null, agency, null, level, clause, null, null);
  }

  private static long sumOf(DutyCounts counts) {
    long sum = 0;
    for (TimeStatus status : TimeStatus.values()) {
      sum += counts.of(status);
    }
    return sum;
  }

  private static BigDecimal sum(List<BoardFacts.Share> shares) {
    return shares.stream()
        .map(BoardFacts.Share::amount)
        .filter(amount -> amount != null)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
