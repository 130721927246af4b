package vn.dondoc.bench;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * 1, 2 and 5: the letter is issued, beside writing the same rows with JDBC and beside a plain
 * engine; then nobody does anything until all its deadlines have passed.
 */
final class Launching {

  private Launching() {}

  static List<Measured> measure(Side ours, Side vanilla, int runs) throws Exception {
    warmUp(ours);
    warmUp(vanilla);
    List<Double> oursRuns = new ArrayList<>();
    List<Double> vanillaRuns = new ArrayList<>();
    List<Double> rawRuns = new ArrayList<>();
    List<Storm.Times> storms = new ArrayList<>();
    List<Storm.Times> vanillaStorms = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      Rows rows = Rows.before(ours.bean(DataSource.class));
      oursRuns.add(Letter.issue(ours));
      rawRuns.add(rows.writeAgain());
      vanillaRuns.add(Letter.issue(vanilla));
      storms.add(Storm.passes(ours));
      vanillaStorms.add(Storm.passes(vanilla));
    }
    return List.of(
        Measured.medians("1", "issuing the letter", "its rows by JDBC", "s", 3, oursRuns, rawRuns),
        Measured.medians("2", "issuing the letter", "vanilla", "s", 0.25, oursRuns, vanillaRuns),
        Measured.medians(
            "5",
            "all deadlines: with the superiors, no timer left",
            "vanilla",
            "s",
            0.2,
            storms.stream().map(Storm.Times::all).toList(),
            vanillaStorms.stream().map(Storm.Times::all).toList()),
        Measured.medians(
            "5a",
            "all deadlines: recorded and with the superiors",
            "vanilla",
            "s",
            0.2,
            storms.stream().map(Storm.Times::told).toList(),
            vanillaStorms.stream().map(Storm.Times::told).toList()));
  }

  private static void warmUp(Side side) {
    Letter.issue(side);
    side.gatherStatistics();
  }
}
