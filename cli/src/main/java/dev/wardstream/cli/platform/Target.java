package dev.wardstream.cli.platform;

import dev.wardstream.cli.terminal.CommandFailed;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which cluster a command is about; by default the one that runs in ./data. */
public final class Target {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers. Default: those of the running `wardstream up`.")
  @Nullable String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Schema registry. Default: that of the running `wardstream up`.")
  @Nullable URI registry;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "data",
      description = "Folder of the running `wardstream up` (default: ${DEFAULT-VALUE}).")
  Path data = Path.of("data");

  /** The data folder named. */
  public DataFolder folder() {
    return new DataFolder(data);
  }

  /** Brokers to talk to. */
  public String bootstrapServers() {
    return Optional.ofNullable(bootstrap)
        .or(() -> folder().running().map(DataFolder.Running::bootstrapServers))
        .orElseThrow(() ->
            new CommandFailed(
                "Which cluster? Nothing runs on %s: start `wardstream up`, or name the brokers with"
                        .formatted(folder().root())
                    + " --bootstrap HOST:PORT."));
  }

  /** The registry that knows the schemas. */
  public URI registryUri() {
    return Optional.ofNullable(registry)
        .or(() -> folder().running().map(DataFolder.Running::registry))
        .orElseThrow(() ->
            new CommandFailed("Which schema registry? Name it with --registry http://HOST:PORT."));
  }
}
