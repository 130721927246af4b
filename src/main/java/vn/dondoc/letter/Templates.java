package vn.dondoc.letter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The Word templates, read and checked once when the application starts. */
@Component
class Templates {

  private final Map<Letter, Template> templates = new EnumMap<>(Letter.class);

  /**
   * @throws BadTemplate if the folder or a template cannot be used
   */
  Templates(LetterSettings settings) {
    Path folder = settings.folder();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new BadTemplate(
          folder.toString(), "không có thư mục này (dondoc.letters.folder), hoặc không mở được.");
    }
    for (Letter letter : Letter.values()) {
      templates.put(letter, Template.of(letter, read(letter, folder)));
    }
  }

  private static byte[] read(Letter letter, Path folder) {
    try {
      Path own = folder == null ? null : folder.resolve(letter.file());
      return own != null && Files.exists(own)
          ? Files.readAllBytes(own)
          : new ClassPathResource("letters/" + letter.file()).getContentAsByteArray();
    } catch (IOException e) {
      throw new BadTemplate(letter.file(), "không đọc được tệp (" + e.getMessage() + ").", e);
    }
  }

  /** See {@link Template#fill}. */
  byte[] fill(
      Letter letter, Map<String, String> texts, Map<String, List<Map<String, String>>> lists) {
    return templates.get(letter).fill(texts, lists);
  }
}
