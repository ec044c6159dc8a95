package dev.wardstream.cli.device;

import dev.wardstream.cli.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Tokens from outside: a file with one token, of a gateway that may write for all devices; or a
 * folder with one file per device, named for it. Read again at each use, so that whoever renews
 * them only has to write the files. Any thread.
 *
 * @param place file or folder
 */
public record FileTokens(Path place) implements Tokens {
  private static final Duration RENEWAL = Duration.ofMinutes(1);

  public FileTokens {
    if (!Files.isReadable(place)) {
      throw new CommandFailed("There is no token to read at " + place + ".");
    }
  }

  @Override
  public String of(String device) {
    var file = Files.isDirectory(place) ? place.resolve(device) : place;
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailed("The token of %s cannot be read: %s".formatted(device, e), e);
    }
  }

  @Override
  public Duration renewal() {
    return RENEWAL;
  }
}
