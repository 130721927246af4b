package vn.dondoc.notice;

import java.util.List;
import org.springframework.lang.Nullable;

/**
 * What is in a mail, without its looks.
 *
 * @param opening paragraphs before the lists
 * @param closing paragraphs after them
 */
record Letter(List<String> opening, List<Section> sections, List<String> closing) {

  /**
   * A list.
   *
   * @param heading may be null
   * @param more how many there are besides
   * @param path where those are found, below the application's address; null if there are none
   */
  record Section(@Nullable String heading, List<Item> items, int more, @Nullable String path) {}

  /**
   * @param detail what is said of it, may be null
   * @param path to the task, below the application's address
   */
  record Item(String text, @Nullable String detail, String path) {}

  /** A letter about one thing. */
  static Letter about(List<String> opening, Item item, List<String> closing) {
    return new Letter(opening, List.of(new Section(null, List.of(item), 0, null)), closing);
  }
}
