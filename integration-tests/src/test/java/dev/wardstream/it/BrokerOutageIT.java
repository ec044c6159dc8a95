package dev.wardstream.it;

import static dev.wardstream.it.EndToEndIT.sub;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The broker goes away and comes back in the middle of a stream of puts. */
class BrokerOutageIT {
  private static final int PUTS = 60;

  /**
   * SpO2 that falls below 90 and recovers twice: one reading per second of event time, so the
   * alerts depend on the readings alone and not on when they were acknowledged.
   */
  private static String spo2(int i) {
    return i % 30 < 18 ? "88" : "97";
  }

  @Test
  void everyAcknowledgedReadingIsInTheLogAndTheAlertsAreThoseOfAnUninterruptedRun() {
    var undisturbed = run(false);
    var disturbed = run(true);

    assertThat(disturbed.logged()).containsAll(disturbed.acknowledged());
    assertThat(disturbed.acknowledged()).hasSize(PUTS);
    assertThat(undisturbed.alerts()).isNotEmpty();
    assertThat(disturbed.alerts()).isEqualTo(undisturbed.alerts());
  }

  private record Run(Set<Long> acknowledged, Set<Long> logged, List<String> alerts) {}

  private static Run run(boolean outage) {
    try (var world = World.start()) {
      world.admit("p-out", "icu-out", "1");
      world.associate("mon-out", "p-out");
      var start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(PUTS);
      var acknowledged = new LinkedHashSet<Long>();
      try (var nurse = world.nurse("icu-out");
          var device = world.device("mon-out")) {
        int alerts = nurse.ask(sub("wards/icu-out/alerts", "\"snapshot\"")).at("/ok/sub").asInt();
        nurse.await(line -> line.path("sub").asInt(-1) == alerts && line.has("live"));
        var pending = new ArrayList<Integer>();
        for (int i = 0; i < PUTS; i++) {
          pending.add(device.send(EndToEndIT.put("mon-out", i + 1, start.plusSeconds(i), spo2(i))));
          if (outage && i == PUTS / 3) {
            world.cluster().stop();
          }
          if (outage && i == 2 * PUTS / 3) {
            world.cluster().start();
          }
        }
        var newest = "";
        for (int i = 0; i < PUTS; i++) {
          newest = settle(device, pending.get(i), i, start);
          acknowledged.add(i + 1L);
        }
        world.awaitDecided(newest);
        var logged = new LinkedHashSet<>(world.loggedSeqs("mon-out"));
        var events =
            world.alertEvents("p-out", "SPO2_LOW").stream()
                .filter(event -> event.getType() != AlertEventType.DELIVERED) // when: by the clock
                .map(event -> told(event, start))
                .toList();
        Awaitility.await()
            .atMost(WireClient.DEADLINE)
            .until(() -> nurse.data(alerts).size() >= events.size());
        return new Run(acknowledged, logged, events);
      }
    }
  }

  /**
   * Does what the protocol tells a device: retries what may be retried until it is acknowledged.
   */
  private static String settle(WireClient device, int request, int i, Instant start) {
    JsonNode answer = device.answer(request);
    while (!answer.has("ok")) {
      assertThat(answer.at("/error/code").asString())
          .isIn("UNAVAILABLE", "UNKNOWN_OUTCOME", "RATE");
      answer = device.ask(EndToEndIT.put("mon-out", i + 1, start.plusSeconds(i), spo2(i)));
    }
    return EndToEndIT.at(answer);
  }

  /** An event without what differs from run to run: relative to the first reading. */
  private static String told(AlertEvent event, Instant start) {
    return "%s %s at %d ms, occurrence %d, value %s"
        .formatted(
            event.getType(),
            event.getSeverity(),
            java.time.Duration.between(start, event.getEventTime()).toMillis(),
            event.getOccurrence(),
            event.getValue());
  }
}
