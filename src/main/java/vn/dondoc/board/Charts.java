package vn.dondoc.board;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.duty.TimeStatus;

/** Numbers as pictures, in units of a hundred each way, and as they are written here. */
@Component
class Charts {

  /** The order in which one reads them: done, under way, late, fallen away. */
  private static final List<TimeStatus> ORDER =
      List.of(
          TimeStatus.DONE_ON_TIME,
          TimeStatus.DONE_LATE,
          TimeStatus.IN_TIME,
          TimeStatus.DUE_SOON,
          TimeStatus.OVERDUE,
          TimeStatus.WAIVED);

  private static final DecimalFormatSymbols VIETNAMESE =
      DecimalFormatSymbols.getInstance(new Locale("vi", "VN"));

  /** All time statuses in the order of the bars. */
  public List<TimeStatus> statuses() {
    return ORDER;
  }

  /** A part of a bar. */
  record Segment(String look, double x, double width) {}

  /** How the total divides into time statuses. */
  public List<Segment> bar(DutyCounts counts) {
    List<Segment> bar = new ArrayList<>();
    double x = 0;
    for (TimeStatus status : ORDER) {
      double width = counts.total() == 0 ? 0 : 100.0 * counts.of(status) / counts.total();
      if (width > 0) {
        bar.add(new Segment(look(status), x, width));
        x += width;
      }
    }
    return bar;
  }

  /** The bar for those who hear the page. */
  public String inWords(DutyCounts counts) {
    return ORDER.stream()
        .filter(status -> counts.of(status) > 0)
        .map(status -> status.text() + " " + number(counts.of(status)))
        .collect(Collectors.joining(", "));
  }

  /** The class that gives the colour of a status. */
  public String look(TimeStatus status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * How warm a cell is.
   *
   * @return {@code all-done}, {@code calm}, or {@code late-1} to {@code late-3} up to a tenth,
   *     three tenths and more of what is to be done being overdue
   */
  public String heat(DutyCounts counts) {
    long owed = counts.total() - counts.waived();
    if (counts.overdue() == 0) {
      return counts.done() == owed ? "all-done" : "calm";
    }
    double late = (double) counts.overdue() / owed;
    return late <= 0.1 ? "late-1" : late <= 0.3 ? "late-2" : "late-3";
  }

  /**
   * Two lines over the same days.
   *
   * @param planned points of an SVG polyline
   * @param done points of an SVG polyline, ending today
   * @param top what the full height stands for
   */
  record Curve(String planned, String done, LocalDate from, LocalDate to, long top, double today) {}

  /** What was to be done and what is done, day by day. */
  public Curve curve(List<Board.Day> days) {
    long top =
        days.stream()
            .mapToLong(day -> Math.max(day.planned(), day.done() == null ? 0 : day.done()))
            .max()
            .orElse(0);
    List<Board.Day> past = days.stream().filter(day -> day.done() != null).toList();
    return new Curve(
        points(days.stream().map(Board.Day::planned).toList(), days.size(), top),
        points(past.stream().map(Board.Day::done).toList(), days.size(), top),
        days.get(0).day(),
        days.get(days.size() - 1).day(),
        top,
        x(past.size() - 1, days.size()));
  }

  private static String points(List<Long> heights, int days, long top) {
    return IntStream.range(0, heights.size())
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "%.2f,%.2f",
                    x(i, days),
                    top == 0 ? 100 : 100 - 100.0 * heights.get(i) / top))
        .collect(Collectors.joining(" "));
  }

  private static double x(int i, int days) {
    return days < 2 ? 0 : 100.0 * i / (days - 1);
  }

  /** The days of the curve that are worth a line of a table: every seventh, and the last. */
  public List<Board.Day> weeks(List<Board.Day> days) {
    return IntStream.range(0, days.size())
        .filter(i -> i % 7 == 0 || i == days.size() - 1)
        .mapToObj(days::get)
        .toList();
  }

  /** E.g. 3.468. */
  public String number(long number) {
    return new DecimalFormat("#,##0", VIETNAMESE).format(number);
  }

  /** E.g. 1.234,5. */
  public String amount(BigDecimal amount) {
    return amount == null ? "" : new DecimalFormat("#,##0.####", VIETNAMESE).format(amount);
  }
}
