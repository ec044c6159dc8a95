package dev.wardstream.cli.platform;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.Converters;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardstream token}. Runs on the main thread. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description =
        "Prints a token that the `wardstream up` of a data folder accepts, for development.",
    footer = {
      "",
      "Examples:",
      "  wardstream token --role nurse --ward icu-1 --subject me",
      "  wardstream token --role device --subject icu-1-mon01 --lifetime 1h",
      "  wardstream token --role gateway --subject gw-1 --device mon-7 --device mon-8",
      "",
      "Whoever has the key in FOLDER/keys can be anybody: keep it where only you can read it."
    })
public final class TokenCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofHours(24);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "ID",
      description = "Whom the token speaks for; of a device, the device id.")
  private String subject = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "One or several of ${COMPLETION-CANDIDATES}.")
  private Set<Role> roles = Set.of();

  @Option(names = "--ward", paramLabel = "ID", description = "A ward that may be watched.")
  private Set<String> wards = Set.of();

  @Option(names = "--patient", paramLabel = "ID", description = "A patient that may be watched.")
  private Set<String> patients = Set.of();

  @Option(names = "--device", paramLabel = "ID", description = "A device a gateway may write for.")
  private Set<String> devices = Set.of();

  @Option(
      names = "--lifetime",
      paramLabel = "TIME",
      defaultValue = "12h",
      converter = Converters.OfDuration.class,
      description = "At most 24h (default: ${DEFAULT-VALUE}).")
  private Duration lifetime = Duration.ofHours(12);

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "data",
      description = "Folder of `wardstream up` (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Override
  public Integer call() {
    var folder = new DataFolder(data);
    if (!folder.hasKey()) {
      throw new CommandFailed(
          "No key in %s: start `wardstream up` there once, or name its folder with --data."
              .formatted(folder.root()));
    }
    if (lifetime.compareTo(LONGEST) > 0 || !lifetime.isPositive()) {
      throw new CommandFailed("A token lives at most 24h, not " + lifetime + ".");
    }
    var principal = new Principal(subject, roles, wards, patients, devices, Instant.EPOCH);
    var out = requireNonNull(spec).commandLine().getOut();
    out.println(folder.mint(Clock.systemUTC()).issue(principal, lifetime));
    return 0;
  }
}
