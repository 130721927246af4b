package vn.dondoc.duty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.DutyDeclaration;
import vn.dondoc.engine.InvalidInput;

/** Reads the figures that an officer enters, whether to send them up or to keep them for later. */
@Component
class Figures {

  private static final int MAX_INTEGER_DIGITS = 16;
  private static final int MAX_FRACTION_DIGITS = 4;

  private final DutyCatalogue catalogue;
  private final ObjectMapper json;

  Figures(DutyCatalogue catalogue, ObjectMapper json) {
    this.catalogue = catalogue;
    this.json = json;
  }

  /**
   * The figures in a JSON object; null takes a figure back.
   *
   * @param text may be null
   * @throws InvalidInput if it is no such object, or a figure is none of this duty's or no amount
   */
  Map<String, BigDecimal> read(long dutyId, String text) {
    return text == null ? Map.of() : read(dutyId, object(text));
  }

  /**
   * As {@link #read(long, String)}.
   *
   * @param object may be null
   */
  Map<String, BigDecimal> read(long dutyId, JsonNode object) {
    if (object == null || object.isNull()) {
      return Map.of();
    }
    if (!object.isObject()) {
      throw noObject();
    }
    Map<String, BigDecimal> figures = new LinkedHashMap<>();
    Map<String, String> labels =
        catalogue.metricsOf(dutyId).stream()
            .collect(
                Collectors.toMap(
                    DutyDeclaration.Metric::id,
                    DutyDeclaration.Metric::label,
                    (a, b) -> a,
                    LinkedHashMap::new));
    object
        .properties()
        .forEach(
            entry -> {
              String label = labels.get(entry.getKey());
              if (label == null) {
                throw new InvalidInput(
                    "metrics",
                    "Số liệu «"
                        + entry.getKey()
                        + "» (metrics) không thuộc nhiệm vụ này; các số liệu của nhiệm vụ: "
                        + String.join(", ", labels.keySet())
                        + ".");
              }
              figures.put(
                  entry.getKey(),
                  entry.getValue().isNull()
                      ? null
                      : amount(label, entry.getKey(), entry.getValue()));
            });
    return figures;
  }

  private JsonNode object(String text) {
    try {
      JsonNode node = json.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Falls through to the same answer: it is no object.
    }
    throw noObject();
  }

  private static InvalidInput noObject() {
    return new InvalidInput(
        "metrics", "Số liệu (metrics) phải là đối tượng JSON dạng {\"mã số liệu\": số}.");
  }

  private static BigDecimal amount(String label, String id, JsonNode value) {
    String field = "metrics." + id;
    if (!value.isNumber()) {
      throw new InvalidInput(field, "Số liệu «" + label + "» (" + field + ") phải là số.");
    }
    BigDecimal amount = value.decimalValue();
    if (amount.signum() < 0) {
      throw new InvalidInput(field, "Số liệu «" + label + "» (" + field + ") không được âm.");
    }
    if (amount.precision() - amount.scale() > MAX_INTEGER_DIGITS
        || amount.stripTrailingZeros().scale() > MAX_FRACTION_DIGITS) {
      throw new InvalidInput(
          field, "Số liệu «" + label + "» (" + field + ") quá lớn hoặc có hơn 4 chữ số thập phân.");
    }
    return amount;
  }
}
