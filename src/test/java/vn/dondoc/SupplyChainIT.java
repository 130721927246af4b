package vn.dondoc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is delivered says what it consists of, and what is let through is said once. */
class SupplyChainIT {

  private static final String BILL = "META-INF/sbom/application.cdx.json";
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final Pattern HOLE = Pattern.compile("CVE-\\d{4}-\\d+");

  @Test
  void theJarBearsABillOfMaterialsThatNamesTheEngine() throws IOException {
    try (JarFile jar = jar()) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Location")).isEqualTo(BILL);
      assertThat(bill(jar).path("bomFormat").asText()).isEqualTo("CycloneDX");
      assertThat(components(jar)).contains("camunda-engine-7.24.0.jar");
    }
  }

  @Test
  void theBillNamesEveryLibraryOfTheJar() throws IOException {
    try (JarFile jar = jar()) {
      assertThat(libraries(jar)).hasSizeGreaterThan(100);
      assertThat(components(jar)).containsAll(libraries(jar));
    }
  }

  /** Whatever engine is there, a script in a process model may use it. */
  @Test
  void noScriptEngineIsDeliveredButTheExpressionLanguagesOfTheModels() throws IOException {
    Set<String> withEngine = new TreeSet<>();
    try (JarFile jar = jar()) {
      for (String library : libraries(jar)) {
        try (InputStream in = jar.getInputStream(jar.getEntry(LIBRARIES + library));
            JarInputStream entries = new JarInputStream(in)) {
          for (JarEntry e = entries.getNextJarEntry(); e != null; e = entries.getNextJarEntry()) {
            if (e.getName().equals("META-INF/services/javax.script.ScriptEngineFactory")) {
              withEngine.add(library);
            }
          }
        }
      }
    }
    assertThat(withEngine)
        .containsExactly("camunda-engine-7.24.0.jar", "feel-engine-1.19.3-scala-shaded.jar");
  }

  /** Else the scan would let through what nobody has given a reason for. */
  @Test
  void theScanLetsThroughWhatTheListOfExceptionsSays() throws IOException {
    assertThat(holes(Path.of(".ci", "dependency-check-suppressions.xml"), "<cve>"))
        .isNotEmpty()
        .isEqualTo(holes(Path.of("src", "docs", "supply-chain.md"), "| CVE-"));
  }

  private static JarFile jar() throws IOException {
    return new JarFile(Path.of("target", "don-doc.jar").toFile());
  }

  private static Set<String> libraries(JarFile jar) {
    return jar.stream()
        .map(JarEntry::getName)
        .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
        .map(name -> name.substring(LIBRARIES.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode bill(JarFile jar) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(BILL))) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** The names of the files, which Maven makes of name, version and classifier. */
  private static Set<String> components(JarFile jar) throws IOException {
    return StreamSupport.stream(bill(jar).path("components").spliterator(), false)
        .map(SupplyChainIT::file)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String file(JsonNode component) {
    var classifier = Pattern.compile("[?&]classifier=([^&]+)").matcher(purl(component));
    return component.path("name").asText()
        + "-"
        + component.path("version").asText()
        + (classifier.find() ? "-" + classifier.group(1) : "")
        + ".jar";
  }

  private static String purl(JsonNode component) {
    return component.path("purl").asText();
  }

  private static Set<String> holes(Path file, String onLinesWith) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.contains(onLinesWith))
          .flatMap(line -> HOLE.matcher(line).results())
          .map(result -> result.group())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
