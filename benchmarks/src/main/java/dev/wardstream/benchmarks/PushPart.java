package dev.wardstream.benchmarks;

import dev.wardstream.push.PushConfig;
import dev.wardstream.push.PushService;
import dev.wardstream.schemas.registry.RegistryClient;
import java.net.URI;
import java.time.Clock;

/**
 * The push service alone, as a push node runs it. Arguments: broker, registry, and how many beds
 * there are when it is not one ward. Says its address and a nurse's token when ready.
 */
final class PushPart {
  /** One ward. */
  static final Beds BEDS = new Beds(50);

  private PushPart() {}

  static void main(String[] arguments) throws InterruptedException {
    try (var edge = new EdgeProcess();
        var registry = new RegistryClient(URI.create(arguments[1]))) {
      var beds = arguments.length > 2 ? new Beds(Integer.parseInt(arguments[2])) : BEDS;
      beds.admit(arguments[0], registry);
      var service =
          PushService.open(
              PushConfig.on(arguments[0]), registry, edge.metrics(), Clock.systemUTC());
      edge.serve(service.endpoint(), () -> service.whyNotReady().isEmpty(), beds.nurse());
      service.close();
    }
  }
}
