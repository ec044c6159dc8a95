package dev.wardstream.cli.simulate;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.wardstream.cli.device.Figures;
import dev.wardstream.cli.device.FileTokens;
import dev.wardstream.cli.device.Tokens;
import dev.wardstream.cli.device.Uplink;
import dev.wardstream.cli.platform.DataFolder;
import dev.wardstream.cli.platform.MintedTokens;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.Converters;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.cli.terminal.StopSignal;
import dev.wardstream.cli.ward.Admission;
import dev.wardstream.cli.ward.Ward;
import dev.wardstream.schemas.registry.RegistryClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardstream simulate}. Runs on the main thread. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Plays real ICU recordings over real WebSocket connections, one per bed.",
      "Against a running `wardstream up` it needs no options: it admits a second ward, plays, and"
          + " takes the devices off when it ends."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream simulate                                 12 beds of ward icu-2, until Ctrl-C",
      "  wardstream simulate --beds 200 --ward big --faults  with cuts, repeats and backlogs",
      "  wardstream simulate --speed 20 --duration 1h        one hour of the ward in 3 minutes",
      "  wardstream simulate --url wss://edge.example --token-file gateway.jwt --no-admit",
      "",
      "Faster than life, the play begins in the past and has caught up with the present when it",
      "ends: no reading carries a time in the future. Recordings: BIDMC, see demo-data/bidmc."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final Duration DEFAULT_FAST_PLAY = Duration.ofHours(1);
  private static final Duration REFRESH = Duration.ofMillis(500);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The edge, as in http://127.0.0.1:8080. Default: the running `wardstream up`.")
  private @Nullable URI url;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "data",
      description =
          "Folder of the running `wardstream up`: addresses and the key for tokens are"
              + " found there (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A gateway's token, or a folder with one file per device. Default: tokens from"
              + " the key in --data.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ward",
      paramLabel = "ID",
      defaultValue = "icu-2",
      description = "Ward to play (default: ${DEFAULT-VALUE}).")
  private String wardId = "icu-2";

  @Option(
      names = "--beds",
      paramLabel = "N",
      defaultValue = "12",
      description =
          "How many; beyond 53 the recordings repeat with shifted clocks (default:"
              + " ${DEFAULT-VALUE}).")
  private int beds = 12;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "1",
      description = "Seconds of patients per second, 1 or more (default: ${DEFAULT-VALUE}).")
  private double speed = 1;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = Converters.OfDuration.class,
      description =
          "Patients' time to play, as in 10m or 2h. Default: until Ctrl-C; faster than"
              + " life 1h.")
  private @Nullable Duration duration;

  @Option(
      names = "--faults",
      description =
          "About once a minute and bed something goes wrong: a cut connection, a repeated"
              + " put, a late reading, an outage with a backlog to upload.")
  private boolean faults;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Same seed, same faults (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--no-admit",
      description = "Do not write patients and devices to the care topics: they are known already.")
  private boolean noAdmit;

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
    var clock = Clock.systemUTC();
    var ward = ward();
    var since = pace(clock.instant()).first().truncatedTo(ChronoUnit.MILLIS);
    var uplink = Uplink.to(server(), tokens(clock), clock);
    if (!noAdmit) {
      atAdmission(admission -> admission.admit(ward, since, List.of()));
    }
    screen.line(
        "Playing @|bold %d|@ beds of ward @|bold %s|@ to %s, speed %s%s. Ctrl-C stops."
            .formatted(beds, wardId, uplink.ingest(), speed, faults ? ", with faults" : ""));
    var pace = pace(clock.instant());
    var figures = play(Simulation.start(ward, pace, uplink, faults ? seed : null), stop, screen);
    if (!noAdmit) {
      atAdmission(
          admission -> admission.takeOff(ward, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }
    screen.line(Progress.account(figures, Duration.between(pace.began(), clock.instant())));
    return figures.readings().acknowledged() > 0 ? 0 : 1;
  }

  private static Figures play(Simulation simulation, StopSignal stop, Screen screen)
      throws InterruptedException {
    try (simulation) {
      var progress = new Progress(simulation.figures());
      while (!stop.asked() && !simulation.await(REFRESH)) {
        screen.status(progress.line(simulation.figures()));
      }
    }
    screen.clear();
    return simulation.figures();
  }

  private Ward ward() {
    try {
      return Ward.of(wardId, beds);
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  private Pace pace(Instant now) {
    try {
      return speed > 1
          ? Pace.catchingUp(now, requireNonNullElse(duration, DEFAULT_FAST_PLAY), speed)
          : new Pace(now, now, speed, duration);
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  private ParameterException wrong(IllegalArgumentException e) {
    return new ParameterException(
        requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
  }

  private DataFolder.Running running() {
    var folder = new DataFolder(data);
    return folder
        .running()
        .orElseThrow(() ->
            new CommandFailed(
                "Nothing runs on %s: start `wardstream up` in another terminal, or name the edge with"
                        .formatted(folder.root())
                    + " --url, its tokens with --token-file, and add --no-admit."));
  }

  private URI server() {
    return url == null ? running().server() : url;
  }

  private Tokens tokens(Clock clock) {
    if (tokenFile != null) {
      return new FileTokens(tokenFile);
    }
    var folder = new DataFolder(data);
    if (!folder.hasKey()) {
      throw new CommandFailed(
          "No key for tokens in %s: name that folder with --data, or bring tokens with --token-file."
              .formatted(folder.root()));
    }
    return new MintedTokens(folder.mint(clock));
  }

  private void atAdmission(Consumer<Admission> step) {
    var running = running();
    try (var registry = new RegistryClient(running.registry());
        var admission = Admission.at(running.bootstrapServers(), registry)) {
      step.accept(admission);
    } catch (KafkaException e) {
      throw CommandFailed.of("The ward cannot be admitted at " + running.bootstrapServers(), e);
    }
  }
}
