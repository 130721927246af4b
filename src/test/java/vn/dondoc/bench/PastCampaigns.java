package vn.dondoc.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** 8: the years fill with campaigns that are over; does anybody notice? */
final class PastCampaigns {

  /** Ids that are the copy's own; what points to models, units and people stays. */
  private static final Set<String> OWN_IDS =
      Set.of(
          "ID_",
          "PROC_INST_ID_",
          "EXECUTION_ID_",
          "ROOT_PROC_INST_ID_",
          "PARENT_ACT_INST_ID_",
          "SUPER_PROCESS_INSTANCE_ID_",
          "TASK_ID_",
          "CALL_PROC_INST_ID_",
          "ACT_INST_ID_");

  /** Requests that do not count, so that the later side is not the warmer one. */
  private static final int WARMING_UP = 100;

  private static final List<String> HISTORY =
      List.of("ACT_HI_PROCINST", "ACT_HI_ACTINST", "ACT_HI_TASKINST", "ACT_HI_VARINST");

  private PastCampaigns() {}

  /** With one campaign and with fifty, on the same side, the present one being the last. */
  static List<Measured> measure(Side side, int copies, int runs) throws Exception {
    String present = Letter.start(side);
    side.wake();
    side.until(
        "the present campaign",
        java.time.Duration.ofMinutes(5),
        () ->
            side.count(
                    "select count(*) from duty where campaign_id = ? and state = 'NOT_ACCEPTED'",
                    present)
                == Letter.OPEN);
    side.at("2024-06-03T08:00");
    side.until(
        "what is overdue",
        java.time.Duration.ofMinutes(5),
        () ->
            side.count(
                    "select count(*) from act_ru_job where duedate_ < ?",
                    java.sql.Timestamp.valueOf("2024-06-01 00:00:00"))
                == 0);
    side.rest();
    side.gatherStatistics();
    Times one = Times.of(side, present, runs);
    for (int copy = 1; copy < copies; copy++) {
      copy(side, present, "-" + copy);
    }
    side.gatherStatistics();
    Times many = Times.of(side, present, runs);
    return List.of(
        many.beside(one, "8", "the board"), many.besideReport(one), many.besideReports(one));
  }

  private record Times(List<Double> board, List<Double> report, List<Double> completing) {

    static Times of(Side side, String campaign, int runs) throws Exception {
      Guest leader = Guest.signedIn(side.port(), Letter.COMMITTEE);
      Times times = new Times(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      List<Letter.Owed> owed = Letter.owed(side, runs + WARMING_UP);
      for (int i = 0; i < runs + WARMING_UP; i++) {
        double board = leader.open("/board?campaign=" + campaign);
        double report = leader.open("/escalations?campaign=" + campaign);
        double completing = Completing.timed(side, owed.get(i));
        if (i >= WARMING_UP) {
          times.board.add(board);
          times.report.add(report);
          times.completing.add(completing);
        }
      }
      return times;
    }

    Measured beside(Times one, String number, String what) {
      return of(number, what + ", 50 campaigns, p95", board, one.board);
    }

    Measured besideReport(Times one) {
      return of("8a", "missed deadlines, 50 campaigns, p95", report, one.report);
    }

    Measured besideReports(Times one) {
      return of("8b", "completing, 50 campaigns, p95", completing, one.completing);
    }

    private static Measured of(String number, String what, List<Double> many, List<Double> one) {
      return Measured.of(number, what, "one campaign", "ms", 1.2, 0.95, many, one);
    }
  }

  /** The same campaign once more, ended: its facts, and what the engine remembers of it. */
  private static void copy(Side side, String campaign, String suffix) {
    for (String table : HISTORY) {
      List<String> columns =
          side.jdbc()
              .sql(
                  "select column_name from information_schema.columns where upper(table_name) = ? and"
                      + " table_schema in ('public', 'PUBLIC') order by ordinal_position")
              .param(table)
              .query(String.class)
              .list();
      String values =
          String.join(
              ", ",
              columns.stream()
                  .map(
                      column ->
                          OWN_IDS.contains(column.toUpperCase(Locale.ROOT))
                              // Of 64 characters at most, of which the last are the same in all.
                              ? "left(" + column + ", 60) || '" + suffix + "'"
                              : column)
                  .toList());
      side.jdbc()
          .sql(
              "insert into %s (%s) select %s from %s where root_proc_inst_id_ = ?"
                  .formatted(table, String.join(", ", columns), values, table))
          .param(campaign)
          .update();
    }
    side.jdbc()
        .sql(
            """
            insert into campaign (id, directive, title, document_number, issued_on, period_start, period_end,
              lead_unit, committee, issued_at, issued_by, closed_at)
            select id || :suffix, directive, title, document_number || :suffix, issued_on, period_start,
              period_end, lead_unit, committee, issued_at - interval '1' year, issued_by, issued_at
            from campaign where id = :campaign
            """)
        .param("suffix", suffix)
        .param("campaign", campaign)
        .update();
    side.jdbc()
        .sql(
            """
            insert into duty (campaign_id, definition_id, clause, assigned_unit, unit, original_due, due,
              state, begun_at, submitted_at, ended_at, missed_due)
            select campaign_id || :suffix, definition_id, clause, assigned_unit, unit, original_due, due,
              'DONE', begun_at, due, due, missed_due
            from duty where campaign_id = :campaign
            """)
        .param("suffix", suffix)
        .param("campaign", campaign)
        .update();
    String both =
        """
        from %s e join duty o on o.id = e.duty_id join duty n on n.clause = o.clause
          and n.assigned_unit = o.assigned_unit and n.campaign_id = o.campaign_id || :suffix
        where o.campaign_id = :campaign
        """;
    side.jdbc()
        .sql(
            "insert into duty_event (duty_id, at, kind, actor, unit, old_due, new_due, remark)"
                + " select n.id, e.at, e.kind, e.actor, e.unit, e.old_due, e.new_due, e.remark "
                + both.formatted("duty_event"))
        .param("suffix", suffix)
        .param("campaign", campaign)
        .update();
    side.jdbc()
        .sql(
            "insert into missed_deadline (duty_id, due, recorded_at) select n.id, e.due, e.recorded_at "
                + both.formatted("missed_deadline"))
        .param("suffix", suffix)
        .param("campaign", campaign)
        .update();
  }
}
