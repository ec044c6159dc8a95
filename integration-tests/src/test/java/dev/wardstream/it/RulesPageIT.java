package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.wardstream.cli.platform.Demo;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.schemas.avro.AlertEventType;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A doctor changes a limit in the browser, from a slip of the keyboard to the engine. */
class RulesPageIT {
  private static final double PATIENCE_MILLIS = WireClient.DEADLINE.toMillis();
  private static final String NOTE = "alarm committee, 22 November";

  @Test
  void fromASlipOfTheKeyboardToRulesInForce() {
    var config = PlatformConfig.ephemeral().with(Demo.of("icu-1", Set.of()));
    try (var world = World.start(config);
        var browsers = Browsers.open()) {
      world.admit("p-1", "icu-1", "1");
      world.associate("mon-1", "p-1");
      measure(world, 1);
      var page = browsers.page();
      Browsers.signIn(page, world, "Dr Okafor");
      page.locator(".bar nav a[href='#/rules']").click();
      var document = document(page);

      slip(page, document);
      var next = correct(page, document);
      tryIt(page);
      apply(page, next);

      measure(world, 10);
      Awaitility.await()
          .atMost(WireClient.DEADLINE)
          .until(() -> !world.alertEvents("p-1", "SPO2_LOW").isEmpty());
      var raised = world.alertEvents("p-1", "SPO2_LOW").getFirst();
      assertThat(raised.getType()).isEqualTo(AlertEventType.RAISED);
      assertThat("adult-continuous@" + raised.getRuleSet().getVersion()).isEqualTo(next);
    }
  }

  private static String document(Page page) {
    var editor = page.locator(".rules-editor textarea");
    assertThat(editor)
        .hasValue(
            Pattern.compile("id: adult-continuous"),
            new LocatorAssertions.HasValueOptions().setTimeout(PATIENCE_MILLIS));
    return editor.inputValue();
  }

  private static void slip(Page page, String document) {
    var wrong = document.replaceFirst("maxGap", "maxgap");
    var line = wrong.substring(0, wrong.indexOf("maxgap")).split("\n", -1).length;
    page.locator(".rules-editor textarea").fill(wrong);
    assertThat(page.locator(".rules-faults [data-line='%d']".formatted(line)))
        .containsText("maxGap", contains());
    assertThat(page.locator(".rules-gutter [data-fault='true']")).hasText(Integer.toString(line));
    assertThat(page.locator(".rules-try")).isDisabled();
  }

  /** Raises the limit; the name of the version that it would become. */
  private static String correct(Page page, String document) {
    page.locator(".rules-editor textarea")
        .fill(
            document
                .replaceFirst("below: 90", "below: 92")
                .replaceFirst("atLeast: 92", "atLeast: 94"));
    assertThat(page.locator(".rules-diff")).containsText("more sensitive", contains());
    assertThat(page.locator(".rules-gutter [data-fault='true']")).hasCount(0);
    page.locator(".rules-apply > .button.primary").click();
    var title = page.locator(".rules-dialog h2").innerText();
    page.locator(".rules-dialog .button").first().click();
    return title.replaceAll("^Put (\\S+) into force$", "$1");
  }

  private static void tryIt(Page page) {
    page.locator(".rules-try").click();
    assertThat(page.locator(".rules-counts [data-kind='GAINED'] b"))
        .hasText("1", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
    assertThat(page.locator("[data-patient='p-1'] tr[data-kind='GAINED']"))
        .containsText("vitals.readings/");
    assertThat(page.locator("[data-patient='p-1'] .bar-after[data-kind='GAINED']")).hasCount(1);
  }

  private static void apply(Page page, String next) {
    page.locator(".rules-apply > .button.primary").click();
    page.locator(".rules-dialog textarea").fill(NOTE);
    page.locator(".rules-dialog .button.primary").click();
    assertThat(page.locator(".rules-apply > [role='status']"))
        .containsText(next + " is in force", contains());
    assertThat(page.locator(".rules-versions li").first()).containsText(NOTE, contains());
    assertThat(page.locator(".rules-versions li").first()).containsText("demo-doctor");
  }

  private static LocatorAssertions.ContainsTextOptions contains() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  /** Three readings between the limits, over a quarter of a minute. */
  private static void measure(World world, long seq) {
    try (var device = world.device("mon-1")) {
      var position = "";
      for (var i = 0; i < 3; i++) {
        var at = Instant.now().minusSeconds(16 - 8 * i).toEpochMilli();
        position =
            device
                .ask(
                    "\"put\":{\"device\":\"mon-1\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":%d,\"spo2\":91}]}"
                        .formatted(seq + i, at))
                .at("/ok/at/0")
                .asString();
      }
      world.awaitDecided(position);
    }
  }
}
