package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.wardstream.cli.platform.Demo;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.schemas.avro.AlertEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nurse and a doctor before the alert inbox: real Chromium, real platform. */
class AlertInboxIT {
  private static final double PATIENCE_MILLIS = WireClient.DEADLINE.toMillis();
  private static final List<Duration> AGES =
      List.of(Duration.ofSeconds(15), Duration.ofSeconds(7), Duration.ZERO);

  @Test
  void oneAcknowledgesAndTheOtherSeesItAlsoAfterTheServerWasGone(@TempDir Path data) {
    var config = PlatformConfig.ephemeral().in(data).with(Demo.of("icu-1", Set.of()));
    try (var browsers = Browsers.open()) {
      int port;
      var nurse = browsers.page();
      var doctor = browsers.page();
      String alert;
      try (var world = World.start(config)) {
        port = world.platform().uri().getPort();
        var positions = alarm(world);
        openInbox(nurse, world, "Nurse Noor");
        openInbox(doctor, world, "Dr Okafor");
        stands(nurse, "active");
        stands(doctor, "active");
        assertThat(nurse.locator(".watchers .chip").first()).hasText("2", text());
        alert = row(nurse).getAttribute("data-alert");

        press(nurse, () -> row(nurse).locator("[data-do=ack]").click());
        stands(nurse, "acked");
        stands(doctor, "acked");
        assertThat(row(doctor).locator(".alert-standing")).hasText("acknowledged by demo-nurse");
        tellsWhy(doctor, positions);
        comments(nurse, doctor);
      }
      both(nurse, doctor, page -> isUp(page, false));

      try (var world = World.start(config.onPort(port))) {
        both(nurse, doctor, page -> isUp(page, true));
        both(nurse, doctor, page -> stands(page, "acked"));
        assertThat(row(nurse)).hasAttribute("data-alert", alert);
        assertThat(doctor.locator(".life [data-type=RAISED]")).hasCount(1);
        assertThat(doctor.locator(".life [data-type=ACKED]")).hasCount(1);
        assertThat(doctor.locator(".life [data-type=COMMENTED]")).hasCount(1);
        assertThat(steps(world))
            .containsExactly(AlertEventType.RAISED, AlertEventType.ACKED, AlertEventType.COMMENTED);
        assertThat(world.acknowledgedAsOf(alert))
            .hasSize(1)
            .allMatch(seq -> seq != null && seq > 0);
      }
    }
  }

  @Test
  void whatIsAcknowledgedWithoutTheServerIsNotConfirmedUntilItIsBack(@TempDir Path data) {
    var config = PlatformConfig.ephemeral().in(data).with(Demo.of("icu-1", Set.of()));
    try (var browsers = Browsers.open()) {
      int port;
      var nurse = browsers.page();
      try (var world = World.start(config)) {
        port = world.platform().uri().getPort();
        alarm(world);
        openInbox(nurse, world, "Nurse Noor");
        stands(nurse, "active");
      }
      isUp(nurse, false);
      press(nurse, () -> row(nurse).press("a"));
      assertThat(row(nurse).locator(".act-mark"))
          .hasAttribute("data-progress", "unconfirmed", attribute());
      stands(nurse, "active");

      try (var world = World.start(config.onPort(port))) {
        stands(nurse, "acked");
        assertThat(nurse.locator("[data-progress=unconfirmed]")).hasCount(0);
        assertThat(steps(world)).containsExactly(AlertEventType.RAISED, AlertEventType.ACKED);
      }
    }
  }

  @Test
  void whatRoseBehindACutCableIsThereOnceAndSaidOnceWhenItIsMended(@TempDir Path data) {
    var config = PlatformConfig.ephemeral().in(data).with(Demo.of("icu-1", Set.of()));
    try (var world = World.start(config);
        var cable = new Cable(world.platform().uri().getPort());
        var browsers = Browsers.open()) {
      var nurse = browsers.page(cable);
      openInbox(nurse, world, "Nurse Noor");
      isUp(nurse, true);
      assertThat(nurse.locator(".link-state")).hasAttribute("title", "by WebSocket");
      nurse.evaluate(LISTEN);
      cable.cut();
      isUp(nurse, false);

      alarm(world);
      Awaitility.await().atMost(WireClient.DEADLINE).until(() -> !steps(world).isEmpty());
      assertThat(row(nurse)).hasCount(0);

      cable.mend();
      isUp(nurse, true);
      stands(nurse, "active");
      nurse.waitForCondition(() -> said(nurse) > 0);
      row(nurse).locator(".alert-what").click();
      assertThat(nurse.locator(".life [data-type=RAISED]")).hasCount(1, count());
      assertThat(said(nurse)).isEqualTo(1);
      assertThat(steps(world)).containsExactly(AlertEventType.RAISED);
    }
  }

