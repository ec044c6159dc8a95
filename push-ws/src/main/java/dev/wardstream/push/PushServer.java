package dev.wardstream.push;

import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.FixedKeys;
import dev.wardstream.edge.access.KeySource;
import dev.wardstream.edge.access.RemoteKeys;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.push.site.ConsoleFiles;
import dev.wardstream.schemas.registry.RegistryClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The push service as a process of its own, configured by {@code WARDSTREAM_PUSH_…}. Serves the
 * console on {@code /}. Ends, in order, on a signal.
 */
public final class PushServer {
  private static final Logger LOGGER = LoggerFactory.getLogger(PushServer.class);
  private static final int PORT = 4020;

  private PushServer() {}

  /** Runs until a signal ends it. */
  static void main(String[] args) throws InterruptedException {
    var settings = Settings.of("WARDSTREAM_PUSH_", System.getenv());
    var edge = EdgeConfig.from(settings, PORT);
    var push = PushConfig.from(settings);
    var registryUri =
        settings.take("REGISTRY", URI::create).orElse(URI.create("http://127.0.0.1:8081"));
    var keys = keys(settings);
    settings.refuseUnknown();
    LOGGER.atInfo().addKeyValue("edge", edge).addKeyValue("limits", push.limits()).log("starting");

    var stopped = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopped.countDown();
                  awaitQuietly(ended);
                },
                "shutdown"));
    var clock = Clock.systemUTC();
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (var registry = new RegistryClient(registryUri);
        var service = PushService.open(push, registry, meters, clock);
        var server =
            EdgeServer.builder(edge)
                .endpoint(service.endpoint())
                .ready("push", service::whyNotReady)
                .httpBelow("/", new ConsoleFiles(PushServer.class.getClassLoader()))
                .metrics(meters)
                .clock(clock)
                .start(new TokenVerifier(keys, edge.rules(), clock))) {
      LOGGER.atInfo().addKeyValue("port", server.port()).log("push serves");
      stopped.await();
    } finally {
      ended.countDown();
    }
  }

  private static KeySource keys(Settings settings) {
    var file = settings.take("TOKEN_KEYS", Path::of);
    var url = settings.take("TOKEN_KEYS_URL", URI::create);
    if (file.isPresent() == url.isPresent()) {
      throw new IllegalArgumentException(
          "set one of WARDSTREAM_PUSH_TOKEN_KEYS (a file) and WARDSTREAM_PUSH_TOKEN_KEYS_URL");
    }
    return file.<KeySource>map(FixedKeys::of).orElseGet(() -> new RemoteKeys(url.orElseThrow()));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
