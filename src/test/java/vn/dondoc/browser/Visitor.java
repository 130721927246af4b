package vn.dondoc.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Somebody who has signed in, in a browser of their own. */
final class Visitor implements AutoCloseable {

  /** Tasklist may ask once more for what has just been sent. */
  private static final Pattern TASK_IS_GONE =
      Pattern.compile(".* 404 .*/api/engine/engine/default/task/[^/]+", Pattern.DOTALL);

  private static final String PASSWORD = "demo";
  private static final Set<String> WHAT_KEEPS_PEOPLE_OUT = Set.of("serious", "critical");

  final Page page;
  private final BrowserContext context;
  private final String origin;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Visitor(Browser browser, int port, int width, int height) {
    origin = "http://localhost:" + port;
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale("vi-VN")
                .setTimezoneId("Asia/Ho_Chi_Minh"));
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          String complaint = message.text() + " " + message.location();
          if (message.type().equals("error") && !TASK_IS_GONE.matcher(complaint).matches()) {
            complaints.add(complaint);
          }
        });
    page.onPageError(complaints::add);
  }

  /** At a desk, on an old screen. */
  static Visitor signIn(Browser browser, int port, String user) {
    return signIn(browser, port, user, 1366, 768);
  }

  static Visitor signIn(Browser browser, int port, String user, int width, int height) {
    return signIn(browser, port, user, PASSWORD, width, height);
  }

  static Visitor signIn(
      Browser browser, int port, String user, String password, int width, int height) {
    Visitor visitor = new Visitor(browser, port, width, height);
    visitor.page.navigate(visitor.origin + "/");
    visitor.enter(user, password);
    return visitor;
  }

  /** Fills in the sign-in page that is open. */
  void enter(String user) {
    enter(user, PASSWORD);
  }

  private void enter(String user, String password) {
    page.getByLabel("Tên đăng nhập").fill(user);
    page.getByLabel("Mật khẩu").fill(password);
    page.locator("button[type=submit]").click();
    page.waitForLoadState(LoadState.NETWORKIDLE);
  }

  void open(String path) {
    page.navigate(origin + path);
    page.waitForLoadState(LoadState.NETWORKIDLE);
  }

  /** What the browser's console said was wrong, a policy that was broken among it. */
  List<String> complaints() {
    return complaints;
  }

  /**
   * Looks at the page as it is now: a picture of it is kept, nothing went wrong on the way, and all
   * of it is Vietnamese.
   */
  void reads(String name) {
    picture(name);
    assertThat(complaints).as("Lỗi trên trang " + name).isEmpty();
    assertThat(English.on(page)).as("Tiếng Anh trên trang " + name).isEmpty();
  }

  /** As {@link #reads}, and nobody is kept out. */
  void looksAt(String name) {
    reads(name);
    assertThat(barriers()).as("Khó tiếp cận trên trang " + name).isEmpty();
  }

  /** What axe calls serious or critical. */
  private List<String> barriers() {
    AxeRunOptions nothingElse = new AxeRunOptions();
    nothingElse.setResultTypes(List.of("violations"));
    return new AxeBuilder(page)
            .options(nothingElse)
            .setLegacyMode(true) // Puts the results together here instead of on a page of its own.
            .analyze()
            .getViolations()
            .stream()
            .filter(rule -> WHAT_KEEPS_PEOPLE_OUT.contains(rule.getImpact()))
            .map(Visitor::describe)
            .toList();
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream().limit(5).map(node -> node.getHtml()).toList();
  }

  void picture(String name) {
    var picture =
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png"));
    try {
      page.screenshot(picture);
    } catch (PlaywrightException busy) {
      // A machine with much to do may need a second look.
      page.screenshot(picture);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
