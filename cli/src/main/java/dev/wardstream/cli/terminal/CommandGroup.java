package dev.wardstream.cli.terminal;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that is nothing without one of its own: alone, it tells which there are. */
public abstract class CommandGroup implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final void run() {
    command().usage(command().getOut());
  }

  /** The command as it was parsed. */
  protected final CommandLine command() {
    return requireNonNull(spec).commandLine();
  }
}
