package dev.wardstream.cli.terminal;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How much of something is done, where somebody can see it. The working thread owns it. */
public final class Bar implements AutoCloseable {
  private final @Nullable ProgressBar shown;

  private Bar(@Nullable ProgressBar shown) {
    this.shown = shown;
  }

  /** Shows nothing. */
  public static Bar hidden() {
    return new Bar(null);
  }

  /**
   * Shows how far a task is; nothing where nobody is looking.
   *
   * @param max what is to be done
   * @param unit to show, as in {@code " KiB"}
   * @param unitSize how many make one of it
   */
  public static Bar of(String task, long max, String unit, long unitSize) {
    if (!Screen.onTerminal()) {
      return hidden();
    }
    return new Bar(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(max)
            .setUnit(unit, unitSize)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .clearDisplayOnFinish()
            .build());
  }

  /** So much is done. */
  public void at(long done, String message) {
    if (shown != null) {
      shown.stepTo(done);
      shown.setExtraMessage(message);
    }
  }

  @Override
  public void close() {
    if (shown != null) {
      shown.close();
    }
  }
}
