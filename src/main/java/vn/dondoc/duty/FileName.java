package vn.dondoc.duty;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The name under which a file is kept and handed out, made of the one it came with. */
final class FileName {

  static final int MAX_LENGTH = 150;

  private static final String NAMELESS = "Minh chứng";

  /** Control characters, and those that turn the direction of writing or cannot be seen. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{C}");

  private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"/\\\\|?*]");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern END = Pattern.compile("[. ]+$");
  private static final Pattern EDGES = Pattern.compile("^[. ]+|[. ]+$");

  /** Windows takes these for devices, whatever follows the first dot. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9¹²³]) *(\\..*)?",
          Pattern.CASE_INSENSITIVE);

  private FileName() {}

  /**
   * A name that every system takes for a mere name, with an extension that fits the content.
   *
   * @param original as the client sent it, may be null
   */
  static String of(String original, FileKind kind) {
    String name = clean(original == null ? "" : original);
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1);
    String base;
    if (dot >= 0 && kind.fits(extension)) {
      base = name.substring(0, dot);
    } else {
      // Only what is known to be an extension is taken off: «Báo cáo ngày 6.5» stays whole.
      base = dot >= 0 && isKnown(extension) ? name.substring(0, dot) : name;
      extension = kind.extension();
    }
    if (trim(base).isEmpty()) {
      base = NAMELESS;
    } else if (DEVICE.matcher(trim(base)).matches()) {
      base = "_" + base;
    }
    return trim(cut(trim(base), MAX_LENGTH - extension.length() - 1)) + "." + extension;
  }

  private static String clean(String original) {
    String visible = INVISIBLE.matcher(BLANKS.matcher(original).replaceAll(" ")).replaceAll("");
    String name = Normalizer.normalize(visible, Normalizer.Form.NFC);
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return END.matcher(FORBIDDEN.matcher(name).replaceAll("")).replaceAll("");
  }

  private static boolean isKnown(String extension) {
    return Arrays.stream(FileKind.values()).anyMatch(kind -> kind.fits(extension));
  }

  private static String trim(String text) {
    return EDGES.matcher(text).replaceAll("");
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
