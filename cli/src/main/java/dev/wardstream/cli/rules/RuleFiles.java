package dev.wardstream.cli.rules;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.rules.document.Problem;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.document.RuleReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Documents in files. */
final class RuleFiles {
  /** Far more than a document may have; a disk image named by mistake is not read. */
  private static final long MOST_BYTES = 4L << 20;

  private RuleFiles() {}

  /** What a file says. */
  static Reading read(Path file) {
    return RuleReader.read(file.toString(), text(file));
  }

  /** The document of a reading; its problems are why the command cannot go on. */
  static RuleDocument sound(Reading reading) {
    return switch (reading) {
      case Reading.Accepted(var document) -> document;
      case Reading.Refused(var problems) ->
          throw new CommandFailed(lines(problems) + "\n" + count(problems));
    };
  }

  /** One problem per line. */
  static String lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  /** As in {@code 2 problems}. */
  static String count(List<Problem> problems) {
    return problems.size() == 1 ? "1 problem" : problems.size() + " problems";
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new CommandFailed(
            "%s has %,d bytes, far too many for a rule set. Is it the right file?"
                .formatted(file, Files.size(file)));
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new CommandFailed(file + " is not UTF-8 text. Save it as UTF-8.", e);
    } catch (IOException e) {
      throw CommandFailed.of("Cannot read the file", e);
    }
  }
}
