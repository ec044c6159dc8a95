package dev.wardstream.cli.platform;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder in which {@code wardstream up} keeps its data, and what other commands find there.
 *
 * @param root the folder
 */
public record DataFolder(Path root) {
  private static final String RUNNING = "running.properties";

  /** Longer than an edge allows by default: nobody renews the tokens of a demo. */
  private static final TokenRules RULES =
      new TokenRules("wardstream", "wardstream", Duration.ofHours(24), Duration.ofSeconds(10));

  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  /** Data of the broker. */
  Path kafka() {
    return root.resolve("kafka");
  }

  /** State of the alert job; can be rebuilt from the log. */
  Path streams() {
    return root.resolve("streams");
  }

  /** The key that signs tokens. */
  Path keys() {
    return root.resolve("keys");
  }

  /** Whether a platform has ever run here. */
  public boolean hasKey() {
    return Files.isDirectory(keys());
  }

  /** Signs with the key of this folder; makes the key when there is none. */
  public TokenMint mint(Clock clock) {
    return TokenMint.in(keys(), RULES, clock);
  }

  /** Where the log files go. */
  public Path logs() {
    return root.resolve("logs");
  }

  /**
   * Addresses of a running platform.
   *
   * @param server the edge, as in {@code http://127.0.0.1:8080}
   * @param bootstrapServers the broker
   * @param registry the schema registry
   */
  public record Running(URI server, String bootstrapServers, URI registry) {}

  /** Tells other commands where the platform is. */
  void announce(Running running) {
    var properties = new Properties();
    properties.setProperty("server", running.server().toString());
    properties.setProperty("bootstrap", running.bootstrapServers());
    properties.setProperty("registry", running.registry().toString());
    try (var out = Files.newBufferedWriter(root.resolve(RUNNING))) {
      properties.store(out, "Where the running platform is; gone when it has stopped.");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + root, e);
    }
  }

  /** Takes the announcement back. */
  void withdraw() {
    try {
      Files.deleteIfExists(root.resolve(RUNNING));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete in " + root, e);
    }
  }

  /** The platform that runs on this folder, or did until it was killed. */
  public Optional<Running> running() {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(root.resolve(RUNNING))) {
      properties.load(in);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + root.resolve(RUNNING) + ": " + e.getMessage(), e);
    }
    return Optional.of(
        new Running(
            URI.create(properties.getProperty("server")),
            properties.getProperty("bootstrap"),
            URI.create(properties.getProperty("registry"))));
  }
}
