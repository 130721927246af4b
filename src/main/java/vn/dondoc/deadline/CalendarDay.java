package vn.dondoc.deadline;

import java.time.LocalDate;
import java.util.Locale;

/** A day that differs from "Monday to Friday". */
record CalendarDay(LocalDate day, Type type, String name, String source, Status status) {

  enum Type {
    HOLIDAY("Nghỉ lễ, tết"),
    SUBSTITUTE("Nghỉ bù"),
    SWAP_OFF("Nghỉ hoán đổi"),
    MAKEUP_WORK("Làm bù");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** What people read. */
    public String text() {
      return text;
    }
  }

  enum Status {
    OFFICIAL("Chính thức"),
    /** Estimated from the law before the official notice; counts all the same. */
    COMPUTED("Dự tính"),
    /** Announced but not law yet; kept for the administrator, does not count. */
    UNCONFIRMED("Chưa chính thức, chưa tính");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** What people read. */
    public String text() {
      return text;
    }
  }

  /** The entry in a few words, for a history. */
  public String inWords() {
    return "%s: %s (%s)"
        .formatted(type.text(), name, status.text().toLowerCase(Locale.forLanguageTag("vi")));
  }

  boolean counts() {
    return status != Status.UNCONFIRMED;
  }

  boolean isOff() {
    return type != Type.MAKEUP_WORK;
  }
}
