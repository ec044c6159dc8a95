package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Input.Acted;
import dev.wardstream.clinical.reference.Input.Associated;
import dev.wardstream.clinical.reference.Input.Kind;
import dev.wardstream.clinical.reference.Input.Measured;
import dev.wardstream.clinical.reference.Input.Sent;
import dev.wardstream.clinical.reference.Input.Ticked;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes one timeline of a seed, full of instants at which two things happen at once. */
final class RandomTimeline {
  static final String FIRST = "Zoë|患者-1";
  static final String SECOND = "p2";
  static final String DEVICE = "gerät-ß";
  private static final String NURSE = "nurse";
  private static final String OTHER = "d2";
  private static final long START = Instant.parse("2028-02-29T23:58:00Z").toEpochMilli();
  private static final long[] SPANS = {
    1, 999, 1000, 5000, 10_000, 14_999, 15_000, 15_001, 20_000, 29_999, 30_000, 30_001, 40_000,
    45_000, 59_999, 60_000, 60_001, 89_999, 90_000, 90_001, 119_999, 120_000, 120_001, 180_000,
    240_000, 299_999, 300_000, 300_001, 600_000, 900_000
  };

  /** Puts so recent that a repeat is known to be one, however many numbers were skipped. */
  private static final int REPEATABLE = 20;

  private static final Kind[] KINDS = {
    Kind.ACK,
    Kind.ACK,
    Kind.ACK,
    Kind.ACK,
    Kind.ACK,
    Kind.ACK,
    Kind.CLOSE,
    Kind.COMMENT,
    Kind.DELIVERED,
    Kind.DELIVERED,
    Kind.DELIVERED,
    Kind.SEEN,
    Kind.PAUSE,
    Kind.PAUSE,
    Kind.RESUME,
    Kind.ALARM_OFF,
    Kind.ALARM_OFF,
    Kind.ALARM_ON
  };
  private static final Vital[] COMPONENTS = {
    Vital.RR, Vital.SPO2, Vital.O2, Vital.SBP, Vital.HR, Vital.ACVPU, Vital.TEMP
  };
  private static final Vital[] OTHERS = {Vital.PULSE, Vital.DBP, Vital.MAP};

  private final Random random;
  private final RuleSet rules;
  private final Values values;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Vital> vitals = new ArrayList<>();
  private final Map<Vital, Long> newest = new EnumMap<>(Vital.class);
  private final long usual;
  private long now = START;
  private long seq = 100;

  /** A timeline; its inputs are in order of platform time. */
  record Timeline(
      long seed, RuleSet rules, boolean scale2, List<Association> stays, List<Input> inputs) {
    Timeline with(List<Input> others) {
      return new Timeline(seed, rules, scale2, stays, List.copyOf(others));
    }
  }

  private RandomTimeline(Random random) {
    this.random = random;
    rules = TestRules.ALL.get(random.nextInt(TestRules.ALL.size()));
    values = new Values(random);
    usual = SPANS[random.nextInt(9)] + 1000;
  }

  static Timeline of(long seed, boolean hour) {
    RandomTimeline made = new RandomTimeline(new Random(seed * 0x9E3779B97F4A7C15L + 1));
    return made.make(seed, hour);
  }

  private Timeline make(long seed, boolean hour) {
    choose();
    List<Association> stays = stays();
    if (random.nextInt(4) == 0) {
      baseline();
    }
    int count = hour ? 500 + random.nextInt(300) : 20 + random.nextInt(60);
    while (inputs.size() < count) {
      advance();
      add();
    }
    inputs.add(new Ticked(now + SPANS[random.nextInt(SPANS.length)]));
    return new Timeline(seed, rules, random.nextInt(4) == 0, stays, List.copyOf(inputs));
  }

