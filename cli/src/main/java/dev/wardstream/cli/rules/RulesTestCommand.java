package dev.wardstream.cli.rules;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.cli.timelines.PrintedEvents;
import dev.wardstream.cli.timelines.Report;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.desk.timelines.BadTimelinesException;
import dev.wardstream.desk.timelines.Timeline;
import dev.wardstream.desk.timelines.TimelineReader;
import dev.wardstream.desk.timelines.TimelineRun;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream rules test}. Runs on the main thread. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Runs timelines through the engine on a virtual clock and compares the events.",
    footer = {
      "",
      "A test is a timeline: what is measured when, what people do, and every event that must come"
          + " of it.",
      "All times are seconds after a common zero. As YAML (JSON has the same fields):",
      "",
      "  - id: desaturation",
      "    title: sustained low SpO2 raises after 15 s",
      "    readings:",
      "      - {arrival: 0,  event: 0,  vital: SPO2, value: 89}",
      "      - {arrival: 5,  event: 5,  vital: SPO2, value: 88}",
      "      - {arrival: 15, event: 15, vital: SPO2, value: 88}",
      "    actions:",
      "      - {at: 20, action: ACK, family: SPO2_LOW}",
      "    expected:",
      "      - {emittedAt: 15, type: RAISED, family: SPO2_LOW, level: MEDIUM, eventTime: 15}",
      "      - {emittedAt: 20, type: ACKED, family: SPO2_LOW, level: MEDIUM, eventTime: 20}",
      "",
      "Examples:",
      "  wardstream rules test ward-7.yaml scenarios/*.json",
      "  wardstream rules test ward-7.yaml --rules icu.yaml",
      "  wardstream rules test ward-7.yaml --only desaturation",
      "  wardstream rules test ward-7.yaml --print > events.jsonl",
      "",
      "All fields: docs/rules-tests.md.",
      "Exit code 0: every event as expected, 1: some difference, 2: a file cannot be used."
    })
public final class RulesTestCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Timelines: JSON, or YAML when the name ends in .yaml or .yml.")
  private List<Path> files = List.of();

  @Option(
      names = "--only",
      paramLabel = "ID",
      description = "Only the scenario of this id; may be given several times.")
  private List<String> only = List.of();

  @Option(
      names = "--rules",
      paramLabel = "NAME",
      defaultValue = "adult-continuous",
      description = "The rules under test: " + RuleSource.HELP + " (default: ${DEFAULT-VALUE}).")
  private String tested = "adult-continuous";

  @Mixin private final Target target = new Target();

  @Option(
      names = "--print",
      description =
          "Write every actual event of the compared families to standard output, one line of"
              + " JSON each; the report goes to standard error.")
  private boolean print;

  @Override
  public Integer call() throws InterruptedException {
    var begin = System.nanoTime();
    Map<Path, List<Timeline>> timelines;
    try {
      timelines = chosen(read());
    } catch (BadTimelinesException e) {
      command().getErr().println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    var events = new PrintedEvents(command().getOut());
    var report = report();
    var rules = rules();
    for (var file : timelines.entrySet()) {
      if (timelines.size() > 1) {
        report.file(file.getKey().toString());
      }
      TimelineRun.run(
          file.getValue(),
          rules,
          verdict -> {
            if (print) {
              events.print(verdict);
            }
            report.add(verdict);
          });
    }
    return report.end(Duration.ofNanos(System.nanoTime() - begin)) ? 0 : 1;
  }

  /** The rules under test. */
  private RuleSet rules() {
    return RuleSource.document(tested, target).rules();
  }

  private Report report() {
    return print
        ? new Report(command().getErr(), Ansi.OFF)
        : new Report(command().getOut(), Screen.onTerminal() ? Ansi.ON : Ansi.OFF);
  }

  private Map<Path, List<Timeline>> read() throws BadTimelinesException {
    var timelines = new LinkedHashMap<Path, List<Timeline>>();
    for (var file : files) {
      try {
        timelines.put(file, TimelineReader.read(file));
      } catch (NoSuchFileException _) {
        throw wrong("There is no file %s; name a file of timelines".formatted(file));
      } catch (IOException e) {
        throw CommandFailed.of("%s cannot be read".formatted(file), e);
      }
    }
    return timelines;
  }

  private Map<Path, List<Timeline>> chosen(Map<Path, List<Timeline>> all) {
    if (only.isEmpty()) {
      return all;
    }
    var missing = new HashSet<>(only);
    var chosen = new LinkedHashMap<Path, List<Timeline>>();
    all.forEach((file, timelines) -> {
      var kept = new ArrayList<>(timelines);
      kept.removeIf(timeline -> !only.contains(timeline.scenario().id()));
      kept.forEach(timeline -> missing.remove(timeline.scenario().id()));
      if (!kept.isEmpty()) {
        chosen.put(file, kept);
      }
    });
    if (!missing.isEmpty()) {
      throw wrong("--only: no file has a scenario %s".formatted(String.join(", ", missing)));
    }
    return chosen;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command(), message);
  }

  private CommandLine command() {
    return requireNonNull(spec).commandLine();
  }
}
