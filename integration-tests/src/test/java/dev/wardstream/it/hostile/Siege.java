package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.Devices;
import dev.wardstream.it.node.Ground;
import dev.wardstream.it.node.IngestNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One ingest node, devices that stream to it, and whoever attacks it. Attackers come from another
 * address than the devices, by way of a proxy that the node trusts.
 */
final class Siege implements AutoCloseable {
  /** What an attacker's handshake carries. */
  static final String ATTACKER = "X-Forwarded-For: 192.0.2.66";

  private static final int DEVICES = Integer.getInteger("wardstream.hostile.devices", 50);
  private static final int ATTACKERS = 4;
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration STORM = Duration.ofMillis(1_500);
  private static final AtomicInteger SIEGES = new AtomicInteger();

  /** Hands the one siege of a test run to each class of the package. */
  static final class Besieged implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Siege.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Siege.class))
          .computeIfAbsent(Siege.class, _ -> new Siege(), Siege.class);
    }
  }

  /** One round of an attack, repeated as long as devices stream. */
  interface Attack {
    void strike() throws IOException;
  }

  final Ground ground = new Ground();
  final IngestNode node =
      IngestNode.start(
          ground,
          Map.of(
              "PROXIES", "127.0.0.1",
              "ORIGINS", "https://ward.example",
              "HEARTBEAT", "PT5S",
              "PONG_TIMEOUT", "PT10S",
              "HELLO_TIMEOUT", "PT3S"));

  private final AtomicBoolean warm = new AtomicBoolean();

  /** Devices stream undisturbed, then beside attackers; nothing of theirs may be lost. */
  void beside(String what, Attack attack) throws IOException {
    try (var devices = new Devices(ground, node, "d" + SIEGES.incrementAndGet() + "-", DEVICES)) {
      if (!warm.getAndSet(true)) {
        devices.stream(CALM);
      }
      var calm = devices.stream(CALM);
      var goesOn = new AtomicBoolean(true);
      var strikes = new AtomicInteger();
      Devices.Stretch storm;
      try (var attackers = Executors.newVirtualThreadPerTaskExecutor()) {
        var fights = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < ATTACKERS; i++) {
          fights.add(CompletableFuture.runAsync(() -> fight(attack, goesOn, strikes), attackers));
        }
        storm = devices.stream(STORM);
        goesOn.set(false);
        fights.forEach(CompletableFuture::join);
      }
      report(what, strikes.get(), calm, storm);
      assertThat(strikes).as("the attack took place").hasPositiveValue();
      var surprises = devices.surprises();
      assertThat(surprises).as("not acknowledged, but %s", surprises).isEmpty();
      assertThat(devices.logged(ground)).containsAll(devices.acknowledged());
    }
  }

  private static void fight(Attack attack, AtomicBoolean goesOn, AtomicInteger strikes) {
    try {
      do {
        attack.strike();
        strikes.incrementAndGet();
      } while (goesOn.get());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void report(
      String what, int strikes, Devices.Stretch calm, Devices.Stretch storm) {
    double ratio = storm.millis(0.99) / calm.millis(0.99);
    System.out.printf(
        "%s: %d strikes, p50 %.1f -> %.1f ms, p99 %.1f -> %.1f ms, ratio %.2f%n",
        what,
        strikes,
        calm.millis(0.5),
        storm.millis(0.5),
        calm.millis(0.99),
        storm.millis(0.99),
        ratio);
    var bound = System.getProperty("wardstream.hostile.ratio");
    if (bound != null) {
      assertThat(ratio).as(what).isLessThanOrEqualTo(Double.parseDouble(bound));
    }
  }

  @Override
  public void close() {
    node.close();
    ground.close();
  }
}
