package dev.wardstream.cli.evaluate;

import dev.wardstream.cli.evaluate.cohort.Input;
import dev.wardstream.cli.terminal.Screen;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How much of the input has been read, where somebody can see it. The reading thread owns it. */
final class Bar implements AutoCloseable {
  private static final long KIBIBYTE = 1024;

  private final Input input;
  private final @Nullable ProgressBar shown;

  private Bar(Input input, @Nullable ProgressBar shown) {
    this.input = input;
    this.shown = shown;
  }

  static Bar over(Input input) {
    if (!Screen.onTerminal()) {
      return new Bar(input, null);
    }
    return new Bar(
        input,
        new ProgressBarBuilder()
            .setTaskName("evaluate")
            .setInitialMax(input.totalBytes())
            .setUnit(" KiB", KIBIBYTE)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .clearDisplayOnFinish()
            .build());
  }

  /** So many stays are done. */
  void at(int stays) {
    if (shown != null) {
      shown.stepTo(input.readBytes());
      shown.setExtraMessage(stays + " done");
    }
  }

  @Override
  public void close() {
    if (shown != null) {
      shown.close();
    }
  }
}
