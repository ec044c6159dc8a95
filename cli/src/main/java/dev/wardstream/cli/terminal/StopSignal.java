package dev.wardstream.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a friendly kill, as a request: the command's thread learns of it, finishes in order,
 * and the process ends with exit code 0 instead of being torn down. A command that takes too long
 * is left to its fate.
 */
public final class StopSignal {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private StopSignal() {}

  /** Listens from now on. */
  public static StopSignal install() {
    var signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::interrupted, "stop-signal"));
    return signal;
  }

  /** Waits; true when somebody has asked to stop. */
  public boolean await(Duration limit) throws InterruptedException {
    return asked.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether somebody has asked to stop. */
  public boolean asked() {
    return asked.getCount() == 0;
  }

  /** The command has finished all it had to do. */
  public void finished() {
    finished.countDown();
  }

  private void interrupted() {
    if (finished.getCount() == 0) {
      return; // the command ended by itself, with an exit code of its own
    }
    asked.countDown();
    try {
      if (finished.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
