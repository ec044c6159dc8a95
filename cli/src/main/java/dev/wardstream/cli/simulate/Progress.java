package dev.wardstream.cli.simulate;

import dev.wardstream.cli.device.Figures;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns figures into the line that is shown while a ward plays. */
public final class Progress {
  private Figures last;
  private long lastNanos;

  public Progress(Figures first) {
    last = first;
    lastNanos = System.nanoTime();
  }

  /** One line: what came in since the last call, what was acknowledged and how fast. */
  public String line(Figures now) {
    var nanos = System.nanoTime();
    var seconds = Math.max(1e-9, (nanos - lastNanos) / 1e9);
    var rate = (now.readings().acknowledged() - last.readings().acknowledged()) / seconds;
    last = now;
    lastNanos = nanos;
    return String.format(
        Locale.ROOT,
        "%d beds · %,.0f readings/s · %,d puts, %,d acknowledged · ack p50 %.1f ms, p99 %.1f ms%s",
        now.lines().connected(),
        rate,
        now.puts().sent(),
        now.puts().acknowledged(),
        now.p50Millis(),
        now.p99Millis(),
        troubles(now));
  }

  /** Several lines: the account of a whole run. */
  public static String account(Figures all, Duration took) {
    var readings = all.readings();
    return String.format(
        Locale.ROOT,
        """
        %,d readings measured, %,d acknowledged, %,d rejected, %,d dropped by a full buffer
        %,d puts sent, %,d acknowledged, %,d sent again, %,d reconnects%s
        ack latency p50 %.1f ms, p99 %.1f ms; took %d s\
        """,
        readings.measured(),
        readings.acknowledged(),
        readings.rejected(),
        readings.dropped(),
        all.puts().sent(),
        all.puts().acknowledged(),
        all.puts().resent(),
        all.lines().reconnects(),
        listed("; faults ", all.lines().faults()) + listed("; refused ", all.puts().refused()),
        all.p50Millis(),
        all.p99Millis(),
        took.toSeconds());
  }

  private static String troubles(Figures now) {
    var text = new StringBuilder();
    if (now.lines().reconnects() > 0) {
      text.append(" · ").append(now.lines().reconnects()).append(" reconnects");
    }
    if (now.puts().resent() > 0) {
      text.append(" · ").append(now.puts().resent()).append(" sent again");
    }
    return text.append(listed(" · refused ", now.puts().refused())).toString();
  }

  private static String listed(String title, Map<String, Long> counts) {
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", title, ""));
  }
}
