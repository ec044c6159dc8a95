package dev.wardstream.edge.socket;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What a peer is told when the server ends its connection.
 *
 * @param reason why
 * @param afterMillis when it may come back, if it may; random, so that not all come at once
 */
public record Bye(CloseReason reason, int afterMillis) {
  private static final int JITTER_MILLIS = 3_000;

  /** A goodbye for a reason. */
  public static Bye because(CloseReason reason) {
    return new Bye(reason, ThreadLocalRandom.current().nextInt(JITTER_MILLIS));
  }

  /** {@code {"bye":{"code":…,"reason":…,"resume":…,"afterMs":…}}}. */
  public String json() {
    var after = reason.resume() ? ",\"afterMs\":" + afterMillis : "";
    return "{\"bye\":{\"code\":%d,\"reason\":\"%s\",\"resume\":%b%s}}"
        .formatted(reason.code(), reason.name(), reason.resume(), after);
  }
}
