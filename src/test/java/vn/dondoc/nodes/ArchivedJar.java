package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged jar taken apart, with an archive of its classes; see number 9 in performance.md. */
public final class ArchivedJar {

  private static final long PATIENCE_SECONDS = 180;

  private ArchivedJar() {}

  /**
   * Makes both in a new folder {@code don-doc}.
   *
   * @param options with which Java will be started, too
   * @return what starts it: an option that refuses to start without the archive, and the jar
   */
  public static List<String> in(Path home, Path jar, List<String> options) {
    Path folder = home.resolve("don-doc");
    Path archive = folder.resolve("don-doc.jsa");
    Path taken = folder.resolve("don-doc.jar");
    run(
        home,
        List.of("-Djarmode=tools", "-jar", jar.toAbsolutePath().toString()),
        List.of("extract", "--destination", folder.toString()));
    List<String> once = new ArrayList<>(options);
    once.add("-XX:ArchiveClassesAtExit=" + archive);
    once.add("-Dspring.context.exit=onRefresh");
    once.add("-jar");
    once.add(taken.toString());
    run(home, once, List.of("--spring.datasource.url=jdbc:h2:mem:classes"));
    assertThat(archive).exists();
    return List.of("-Xshare:on", "-XX:SharedArchiveFile=" + archive, "-jar", taken.toString());
  }

  private static void run(Path home, List<String> program, List<String> arguments) {
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
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
