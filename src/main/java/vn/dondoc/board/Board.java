package vn.dondoc.board;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.springframework.lang.Nullable;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.escalation.Stage;

/**
 * A campaign at a glance; times are local.
 *
 * @param asOf the past day at whose end it is seen, null for now
 * @param at that moment
 * @param whole whether it is the whole campaign, not only what some units owe
 * @param totals of all that is seen: the agencies' and the localities' together
 * @param agencies bodies at provincial level with their own duties, those with most overdue first
 * @param localities districts with their communes, or to a district itself and each commune; best
 *     first
 * @param clauses of the duties that localities have, in the order of the directive
 * @param progress day by day, from the issue on
 * @param figures those that somebody has reported
 * @param figuresMissing how many others are asked for
 * @param cases open escalation cases, the oldest first
 * @param obstacles how many obstacles there are in each state
 */
record Board(
    CampaignSeen campaign,
    @Nullable LocalDate asOf,
    LocalDateTime at,
    boolean whole,
    DutyCounts totals,
    List<Agency> agencies,
    List<Locality> localities,
    List<Clause> clauses,
    List<Day> progress,
    List<Figure> figures,
    int figuresMissing,
    List<OpenCase> cases,
    List<Obstacles> obstacles) {

  /** Of all agencies. */
  public DutyCounts agencySum() {
    return agencies.stream().map(Agency::counts).reduce(DutyCounts.NONE, DutyCounts::plus);
  }

  /** Of all localities. */
  public DutyCounts localitySum() {
    return localities.stream().map(Locality::counts).reduce(DutyCounts.NONE, DutyCounts::plus);
  }

  /**
   * Open cases at one stage.
   *
   * @param oldest how many working days the oldest of them has been open
   */
  record StageSum(Stage stage, long cases, int oldest) {}

  /** The open cases by stage, in the order in which a case goes through them. */
  public List<StageSum> stages() {
    return Arrays.stream(Stage.values())
        .map(
            stage -> {
              List<OpenCase> there = cases.stream().filter(open -> open.stage() == stage).toList();
              return new StageSum(
                  stage,
                  there.size(),
                  there.stream().mapToInt(OpenCase::workingDays).max().orElse(0));
            })
        .filter(sum -> sum.cases() > 0)
        .toList();
  }

  /** A body at provincial level. */
  record Agency(String code, String name, DutyCounts counts) {}

  /**
   * A district with its communes, or one unit of it.
   *
   * @param place its rank: one place for all that are alike
   * @param cells one for each of {@link Board#clauses}, in that order; null where it has no such
   *     duty
   */
  record Locality(String code, String name, int place, DutyCounts counts, List<DutyCounts> cells) {}

  /** A duty as the directive numbers it. */
  record Clause(String clause, String name) {}

  /**
   * Of the duties that are to be done.
   *
   * @param planned how many were to be done by the end of that day, as the directive was issued
   * @param done how many had been reported by then and are done; null on days still to come
   */
  record Day(LocalDate day, long planned, @Nullable Long done) {}

  /**
   * A figure, summed over all units.
   *
   * @param units how many units are asked for it
   * @param reported how many have given it
   * @param amount the sum, null if nobody has
   */
  record Figure(
      String clause,
      String name,
      String metric,
      String label,
      long units,
      long reported,
      @Nullable BigDecimal amount) {}

  /**
   * An escalation case that is open.
   *
   * @param subject whom it is about
   * @param superior name of the direct superior
   * @param workingDays how many since it was opened
   * @param duties how many it holds
   */
  record OpenCase(
      long id,
      String subject,
      String superior,
      Stage stage,
      LocalDateTime openedAt,
      int workingDays,
      long duties) {}

  /** How many obstacles have come so far. */
  record Obstacles(ObstacleState state, long count) {}
}
