package vn.dondoc.letter;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.lang.Nullable;

/** How documents write names, days and numbers. */
final class Words {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DecimalFormatSymbols VIETNAMESE =
      DecimalFormatSymbols.getInstance(new Locale("vi", "VN"));

  /** An office is never abbreviated at the head of a document. */
  private static final Map<String, String> IN_FULL =
      Map.of(
          "UBND", "Ủy ban nhân dân",
          "BHXH", "Bảo hiểm xã hội",
          "MTTQ", "Mặt trận Tổ quốc");

  private Words() {}

  static String day(@Nullable LocalDate day) {
    return day == null ? "" : DAY.format(day);
  }

  static String day(@Nullable LocalDateTime time) {
    return time == null ? "" : DAY.format(time);
  }

  static String time(LocalDateTime time) {
    return TIME.format(time);
  }

  /** Days below 10 have a leading zero. */
  static String dayOfMonth(LocalDate day) {
    return "%02d".formatted(day.getDayOfMonth());
  }

  /** Of the months only January and February have a leading zero. */
  static String month(LocalDate day) {
    int month = day.getMonthValue();
    return month <= 2 ? "0" + month : String.valueOf(month);
  }

  static String number(Number number) {
    return new DecimalFormat("#,##0.##", VIETNAMESE).format(number);
  }

  /** A share of a whole; nothing of nothing is a dash. */
  static String rate(double part, double whole) {
    return whole == 0
        ? "–"
        : new DecimalFormat("#,##0.0", VIETNAMESE).format(part * 100 / whole) + "%";
  }

  static String inFull(String name) {
    String full = name;
    for (Map.Entry<String, String> abbreviation : IN_FULL.entrySet()) {
      full = full.replaceAll("\\b" + abbreviation.getKey() + "\\b", abbreviation.getValue());
    }
    return full;
  }

  static String capitals(String name) {
    return inFull(name).toUpperCase(Locale.ROOT);
  }

  /** The province's name: what follows "tỉnh" or "thành phố" in that of its committee. */
  static String place(String committee) {
    return committee.replaceFirst("^.*?\\b(tỉnh|thành phố)\\s+", "");
  }

  /** As offices abbreviate themselves: BHXH tỉnh Nghệ An is BHXH, Sở Y tế is SYT. */
  static String sign(String name) {
    List<String> letters = new ArrayList<>();
    for (String word : name.replaceFirst("\\s+(tỉnh|thành phố)(\\s.*)?$", "").split("[\\s-]+")) {
      if (word.isEmpty() || word.equals("và")) {
        continue;
      }
      letters.add(
          word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT))
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT));
    }
    return String.join("", letters);
  }
}
