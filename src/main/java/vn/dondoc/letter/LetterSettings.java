package vn.dondoc.letter;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.lang.Nullable;

/**
 * Where an office keeps Word templates of its own.
 *
 * @param folder a file there takes the place of the delivered one of the same name; null if the
 *     office has none
 */
@ConfigurationProperties("dondoc.letters")
record LetterSettings(@Nullable Path folder) {}
