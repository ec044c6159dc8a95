package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.wardstream.cli.platform.Demo;
import dev.wardstream.cli.platform.PlatformConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nurse's browser before the ward wall: real Chromium, real platform. */
class WardWallIT {
  private static final double PATIENCE_MILLIS = WireClient.DEADLINE.toMillis();

  @Test
  void showsReadingsAndAlertsLiveAndGoesOnAfterTheServerWasGone(@TempDir Path data) {
    var config = PlatformConfig.ephemeral().in(data).with(Demo.of("icu-1", Set.of()));
    try (var browsers = Browsers.open()) {
      int port;
      var page = browsers.page();
      try (var world = World.start(config)) {
        port = world.platform().uri().getPort();
        world.admit("p-1", "icu-1", "1");
        world.associate("mon-1", "p-1");
        Browsers.signIn(page, world, "Nurse Noor");
        try (var device = world.device("mon-1")) {
          device.ask(vitals(1, Instant.now().minusSeconds(15), 72, 89));
          shows(page, "hr", "72");
          device.ask(vitals(2, Instant.now().minusSeconds(7), 73, 89));
          device.ask(vitals(3, Instant.now(), 74, 89));
          shows(page, "hr", "74");
        }
        alarms(page);
      }
      assertThat(page.locator(".link-state")).not().hasAttribute("data-phase", "up", patience());

      try (var world = World.start(config.onPort(port))) {
        assertThat(page.locator(".link-state")).hasAttribute("data-phase", "up", patience());
        try (var device = world.device("mon-1")) {
          device.ask(vitals(4, Instant.now(), 81, 89));
        }
        shows(page, "hr", "81");
        assertThat(page.locator(tile())).hasCount(1);
        alarms(page);
      }
    }
  }

  private static void alarms(Page page) {
    assertThat(page.locator(tile()))
        .hasAttribute(
            "data-priority", Pattern.compile("medium", Pattern.CASE_INSENSITIVE), patience());
    assertThat(page.locator(tile() + " .band"))
        .containsText(Pattern.compile("SpO.*low", Pattern.CASE_INSENSITIVE));
  }

  private static void shows(Page page, String vital, String value) {
    assertThat(page.locator(tile() + " [data-vital=\"%s\"] .big".formatted(vital)))
        .containsText(
            value, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
  }

  private static String tile() {
    return "[data-patient=\"p-1\"] .tile";
  }

  private static LocatorAssertions.HasAttributeOptions patience() {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static String vitals(long seq, Instant t, int hr, int spo2) {
    return "\"put\":{\"device\":\"mon-1\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":%d,\"hr\":%d,\"rr\":16,\"spo2\":%d}]}"
        .formatted(seq, t.toEpochMilli(), hr, spo2);
  }
}
