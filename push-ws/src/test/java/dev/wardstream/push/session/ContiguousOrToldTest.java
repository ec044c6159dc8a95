package dev.wardstream.push.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.feed.CatchUp;
import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.stream.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise of a stream, over random histories: what is written about the patients of a ward
 * reaches each of its watchers once and in order, or they are told that it is missing and why.
 * Watchers lose their connections, read too slowly, run out of credit, ask for the latest values
 * only; patients move, the log forgets, records cannot be read.
 */
class ContiguousOrToldTest {
  private static final int STEPS = 4_000;
  private static final int CLIENTS = 12;
  private static final Set<String> REASONS = new HashSet<>();

  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();

  static List<Long> seeds() {
    return new Random(20_261_122)
        .longs(Integer.getInteger("wardstream.histories", 12))
        .boxed()
        .toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyStreamIsContiguousOrTellsWhyNot(long seed) {
    var random = new Random(seed);
    var history = new History(random.nextBoolean() ? Kind.VITALS : Kind.ALERTS, random);
    var behind = new CatchUp[1];
    var hub = new Hub(history, (_, patient) -> history.state(patient), s -> behind[0].submit(s));
    try (var catchUp =
        new CatchUp(
            1L << 40,
            () -> history.new Disk(),
            hub,
            history,
            subscription -> steps.add(() -> hub.join(subscription)))) {
      behind[0] = catchUp;
      var clients = new ArrayList<Client>();
      for (var step = 0; step < STEPS; step++) {
        if (clients.size() < CLIENTS && step % 100 == 0) {
          clients.add(client(clients.size(), history, random));
        }
        act(history, hub, random);
        if (!clients.isEmpty()) {
          act(clients.get(random.nextInt(clients.size())), hub, catchUp, random);
        }
        feed(hub);
      }
      finish(clients, hub, catchUp);
      clients.forEach(Client::check);
      clients.forEach(client -> REASONS.addAll(client.reasons()));
    }
  }

  private static Client client(int number, History history, Random random) {
    var name = "wards/w%d/%s".formatted(number % 2, history.log.kind().label());
    var latest = history.log.kind() == Kind.VITALS && number % 3 == 0;
    return new Client(history, name, latest, new Random(random.nextLong()));
  }

  private static void act(History history, Hub hub, Random random) {
    switch (random.nextInt(40)) {
      case 0 -> history.move(hub);
      case 1 -> history.forget();
      default -> history.write(hub);
    }
  }

  private static void act(Client client, Hub hub, CatchUp catchUp, Random random) {
    switch (random.nextInt(30)) {
      case 0 -> client.disconnect(hub);
      case 1, 2 -> client.connect(hub, catchUp);
      default -> client.read(hub, catchUp);
    }
  }

  private void feed(Hub hub) {
    for (var step = steps.poll(); step != null; step = steps.poll()) {
      step.run();
    }
    hub.flush();
  }

  private void finish(List<Client> clients, Hub hub, CatchUp catchUp) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          for (var client : clients) {
            client.connect(hub, catchUp);
            client.read(hub, catchUp);
          }
          feed(hub);
          return clients.stream().allMatch(Client::isUpToDate);
        });
  }

  @AfterAll
  static void everyReasonHasBeenSeen() {
    assertThat(REASONS)
        .containsExactlyInAnyOrder("retention", "conflated", "filtered", "unreadable");
  }
}
