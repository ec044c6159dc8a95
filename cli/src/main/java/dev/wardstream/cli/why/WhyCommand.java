package dev.wardstream.cli.why;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.Screen;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream why}. Runs on the main thread. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = {
      "Shows which readings made an alert, event by event, with the rule set and the limit.",
      "Asks a server with --url, or reads the log itself. Every look is recorded in audit.access;"
          + " what cannot be recorded is not shown."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream why 5f0c6a0e-0b0e-5c1e-9c55-1d8a9f3b7a11",
      "  wardstream why 5f0c6a0e-0b0e-5c1e-9c55-1d8a9f3b7a11 --patient icu-1-p02 --json",
      "  wardstream why 5f0c6a0e-0b0e-5c1e-9c55-1d8a9f3b7a11 \\",
      "      --url https://ward.example --token @token.txt",
      "",
      "Alert ids are in alerts.events: wardstream replay alerts.events --patient ID. Naming the",
      "patient reads one partition instead of all. @FILE stands for the content of a file, so that",
      "a token is not seen in the list of processes."
    })
public final class WhyCommand implements Callable<Integer> {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "ALERT", description = "Id of the alert.")
  private String alertId = "";

  @Option(names = "--patient", paramLabel = "ID", description = "Whose alert it is, if known.")
  private @Nullable String patient;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Ask this push server, as in http://127.0.0.1:8080.")
  private @Nullable URI url;

  @Option(names = "--token", paramLabel = "TOKEN", description = "Token for the server.")
  private @Nullable String token;

  @Option(names = "--json", description = "Print the server's JSON instead of a table.")
  private boolean json;

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    requireId("ALERT", alertId);
    if (patient != null) {
      requireId("--patient", patient);
    }
    var command = requireNonNull(spec).commandLine();
    var progress = Screen.of(command.getErr());
    progress.busy("reading the log …");
    String answer;
    try {
      answer = answer();
    } finally {
      progress.clear();
    }
    var out = command.getOut();
    if (json) {
      out.println(answer);
    } else {
      var screen = Screen.of(out);
      WhyReport.of(Tree.parse(answer)).forEach(screen::line);
    }
    out.flush();
    return 0;
  }

  private String answer() {
    if (url == null) {
      if (token != null) {
        throw wrong("--token goes with --url: the log itself is read without one");
      }
      return LogAnswer.read(target, alertId, patient);
    }
    if (token == null) {
      throw wrong("--url needs --token: make one with `wardstream token --role nurse --ward …`");
    }
    return ServerAnswer.ask(url, token, alertId, patient);
  }

  private void requireId(String what, String id) {
    if (!ID.matcher(id).matches()) {
      throw wrong("%s '%s' is not 1 to 128 characters of A-Z a-z 0-9 . _ : -".formatted(what, id));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }
}
