package vn.dondoc.engine;

/**
 * Something in a model that breaks a rule.
 *
 * @param resource file of the model
 * @param element id of the element at fault
 * @param reason what is wrong, in Vietnamese
 */
public record ModelFault(String resource, String element, String reason) {

  @Override
  public String toString() {
    return resource + ", phần tử " + element + ": " + reason;
  }
}
