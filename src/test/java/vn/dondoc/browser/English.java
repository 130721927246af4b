package vn.dondoc.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** The words of Camunda's English labels, which have no place on a page. */
final class English {

  private static final String LOCALES = "META-INF/resources/webjars/camunda/app/%s/locales/%s.json";
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** Shorter ones may well be a Vietnamese syllable. */
  private static final int SHORTEST = 4;

  /**
   * What people see of the page, and what a screen reader says; not what is code, or an id as the
   * audit log has it.
   */
  private static final String SHOWN =
      """
      () => {
        const said = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const element = node.parentElement;
          if (element.closest('script, style, code, pre, .djs-container, td[data-label="Đối tượng"]')) continue;
          if (element.checkVisibility()) said.push(node.textContent);
        }
        document.querySelectorAll('[title], [placeholder], [aria-label], [alt]').forEach(element => {
          if (!element.checkVisibility()) return;
          ['title', 'placeholder', 'aria-label', 'alt'].forEach(name => {
            if (element.hasAttribute(name)) said.push(element.getAttribute(name));
          });
        });
        return said;
      }
      """;

  /** What is in the name of a unit as well, such as Nghi Long. */
  private static final Set<String> NAMES = Set.of("long");

  private static final Set<String> WORDS = words();

  private English() {}

  /** English words that somebody who looks at the page can read. */
  @SuppressWarnings("unchecked")
  static Set<String> on(Page page) {
    Set<String> found = new TreeSet<>();
    for (String text : (List<String>) page.evaluate(SHOWN)) {
      WORD.matcher(text)
          .results()
          .map(match -> match.group().toLowerCase(Locale.ROOT))
          .filter(WORDS::contains)
          .forEach(word -> found.add(word + " («" + text.strip() + "»)"));
    }
    return found;
  }

  private static Set<String> words() {
    Set<String> english = new HashSet<>();
    Set<String> vietnamese = new HashSet<>();
    for (String app : List.of("tasklist", "cockpit", "admin", "welcome")) {
      collect(read(app, "en").get("labels"), english);
      collect(read(app, "vi").get("labels"), vietnamese);
    }
    english.removeAll(vietnamese);
    english.removeAll(NAMES);
    return english;
  }

  private static void collect(JsonNode node, Set<String> into) {
    if (node.isTextual()) {
      WORD.matcher(node.asText())
          .results()
          .map(match -> match.group().toLowerCase(Locale.ROOT))
          .filter(word -> word.length() >= SHORTEST)
          .forEach(into::add);
    }
    node.forEach(child -> collect(child, into));
  }

  private static JsonNode read(String app, String language) {
    try {
      return new ObjectMapper()
          .readTree(new ClassPathResource(LOCALES.formatted(app, language)).getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
