package dev.wardstream.clinical.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.reference.RandomTimeline.Timeline;
import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Engine and reference on random timelines. {@code -Dtimelines.seed=S -Dtimelines=1} runs one
 * alone, {@code -Dtimelines=N} as many.
 */
class RandomTimelineTest {
  private static final long COUNT = Long.getLong("timelines", 100_000);
  private static final long SEED = Long.getLong("timelines.seed", System.nanoTime());

  /** Fewer timelines than this cannot meet everything. */
  private static final long MANY = 50_000;

  /** So many are shown at once. */
  private static final int FAILURES = Integer.getInteger("timelines.failures", 3);

  private static final int TIMES = 300;
  private static final int HOUR_EVERY = 400;

  private static final Map<RuleSet, Engine> ENGINES =
      TestRules.ALL.stream().distinct().collect(Collectors.toMap(rules -> rules, Engine::new));

  private final Map<String, LongAdder> met = new ConcurrentHashMap<>();

  @Test
  void engineAndReferenceTellTheSame() {
    System.out.println(COUNT + " random timelines from seed " + SEED);
    List<String> failures =
        LongStream.range(SEED, SEED + COUNT)
            .parallel()
            .mapToObj(this::failure)
            .flatMap(Stream::ofNullable)
            .unordered()
            .limit(FAILURES)
            .sorted(Comparator.comparingInt(String::length))
            .toList();
    if (!failures.isEmpty()) {
      fail(String.join(System.lineSeparator(), failures));
    }
    if (COUNT >= MANY) {
      everythingWasMet();
    }
  }

  private @Nullable String failure(long seed) {
    Timeline timeline = RandomTimeline.of(seed, seed % HOUR_EVERY == 0);
    if (difference(timeline, what -> met.computeIfAbsent(what, _ -> new LongAdder()).increment())
        == null) {
      return null;
    }
    Timeline shortest = Shortest.of(timeline, one -> difference(one, _ -> {}) != null);
    return "seed %d%n%s%n%s"
        .formatted(seed, Shortest.text(shortest), difference(shortest, _ -> {}));
  }

  private static @Nullable String difference(Timeline timeline, Consumer<String> counter) {
    return Compared.difference(
        timeline,
        id ->
            new Driven(
                engine(timeline.rules()), timeline.rules(), id, timeline.scale2(), timeline.seed()),
        counter);
  }

  private static Engine engine(RuleSet rules) {
    Engine engine = ENGINES.get(rules);
    if (engine == null) {
      throw new IllegalStateException("no engine for " + rules.id());
    }
    return engine;
  }

  /** No comparison of nothing: every family, type, disposition and mark must have been there. */
  private void everythingWasMet() {
    Stream<String> types = Stream.of(AlertEventType.values()).map(Enum::name);
    Stream<String> families =
        TestRules.ALL.stream().flatMap(rules -> rules.rules().stream()).map(Rule::family);
    Stream<String> others =
        Stream.of(
            DeliveryRule.NOBODY_WATCHING,
            "NEWS2_INCOMPLETE",
            "SIGNAL_LOST",
            "ALARM_OFF",
            "AUDIO_PAUSE",
            "retrospective",
            "annunciated",
            "latched",
            "suppressed",
            "audioPaused",
            "DUPLICATE",
            "FUTURE",
            "INVALID",
            "ARTEFACT",
            "LATE",
            "CONFLICT",
            "ACCEPTED");
    List<String> rare =
        Stream.of(types, families, others)
            .flatMap(names -> names)
            .filter(name -> met.getOrDefault(name, new LongAdder()).sum() < TIMES)
            .toList();
    assertThat(rare).as("met less than %s times of %s", TIMES, new TreeMap<>(met)).isEmpty();
  }
}
