package vn.dondoc.duty;

import java.time.LocalDate;
import vn.dondoc.engine.Input;
import vn.dondoc.engine.InvalidInput;

/**
 * The document that a piece of evidence is a copy of.
 *
 * @param number null if it has none
 * @param date null if it has none
 */
record DocumentReference(String number, LocalDate date) {

  private static final int MAX_NUMBER = 100;

  /**
   * Reads what an officer entered; blanks are nothing.
   *
   * @param date {@code yyyy-MM-dd}
   * @throws InvalidInput if the number is too long, or the date is none or still to come
   */
  static DocumentReference of(String number, String date, LocalDate today) {
    return new DocumentReference(number(number), date(date, today));
  }

  private static String number(String text) {
    if (text == null) {
      return null;
    }
    String number = text.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
    if (number.length() > MAX_NUMBER) {
      throw new InvalidInput(
          "documentNumber",
          "Số văn bản (documentNumber) dài quá " + MAX_NUMBER + " ký tự, hãy rút gọn.");
    }
    return number.isEmpty() ? null : number;
  }

  private static LocalDate date(String text, LocalDate today) {
    if (text == null || text.isBlank()) {
      return null;
    }
    LocalDate date = Input.parse(text.strip(), "documentDate", "Ngày văn bản");
    if (date.isAfter(today)) {
      throw new InvalidInput(
          "documentDate", "Ngày văn bản (documentDate) không được sau ngày hôm nay.");
    }
    return date;
  }
}
