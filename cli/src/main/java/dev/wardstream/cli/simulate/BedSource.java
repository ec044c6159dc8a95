package dev.wardstream.cli.simulate;

import dev.wardstream.cli.device.Measurement;
import dev.wardstream.cli.device.Source;
import dev.wardstream.cli.ward.Bed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What the device at one bed measures, one sample a second. Used by the device's thread alone. */
final class BedSource implements Source {
  private final Bed bed;
  private final Pace pace;
  private final Duration phase;
  private long second;

  /**
   * The source of one bed.
   *
   * @param phase when within each second it measures, so that beds do not all speak at once
   */
  BedSource(Bed bed, Pace pace, Duration phase) {
    this.bed = bed;
    this.pace = pace;
    this.phase = phase;
  }

  @Override
  public @Nullable Instant due() {
    var next = phase.plusSeconds(second);
    return pace.plays(next) ? pace.dueAt(next) : null;
  }

  @Override
  public Measurement take() {
    var at = pace.eventAt(phase.plusSeconds(second)).truncatedTo(ChronoUnit.MILLIS);
    return new Measurement(at, bed.at(second++));
  }
}
