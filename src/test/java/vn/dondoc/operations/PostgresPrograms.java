package vn.dondoc.operations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The PostgreSQL that is installed on the machine, which has {@code pg_dump} and {@code pg_restore}
 * where the tests' own has the server alone. Without one the tests are skipped, with {@code
 * -Ddondoc.pg-dump=required} they fail.
 */
class PostgresPrograms implements ExecutionCondition {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final List<String> NEEDED = List.of("postgres", "initdb", "pg_dump", "pg_restore");
  private static final boolean REQUIRED = "required".equals(System.getProperty("dondoc.pg-dump"));

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (folder().isPresent() || REQUIRED) {
      return ConditionEvaluationResult.enabled("");
    }
    return ConditionEvaluationResult.disabled(
        "Backup tests skipped: no PostgreSQL under "
            + DEBIAN
            + "; -Ddondoc.postgres.bin names another");
  }

  /** A server of it that keeps what it has confirmed, as one in a province. */
  static EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setPgBinaryResolver((system, machine) -> linkTo(required()))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        // Debian's lies where only the installed server may write.
        .setServerConfig("unix_socket_directories", System.getProperty("java.io.tmpdir"))
        .start();
  }

  /** The installed one, which is older than the tests' own, or that if there is none. */
  static EmbeddedPostgres startOldest() throws IOException {
    return folder().isPresent() ? start() : EmbeddedPostgres.start();
  }

  /** Begins to run one of its programs. */
  static Process begin(File log, String program, String... arguments) throws IOException {
    List<String> command =
        Stream.concat(Stream.of(required().resolve(program).toString()), Stream.of(arguments))
            .toList();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private static Path required() {
    return folder()
        .orElseThrow(() -> new IllegalStateException("No PostgreSQL with pg_dump under " + DEBIAN));
  }

  private static Optional<Path> folder() {
    String named = System.getProperty("dondoc.postgres.bin");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    if (!Files.isDirectory(DEBIAN)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("\\d+"))
          .sorted(
              Comparator.comparing(
                      (Path version) -> Integer.valueOf(version.getFileName().toString()))
                  .reversed())
          .map(version -> version.resolve("bin"))
          .filter(
              bin -> NEEDED.stream().allMatch(program -> Files.isExecutable(bin.resolve(program))))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the tests' servers unpack: here, a way to the programs that are there already. */
  private static InputStream linkTo(Path bin) throws IOException {
    var archive = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new XZCompressorOutputStream(archive))) {
      var link = new TarArchiveEntry("bin", TarConstants.LF_SYMLINK);
      link.setLinkName(bin.toString());
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    return new ByteArrayInputStream(archive.toByteArray());
  }
}
