package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.wardstream.cli.platform.Demo;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.edge.access.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nurse and a doctor in a room, each in a browser: real Chromium, real platform. */
class ChatIT {
  private static final double PATIENCE_MILLIS = WireClient.DEADLINE.toMillis();
  private static final String NURSE = "demo-nurse";
  private static final String DOCTOR = "demo-doctor";
  private static final String ROOM = "consult-1";

  private static PlatformConfig config() {
    return PlatformConfig.ephemeral().with(Demo.of("icu-1", Set.of()));
  }

  private static Page enter(Browsers browsers, World world, String name, String hash) {
    var page = browsers.page();
    Browsers.signIn(page, world, name);
    assertThat(page.locator(".link-state")).hasAttribute("data-phase", "up", attribute());
    page.navigate(world.platform().uri() + hash);
    return page;
  }

  private static void write(Page page, String text) {
    page.locator(".chat-composer textarea").fill(text);
    page.locator(".chat-composer textarea").press("Enter");
  }

  private static Locator lines(Page page, String text) {
    return page.locator(".chat-line").filter(new Locator.FilterOptions().setHasText(text));
  }

  private static void showsOnce(Page page, String text) {
    assertThat(lines(page, text))
        .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
  }

  private static void stands(Page page, String text, String standing) {
    assertThat(lines(page, text)).hasAttribute("data-standing", standing, attribute());
  }

