package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.wardstream.cli.platform.Demo;
import dev.wardstream.cli.platform.Demo.Person;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An operator's browser and a nurse's, on a real platform. */
class AdminPageIT {
  private static final double PATIENCE_MILLIS = WireClient.DEADLINE.toMillis();
  private static final String TILE = "[data-patient=\"p-9\"] .tile";

  private static Person person(String name, String subject, Role role, String... wards) {
    return new Person(
        name,
        new Principal(subject, Set.of(role), Set.of(wards), Set.of(), Set.of(), Instant.EPOCH));
  }

  @Test
  void whoIsAdmittedIsOnTheWallAndWhoseRightIsTakenSeesNobody() {
    var demo =
        new Demo(
            "icu-1",
            List.of(
                person("Nurse Noor", "nurse-noor", Role.NURSE, "icu-1"),
                person("Operator Otto", "op-otto", Role.OPERATOR)));
    try (var world = World.start(PlatformConfig.ephemeral().with(demo));
        var browsers = Browsers.open()) {
      var nurse = browsers.page();
      Browsers.signIn(nurse, world, "Nurse Noor");
      var operator = browsers.page();
      Browsers.signIn(operator, world, "Operator Otto");

      admit(operator);
      putOn(operator);
      measure(world);
      assertThat(nurse.locator(TILE + " [data-vital=\"hr\"] .big")).containsText("72", contains());

      accounts(operator);
      streams(operator);
      takeAway(operator);
      assertThat(nurse.locator(TILE))
          .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }
  }

  private static void admit(Page page) {
    page.locator(".bar nav a[href='#/admin']").click();
    page.locator(".admin-new").click();
    page.locator("input[name='id']").fill("p-9");
    page.locator("input[name='ward']").fill("icu-1");
    page.locator("input[name='bed']").fill("9");
    page.locator(".admin-form .button.primary").click();
    assertThat(page.locator("tr[data-patient='p-9']")).containsText("icu-1", contains());
  }

  private static void putOn(Page page) {
    page.locator(".admin-tabs a[href='#/admin/devices']").click();
    page.locator(".admin-new").click();
    page.locator("input[name='device']").fill("mon-9");
    page.locator("input[name='patient']").fill("p-nobody");
    page.locator(".admin-form .button.primary").click();
    assertThat(page.locator(".admin-fault")).containsText("p-nobody", contains());
    assertThat(page.locator("input[name='patient']")).hasAttribute("aria-invalid", "true");
    page.locator("input[name='patient']").fill("p-9");
    page.locator(".admin-form .button.primary").click();
    assertThat(page.locator("tr[data-device='mon-9']")).containsText("p-9", contains());
  }

  /** Until the ingest service, too, knows who wears it. */
  private static void measure(World world) {
    var seq = new AtomicLong();
    try (var device = world.device("mon-9")) {
      Awaitility.await()
          .atMost(WireClient.DEADLINE)
          .until(() ->
              device
                  .ask(
                      "\"put\":{\"device\":\"mon-9\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":%d,\"hr\":72,\"rr\":16,\"spo2\":97}]}"
                          .formatted(seq.incrementAndGet(), System.currentTimeMillis()))
                  .at("/ok/at/0")
                  .asString("")
                  .startsWith("vitals.readings/"));
    }
  }

  private static void accounts(Page page) {
    page.locator(".admin-tabs a[href='#/admin/accounts']").click();
    page.locator(".admin-new").click();
    var form = page.locator(".admin-form");
    form.locator("input").first().fill("new-nurse");
    form.locator("input").nth(1).fill("New Nurse");
    form.locator("input[value='nurse']").check();
    form.locator(".button.primary").click();
    assertThat(page.locator("p.panel[role='status']")).containsText("new-nurse", contains());
    var row = page.locator("tr[data-account]:has-text('new-nurse')");
    var disable = row.locator(".admin-acts .button").last();
    disable.click();
    page.locator(".ask .button").first().click();
    assertThat(row).not().containsText("disabled");
    disable.click();
    assertThat(page.locator(".ask")).containsText("Disable new-nurse?", contains());
    page.locator(".ask .button.primary").click();
    assertThat(row).containsText("disabled", contains());
    assertThat(page.locator(".ask")).isHidden();
  }

  private static void streams(Page page) {
    page.locator(".admin-tabs a[href='#/admin/streams']").click();
    assertThat(page.locator(".admin-engine")).not().isEmpty();
    assertThat(page.locator(".admin-streams tbody tr").first()).isVisible();
    assertThat(page.locator(".admin-fault")).hasCount(0);
  }

  private static void takeAway(Page page) {
    page.locator(".admin-tabs a[href='#/admin/staff']").click();
    page.locator(".admin-new").click();
    page.locator("input[name='account']").fill("nurse-noor");
    page.locator(".admin-form .button.primary").click();
    assertThat(page.locator("tr[data-account='nurse-noor']"))
        .containsText("nobody’s patients", contains());
  }

  private static LocatorAssertions.ContainsTextOptions contains() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }
}
