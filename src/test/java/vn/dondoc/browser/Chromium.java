package vn.dondoc.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real Chromium, one for all of them. Without one on the machine they are skipped,
 * with {@code -Ddondoc.browser=required} they fail.
 */
class Chromium implements ExecutionCondition, ParameterResolver {

  private static final Path PROGRAM =
      Path.of(System.getProperty("dondoc.chromium", "/usr/bin/chromium"));
  private static final boolean REQUIRED = "required".equals(System.getProperty("dondoc.browser"));

  /** It stays at home, and runs as whoever builds. */
  private static final List<String> OPTIONS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-quic",
          "--no-first-run");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Files.isExecutable(PROGRAM) || REQUIRED) {
      return ConditionEvaluationResult.enabled("");
    }
    return ConditionEvaluationResult.disabled("Browser tests skipped: no " + PROGRAM);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Chromium.class))
        .getOrComputeIfAbsent("browser", key -> new Running(), Running.class)
        .browser;
  }

  /** Closed by JUnit after the last test. */
  private static final class Running implements ExtensionContext.Store.CloseableResource {

    private final Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(OPTIONS));

    @Override
    public void close() {
      playwright.close();
    }
  }
}
