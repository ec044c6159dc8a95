package dev.wardstream.clinical.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which puts of one device have been seen, exactly and in bounded space: per boot the sequence
 * numbers as ranges. A single high-water mark would take a put for a repeat that is sent again
 * after an unknown outcome while later ones were accepted.
 *
 * <p>A device that skips numbers needs many ranges; beyond {@link #MAX_SPANS} the lowest is
 * forgotten. A repeat from there is not recognised here, and has no effect all the same: each of
 * its accepted readings is by then a {@link Disposition#CONFLICT} or {@link Disposition#LATE}.
 * Calling everything below a repeat would instead lose a put that was never seen.
 *
 * @param boots at most {@link #MAX_BOOTS}, least recently seen first
 */
record SeenPuts(List<Boot> boots) {
  static final SeenPuts NONE = new SeenPuts(List.of());
  static final int MAX_SPANS = 32;
  static final int MAX_BOOTS = 4;

  /** Devices remembered per patient. */
  static final int MAX_DEVICES = 64;

  /** How long a repeat is recognised: 24 h since the boot was last heard. */
  static final long MEMORY_MILLIS = 24L * 60 * 60 * 1000;

  SeenPuts {
    boots = List.copyOf(boots);
  }

  /**
   * One run of the device.
   *
   * @param heardMillis arrival of its newest put
   * @param spans ascending, neither touching nor overlapping
   */
  record Boot(long boot, long heardMillis, List<Span> spans) {
    Boot {
      spans = List.copyOf(spans);
    }
  }

  /** Sequence numbers first to last, both inclusive. */
  record Span(long first, long last) {}

  boolean contains(long boot, long seq, long nowMillis) {
    Boot known = find(boot);
    if (known == null || nowMillis - known.heardMillis > MEMORY_MILLIS) {
      return false;
    }
    for (Span span : known.spans) {
      if (seq >= span.first && seq <= span.last) {
        return true;
      }
    }
    return false;
  }

  /** With this put. */
  SeenPuts with(long boot, long seq, long nowMillis) {
    Boot known = find(boot);
    List<Span> spans =
        known != null && nowMillis - known.heardMillis <= MEMORY_MILLIS
            ? insert(known.spans, seq)
            : List.of(new Span(seq, seq));
    if (boots.size() == 1 && known != null) {
      return new SeenPuts(List.of(new Boot(boot, nowMillis, spans)));
    }
    List<Boot> next = new ArrayList<>(boots.size() + 1);
    for (Boot other : boots) {
      if (other.boot != boot && nowMillis - other.heardMillis <= MEMORY_MILLIS) {
        next.add(other);
      }
    }
    next.add(new Boot(boot, nowMillis, spans));
    return new SeenPuts(next.size() > MAX_BOOTS ? next.subList(1, next.size()) : next);
  }

  /** The puts of all devices, with these of one; the devices heard longest ago are forgotten. */
  static Map<String, SeenPuts> remember(
      Map<String, SeenPuts> seen, String device, SeenPuts puts, long nowMillis) {
    if (seen.isEmpty() || (seen.size() == 1 && seen.containsKey(device))) {
      return Map.of(device, puts);
    }
    Map<String, SeenPuts> next = new HashMap<>(seen);
    if (next.put(device, puts) == null) {
      next.values().removeIf(old -> nowMillis - old.heardMillis() > MEMORY_MILLIS);
      while (next.size() > MAX_DEVICES) {
        next.remove(leastRecentlyHeard(next));
      }
    }
    return next;
  }

  private static String leastRecentlyHeard(Map<String, SeenPuts> devices) {
    Comparator<Map.Entry<String, SeenPuts>> order =
        Comparator.comparingLong(entry -> entry.getValue().heardMillis());
    return Collections.min(devices.entrySet(), order.thenComparing(Map.Entry.comparingByKey()))
        .getKey();
  }

  long heardMillis() {
    return boots.isEmpty() ? Long.MIN_VALUE : boots.getLast().heardMillis;
  }

  private static List<Span> insert(List<Span> spans, long seq) {
    List<Span> next = new ArrayList<>(spans.size() + 1);
    Span grown = new Span(seq, seq);
    boolean placed = false;
    for (Span span : spans) {
      if (touches(span, grown)) {
        grown = new Span(Math.min(span.first, grown.first), Math.max(span.last, grown.last));
      } else {
        if (!placed && span.first > grown.last) {
          next.add(grown);
          placed = true;
        }
        next.add(span);
      }
    }
    if (!placed) {
      next.add(grown);
    }
    return next.size() > MAX_SPANS ? next.subList(1, next.size()) : next;
  }

  /** No sum: sequence numbers reach to both ends of a long. */
  private static boolean touches(Span span, Span grown) {
    boolean below = span.last < grown.first && grown.first - span.last != 1;
    boolean above = grown.last < span.first && span.first - grown.last != 1;
    return !below && !above;
  }

  private @Nullable Boot find(long boot) {
    for (Boot known : boots) {
      if (known.boot == boot) {
        return known;
      }
    }
    return null;
  }
}
