package dev.wardstream.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * Lines that stay, and one status line that is rewritten. Without a terminal there are no escape
 * codes, and the status is printed now and then as a line of its own. Any thread.
 */
public final class Screen {
  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);
  private static final String REWRITE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final Ansi ansi;
  private boolean statusShown;
  private long plainNanos = System.nanoTime();

  private Screen(PrintWriter out, boolean terminal, Ansi ansi) {
    this.out = out;
    this.terminal = terminal;
    this.ansi = ansi;
  }

  /** A screen on the writer of a command; escape codes only where a person is looking. */
  public static Screen of(PrintWriter out) {
    var terminal = onTerminal();
    return new Screen(out, terminal, terminal ? Ansi.AUTO : Ansi.OFF);
  }

  /** Whether somebody is looking. */
  public static boolean onTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** A screen that never uses escape codes. */
  public static Screen plain(PrintWriter out) {
    return new Screen(out, false, Ansi.OFF);
  }

  /** Whether the status line can be rewritten. */
  public boolean terminal() {
    return terminal;
  }

  /** Prints a line that stays; picocli's markup, as in {@code @|bold text|@}, is rendered. */
  public synchronized void line(String text) {
    clear();
    out.println(ansi.string(text));
    out.flush();
  }

  /** Shows a status in place of the last one. */
  public synchronized void status(String text) {
    if (terminal) {
      out.print(REWRITE + ansi.string(text));
      out.flush();
      statusShown = true;
    } else if (System.nanoTime() - plainNanos >= PLAIN_INTERVAL.toNanos()) {
      plainNanos = System.nanoTime();
      out.println(ansi.string(text));
      out.flush();
    }
  }

  /** Shows that something is being waited for; only where it can be taken away again. */
  public synchronized void busy(String text) {
    if (terminal) {
      status(text);
    }
  }

  /** Takes the status away. */
  public synchronized void clear() {
    if (statusShown) {
      out.print(REWRITE);
      out.flush();
      statusShown = false;
    }
  }
}
