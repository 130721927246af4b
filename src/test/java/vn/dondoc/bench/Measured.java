package vn.dondoc.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of the result: what was measured here and there, and how the two stand to each other.
 *
 * @param number as in {@code src/docs/performance.md}
 * @param ours in the unit
 * @param other in the unit
 * @param target what ours divided by other may be at most; for counts, what ours may be
 */
record Measured(
    String number,
    String what,
    String against,
    String unit,
    double ours,
    double other,
    double target,
    List<Double> oursRuns,
    List<Double> otherRuns) {

  static Measured medians(
      String number,
      String what,
      String against,
      String unit,
      double target,
      List<Double> ours,
      List<Double> other) {
    return new Measured(
        number, what, against, unit, median(ours), median(other), target, ours, other);
  }

  static Measured of(
      String number,
      String what,
      String against,
      String unit,
      double target,
      double quantile,
      List<Double> ours,
      List<Double> other) {
    return new Measured(
        number,
        what,
        against,
        unit,
        quantile(ours, quantile),
        quantile(other, quantile),
        target,
        List.of(),
        List.of());
  }

  double ratio() {
    return other == 0 ? ours : ours / other;
  }

  boolean met() {
    return ratio() <= target;
  }

  static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  static double quantile(List<Double> values, double quantile) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[Math.min(sorted.length - 1, (int) Math.floor(sorted.length * quantile))];
  }

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "%-3s %-62s %10.3f %10.3f %-3s %8.3f  <= %-5s %s",
            number,
            what + " ÷ " + against,
            ours,
            other,
            unit,
            ratio(),
            target,
            met() ? "met" : "MISSED")
        + (oursRuns.isEmpty() ? "" : "  " + runs(oursRuns) + " / " + runs(otherRuns));
  }

  private static String runs(List<Double> runs) {
    return Arrays.toString(runs.stream().mapToDouble(x -> Math.round(x * 100) / 100.0).toArray());
  }
}
