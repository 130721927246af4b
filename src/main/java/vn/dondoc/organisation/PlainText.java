package vn.dondoc.organisation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as a search sees it: «Hoà», «Hòa» and «hoa» are the same. */
final class PlainText {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private PlainText() {}

  /** Without tone marks and other marks, in small letters. */
  static String of(String text) {
    return text == null
        ? ""
        : MARKS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT)
            .replace('đ', 'd')
            .strip();
  }
}
