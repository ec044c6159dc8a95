package dev.wardstream.cli.evaluate;

import dev.wardstream.cli.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all. */
final class OutputFile {
  private OutputFile() {}

  static void write(Path file, String text) {
    var partial = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(partial, text);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandFailed(
          "%s cannot be written (%s). Name a file in a folder that exists and is yours."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
