package vn.dondoc.report;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.lang.Nullable;
import org.springframework.util.StringUtils;
import vn.dondoc.engine.Input;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.escalation.Stage;

/**
 * Which missed deadlines to show; null means any.
 *
 * @param campaign id; null is the one issued last
 * @param from first day on which they were recorded
 * @param to last day on which they were recorded
 * @param agency code of an agency, or of a district, which counts with its communes
 */
public record EscalationSearch(
    @Nullable String campaign,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable String agency,
    @Nullable Stage stage) {

  /** Everything of this campaign. */
  public static EscalationSearch all(String campaign) {
    return new EscalationSearch(campaign, null, null, null, null);
  }

  /**
   * Reads what came in a request; blanks mean any.
   *
   * @throws InvalidInput if a day or the stage cannot be read, or the period ends before it begins
   */
  public static EscalationSearch of(
      String campaign, String from, String to, String agency, String stage) {
    LocalDate first = day(from, "from", "Từ ngày");
    LocalDate last = day(to, "to", "Đến ngày");
    if (first != null && last != null && last.isBefore(first)) {
      throw new InvalidInput("to", "Đến ngày (to) phải từ ngày bắt đầu (from) trở đi.");
    }
    return new EscalationSearch(stripped(campaign), first, last, stripped(agency), stage(stage));
  }

  private static LocalDate day(String text, String field, String label) {
    if (!StringUtils.hasText(text)) {
      return null;
    }
    LocalDate day = Input.parse(text.strip(), field, label);
    // Databases know no years of five digits.
    if (day.getYear() < 1 || day.getYear() > 9999) {
      throw new InvalidInput(field, label + " (" + field + ") phải là ngày có năm bốn chữ số.");
    }
    return day;
  }

  private static Stage stage(String text) {
    if (!StringUtils.hasText(text)) {
      return null;
    }
    for (Stage stage : Stage.values()) {
      if (stage.name().equalsIgnoreCase(text.strip())) {
        return stage;
      }
    }
    throw new InvalidInput(
        "stage",
        "Không có bước xử lý (stage) «%s»; các bước: %s."
            .formatted(
                text.strip(),
                Arrays.stream(Stage.values()).map(Stage::name).collect(Collectors.joining(", "))));
  }

  private static String stripped(String text) {
    return StringUtils.hasText(text) ? text.strip() : null;
  }

  /** Whether it leaves anything of the campaign out. */
  public boolean narrows() {
    return from != null || to != null || agency != null || stage != null;
  }
}
