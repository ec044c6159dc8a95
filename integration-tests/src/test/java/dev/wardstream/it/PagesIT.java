package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.wardstream.cli.platform.Demo;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.edge.access.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page of the console in a real browser, light and dark, as wide as a laptop and as narrow as
 * a phone: axe-core finds nothing serious, nothing is wider than the screen, and nothing goes wrong
 * on the way.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PagesIT {
  private final Axe axe = new Axe();
  private World world;
  private Browsers browsers;
  private String alert;

  @BeforeAll
  void start(@TempDir Path data) {
    browsers = Browsers.open();
    var demo = Demo.of("icu-1", Set.of()).withPatient("p-1");
    world = World.start(PlatformConfig.ephemeral().in(data).with(demo));
    for (var bed = 1; bed <= 3; bed++) {
      world.admit("p-" + bed, "icu-1", Integer.toString(bed));
      world.associate("mon-" + bed, "p-" + bed);
    }
    world.room("bed-1", List.of("demo-nurse", "demo-doctor"));
    try (var device = world.device("mon-1");
        var calm = world.device("mon-2")) {
      for (var seq = 1; seq <= 4; seq++) {
        put(device, "mon-1", seq, 89);
        put(calm, "mon-2", seq, 97);
      }
    }
    try (var nurse = world.watcher("nurse-of-icu-1", Role.NURSE, "icu-1")) {
      var asked = nurse.ask(EndToEndIT.sub("patients/p-1/alerts", "\"earliest\""));
      int sub = asked.at("/ok/sub").asInt();
      alert =
          nurse
              .await(line -> line.path("sub").asInt(-1) == sub && line.has("data"))
              .at("/data/0/data/alertId")
              .asString();
    }
  }

  private static void put(WireClient device, String name, int seq, int spo2) {
    var t = Instant.now().minusSeconds(25).plusSeconds(seq * 6L).toEpochMilli();
    device.ask(
        "\"put\":{\"device\":\"%s\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":%d,\"hr\":72,\"rr\":16,\"spo2\":%d}]}"
            .formatted(name, seq, t, spo2));
  }

  @AfterAll
  void stop() {
    browsers.close();
    world.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "wall/icu-1, .tile",
    "alerts, .alert-row",
    "alerts/{alert}?patient=p-1, .alert-detail",
    "patient/p-1, canvas",
    "past/icu-1, .past-controls",
    "chat, .chat a",
    "chat/bed-1, textarea",
    "rules, textarea",
    "nowhere, .blank",
  })
  void isForEverybody(String address, String content) {
    var page = browsers.page();
    var wrong = trouble(page);
    Browsers.signIn(page, world, "Nurse Noor");
    assertThat(page.locator(".link-state")).hasAttribute("data-phase", "up");
    page.evaluate("location.hash = '#/%s'".formatted(address.replace("{alert}", alert)));
    assertThat(page.locator(content).first()).isVisible();
    if (address.contains("{alert}")) {
      page.locator("[data-do=why]").click();
      assertThat(page.locator(".why-panel canvas")).isVisible();
    }
    looksRight(page);
    assertThat(wrong).isEmpty();
    page.context().close();
  }

  @Test
  void onesOwnPageIsForThePatientAndForNobodyElsesData() {
    var page = browsers.page();
    var wrong = trouble(page);
    Browsers.signIn(page, world, "Patient p-1");
    assertThat(page.locator(".patient-body canvas").first()).isVisible();
    assertThat(page.locator(".bar nav a[href='#/alerts']")).hasCount(0);
    assertThat(page.locator(".patient-entry")).hasCount(0);
    looksRight(page);
    page.evaluate("location.hash = '#/patient/p-2'");
    assertThat(page.locator(".patient-refused")).isVisible();
    assertThat(page.locator(".patient-refused form")).hasCount(0);
    assertThat(wrong).isEmpty();
    page.context().close();
  }

  @Test
  void theAdministrationIsForEverybodyWhoRunsThePlatform() {
    var page = browsers.page();
    var wrong = trouble(page);
    Browsers.signIn(page, world, "Operator Otto");
    assertThat(page.locator(".link-state")).hasAttribute("data-phase", "up");
    page.evaluate("location.hash = '#/admin'");
    assertThat(page.locator(".table tbody tr").first()).isVisible();
    looksRight(page);
    assertThat(wrong).isEmpty();
    page.context().close();
  }

  @Test
  void theSignInIsForEverybody() {
    var page = browsers.page();
    var wrong = trouble(page);
    page.navigate(world.platform().uri().toString());
    assertThat(page.locator(".identities button").first()).isVisible();
    looksRight(page);
    for (var language : List.of("fr", "zh", "en")) {
      page.locator("select.language").selectOption(language);
      assertThat(page.locator("html")).hasAttribute("lang", language);
    }
    assertThat(wrong).isEmpty();
    page.context().close();
  }

  private void looksRight(Page page) {
    for (var colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(
          new EmulateMediaOptions().setColorScheme(colours).setReducedMotion(ReducedMotion.REDUCE));
      for (var width : List.of(1440, 390)) {
        page.setViewportSize(width, 900);
        assertThat(axe.seriousOn(page)).as("%s, %d px", colours, width).isEmpty();
        assertThat((Boolean) page.evaluate("document.body.scrollWidth <= innerWidth"))
            .as("no wider than %d px", width)
            .isTrue();
      }
    }
    page.setViewportSize(1440, 900);
  }

  /** What the browser complains of. */
  private static List<String> trouble(Page page) {
    var found = new CopyOnWriteArrayList<String>();
    page.onPageError(found::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        found.add(message.text());
      }
    });
    return found;
  }
}
