package dev.wardstream.push.session;

import dev.wardstream.edge.audit.ShownLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sessions leave in the log: receipts of alerts, and who was shown what. One per node. Any
 * thread.
 */
public final class Trail implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Trail.class);

  private final Receipts receipts;
  private final ShownLog shown;
  private final Duration every;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("shown-timer").daemon().factory());

  /**
   * A trail; closes what it is given.
   *
   * @param every how long a session gathers what it was shown
   */
  public Trail(Receipts receipts, ShownLog shown, Duration every) {
    this.receipts = receipts;
    this.shown = shown;
    this.every = every;
  }

  Receipts receipts() {
    return receipts;
  }

  ShownLog shown() {
    return shown;
  }

  /** Why new clients should go elsewhere; empty when all gets on record. */
  public Optional<String> whyNotReady() {
    return shown.whyNotReady();
  }

  /** Runs a step once what is shown from now on has been gathered. */
  void later(Runnable step) {
    try {
      var _ = timer.schedule(step, every.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOGGER.atDebug().setCause(e).log("closing: sessions leave what they have when they end");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    receipts.close();
    shown.close();
  }
}
