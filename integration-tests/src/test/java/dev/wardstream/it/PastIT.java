package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.wardstream.cli.platform.Demo;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.schemas.avro.AlertEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A nurse looks back: an alert is open when it was, and at no other time. Real Chromium, real
 * platform.
 */
class PastIT {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
  private static final double PATIENCE_MILLIS = WireClient.DEADLINE.toMillis();

  @Test
  void showsAnAlertOpenWhileItWasAndThatThisIsThePast(@TempDir Path data) {
    var config = PlatformConfig.ephemeral().in(data).with(Demo.of("icu-1", Set.of()));
    try (var browsers = Browsers.open();
        var world = World.start(config)) {
      world.admit("p-1", "icu-1", "1");
      world.associate("mon-1", "p-1");
      var now = Instant.now();
      try (var device = world.device("mon-1")) {
        device.ask(saturations(1, now.minusSeconds(60), 88));
        var raised = emitted(world, AlertEventType.RAISED);
        device.ask(saturations(2, now.minusSeconds(30), 97));
        var cleared = emitted(world, AlertEventType.CLEARED);

        var page = browsers.page();
        Browsers.signIn(page, world, "Nurse Noor");
        assertThat(page.locator(".bar")).isVisible();
        look(page, raised.minusMillis(1), 0, "");
        look(page, raised.plus(Duration.between(raised, cleared).dividedBy(2)), 1, "88");
        look(page, cleared, 0, "97");

        assertThat(page.locator(".past-label h1")).containsText("PAST");
        assertThat(page.locator(".link-state")).isHidden();
        assertThat(page.locator(".past-page .tile")).hasCount(1);
      }
    }
  }

  /** The moment an alert of saturation came to be known, from the log. */
  private static Instant emitted(World world, AlertEventType type) {
    return Awaitility.await()
        .atMost(WireClient.DEADLINE)
        .until(
            () ->
                world.alertEvents("p-1", "SPO2_LOW").stream()
                    .filter(event -> event.getType() == type)
                    .findFirst(),
            found -> found.isPresent())
        .orElseThrow()
        .getEmittedAt();
  }

  private static void look(Page page, Instant at, int open, String saturation) {
    var moment = MOMENT.format(at);
    page.evaluate("at => location.hash = `#/past/icu-1?patient=p-1&at=${at}`", moment);
    assertThat(page.locator(".past-label time"))
        .hasAttribute(
            "datetime",
            moment,
            new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
    var panel = page.locator(".past-patient");
    assertThat(panel)
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
    assertThat(panel.locator(".alert").filter(named("SpO\u2082 low"))).hasCount(open);
    if (!saturation.isEmpty()) {
      assertThat(panel.locator("[data-vital=spo2] figcaption")).containsText(saturation);
    }
  }

  private static Locator.FilterOptions named(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  /** Three, eight seconds apart: enough to raise below 90 %, and to clear above 92 %. */
  private static String saturations(long seq, Instant from, int percent) {
    var reading = "{\"t\":%d,\"spo2\":%d}";
    var readings =
        "%s,%s,%s"
            .formatted(
                reading.formatted(from.toEpochMilli(), percent),
                reading.formatted(from.plusSeconds(8).toEpochMilli(), percent),
                reading.formatted(from.plusSeconds(16).toEpochMilli(), percent));
    return "\"put\":{\"device\":\"mon-1\",\"boot\":1,\"seq\":%d,\"readings\":[%s]}"
        .formatted(seq, readings);
  }
}