  private static void contains(Locator locator, String text) {
    assertThat(locator)
        .containsText(
            text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
  }

  private static LocatorAssertions.HasAttributeOptions attribute() {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static void click(Locator line, String button) {
    line.hover();
    line.locator("button").filter(new Locator.FilterOptions().setHasText(button)).first().click();
  }

  @Test
  void twoPeopleTalkAndNothingIsLostOrRepeatedWhenTheServerIsAway(@TempDir Path data) {
    var config = config().in(data);
    try (var browsers = Browsers.open()) {
      int port;
      Page nurse;
      Page doctor;
      try (var world = World.start(config)) {
        port = world.platform().uri().getPort();
        world.room(ROOM, List.of(NURSE, DOCTOR));
        nurse = enter(browsers, world, "Nurse Noor", "#/chat/" + ROOM);
        doctor = enter(browsers, world, "Dr Okafor", "#/chat");
        write(nurse, "Pain score 7 since noon");
        stands(nurse, "Pain score 7", "recorded");
        readsWhatIsUnread(nurse, doctor);
        seesWhoTypes(nurse, doctor);
        changes(nurse, doctor);
      }
      assertThat(nurse.locator(".link-state")).not().hasAttribute("data-phase", "up", attribute());
      write(nurse, "Written while it was away");
      stands(nurse, "Written while it was away", "sending");
      contains(lines(nurse, "Written while it was away"), "not sent yet");

      try (var _ = World.start(config.onPort(port))) {
        stands(nurse, "Written while it was away", "recorded");
        showsOnce(doctor, "Written while it was away");
        write(doctor, "Here again");
        showsOnce(nurse, "Here again");
        for (var page : List.of(nurse, doctor)) {
          showsOnce(page, "Written while it was away");
          showsOnce(page, "Pain score 8");
          showsOnce(page, "On my way");
          showsOnce(page, "Message retracted");
          assertThat(page.locator(".chat-line")).hasCount(5);
        }
      }
    }
  }

  private static void readsWhatIsUnread(Page nurse, Page doctor) {
    contains(doctor.locator("[data-room='%s'] .chat-count".formatted(ROOM)), "1");
    assertThat(nurse.locator(".chat-read")).hasCount(0);
    doctor.locator("[data-room='%s']".formatted(ROOM)).click();
    showsOnce(doctor, "Pain score 7");
    contains(nurse.locator(".chat-read"), "Read by " + DOCTOR);
    assertThat(doctor.locator(".chat-count")).hasCount(0);
  }

  private static void seesWhoTypes(Page nurse, Page doctor) {
    doctor.locator(".chat-composer textarea").pressSequentially("On my way");
    contains(nurse.locator(".chat-typing"), DOCTOR + " is typing");
    doctor.locator(".chat-composer textarea").press("Enter");
    showsOnce(nurse, "On my way");
    assertThat(nurse.locator(".chat-typing"))
        .isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(PATIENCE_MILLIS));
  }

  private static void changes(Page nurse, Page doctor) {
    click(lines(nurse, "Pain score 7"), "Edit");
    write(nurse, "Pain score 8 since noon");
    contains(lines(doctor, "Pain score 8"), "edited");
    assertThat(lines(doctor, "Pain score 7")).hasCount(0);

    write(nurse, "Said in the wrong room");
    showsOnce(doctor, "Said in the wrong room");
    stands(nurse, "Said in the wrong room", "recorded");
    click(lines(nurse, "Said in the wrong room"), "Retract");
    click(lines(nurse, "Said in the wrong room"), "Yes");
    showsOnce(doctor, "Message retracted");
    assertThat(lines(doctor, "Said in the wrong room")).hasCount(0);
  }

  @Test
  void thePastComesByScrollingAndWhatIsReadStaysInItsPlace() {
    var said = 230; // more than a snapshot and a page
    try (var world = World.start(config());
        var browsers = Browsers.open()) {
      world.room(ROOM, List.of(NURSE, DOCTOR));
      try (var doctor = world.person(DOCTOR, Role.DOCTOR, "icu-1")) {
        for (var i = 0; i < said; i++) {
          doctor.ask(
              "\"say\":{\"room\":\"%s\",\"key\":\"k%d\",\"text\":\"message %d!\"}"
                  .formatted(ROOM, i, i));
        }
      }
      var page = enter(browsers, world, "Nurse Noor", "#/chat/" + ROOM);
      showsOnce(page, "message %d!".formatted(said - 1));
      var oldest = page.locator(".chat-line").first().getAttribute("data-at");
      var line = page.locator("[data-at='%s']".formatted(oldest));
      line.evaluate("line => { line.isTheSame = true; }");
      var before = scrollToTop(line);
      assertThat(page.locator(".chat-line").first())
          .not()
          .hasAttribute("data-at", oldest, attribute());
      var after = top(line, "");
      Assertions.assertThat(Math.abs(after - before)).as("moved by").isLessThan(60);
      Assertions.assertThat(line.evaluate("line => line.isTheSame"))
          .as("the same element: focus and questions on it stay")
          .isEqualTo(true);

      page.waitForCondition(
          () -> {
            scrollToTop(page.locator(".chat-line").first());
            return lines(page, "message 0!").count() == 1;
          },
          new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
      assertThat(page.locator(".chat-line")).hasCount(said);
      contains(page.locator(".chat-list"), "The beginning of what is kept");
    }
  }

  /** Where a line is on the screen then. */
  private static double scrollToTop(Locator line) {
    return top(line, "document.querySelector('.chat-list').scrollTop = 0;");
  }

  private static double top(Locator line, String first) {
    var y = line.evaluate("line => { %s return line.getBoundingClientRect().y; }".formatted(first));
    return ((Number) y).doubleValue();
  }

  @Test
  void whoIsNoLongerAMemberSeesNothingAnyMore() {
    try (var world = World.start(config());
        var browsers = Browsers.open()) {
      world.room(ROOM, List.of(NURSE, DOCTOR));
      var nurse = enter(browsers, world, "Nurse Noor", "#/chat/" + ROOM);
      write(nurse, "Between us");
      stands(nurse, "Between us", "recorded");

      world.room(ROOM, List.of(DOCTOR));

      contains(nurse.locator(".chat-lost"), "no longer a member");
      assertThat(nurse.locator(".chat-line")).hasCount(0);
      assertThat(nurse.locator(".chat-composer")).hasCount(0);
    }
  }
}
