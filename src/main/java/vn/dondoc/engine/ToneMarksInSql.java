package vn.dondoc.engine;

import java.text.Normalizer;
import java.util.Locale;

/** {@link ToneMarks} as the database is told of them, so that "hoa" finds "Hoà" and "Hòa". */
public final class ToneMarksInSql {

  /** Letters with a mark, and what each becomes, one beside the other. */
  private static final String MARKED;

  private static final String PLAIN;

  static {
    StringBuilder marked = new StringBuilder("đĐ");
    StringBuilder plain = new StringBuilder("dd");
    for (String vowel : "a ă â e ê i o ô ơ u ư y".split(" ")) {
      String base = ToneMarks.fold(vowel);
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

  private ToneMarksInSql() {}

  /** SQL for the expression in lower case and without marks. */
  public static String removed(String expression) {
    return "lower(translate(%s, '%s', '%s'))".formatted(expression, MARKED, PLAIN);
  }

  /** What to compare {@link #removed} with by {@code like}, to find this text anywhere. */
  public static String pattern(String text) {
    return "%" + ToneMarks.fold(text.strip()).replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }
}
