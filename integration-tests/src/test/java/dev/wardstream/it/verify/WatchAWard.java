package dev.wardstream.it.verify;

import dev.wardstream.client.Event;
import dev.wardstream.client.Reading;
import dev.wardstream.client.StreamRequest;
import dev.wardstream.client.WardstreamClient;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The example of the Java client's README; a test runs it. */
final class WatchAWard {
  private WatchAWard() {}

  /** Puts a reading as a device, and returns it as a nurse of the ward sees it. */
  static String run(URI server, String deviceToken, String device, String nurseToken, String ward)
      throws InterruptedException {
    var boot = Instant.now().getEpochSecond();
    try (var nurse = WardstreamClient.to(server, () -> nurseToken);
        var vitals = nurse.subscribe(StreamRequest.of("wards/" + ward + "/vitals"));
        var devices = WardstreamClient.to(server, () -> deviceToken);
        var monitor = devices.device(device, boot)) {
      while (!(vitals.next() instanceof Event.Live)) {}
      monitor.put(
          List.of(new Reading(Instant.now(), Map.of("hr", 72, "temp", new BigDecimal("38.05")))));
      while (true) {
        if (vitals.next() instanceof Event.Data(var items, _)) {
          for (var item : items) {
            if (item.data().path("boot").asLong() == boot) {
              return item.data().toString();
            }
          }
        }
      }
    }
  }
}
