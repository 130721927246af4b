package vn.dondoc.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who has signed in, in a browser of their own. */
final class Visitor implements AutoCloseable {

  private static final String PASSWORD = "demo";

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
          if (message.type().equals("error")) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
  }

  /** At a desk, on an old screen. */
  static Visitor signIn(Browser browser, int port, String user) {
    return signIn(browser, port, user, 1366, 768);
  }

  /** On a screen of this size. */
  static Visitor signIn(Browser browser, int port, String user, int width, int height) {
    Visitor visitor = new Visitor(browser, port, width, height);
    visitor.page.navigate(visitor.origin + "/");
    visitor.page.getByLabel("Tên đăng nhập").fill(user);
    visitor.page.getByLabel("Mật khẩu").fill(PASSWORD);
    visitor.page.locator("button[type=submit]").click();
    visitor.page.waitForLoadState(LoadState.NETWORKIDLE);
    return visitor;
  }

  void open(String path) {
    page.navigate(origin + path);
    page.waitForLoadState(LoadState.NETWORKIDLE);
  }

  /** What the browser's console said was wrong, a policy that was broken among it. */
  List<String> complaints() {
    return complaints;
  }

  void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @Override
  public void close() {
    context.close();
  }
}
