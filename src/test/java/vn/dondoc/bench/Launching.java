package vn.dondoc.bench;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * 1 and 2: issuing the letter, beside writing the same rows with JDBC and beside a plain engine.
 */
final class Launching {

  private Launching() {}

  static List<Measured> measure(Side ours, Side vanilla, int runs) throws Exception {
    List<Double> oursRuns = new ArrayList<>();
    List<Double> vanillaRuns = new ArrayList<>();
    List<Double> rawRuns = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      Rows rows = Rows.before(ours.bean(DataSource.class));
      oursRuns.add(Letter.issue(ours));
      rawRuns.add(rows.writeAgain());
      vanillaRuns.add(Letter.issue(vanilla));
    }
    return List.of(
        Measured.medians("1", "issuing the letter", "its rows by JDBC", "s", 3, oursRuns, rawRuns),
        Measured.medians("2", "issuing the letter", "vanilla", "s", 0.25, oursRuns, vanillaRuns));
  }
}
