package dev.wardstream.cli.letters;

import dev.wardstream.cli.terminal.Converters;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say which letters a command is about. */
final class Wanted {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only letters whose reason or exception contains this.")
  private @Nullable String reason;

  @Option(names = "--topic", paramLabel = "TOPIC", description = "Only letters from this topic.")
  private @Nullable String topic;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceConverter.class,
      description = "Only letters set aside at or after: 2026-11-21T10:00:00Z, or 2h (ago).")
  private @Nullable Instant since;

  /** Those of the letters that are wanted. */
  List<Letter> of(List<Letter> letters) {
    return letters.stream().filter(this::matches).toList();
  }

  private boolean matches(Letter letter) {
    var head = letter.head();
    return (reason == null || head.reason().contains(reason) || head.exception().contains(reason))
        && (topic == null || head.origin().topic().equals(topic))
        && (since == null || !head.seen().isBefore(since));
  }

  /** A moment, or how long ago it was. */
  static final class SinceConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException _) {
        try {
          return Instant.now().minus(Converters.duration(text));
        } catch (TypeConversionException _) {
          throw new TypeConversionException(
              "'%s' is no time; write 2026-11-21T10:00:00Z, or 2h for two hours ago"
                  .formatted(text));
        }
      }
    }
  }
}
