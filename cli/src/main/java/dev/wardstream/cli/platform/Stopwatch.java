package dev.wardstream.cli.platform;

import dev.wardstream.cli.terminal.Screen;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows each step of a start as it becomes ready, and how long it took. One thread. */
final class Stopwatch implements Consumer<String> {
  private final Screen screen;
  private final long startNanos = System.nanoTime();
  private long lastNanos = startNanos;

  Stopwatch(Screen screen) {
    this.screen = screen;
    screen.busy("Starting …");
  }

  @Override
  public void accept(String step) {
    var now = System.nanoTime();
    screen.line("@|green ✓|@ %-36s %5s s".formatted(step, seconds(now - lastNanos)));
    lastNanos = now;
    screen.busy("Starting …");
  }

  /** Where it shows. */
  Screen screen() {
    return screen;
  }

  /** Everything is ready. */
  void done() {
    screen.line("Ready in @|bold %s s|@".formatted(seconds(System.nanoTime() - startNanos)));
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
  }
}
