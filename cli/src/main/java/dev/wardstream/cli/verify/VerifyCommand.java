package dev.wardstream.cli.verify;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.device.FileTokens;
import dev.wardstream.cli.device.Tokens;
import dev.wardstream.cli.platform.DataFolder;
import dev.wardstream.cli.platform.MintedTokens;
import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.Bar;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.cli.terminal.StopSignal;
import dev.wardstream.cli.ward.Admission;
import dev.wardstream.cli.ward.Bed;
import dev.wardstream.cli.ward.Ward;
import dev.wardstream.client.Transport;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.registry.RegistryClient;
import java.io.Console;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardstream verify}. Runs on the main thread. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Holds a running installation to its promise: contiguous, or told.",
      "Probes in a ward of their own put a known sequence of readings. Subscribers follow it over"
          + " WebSocket, server-sent events and long poll; they cut their connections, change the"
          + " transport mid-stream, stop reading, run out of credit, resume from old cursors, from"
          + " a time and from a snapshot. Every reading must come once, in order, or a gap must"
          + " say that it does not."
    },
    footer = {
      "",
      "Exit code: 0 when the promise is kept, 1 when it is not or the run cannot begin.",
      "",
      "Examples:",
      "  wardstream verify                                   the running `wardstream up`",
      "  wardstream verify --url https://ward.example --bootstrap kafka:9092 \\",
      "      --registry http://registry:8081 --token-file gateway.jwt --watch-token-file nurse.jwt",
      "  wardstream verify --url https://ward.example --no-admit --token-file gateway.jwt \\",
      "      --account verify --json",
      "",
      "What it needs, when it is not a local `wardstream up`:",
      "  1. A probe ward. The command admits it through the care topics (--bootstrap, --registry)",
      "     and takes the devices off again; with --no-admit it must be there: patients",
      "     verify-p01, -p02, … in ward verify, wearing devices verify-mon01, -mon02, …, enrolled.",
      "  2. --token-file: a token of a gateway that may write for these devices, or a folder with",
      "     one file per device.",
      "  3. --watch-token-file or --account: a nurse or doctor of ward verify, and of no other.",
      "No real ward is touched. The readings are those of a person who is well: nothing alarms."
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final Duration SETTLE = Duration.ofSeconds(15);
  private static final Duration WATCH_TOKEN = Duration.ofHours(1);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The edge, as in https://ward.example. Default: the running `wardstream up`.")
  private @Nullable URI url;

  @Option(
      names = "--ingest-url",
      paramLabel = "URL",
      description = "Where probes write, if elsewhere than --url.")
  private @Nullable URI ingestUrl;

  @Option(
      names = "--push-url",
      paramLabel = "URL",
      description = "Where subscribers read, if elsewhere than --url.")
  private @Nullable URI pushUrl;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A gateway's token, or a folder with one file per device. Default: tokens from"
              + " the key in --data.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--watch-token-file",
      paramLabel = "FILE",
      description = "Token of who may watch the probe ward. Default: from the key in --data.")
  private @Nullable Path watchTokenFile;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description =
          "Instead: an account that may watch the probe ward. Its password is asked for, or read"
              + " from WARDSTREAM_VERIFY_PASSWORD.")
  private @Nullable String account;

  @Option(
      names = "--ward",
      paramLabel = "ID",
      defaultValue = "verify",
      description = "The probe ward (default: ${DEFAULT-VALUE}).")
  private String wardId = "verify";

  @Option(
      names = "--probes",
      paramLabel = "N",
      defaultValue = "4",
      description = "Patients in it, each with a device (default: ${DEFAULT-VALUE}).")
  private int probes = 4;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long readings are put (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description = "Readings a second of each probe, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int rate = 5;

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Subscribers of each habit on each transport: 1 makes 16 in all (default:"
              + " ${DEFAULT-VALUE}).")
  private int subscribers = 1;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "Only this, may be repeated: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Transport> transports = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Same seed, same mischief (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--no-admit",
      description = "Do not write patients and devices to the care topics: they are known already.")
  private boolean noAdmit;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() throws InterruptedException {
    var stop = StopSignal.install();
    try {
      return run(stop);
    } finally {
      stop.finished();
    }
  }

  private int run(StopSignal stop) throws InterruptedException {
    var screen = Screen.of(requireNonNull(spec).commandLine().getOut());
    var plan = plan();
    var ward = ward();
    var site = site(ward);
    if (!noAdmit) {
      atAdmission(admission -> admission.admit(ward, now(), List.of()));
    }
    if (!json) {
      screen.line(
          "Verifying @|bold %s|@: %d probes in ward %s, %d readings/s each, for %d s."
              .formatted(site.push(), probes, wardId, rate, seconds));
    }
    try {
      var report = verify(site, plan, stop);
      tell(report, screen);
      return report.isKept() ? 0 : 1;
    } finally {
      if (!noAdmit) {
        atAdmission(admission -> admission.takeOff(ward, now()));
      }
    }
  }

  private Report verify(Site site, Plan plan, StopSignal stop) throws InterruptedException {
    try (var bar = json ? Bar.hidden() : Bar.of("verify", seconds, " s", 1)) {
      return Verification.run(
          site,
          plan,
          (share, put, delivered) -> {
            if (stop.asked()) {
              throw new CommandFailed("Stopped before the end.");
            }
            bar.at((long) (share * seconds), "%,d put, %,d delivered".formatted(put, delivered));
          });
    }
  }

  private void tell(Report report, Screen screen) {
    if (json) {
      screen.line(report.json());
    } else {
      report.lines().forEach(screen::line);
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private Plan plan() {
    if (rate < 1 || rate > 100) {
      throw wrong("--rate is 1 to 100, not " + rate);
    }
    if (seconds < 1 || subscribers < 1) {
      throw wrong("--seconds and --subscribers are at least 1");
    }
    return new Plan(
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(1).dividedBy(rate),
        subscribers,
        transports.isEmpty() ? List.of(Transport.values()) : List.copyOf(Set.copyOf(transports)),
        SETTLE,
        seed);
  }

  private Ward ward() {
    try {
      return Ward.of(wardId, probes);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }

  private Site site(Ward ward) {
    var push = address(pushUrl);
    return new Site(
        address(ingestUrl),
        push,
        tokens(),
        watching(push),
        ward.id(),
        ward.beds().stream().map(Bed::device).toList());
  }

  private URI address(@Nullable URI own) {
    if (own != null) {
      return own;
    }
    return url != null
        ? url
        : target
            .folder()
            .running()
            .map(DataFolder.Running::server)
            .orElseThrow(() ->
                new CommandFailed(
                    "Nothing runs on %s: start `wardstream up` in another terminal, or name the edge with"
                            .formatted(target.folder().root())
                        + " --url; `wardstream verify --help` tells what else it needs then."));
  }

  private Tokens tokens() {
    return tokenFile != null
        ? new FileTokens(tokenFile)
        : new MintedTokens(folderWithKey("--token-file").mint(Clock.systemUTC()));
  }

  private Supplier<String> watching(URI push) {
    if (account != null) {
      return new AccountTokens(push, account, password());
    }
    if (watchTokenFile != null) {
      var tokens = new FileTokens(watchTokenFile);
      return () -> tokens.of("watcher");
    }
    var mint = folderWithKey("--watch-token-file or --account").mint(Clock.systemUTC());
    var nurse =
        new Principal(
            "verify", Set.of(Role.NURSE), Set.of(wardId), Set.of(), Set.of(), Instant.EPOCH);
    return () -> mint.issue(nurse, WATCH_TOKEN);
  }

  private static String password() {
    var known = System.getenv("WARDSTREAM_VERIFY_PASSWORD");
    if (known != null) {
      return known;
    }
    var typed =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(console -> console.readPassword("Password: "));
    return typed
        .map(String::new)
        .orElseThrow(() ->
            new CommandFailed("Nobody to ask for the password: set WARDSTREAM_VERIFY_PASSWORD."));
  }

  private DataFolder folderWithKey(String instead) {
    var folder = target.folder();
    if (!folder.hasKey()) {
      throw new CommandFailed(
          "No key for tokens in %s: name the folder of `wardstream up` with --data, or bring tokens with %s."
              .formatted(folder.root(), instead));
    }
    return folder;
  }

  private void atAdmission(Consumer<Admission> step) {
    var brokers = target.bootstrapServers();
    try (var registry = new RegistryClient(target.registryUri());
        var admission = Admission.at(brokers, registry)) {
      step.accept(admission);
    } catch (KafkaException e) {
      throw CommandFailed.of("The probe ward cannot be admitted at " + brokers, e);
    }
  }
}
