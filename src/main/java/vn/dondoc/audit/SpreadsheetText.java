package vn.dondoc.audit;

/** What people wrote, on its way into a file that a spreadsheet program opens. */
public final class SpreadsheetText {

  private static final String STARTS_FORMULA = "=+-@\t\r\n|％＝＋－＠";

  private SpreadsheetText() {}

  /** The text, with an apostrophe before what the program would take for a formula and execute. */
  public static String of(String text) {
    if (text == null || text.isEmpty() || STARTS_FORMULA.indexOf(text.charAt(0)) < 0) {
      return text;
    }
    return "'" + text;
  }
}
