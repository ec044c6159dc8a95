package dev.wardstream.cli.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a device's measurements come from. Used by the device's thread alone. */
public interface Source {

  /** When the next measurement is to be taken, by the wall clock; null when there is no more. */
  @Nullable Instant due();

  /** Takes the measurement that is due. */
  Measurement take();
}