  private void choose() {
    if (random.nextInt(3) == 0) {
      vitals.addAll(List.of(COMPONENTS));
    } else {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        vitals.add(COMPONENTS[random.nextInt(COMPONENTS.length)]);
      }
    }
    if (random.nextInt(5) == 0) {
      vitals.add(Vital.HR);
      vitals.add(Vital.SBP);
    }
    if (random.nextInt(8) == 0) {
      vitals.add(OTHERS[random.nextInt(OTHERS.length)]);
    }
  }

  /** Mostly none is known; else one patient for a while, or two after another. */
  private List<Association> stays() {
    int kind = random.nextInt(8);
    if (kind > 2) {
      return List.of();
    }
    Instant begin = Instant.ofEpochMilli(START - random.nextInt(20) * 1000L);
    Instant end = Instant.ofEpochMilli(START + 60_000 + random.nextInt(60) * 5000L);
    List<Association> stays =
        kind == 0
            ? List.of(new Association(FIRST, begin, random.nextBoolean() ? end : null, expects()))
            : List.of(
                new Association(FIRST, begin, end, expects()),
                new Association(SECOND, end, null, expects()));
    inputs.add(new Associated(now, DEVICE, stays));
    return stays;
  }

  private Set<Vital> expects() {
    Set<Vital> expects = EnumSet.noneOf(Vital.class);
    vitals.stream().filter(_ -> random.nextBoolean()).forEach(expects::add);
    return expects;
  }

  /** All seven components at once. */
  private void baseline() {
    List<Measured> readings = new ArrayList<>();
    for (Vital vital : COMPONENTS) {
      readings.add(measured(vital, now));
    }
    send(DEVICE, readings);
  }

  /** The usual step, none at all, or exactly some span after an earlier input. */
  private void advance() {
    long before = now;
    int choice = random.nextInt(20);
    if (choice < 12) {
      now += usual;
    } else if (choice < 15 && !inputs.isEmpty()) {
      Input anchor = inputs.get(Math.max(0, inputs.size() - 1 - random.nextInt(12)));
      now = Math.max(now, anchor.at() + SPANS[random.nextInt(SPANS.length)]);
    } else if (choice < 18) {
      now += SPANS[random.nextInt(22)];
    }
    if (now > before && random.nextInt(4) == 0) {
      inputs.add(new Ticked(before + random.nextLong(now - before)));
    }
  }

  private void add() {
    int choice = random.nextInt(100);
    if (choice < 12) {
      act();
    } else if (choice < 14 && inputs.stream().anyMatch(Sent.class::isInstance)) {
      repeat();
    } else if (choice < 18) {
      backlog();
    } else if (choice < 20) {
      Vital vital = vitals.get(random.nextInt(vitals.size()));
      send(DEVICE, List.of(values.wrong(vital, now), values.wrong(vital, now + 1)));
    } else {
      ordinary();
    }
  }

  private void act() {
    Kind kind = KINDS[random.nextInt(KINDS.length)];
    long until =
        switch (kind) {
          case PAUSE -> now + SPANS[2 + random.nextInt(26)];
          case ALARM_OFF -> now + SPANS[2 + random.nextInt(28)];
          default -> 0;
        };
    String family = kind == Kind.PAUSE || kind == Kind.RESUME ? "" : "#" + random.nextInt(20);
    boolean ends = kind == Kind.ACK || kind == Kind.CLOSE;
    int behind = ends && random.nextInt(3) == 0 ? random.nextInt(6) : -1;
    inputs.add(new Acted(now, kind, family, until, behind));
  }

  private void repeat() {
    List<Sent> sent = inputs.stream().filter(Sent.class::isInstance).map(Sent.class::cast).toList();
    Sent old = sent.get(sent.size() - 1 - random.nextInt(Math.min(REPEATABLE, sent.size())));
    inputs.add(new Sent(now, old.device(), old.seq(), old.offset(), old.readings()));
  }

  /** What a device has kept while it was offline. */
  private void backlog() {
    Vital vital = vitals.get(random.nextInt(vitals.size()));
    long t = now - SPANS[15 + random.nextInt(15)];
    long step = SPANS[2 + random.nextInt(10)];
    List<Measured> readings = new ArrayList<>();
    while (t <= now && readings.size() < 12) {
      readings.add(measured(vital, t));
      t += step;
    }
    if (random.nextBoolean()) {
      send(DEVICE, readings);
    } else {
      readings.forEach(reading -> send(DEVICE, List.of(reading)));
    }
  }

  private void ordinary() {
    List<Measured> readings = new ArrayList<>();
    long time = time(vitals.getFirst());
    for (int i = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1; i > 0; i--) {
      Vital vital = vitals.get(random.nextInt(vitals.size()));
      readings.add(measured(vital, random.nextInt(3) == 0 ? time : time(vital)));
    }
    String device = random.nextInt(10) == 0 ? OTHER : DEVICE;
    switch (random.nextInt(20)) {
      case 0 -> send(NURSE, readings.stream().map(Measured::ofRound).toList());
      case 1 -> send(device, readings.stream().map(Measured::ofRound).toList());
      default -> send(device, readings);
    }
  }

  /** Mostly now; else before the newest of its series, or ahead of the clock. */
  private long time(Vital vital) {
    long last = newest.getOrDefault(vital, 0L);
    return switch (random.nextInt(24)) {
      case 0, 1 -> last == 0 ? now : last - SPANS[random.nextInt(SPANS.length)];
      case 2 -> last == 0 ? now : last - rules.timing().lateness().toMillis() - random.nextInt(2);
      case 3 -> now - SPANS[random.nextInt(15)];
      case 4 -> last == 0 ? now : Math.min(now, last + SPANS[random.nextInt(SPANS.length)]);
      case 5 ->
          random.nextInt(3) == 0
              ? now + rules.timing().future().toMillis() + random.nextInt(2)
              : now + random.nextInt(5000);
      case 6 -> last == 0 ? now : last;
      default -> now;
    };
  }

  private Measured measured(Vital vital, long time) {
    if (time <= now + rules.timing().future().toMillis()) {
      newest.merge(vital, time, Math::max);
    }
    return values.next(vital, time);
  }

  private void send(String device, List<Measured> readings) {
    seq += random.nextInt(5) == 0 ? 3 : 1;
    inputs.add(new Sent(now, device, seq, seq, readings));
  }
}
