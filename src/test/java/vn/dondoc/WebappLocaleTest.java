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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The webapps speak Vietnamese throughout, also after a new release of their webjar. */
class WebappLocaleTest {

  private static final String APPS = "META-INF/resources/webjars/camunda/app/";

  /** What a webapp puts into a text, what moment does, and the markup around words. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\{\\{\\s*(\\w+)\\s*}}|%[sd]|\\$\\{[^}]*}|\\{\\d+}|</?(?:a|b|br|code|em|i|kbd|li|p|span|strong|ul)\\b[^>]*>");

  /**
   * The texts of the filter's criteria, which Tasklist translates though its en.json lacks them.
   */
  private static final Pattern CRITERION = Pattern.compile("(?:group|label):\"([^\"]+)\"");

  /** Names and abbreviations, which are the same in every language. */
  private static final Set<String> NAMES =
      Set.of(
          "API",
          "Camunda",
          "Camunda Cockpit",
          "Camunda Admin",
          "Camunda Welcome",
          "Cockpit",
          "Admin",
          "Tasklist",
          "ID",
          "JSON",
          "XML",
          "BPMN",
          "DMN",
          "CMMN",
          "Camunda Tasklist",
          "Optimize",
          "CSV",
          // How a date is typed.
          "YYYY-MM-DDTHH:mm:ss");

  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
  void translatesEveryLabel(String app) {
    assertThat(names(labels(app, "vi"))).containsAll(names(labels(app, "en")));
  }

  @Test
  void translatesTheCriteriaOfFiltersThatAreWrittenIntoTheProgram() {
    String program = program("tasklist");
    var from = program.indexOf("E.g.: `${ now() }`");
    var criteria = program.substring(from, program.indexOf("dueBefore", from) + 1_000);
    var labels = new TreeSet<String>();
    var matcher = CRITERION.matcher(criteria);
    while (matcher.find()) {
      labels.add(matcher.group(1));
    }

    assertThat(labels).contains("Process Instance", "Due Before", "Candidate Groups");
    assertThat(names(labels("tasklist", "vi"))).containsAll(labels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
  void hasNoLabelThatTheWebappDoesNotKnow(String app) {
    var ours = names(labels(app, "vi"));
    ours.removeAll(names(labels(app, "en")));
    // The name of our own rule for passwords, which Admin is told of by the engine.
    ours.remove("PASSWORD_POLICY_HARD_TO_GUESS");
    String program = program(app);

    assertThat(ours).allMatch(label -> program.contains('"' + label + '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
  void leavesNoTextInEnglish(String app) {
    var english = labels(app, "en");
    var softly = new SoftAssertions();
    labels(app, "vi")
        .fields()
        .forEachRemaining(
            label -> {
              var text = label.getValue().asText();
              // Vietnamese has no plural: what is put behind an English noun goes.
              if (NAMES.contains(text) || text.isEmpty() && englishOf(label, english).equals("s")) {
                return;
              }
              var words = PLACEHOLDER.matcher(text).replaceAll("");
              if (words.codePoints().anyMatch(Character::isLetter)) {
                softly.assertThat(text).as(label.getKey()).isNotEqualTo(englishOf(label, english));
              } else {
                softly.assertThat(text).as(label.getKey()).isEqualTo(englishOf(label, english));
              }
            });
    softly.assertAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
  void keepsPlaceholdersAndMarkup(String app) {
    var english = labels(app, "en");
    var softly = new SoftAssertions();
    labels(app, "vi")
        .fields()
        .forEachRemaining(
            label -> {
              if (english.has(label.getKey())) {
                softly
                    .assertThat(placeholders(label.getValue().asText()))
                    .as(label.getKey())
                    .containsExactlyInAnyOrderElementsOf(placeholders(englishOf(label, english)));
              }
            });
    softly.assertAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "cockpit", "admin"})
  void hasTheSameFormsOfDatesAndRelativeTimes(String app) {
    assertSameShape(
        "dateLocales", locale(app, "en").get("dateLocales"), locale(app, "vi").get("dateLocales"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
  void isTheOnlyLanguage(String app) {
    assertThat(read(app, "scripts/config.js"))
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
  private static String englishOf(Map.Entry<String, JsonNode> label, JsonNode english) {
    return english.path(label.getKey()).asText(label.getKey());
  }

  private JsonNode labels(String app, String language) {
    return locale(app, language).get("labels");
  }

  private JsonNode locale(String app, String language) {
    try {
      return json.readTree(read(app, "locales/" + language + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String program(String app) {
    return read(app, "camunda-" + app + "-bootstrap.js");
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

  private static String read(String app, String file) {
    try (var in =
        WebappLocaleTest.class.getClassLoader().getResourceAsStream(APPS + app + "/" + file)) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // Camunda's en.json begins with a byte order mark.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
