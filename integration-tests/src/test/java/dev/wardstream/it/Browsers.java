package dev.wardstream.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The system's Chromium, for tests that look at pages as people do. Each page is a person of its
 * own: nothing is shared between them.
 */
final class Browsers implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Browsers(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it; the test is skipped, with the remedy, where there is none. */
  static Browsers open() {
    var chromium = chromium();
    PlaywrightAssertions.setDefaultAssertionTimeout((double) WireClient.DEADLINE.toMillis());
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var options = new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(ARGUMENTS);
    return new Browsers(playwright, playwright.chromium().launch(options));
  }

  private static Path chromium() {
    var found =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        found.isPresent(), "no Chromium here: install the package chromium to run this test");
    return found.orElseThrow();
  }

  /** A page in a profile of its own, in English, as wide as a laptop. */
  Page page() {
    return page(options());
  }

  /** The same, at the far end of a cable. */
  Page page(Cable cable) {
    return page(options().setProxy(new Proxy(cable.address()).setBypass("<-loopback>")));
  }

  private static Browser.NewContextOptions options() {
    return new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1440, 900);
  }

  private Page page(Browser.NewContextOptions options) {
    var page = browser.newContext(options).newPage();
    page.setDefaultTimeout((double) WireClient.DEADLINE.toMillis());
    return page;
  }

  /** For questions about the browser's processes. */
  CDPSession processes() {
    return browser.newBrowserCDPSession();
  }

  /** Goes to the platform and comes in as one of the demo's people. */
  static void signIn(Page page, World world, String name) {
    page.navigate(world.platform().uri().toString());
    page.locator(".identities button").filter(named(name)).click();
  }

  private static Locator.FilterOptions named(String name) {
    return new Locator.FilterOptions().setHasText(name);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
