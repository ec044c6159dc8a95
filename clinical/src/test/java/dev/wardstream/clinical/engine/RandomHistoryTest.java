package dev.wardstream.clinical.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories with disorder, gaps, repeats, artefacts and backlogs, against the reference. */
class RandomHistoryTest {
  private static final long START = Instant.parse("2028-02-29T23:30:00Z").toEpochMilli();
  private static final int SEEDS = 80;
  private static final Vital[] VITALS = {Vital.SPO2, Vital.HR, Vital.RR};
  private static final int[] STEPS = {
    1000, 5000, 5000, 5000, 10_000, 15_000, 29_999, 30_000, 30_001, 60_000, 200_000
  };
  private static final int[][] RANGES = {{76, 95}, {34, 60}, {2, 14}};
  private static final int[][] HIGH_RANGES = {{86, 95}, {110, 160}, {25, 35}};

  private record Input(long at, boolean action, Vital vital, long event, String value) {}

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void sameEventsAsLookingAtEverythingAgain(long seed) {
    Random random = new Random(seed);
    List<Input> inputs = history(random);
    NaivePatient reference = new NaivePatient(Profiles.ADULT_CONTINUOUS);
    Driven driven = new Driven();
    long offset = 100;
    int compared = 0;
    for (int i = 0; i < inputs.size(); ) {
      Input first = inputs.get(i);
      driven.tickSometimes(random, first.at);
      if (first.action) {
        acknowledge(first.at, random, reference, driven);
        i++;
      } else {
        offset += random.nextInt(5) == 0 ? 3 : 1;
        Put put = put(inputs.subList(i, inputs.size()), 1 + random.nextInt(4), offset);
        i += put.readings().size();
        for (int times = random.nextInt(20) == 0 ? 2 : 1; times > 0; times--) {
          reference.put(put);
          driven.put(put);
        }
      }
      assertThat(driven.events.subList(compared, driven.events.size()))
          .as("before input %s of seed %s", i, seed)
          .isEqualTo(reference.events().subList(compared, reference.events().size()));
      compared = driven.events.size();
    }
    assertThat(driven.seqs)
        .isEqualTo(LongStream.rangeClosed(1, driven.seqs.size()).boxed().toList());
    assertThat(driven.history.size()).isLessThan(2500);
  }

  private static void acknowledge(long at, Random random, NaivePatient reference, Driven driven) {
    List<String> families = List.copyOf(reference.alerts.keySet());
    String family = families.isEmpty() ? "SPO2_LOW" : families.get(random.nextInt(families.size()));
    reference.ack(family, at);
    driven.ack(family, at);
  }

