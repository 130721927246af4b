package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;
import vn.dondoc.DonDocApplication;

/** The packaged jar taken apart, with an archive of its classes, as the README tells. */
public final class ArchivedJar {

  private static final long PATIENCE_SECONDS = 180;

  private ArchivedJar() {}

  /**
   * Made once of each jar, beside it; whoever else asks meanwhile, in another process, too, waits.
   *
   * @return what starts it, after the options of the Java machine
   */
  public static synchronized List<String> of(Path jar) {
    Path folder = jar.toAbsolutePath().resolveSibling("don-doc");
    Path archive = folder.resolve("don-doc.jsa");
    List<String> program =
        List.of(
            "-cp",
            folder.resolve("don-doc.jar") + File.pathSeparator + folder.resolve("lib") + "/*",
            DonDocApplication.class.getName());
    try (FileChannel lock =
            FileChannel.open(
                folder.resolveSibling("don-doc.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock alone = lock.lock()) {
      if (!Files.exists(archive)
          || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0) {
        FileSystemUtils.deleteRecursively(folder);
        make(jar.toAbsolutePath(), folder, archive, program);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> all = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive));
    all.addAll(program);
    return all;
  }

  private static void make(Path jar, Path folder, Path archive, List<String> program)
      throws IOException {
    run(
        jar.getParent(),
        List.of("-Djarmode=tools", "-jar", jar.toString()),
        List.of("extract", "--destination", folder.toString()));
    List<String> once =
        new ArrayList<>(
            List.of("-XX:ArchiveClassesAtExit=" + archive, "-Dspring.context.exit=onRefresh"));
    once.addAll(program);
    run(folder, once, List.of("--spring.datasource.url=jdbc:h2:mem:classes"));
    assertThat(archive).exists();
  }

  private static void run(Path home, List<String> program, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(program);
    line.addAll(arguments);
    Path log = home.resolve("archive-log.txt");
    try {
      Process process =
          new ProcessBuilder(line)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", log).isTrue();
      assertThat(process.exitValue()).as("%s", log).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
