package vn.dondoc.engine;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * What a form or a client of the REST API submitted. Every value is taken out of the process as it
 * is read: facts belong in our tables, and only what a gateway asks for stays a variable.
 */
public final class Input {

  /** As long as the columns that keep what people write. */
  private static final int MAX_TEXT = 4000;

  private final VariableScope scope;

  private Input(VariableScope scope) {
    this.scope = scope;
  }

  /** The input of a user task or a start form. */
  public static Input of(VariableScope scope) {
    return new Input(scope);
  }

  /**
   * A text without blanks around it, empty if there is none.
   *
   * @param label what people call the field
   * @throws InvalidInput if it is no text, or longer than 4,000 characters
   */
  public Optional<String> text(String name, String label) {
    return text(name, label, MAX_TEXT);
  }

  /** As {@link #text(String, String)}, with a limit of its own. */
  public Optional<String> text(String name, String label, int maxLength) {
    Object value = take(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw new InvalidInput(name, label + " (" + name + ") phải là văn bản.");
    }
    if (text.length() > maxLength) {
      throw new InvalidInput(
          name, label + " (" + name + ") dài quá " + maxLength + " ký tự, hãy rút gọn.");
    }
    return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
  }

  /** As {@link #text(String, String)}; nothing or blanks only are refused. */
  public String requiredText(String name, String label) {
    return text(name, label).orElseThrow(() -> missing(name, label));
  }

  /** A choice that has to be made. */
  public boolean requiredFlag(String name, String label) {
    Object value = take(name);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw value == null
        ? missing(name, label)
        : new InvalidInput(name, label + " (" + name + ") phải là có hoặc không.");
  }

  /** A day as {@code yyyy-MM-dd}, empty if there is none. */
  public Optional<LocalDate> date(String name, String label) {
    return text(name, label).map(text -> parse(text, name, label));
  }

  /** As {@link #date(String, String)}; nothing is refused. */
  public LocalDate requiredDate(String name, String label) {
    return date(name, label).orElseThrow(() -> missing(name, label));
  }

  /** JSON as text, whether it came as a String or as a Json variable; empty if there is none. */
  public Optional<String> json(String name) {
    return Optional.ofNullable(take(name)).map(Object::toString).filter(text -> !text.isBlank());
  }

  /** Reads a day of the form {@code yyyy-MM-dd}. */
  public static LocalDate parse(String text, String name, String label) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidInput(
          name, label + " (" + name + "): «" + text + "» không phải ngày dạng năm-tháng-ngày.");
    }
  }

  private static InvalidInput missing(String name, String label) {
    return new InvalidInput(name, "Chưa nhập " + label.toLowerCase() + " (" + name + ").");
  }

  private Object take(String name) {
    AskedFor.taken(name);
    Object value = scope.getVariable(name);
    scope.removeVariable(name);
    return value;
  }
}
