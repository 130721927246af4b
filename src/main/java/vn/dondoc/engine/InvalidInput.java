package vn.dondoc.engine;

/**
 * What a person or a client entered cannot be accepted. Thrown inside the engine's transaction,
 * which is rolled back, so that the task stays as it was; {@code /engine-rest} and the webapps
 * answer 400 with this message and field.
 */
public class InvalidInput extends RuntimeException {

  private final String field;

  /**
   * @param field name of the variable that was refused, e.g. {@code requestedDue}
   * @param message what is wrong and what to do, in Vietnamese
   */
  public InvalidInput(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Name of the variable that was refused. */
  public String field() {
    return field;
  }
}
