package dev.wardstream.rules.document;

import dev.wardstream.clinical.rules.Inactivation;
import dev.wardstream.clinical.rules.Observation;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.rules.Timing;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.rules.outline.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what all families share: silence, inputs of the scores, clocks, tiers, pauses. */
final class SettingsReader {
  private static final List<String> COMPONENTS =
      Observation.COMPONENTS.stream().map(Vital::wireName).toList();
  private static final List<Severity> TIERED =
      List.of(Severity.LOW, Severity.LOW_MEDIUM, Severity.MEDIUM, Severity.HIGH);

  private SettingsReader() {}

  static Map<Vital, Duration> silence(Value value) {
    Map<Vital, Duration> silence = new EnumMap<>(Vital.class);
    Fields fields = value.fields();
    if (fields != null) {
      fields
          .all()
          .forEach((name, written) -> {
            Vital vital = FamilyReader.vital(name, fields.key(name));
            Duration longest = written.positiveDuration();
            if (vital != null && longest != null) {
              silence.put(vital, longest);
            }
          });
    }
    return silence;
  }

  static @Nullable Observation observation(Value value) {
    Fields fields = value.fields();
    if (fields == null) {
      return null;
    }
    Value valid = fields.required("valid", "{rr: 15m, …}");
    Value continuous = fields.required("continuous", "[hr, rr, spo2]");
    Value median = fields.required("median", "{window: 60s, samples: 3, span: 30s}");
    fields.end();
    Map<Vital, Duration> validity = valid == null ? null : validity(valid);
    Set<Vital> streams = continuous == null ? null : streams(continuous);
    Observation window = median == null ? null : window(median, validity);
    return streams == null || window == null || validity == null
        ? null
        : window.withContinuous(streams);
  }

  private static @Nullable Map<Vital, Duration> validity(Value value) {
    Fields fields = value.fields();
    if (fields == null) {
      return null;
    }
    Map<Vital, Duration> validity = new EnumMap<>(Vital.class);
    for (Vital component : Observation.COMPONENTS) {
      Value written = fields.required(component.wireName(), "1h");
      Duration length = written == null ? null : written.positiveDuration();
      if (length != null) {
        validity.put(component, length);
      }
    }
    fields.end();
    return validity.size() == Observation.COMPONENTS.size() ? validity : null;
  }

  private static @Nullable Set<Vital> streams(Value value) {
    List<Value> items = value.items();
    if (items == null) {
      return null;
    }
    Set<Vital> streams = EnumSet.noneOf(Vital.class);
    for (Value item : items) {
      Vital vital = FamilyReader.vital(item);
      if (vital != null && !Observation.COMPONENTS.contains(vital)) {
        item.refuse(
            "`%s` is not part of a score".formatted(vital.wireName()),
            "the parts are " + String.join(", ", COMPONENTS));
      } else if (vital != null && !streams.add(vital)) {
        item.refuse("`%s` is here twice".formatted(vital.wireName()), "keep one of them");
      }
    }
    return streams;
  }

  /** The window of the median, as an observation that has no streams yet. */
  private static @Nullable Observation window(
      Value value, @Nullable Map<Vital, Duration> validity) {
    Fields fields = value.fields();
    if (fields == null) {
      return null;
    }
    Value written = fields.required("window", "60s");
    Duration window = written == null ? null : written.positiveDuration();
    Value counted = fields.required("samples", "3");
    Integer samples = counted == null ? null : counted.integer(1, 10_000);
    Value apart = fields.required("span", "30s");
    Duration span = apart == null ? null : apart.duration();
    fields.end();
    if (window == null || samples == null || span == null || apart == null) {
      return null;
    }
    if (span.compareTo(window) >= 0) {
      apart.refuse("no samples of the window lie this far apart", "write less than `window`");
      return null;
    }
    return validity == null ? null : new Observation(validity, Set.of(), window, samples, span);
  }

  static @Nullable Timing timing(Value value) {
    Fields fields = value.fields();
    if (fields == null) {
      return null;
    }
    Duration lateness = FamilyReader.duration(fields.required("lateness", "5m"));
    Duration future = FamilyReader.duration(fields.required("future", "60s"));
    Duration freshness = FamilyReader.duration(fields.required("freshness", "5m"));
    Duration lost = FamilyReader.duration(fields.required("lostEscalation", "5m"));
    fields.end();
    return lateness == null || future == null || freshness == null || lost == null
        ? null
        : new Timing(lateness, future, freshness, lost);
  }

  static TierClock tiers(Value value) {
    Map<Severity, List<Duration>> after = new EnumMap<>(Severity.class);
    Fields fields = value.fields();
    if (fields == null) {
      return TierClock.OFF;
    }
    for (Severity severity : TIERED) {
      Value waits = fields.optional(Words.of(severity));
      List<Value> items = waits == null ? null : waits.items();
      if (items != null && !items.isEmpty()) {
        after.put(severity, ascending(items));
      }
    }
    fields.end();
    return new TierClock(after);
  }

  private static List<Duration> ascending(List<Value> items) {
    List<Duration> waits = new ArrayList<>();
    for (Value item : items) {
      Duration wait = item.positiveDuration();
      if (wait != null && !waits.isEmpty() && wait.compareTo(waits.getLast()) <= 0) {
        item.refuse(
            "a later group is called no later than the one before",
            "write the waits in ascending order, each counted from the alert");
      } else if (wait != null) {
        waits.add(wait);
      }
    }
    return waits;
  }

  static @Nullable Inactivation inactivation(Value value) {
    Fields fields = value.fields();
    if (fields == null) {
      return null;
    }
    Value usual = fields.required("pause", "2m");
    Duration pause = usual == null ? null : usual.positiveDuration();
    Value most = fields.required("maxPause", "10m");
    Duration maxPause = most == null ? null : most.positiveDuration();
    Value off = fields.required("maxOff", "8h");
    Duration maxOff = off == null ? null : off.positiveDuration();
    fields.end();
    if (most == null || pause == null || maxPause == null || maxOff == null) {
      return null;
    }
    if (maxPause.compareTo(pause) < 0) {
      most.refuse("the longest pause is shorter than the usual one", "write at least `pause`");
      return null;
    }
    return new Inactivation(pause, maxPause, maxOff);
  }
}