  /** Writes down what is read out. */
  private static final String LISTEN =
      "window.said = []; new MutationObserver(() => {"
          + " const text = document.querySelector('.inside > .spoken').textContent;"
          + " if (text !== '') said.push(text); })"
          + ".observe(document.querySelector('.inside > .spoken'),"
          + " { childList: true, characterData: true, subtree: true })";

  private static int said(Page page) {
    return (Integer) page.evaluate("said.filter((text) => text.includes('SpO₂ low')).length");
  }

  private static LocatorAssertions.HasCountOptions count() {
    return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);
  }

  /** Lets a patient desaturate; where the readings stand in the log. */
  private static List<String> alarm(World world) {
    world.admit("p-1", "icu-1", "1");
    world.associate("mon-1", "p-1");
    var now = Instant.now();
    try (var device = world.device("mon-1")) {
      return Stream.of(1, 2, 3)
          .map(seq -> device.ask(vitals(seq, now.minus(AGES.get(seq - 1)))))
          .map(answer -> answer.at("/ok/at/0").asString())
          .toList();
    }
  }

  private static void openInbox(Page page, World world, String name) {
    Browsers.signIn(page, world, name);
    page.locator(".bar nav a[href='#/alerts']").click();
  }

  /** Again while the page takes no press, for the row has just come there or has just changed. */
  private static void press(Page page, Runnable hand) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(WireClient.DEADLINE)
        .until(() -> {
          hand.run();
          return row(page).locator(".alert-sudden").count() == 0;
        });
  }

  /** One writes, and the other reads it in the alert that is open there. */
  private static void comments(Page nurse, Page doctor) {
    press(nurse, () -> row(nurse).press("m"));
    nurse.locator(".act-form textarea").fill("probe is loose");
    nurse.locator("[data-send=comment]").click();
    assertThat(doctor.locator(".life [data-type=COMMENTED]"))
        .containsText("probe is loose", contained());
  }

  private static void tellsWhy(Page page, List<String> positions) {
    row(page).locator(".alert-what").click();
    page.locator(".alert-detail [data-do=why]").click();
    for (var position : positions) {
      assertThat(page.locator(".why-table [data-at='%s']".formatted(position)))
          .containsText("89", contained());
    }
    var last = page.locator(".why-table [data-at='%s']".formatted(positions.getLast()));
    assertThat(last.locator("[data-deciding=true]")).containsText("SpO₂ 89");
    assertThat(last).containsText(positions.getLast().split("/", -1)[2]);
    assertThat(page.locator(".why-chart canvas")).isVisible();
  }

  private static List<AlertEventType> steps(World world) {
    return world.alertEvents("p-1", "SPO2_LOW").stream()
        .map(event -> event.getType())
        .filter(type -> type != AlertEventType.DELIVERED && type != AlertEventType.SEEN)
        .toList();
  }

  private static void both(Page one, Page other, Consumer<Page> check) {
    check.accept(one);
    check.accept(other);
  }

  private static void stands(Page page, String standing) {
    assertThat(row(page))
        .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
    assertThat(row(page)).hasAttribute("data-standing", standing, attribute());
  }

  private static void isUp(Page page, boolean up) {
    var state = assertThat(page.locator(".link-state"));
    (up ? state : state.not()).hasAttribute("data-phase", "up", attribute());
  }

  /** Of the alert about oxygen; others may rise of silence while the server is away. */
  private static Locator row(Page page) {
    return page.locator(".alert-row:has-text('SpO₂ low')");
  }

  private static LocatorAssertions.HasAttributeOptions attribute() {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static LocatorAssertions.HasTextOptions text() {
    return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static LocatorAssertions.ContainsTextOptions contained() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static String vitals(int seq, Instant t) {
    return "\"put\":{\"device\":\"mon-1\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":%d,\"hr\":72,\"rr\":16,\"spo2\":89}]}"
        .formatted(seq, t.toEpochMilli());
  }
}
