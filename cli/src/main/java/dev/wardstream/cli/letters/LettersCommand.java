package dev.wardstream.cli.letters;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.CommandGroup;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.desk.log.LogStalledException;
import dev.wardstream.schemas.letters.LogPosition;
import dev.wardstream.schemas.registry.RegistryClient;
import dev.wardstream.schemas.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code wardstream letters}. Runs on the main thread. */
@Command(
    name = "letters",
    mixinStandardHelpOptions = true,
    description = "Shows what was set aside because it could not be understood, and retries it.",
    synopsisSubcommandLabel = "(list | show | retry)",
    footer = {
      "",
      "Examples:",
      "  wardstream letters list --since 2h",
      "  wardstream letters show 3-120",
      "  wardstream letters retry 3-120 --yes",
      "  wardstream letters retry --all --topic vitals.readings --reason unreadable",
      "",
      "Nothing is deleted: letters are kept for 30 days. Vital signs, names and texts are shown",
      "only with `show --values`."
    })
public final class LettersCommand extends CommandGroup {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the letters, oldest first.")
  int list(
      @Mixin Target target,
      @Mixin Wanted wanted,
      @Option(names = "--json", description = "One JSON object per line instead of a table.")
          boolean json) {
    var letters = wanted.of(read(target, log(target)::letters));
    var screen = screen();
    if (json) {
      var out = command().getOut();
      letters.forEach(letter -> out.println(LetterReport.json(letter)));
      out.flush();
    } else {
      if (!letters.isEmpty()) {
        LetterReport.table(letters).forEach(screen::line);
      }
      screen.line(LetterReport.sum(letters));
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one letter, decoded where that is possible, and what to do about it.")
  int show(
      @Mixin Target target,
      @Parameters(paramLabel = "ID", description = "As listed, for instance 3-120.") String id,
      @Option(
              names = "--values",
              description = "Also vital signs, names, texts, raw bytes and the exception's words.")
          boolean values) {
    var record = record(target, id);
    var letter =
        read(target, log(target)::letters).stream()
            .filter(each -> each.at().equals(Letter.place(id)))
            .findFirst()
            .orElseThrow(() -> noLetter(id));
    Contents contents;
    try (var registry = new RegistryClient(target.registryUri())) {
      contents = Contents.of(record.value(), registry);
    } catch (RegistryException e) {
      throw CommandFailed.of("The schema registry is of no help", e);
    }
    var screen = screen();
    describe(letter, values).forEach(screen::line);
    screen.line(
        "value        "
            + LetterReport.plain(
                values ? ContentsText.whole(contents) : ContentsText.shape(contents)));
    screen.line("remedy       " + contents.remedy(letter.head().reason()));
    return 0;
  }

  private static List<String> describe(Letter letter, boolean values) {
    var head = letter.head();
    var lines = new ArrayList<String>();
    lines.add("@|bold letter       %s|@".formatted(letter.id()));
    lines.add(
        "set aside    %s by %s".formatted(head.seen(), LetterReport.plain(head.application())));
    lines.add(
        "reason       %s, %s"
            .formatted(LetterReport.plain(head.reason()), LetterReport.plain(head.exception())));
    if (values) {
      lines.add("detail       " + LetterReport.plain(head.detail()));
    }
    lines.add("origin       " + LetterReport.plain(head.origin().toString()));
    lines.add("key          " + LetterReport.plain(letter.keyText()));
    lines.add("arrived      " + head.arrived());
    lines.add(
        "retried      "
            + (letter.retriedAt() == null
                ? "no"
                : "as " + LetterReport.plain(letter.retriedAt().toString())));
    return lines;
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description = {
        "Writes originals back to where they came from, with their key, time and headers; only"
            + " with --yes.",
        "A letter goes back once, however often this is run. A record of a table is left alone"
            + " when the table has a newer one of the same key."
      })
  int retry(
      @Mixin Target target,
      @Mixin Wanted wanted,
      @Parameters(paramLabel = "ID", arity = "0..*", description = "As listed.")
          @Nullable List<String> ids,
      @Option(names = "--all", description = "All that the filters let through.") boolean all,
      @Option(names = "--yes", description = "Really do it; without this, a dry run.")
          boolean yes) {
    var named = ids == null ? List.<String>of() : ids;
    if (all != named.isEmpty()) {
      throw wrong("Say which: ids as `letters list` shows them, or --all.");
    }
    var round = new RetryRound(target.bootstrapServers(), screen());
    return read(
        target,
        () -> yes ? round.run(wanted, places(named)) : round.rehearse(wanted, places(named)));
  }

  private List<LogPosition> places(List<String> ids) {
    try {
      return ids.stream().map(Letter::place).toList();
    } catch (IllegalArgumentException e) {
      throw wrong("An id is PARTITION-OFFSET, for instance 3-120, as `letters list` shows it.");
    }
  }

  private ConsumerRecord<byte[], byte[]> record(Target target, String id) {
    var place = places(List.of(id)).getFirst();
    return read(target, () -> log(target).record(place)).orElseThrow(() -> noLetter(id));
  }

  private static LetterLog log(Target target) {
    return new LetterLog(target.bootstrapServers());
  }

  private static <T> T read(Target target, Supplier<T> work) {
    try {
      return work.get();
    } catch (KafkaException | LogStalledException e) {
      throw CommandFailed.of(
          "The cluster at %s is of no help".formatted(target.bootstrapServers()), e);
    }
  }

  private static CommandFailed noLetter(String id) {
    return new CommandFailed(
        "There is no letter %s: see `wardstream letters list`; letters are kept for 30 days."
            .formatted(id));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command(), message);
  }

  private Screen screen() {
    return Screen.of(command().getOut());
  }
}
