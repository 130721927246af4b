package vn.dondoc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Tasklist speaks Vietnamese throughout, also after a new release of its webjar. */
class WebappLocaleTest {

  private static final String TASKLIST = "META-INF/resources/webjars/camunda/app/tasklist/";

  /** What Tasklist puts into a text, what moment does, and the markup around words. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}|%[sd]|\\$\\{[^}]*}|</?(?:a|br)\\b[^>]*>");

  /**
   * The texts of the filter's criteria, which Tasklist translates though its en.json lacks them.
   */
  private static final Pattern CRITERION = Pattern.compile("(?:group|label):\"([^\"]+)\"");

  private final ObjectMapper json = new ObjectMapper();
  private final JsonNode english = json.readTree(read("locales/en.json"));
  private final JsonNode vietnamese = json.readTree(read("locales/vi.json"));
  private final String program = read("camunda-tasklist-bootstrap.js");

  WebappLocaleTest() throws IOException {}

  @Test
  void translatesEveryLabel() {
    assertThat(names(labels(vietnamese))).containsAll(names(labels(english)));
  }

  @Test
  void translatesTheCriteriaOfFiltersThatAreWrittenIntoTheProgram() {
    var from = program.indexOf("E.g.: `${ now() }`");
    var criteria = program.substring(from, program.indexOf("dueBefore", from) + 1_000);
    var labels = new TreeSet<String>();
    var matcher = CRITERION.matcher(criteria);
    while (matcher.find()) {
      labels.add(matcher.group(1));
    }

    assertThat(labels).contains("Process Instance", "Due Before", "Candidate Groups");
    assertThat(names(labels(vietnamese))).containsAll(labels);
  }

  @Test
  void hasNoLabelThatTasklistDoesNotKnow() {
    var ours = names(labels(vietnamese));
    ours.removeAll(names(labels(english)));

    assertThat(ours).allMatch(label -> program.contains('"' + label + '"'));
  }

  @Test
  void leavesNoTextInEnglish() {
    var softly = new SoftAssertions();
    labels(vietnamese)
        .fields()
        .forEachRemaining(
            label -> {
              var text = label.getValue().asText();
              if (text.codePoints().anyMatch(Character::isLetter)) {
                softly.assertThat(text).as(label.getKey()).isNotEqualTo(englishText(label));
              } else {
                softly.assertThat(text).as(label.getKey()).isEqualTo(englishText(label));
              }
            });
    softly.assertAll();
  }

  @Test
  void keepsPlaceholdersAndMarkup() {
    var softly = new SoftAssertions();
    labels(vietnamese)
        .fields()
        .forEachRemaining(
            label ->
                softly
                    .assertThat(placeholders(label.getValue().asText()))
                    .as(label.getKey())
                    .containsExactlyInAnyOrderElementsOf(placeholders(englishText(label))));
    softly.assertAll();
  }

  @Test
  void hasTheSameFormsOfDatesAndRelativeTimes() {
    assertSameShape("dateLocales", english.get("dateLocales"), vietnamese.get("dateLocales"));
  }

  @Test
  void isTheOnlyLanguageOfTasklist() {
    assertThat(read("scripts/config.js"))
        .contains("availableLocales: ['vi']", "fallbackLocale: 'vi'");
  }

  private void assertSameShape(String path, JsonNode expected, JsonNode actual) {
    assertThat(actual.getNodeType()).as(path).isEqualTo(expected.getNodeType());
    assertThat(actual.size()).as(path).isEqualTo(expected.size());
    assertThat(names(actual)).as(path).isEqualTo(names(expected));
    if (expected.isTextual() && path.contains("relativeTime")) {
      // "a day" may become "1 ngày", but a number or the time itself must not get lost.
      assertThat(placeholders(actual.asText())).as(path).isEqualTo(placeholders(expected.asText()));
    }
    expected
        .fields()
        .forEachRemaining(
            form ->
                assertSameShape(
                    path + "." + form.getKey(), form.getValue(), actual.get(form.getKey())));
  }

  /** The English of a label; for the criteria of filters that is the label itself. */
  private String englishText(Map.Entry<String, JsonNode> label) {
    return labels(english).path(label.getKey()).asText(label.getKey());
  }

  private static JsonNode labels(JsonNode locale) {
    return locale.get("labels");
  }

  private static Set<String> names(JsonNode node) {
    var names = new LinkedHashSet<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> placeholders(String text) {
    var found = new ArrayList<String>();
    var matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1) == null ? matcher.group() : matcher.group(1));
    }
    return found;
  }

  private static String read(String file) {
    try (var in = WebappLocaleTest.class.getClassLoader().getResourceAsStream(TASKLIST + file)) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // Camunda's en.json begins with a byte order mark.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
