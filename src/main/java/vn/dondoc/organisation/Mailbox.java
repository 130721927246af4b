package vn.dondoc.organisation;

import java.util.regex.Pattern;

/** Where mail for a unit or an officer goes. */
final class Mailbox {

  private static final Pattern ADDRESS = Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+");

  private Mailbox() {}

  /** Whether this can be one; whether anybody reads it only mail can tell. */
  static boolean isOne(String text) {
    return ADDRESS.matcher(text).matches();
  }
}
