package dev.wardstream.cli.device;

import java.time.Duration;

/** What devices prove themselves with. Any thread. */
@FunctionalInterface
public interface Tokens {

  /** A token that speaks for a device, or for a gateway that may. */
  String of(String device);

  /** How long to use a token before it is renewed. */
  default Duration renewal() {
    return Duration.ofMinutes(5);
  }
}
