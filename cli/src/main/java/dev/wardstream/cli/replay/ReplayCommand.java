package dev.wardstream.cli.replay;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.desk.log.LogReader;
import dev.wardstream.desk.log.LogStalledException;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code wardstream replay}. Runs on the main thread. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a topic between exact bounds, decoded, and ends.",
      "What the log holds when the command starts is read, once, committed records only; what"
          + " comes later is not."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream replay alerts.events",
      "  wardstream replay vitals.readings --patient icu-1-p02 --from -15m",
      "  wardstream replay vitals.windows --from 2026-11-21T10:00:00Z --to 2026-11-21T11:00:00Z \\",
      "      --format csv --out windows.csv",
      "  wardstream replay vitals.readings --from 3:88121 --to 3:88125",
      "",
      "Times are times of arrival at the platform. With --out, FILE.manifest.json says which",
      "offsets were read and carries the SHA-256 of the file."
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "TOPIC",
      completionCandidates = CatalogueNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String topic = "";

  @Option(
      names = "--from",
      paramLabel = "TIME|OFFSETS",
      description =
          "Where to begin: 2026-11-21T10:00:00Z, -15m (ago), or PARTITION:OFFSET,…"
              + " Default: the oldest record kept.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME|OFFSETS",
      description = "Where to end, exclusive, in the same way. Default: the newest record now.")
  private @Nullable String to;

  @Option(names = "--patient", paramLabel = "ID", description = "Only this patient's records.")
  private @Nullable String patient;

  @Option(
      names = "--format",
      defaultValue = "jsonl",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.JSONL;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to write; default: standard output, without a manifest.")
  private @Nullable Path out;

  @Mixin private final Target target = new Target();

  /** Output formats. */
  enum Format {
    JSONL,
    CSV
  }

  /** Names of the catalogue, for help and completion. */
  static final class CatalogueNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    CatalogueNames() {
      super(Topics.ALL.stream().map(Topic::name).toList());
    }
  }

  @Override
  public Integer call() throws IOException {
    var of = topicNamed(topic);
    var selection = selection(of);
    var bootstrap = target.bootstrapServers();
    try (var registry = new RegistryClient(target.registryUri());
        var reader = LogReader.of(bootstrap, of.name())) {
      var request =
          new Manifest.Request(
              of.name(),
              TopicIds.of(bootstrap, of.name()),
              from,
              to,
              patient,
              format.name().toLowerCase(Locale.ROOT));
      var replay = new Replay(of, selection, reader, registry);
      var done = replay.run(request, format, out);
      System.err.println(done);
      return 0;
    } catch (KafkaException | LogStalledException e) {
      throw CommandFailed.of("The topic cannot be read from " + bootstrap, e);
    }
  }

  private Topic topicNamed(String name) {
    return Topics.ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                "'%s' is no topic of the catalogue. There are: %s"
                    .formatted(
                        name,
                        Topics.ALL.stream().map(Topic::name).collect(Collectors.joining(", ")))));
  }

  private Selection selection(Topic of) {
    if (patient != null && !List.of("patient", "patient|family").contains(of.key())) {
      throw wrong("%s is not keyed by patient but by %s".formatted(of.name(), of.key()));
    }
    return new Selection(bound("--from", from), bound("--to", to), patient);
  }

  private Bound bound(String option, @Nullable String text) {
    try {
      return text == null ? new Bound.Open() : Bound.parse(text, Instant.now());
    } catch (TypeConversionException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }
}
