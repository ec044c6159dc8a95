package dev.wardstream.benchmarks;

import dev.wardstream.edge.Settings;
import dev.wardstream.ingest.IngestService;
import dev.wardstream.ingest.record.RecorderConfig;
import dev.wardstream.schemas.registry.RegistryClient;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/**
 * The ingest service alone, as an ingest node runs it, with {@value #DEVICES} devices. Says its
 * address and a gateway's token when ready.
 */
final class IngestPart {
  static final int DEVICES = 64;

  private IngestPart() {}

  static void main(String[] arguments) throws InterruptedException {
    var beds = new Beds(DEVICES);
    try (var edge = new EdgeProcess();
        var registry = new RegistryClient(URI.create(arguments[1]))) {
      beds.admit(arguments[0], registry);
      var service =
          IngestService.open(
              Map.of("bootstrap.servers", arguments[0]),
              registry,
              RecorderConfig.from(Settings.of("", Map.of())),
              edge.metrics(),
              InstantSource.system());
      edge.serve(service.endpoint(), () -> ready(service), beds.gateway(0, 1));
      service.close();
    }
  }

  private static boolean ready(IngestService service) {
    return service.readiness().values().stream().allMatch(why -> why.get().isEmpty());
  }
}
