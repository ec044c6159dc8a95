package dev.wardstream.cli;

import dev.wardstream.cli.access.AuditCommand;
import dev.wardstream.cli.access.DevicesCommand;
import dev.wardstream.cli.access.RoomsCommand;
import dev.wardstream.cli.access.StaffCommand;
import dev.wardstream.cli.account.AccountCommand;
import dev.wardstream.cli.evaluate.EvaluateCommand;
import dev.wardstream.cli.letters.LettersCommand;
import dev.wardstream.cli.news2.News2Command;
import dev.wardstream.cli.platform.TokenCommand;
import dev.wardstream.cli.platform.UpCommand;
import dev.wardstream.cli.replay.ReplayCommand;
import dev.wardstream.cli.rules.RulesCommand;
import dev.wardstream.cli.simulate.SimulateCommand;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.Logs;
import dev.wardstream.cli.topics.TopicsCommand;
import dev.wardstream.cli.verify.VerifyCommand;
import dev.wardstream.cli.why.WhyCommand;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code wardstream} command. Runs on the main thread. */
@Command(
    name = "wardstream",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Keeps watch over patients: device readings in, alerts out, Kafka in between.",
    footer = {
      "",
      "First steps:",
      "  wardstream up                        everything in one process, with a demo ward",
      "  wardstream simulate --beds 100       more beds, over real WebSocket connections",
      "  wardstream replay alerts.events      what has happened, as JSON Lines",
      "  wardstream why ALERT                 which readings made an alert",
      "  wardstream verify                    after a deploy: does it keep its promise?",
      "  wardstream letters list              what could not be understood, and why",
      "  wardstream news2 ward-round.csv      early warning scores of observation sets",
      "  wardstream rules test ward-7.yaml    do the rules raise what they should?",
      "  wardstream test                      build and run all tests",
      "",
      "Wardstream is not a medical device."
    },
    subcommands = {
      UpCommand.class,
      SimulateCommand.class,
      ReplayCommand.class,
      WhyCommand.class,
      VerifyCommand.class,
      EvaluateCommand.class,
      TopicsCommand.class,
      LettersCommand.class,
      News2Command.class,
      RulesCommand.class,
      TokenCommand.class,
      AccountCommand.class,
      DevicesCommand.class,
      StaffCommand.class,
      RoomsCommand.class,
      AuditCommand.class,
      HelpCommand.class
    })
public final class Main implements Callable<Integer> {
  private static final int WIDTH = 100;

  private final CommandLine commandLine;

  private Main() {
    commandLine = new CommandLine(this);
  }

  static void main(String[] args) {
    Logs.useOne();
    var commandLine = commandLine();
    commandLine.setExecutionStrategy(parsed -> {
      Logs.off();
      return new RunLast().execute(parsed);
    });
    System.exit(commandLine.execute(args));
  }

  /** The whole command line, ready to execute; the exit code is what it returns. */
  public static CommandLine commandLine() {
    return new Main()
        .commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(WIDTH)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((wrong, _) -> correct(wrong))
        .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
  }

  @Override
  public Integer call() {
    commandLine.usage(commandLine.getOut());
    return CommandLine.ExitCode.OK;
  }

  private static int correct(ParameterException wrong) {
    var command = wrong.getCommandLine();
    var err = command.getErr();
    err.println(command.getColorScheme().errorText(wrong.getMessage()));
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("See `%s --help`.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    if (!(failure instanceof CommandFailed)) {
      throw failure;
    }
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(failure.getMessage()));
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Version of the jar this runs from. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "wardstream " + (version == null ? "(not packaged)" : version),
        "Java " + Runtime.version() + ", not a medical device"
      };
    }
  }
}
