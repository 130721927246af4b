package vn.dondoc.report;

import java.text.Normalizer;
import java.util.Locale;

/** Vietnamese without its marks, in SQL and here alike, so that "hoa" finds "Hoà" and "Hòa". */
final class ToneMarks {

  /** Letters with a mark, and what each becomes, one beside the other. */
  private static final String MARKED;

  private static final String PLAIN;

  static {
    StringBuilder marked = new StringBuilder("đĐ");
    StringBuilder plain = new StringBuilder("dd");
    for (String vowel : "a ă â e ê i o ô ơ u ư y".split(" ")) {
      String base = withoutMarks(vowel);
      // Without a tone, grave, acute, tilde, hook above, dot below.
      for (String tone : new String[] {"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}) {
        String letter = Normalizer.normalize(vowel + tone, Normalizer.Form.NFC);
        if (!letter.equals(base)) {
          marked.append(letter).append(letter.toUpperCase(Locale.ROOT));
          plain.append(base).append(base);
        }
      }
    }
    MARKED = marked.toString();
    PLAIN = plain.toString();
  }

  private ToneMarks() {}

  /** SQL for the expression in lower case and without marks. */
  static String removed(String expression) {
    return "lower(translate(%s, '%s', '%s'))".formatted(expression, MARKED, PLAIN);
  }

  /** What to compare {@link #removed} with by {@code like}, to find this text anywhere. */
  static String pattern(String text) {
    return "%" + withoutMarks(text.strip()).replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private static String withoutMarks(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replace('đ', 'd')
        .replace('Đ', 'D')
        .toLowerCase(Locale.ROOT);
  }
}
