package dev.wardstream.cli.rules;

import dev.wardstream.cli.terminal.CommandFailed;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs {@code rules} commands as a person would. */
final class Terminal {
  private Terminal() {}

  record Run(int code, String out, String err) {}

  static Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command =
        new CommandLine(new RulesCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler((failure, line, _) -> {
              if (!(failure instanceof CommandFailed)) {
                throw failure;
              }
              line.getErr().println(failure.getMessage());
              return CommandLine.ExitCode.SOFTWARE;
            });
    int code = command.execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
