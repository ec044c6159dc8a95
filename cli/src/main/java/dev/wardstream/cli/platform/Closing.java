package dev.wardstream.cli.platform;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been opened, to be closed in the opposite order: also when opening the rest fails. One
 * that cannot be closed does not keep the others open. Used by one thread at a time.
 */
final class Closing implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Closing.class);

  private final Deque<Step> opened = new ArrayDeque<>();

  /** Closes one thing. */
  @FunctionalInterface
  interface Step {
    void close();
  }

  /** Remembers to close what has just been opened. */
  void add(Step close) {
    opened.push(close);
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      var step = opened.pop();
      try {
        step.close();
      } catch (IllegalStateException | UncheckedIOException | KafkaException e) {
        LOGGER.atWarn().setCause(e).log("a part could not be closed in order");
      }
    }
  }
}
