package vn.dondoc.engine;

import java.util.Locale;
import org.apache.commons.lang3.StringUtils;

/** Vietnamese as people type it when they search: without tone marks, in either spelling. */
public final class ToneMarks {

  private ToneMarks() {}

  /**
   * The text in small letters without marks: "Hoà", "Hòa" and "hoa" are all {@code hoa}, "Đông" is
   * {@code dong}. Wildcards of the database stay.
   */
  public static String fold(String text) {
    return StringUtils.stripAccents(text).toLowerCase(Locale.ROOT);
  }
}
