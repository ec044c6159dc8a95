package dev.wardstream.cli.account;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardstream account rotate-key}. */
@Command(
    name = "rotate-key",
    mixinStandardHelpOptions = true,
    description = {
      "Signs tokens with a new key from now on, without a restart.",
      "Tokens of the key before are good until they expire, those of older keys are void."
    })
final class RotateKeyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      defaultValue = "data/keys",
      description = "As ACCOUNTS_KEYS has it (default: ${DEFAULT-VALUE}, of `wardstream up`).")
  private Path keys = Path.of("data", "keys");

  @Override
  public Integer call() {
    if (!Files.isDirectory(keys)) {
      throw new CommandFailed("No keys in %s: name their folder with --keys.".formatted(keys));
    }
    var rules = new TokenRules("", "", Duration.ofMinutes(15), Duration.ZERO);
    var mint = TokenMint.in(keys, rules, InstantSource.system());
    mint.rotate();
    var newest = mint.keys().published().getKeys().getFirst().getKeyID();
    requireNonNull(spec).commandLine().getOut().println("Signs with key " + newest);
    return 0;
  }
}
