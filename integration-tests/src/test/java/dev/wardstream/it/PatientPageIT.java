package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.wardstream.cli.platform.Demo;
import dev.wardstream.cli.platform.PlatformConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nurse before the page of one patient: real Chromium, real platform. */
class PatientPageIT {
  private static final double PATIENCE_MILLIS = WireClient.DEADLINE.toMillis();

  @Test
  void showsReadingsAndRecordsARoundByKeyboardAndItsScore(@TempDir Path data) {
    var config = PlatformConfig.ephemeral().in(data).with(Demo.of("icu-1", Set.of()));
    try (var browsers = Browsers.open();
        var world = World.start(config)) {
      world.admit("p-1", "icu-1", "7");
      world.associate("mon-1", "p-1");
      var page = browsers.page();
      Browsers.signIn(page, world, "Nurse Noor");
      assertThat(page.locator(".bar")).isVisible();
      page.evaluate("location.hash = '#/patient/p-1'");
      shows(page.locator(".patient-head"), "Test p-1");
      try (var device = world.device("mon-1")) {
        device.ask(
            "\"put\":{\"device\":\"mon-1\",\"boot\":1,\"seq\":1,\"readings\":[{\"t\":%d,\"hr\":71,\"spo2\":96}]}"
                .formatted(Instant.now().toEpochMilli()));
      }
      shows(latest(page, "hr"), "71");
      shows(latest(page, "hr"), "mon-1");
      shows(page.locator("[data-chart=hr] figcaption"), "71");

      enterByKeyboard(page);

      shows(page.locator(".patient-entry .outcome"), "Recorded at");
      shows(latest(page, "temp"), "38.4");
      shows(latest(page, "temp"), "demo-nurse");
      shows(page.locator(".patient-news .score"), "8");
      shows(page.locator(".patient-news"), "Observation set");
      points(page, "rr", "2");
      points(page, "spo2", "1");
      points(page, "o2", "2");
      points(page, "sbp", "1");
      points(page, "pulse", "1");
      points(page, "acvpu", "0");
      points(page, "temp", "1");
    }
  }

  /** What is unusual is asked about once: a systolic pressure as typed by a slip. */
  private static void enterByKeyboard(Page page) {
    page.locator(".patient-head .links button").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".patient-entry [name=rr]")).isFocused();
    type(page, "22", "Tab", "95", "Tab", "o", "2", "Tab", "105", "Tab", "70", "Tab", "195", "Tab");
    type(page, "a", "38,4", "Enter");
    assertThat(page.locator(".patient-entry [data-doubt]")).hasCount(1);
    shows(page.locator(".patient-entry [data-doubt=unusual]"), "Pulse");
    var pulse = page.locator(".patient-entry [name=pulse]");
    pulse.fill("95");
    pulse.press("Enter");
  }

  private static void type(Page page, String... keys) {
    for (var key : keys) {
      if (key.equals("Tab") || key.equals("Enter")) {
        page.keyboard().press(key);
      } else {
        page.keyboard().type(key);
      }
    }
  }

  private static Locator latest(Page page, String vital) {
    return page.locator(".patient-latest tr[data-vital=" + vital + "]");
  }

  private static void points(Page page, String part, String points) {
    assertThat(page.locator(".patient-news tr[data-part=" + part + "] .points"))
        .hasText(points, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
  }

  private static void shows(Locator where, String text) {
    assertThat(where)
        .containsText(
            text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
  }
}