  /** The next inputs of one instant as one put. */
  private static Put put(List<Input> inputs, int most, long offset) {
    Input first = inputs.getFirst();
    List<Reading> readings =
        inputs.stream()
            .limit(most)
            .takeWhile(input -> !input.action && input.at == first.at)
            .map(input -> new Reading(input.vital, input.value, null, at(input.event)))
            .toList();
    return new Put("gerät-ß", 1, offset, at(first.at), new Position(0, offset), readings);
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  private static List<Input> history(Random random) {
    List<Input> inputs = new ArrayList<>();
    long end = START + 3_000_000;
    for (int v = 0; v < 1 + random.nextInt(VITALS.length); v++) {
      int[] range = random.nextBoolean() ? RANGES[v] : HIGH_RANGES[v];
      int usual = STEPS[random.nextInt(6)];
      int disorder = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(12);
      long t = START + random.nextInt(5) * 1000L;
      long offlineUntil = 0;
      double value = range[0] + random.nextInt(range[1] - range[0] + 1);
      while (t < end) {
        value += (random.nextGaussian() + 0.02) * 2;
        value = Math.clamp(value, range[0], range[1]);
        if (random.nextInt(150) == 0) {
          offlineUntil = t + random.nextInt(900_000);
        }
        long arrival = Math.max(t, offlineUntil);
        if (disorder > 0 && random.nextInt(disorder) == 0) {
          arrival = t + random.nextInt(random.nextInt(4) == 0 ? 700_000 : 40_000);
        } else if (random.nextInt(60) == 0) {
          arrival = Math.max(START, t - random.nextInt(70_000));
        }
        inputs.add(new Input(arrival, false, VITALS[v], t, text(random, value)));
        t += random.nextInt(5) == 0 ? STEPS[random.nextInt(STEPS.length)] : usual;
      }
    }
    for (int i = 0; i < random.nextInt(30); i++) {
      long at = START + random.nextInt(3_000_000);
      inputs.add(new Input(at, true, Vital.SPO2, 0, ""));
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(inputs, random);
    }
    inputs.sort(Comparator.comparingLong(Input::at));
    return inputs;
  }

  private static String text(Random random, double value) {
    return switch (random.nextInt(30)) {
      case 0 -> "8388607";
      case 1 -> "-1";
      case 2, 3, 4 -> Math.round(value) + ".5";
      case 5 -> Math.round(value) + ".49";
      default -> Long.toString(Math.round(value));
    };
  }

  /** The engine with its state going through bytes after every step, ticked at random instants. */
  private static final class Driven {
    private final Engine engine = new Engine(Profiles.ADULT_CONTINUOUS);
    private final InMemoryHistory history = new InMemoryHistory();
    private final List<String> events = new ArrayList<>();
    private final List<Long> seqs = new ArrayList<>();
    private PatientState state = PatientState.of("Zoë|患者");

    void put(Put put) {
      keep(engine.put(state, put, history));
    }

    void ack(String family, long at) {
      AlertInstance alert = state.alert(family);
      Instant when = Instant.ofEpochMilli(at);
      if (alert == null) {
        keep(engine.tick(state, when.minusMillis(1), history));
        alert = state.alert(family);
      }
      if (alert != null) {
        keep(
            engine.act(
                state, new Action(Action.Kind.ACK, alert.alertId(), "n", when, null), history));
      }
    }

    void tickSometimes(Random random, long before) {
      for (int i = random.nextInt(3); i > 0; i--) {
        long span = Math.max(1, before - state.nowMillis());
        Instant at =
            Instant.ofEpochMilli(Math.min(before - 1, state.nowMillis() + random.nextLong(span)));
        keep(engine.tick(state, at, history));
      }
    }

    private void keep(Step step) {
      PatientState next = StateCodec.decode(StateCodec.encode(step.next()));
      assertThat(next).isEqualTo(step.next());
      state = next;
      for (AlertEvent event : step.events()) {
        events.add(text(event));
        seqs.add(event.seq());
      }
    }

    private static String text(AlertEvent event) {
      StringBuilder text = new StringBuilder();
      text.append(event.emittedAt().toEpochMilli())
          .append(' ')
          .append(event.type())
          .append(' ')
          .append(event.family())
          .append(' ')
          .append(event.severity())
          .append(' ')
          .append(event.eventTime().toEpochMilli());
      boolean person =
          event.type() == AlertEventType.ACKED || event.type() == AlertEventType.CLOSED;
      if (event.retrospective()) {
        text.append(" retrospective");
      }
      if (event.type() == AlertEventType.RAISED && event.occurrence() > 1) {
        text.append(" occurrence=").append(event.occurrence());
      }
      if (event.type() == AlertEventType.CLEARED && event.latched()) {
        text.append(" latched");
      }
      if (event.annunciated()) {
        text.append(" annunciated");
      }
      if (event.type() == AlertEventType.TIER_UP) {
        return text.append(" tier=").append(event.tier()).toString();
      }
      if (!person) {
        if (event.value() != null && event.type() != AlertEventType.UPDATED) {
          text.append(' ').append(event.value());
        }
        text.append(' ').append(offsets(event.readings()));
      }
      return text.toString();
    }

    private static List<Long> offsets(List<OffsetRange> ranges) {
      return ranges.stream()
          .flatMap(range -> LongStream.rangeClosed(range.first(), range.last()).boxed())
          .toList();
    }
  }
}
