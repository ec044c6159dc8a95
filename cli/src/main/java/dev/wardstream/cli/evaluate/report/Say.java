package dev.wardstream.cli.evaluate.report;

import dev.wardstream.cli.evaluate.figures.Group;
import dev.wardstream.cli.evaluate.figures.Proportion;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
final class Say {
  static final String NONE = "–";

  private Say() {}

  /** Three digits that mean something. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    var size = Math.abs(value);
    if (size > 0 && size < 0.001) {
      return "< 0.001";
    }
    var format =
        size == 0 ? "%.0f" : size < 1 ? "%.3f" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String percent(double share) {
    return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String share(Proportion proportion) {
    return proportion.known()
        ? String.format(
            Locale.ROOT,
            "%.1f %% (%.1f–%.1f)",
            100 * proportion.share(),
            100 * proportion.low(),
            100 * proportion.high())
        : NONE;
  }

  static String of(Proportion proportion) {
    return count(proportion.count()) + "/" + count(proportion.of());
  }

  static String duration(@Nullable Duration duration) {
    if (duration == null) {
      return NONE;
    }
    var minutes = duration.toMinutes();
    if (duration.toSeconds() < 120) {
      return duration.toSeconds() + " s";
    }
    return minutes < 120
        ? minutes + " min"
        : minutes % 60 == 0
            ? minutes / 60 + " h"
            : String.format(Locale.ROOT, "%.1f h", minutes / 60.0);
  }

  static String family(Group group) {
    return group.whole() ? "all together" : group.family();
  }

  static String from(Group group) {
    return "≥ " + group.atLeast();
  }
}
