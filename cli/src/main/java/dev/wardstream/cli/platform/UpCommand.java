package dev.wardstream.cli.platform;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.device.Uplink;
import dev.wardstream.cli.simulate.Pace;
import dev.wardstream.cli.simulate.Progress;
import dev.wardstream.cli.simulate.Simulation;
import dev.wardstream.cli.terminal.Logs;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.cli.terminal.StopSignal;
import dev.wardstream.cli.ward.Admission;
import dev.wardstream.cli.ward.Ward;
import dev.wardstream.edge.devices.Devices.Strangers;
import dev.wardstream.schemas.Size;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardstream up}. Runs on the main thread. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts everything in one process: a real Kafka broker, a schema registry, ingest, alerts,"
          + " push and the console, with a demo ward of real ICU recordings.",
      "Listens on this computer only. Data is kept in a folder and found again by the next start."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream up                        open http://127.0.0.1:8080 and watch",
      "  wardstream up --beds 40 --port 9090  a larger ward on another port",
      "  wardstream up --ephemeral --no-demo  empty, and leaves nothing behind",
      "",
      "Ctrl-C stops in order, within seconds. Not a medical device."
    })
public final class UpCommand implements Callable<Integer> {
  private static final Duration REFRESH = Duration.ofSeconds(1);
  private static final Duration AFTER_READY = Duration.ofSeconds(3);
  private static final String OTHER_WARD = "icu-2";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "data",
      description = "Where data is kept (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--ephemeral",
      description = "Keep nothing: a temporary folder, deleted at the end.")
  private boolean ephemeral;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description =
          "Port of the console and of both WebSocket endpoints; 0 for any free one"
              + " (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the broker; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the schema registry; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(names = "--no-demo", description = "No demo ward and no demo identities.")
  private boolean noDemo;

  @Option(
      names = "--ward",
      paramLabel = "ID",
      defaultValue = "icu-1",
      description = "Name of the demo ward (default: ${DEFAULT-VALUE}).")
  private String wardId = "icu-1";

  @Option(
      names = "--beds",
      paramLabel = "N",
      defaultValue = "12",
      description = "Beds of the demo ward (default: ${DEFAULT-VALUE}).")
  private int beds = 12;

  @Option(
      names = "--until-ready",
      description = "Stop again, in order, soon after everything is ready: a smoke test.")
  private boolean untilReady;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Level logLevel = Level.INFO;

  @Override
  public Integer call() throws InterruptedException {
    var stop = StopSignal.install();
    try {
      run(stop, Screen.of(requireNonNull(spec).commandLine().getOut()));
      return 0;
    } finally {
      stop.finished();
    }
  }

  private void run(StopSignal stop, Screen screen) throws InterruptedException {
    var ward = ward();
    var folder = new DataFolder(data);
    if (ephemeral) {
      Logs.off();
    } else {
      Logs.toFolder(folder.logs(), logLevel);
    }
    var stopwatch = new Stopwatch(screen);
    try (var platform = Platform.start(config(), stopwatch)) {
      if (noDemo) {
        stopwatch.done();
        Welcome.lines(platform, ephemeral, null, null).forEach(screen::line);
        watch(() -> "Running. Ctrl-C stops.", stop, screen);
      } else {
        demonstrate(platform, ward, stop, stopwatch);
      }
      screen.line("Stopping …");
    }
    screen.line(ephemeral ? "Stopped; nothing is kept." : "Stopped; data is in " + folder.root());
  }

  private void demonstrate(Platform platform, Ward ward, StopSignal stop, Stopwatch stopwatch)
      throws InterruptedException {
    var screen = stopwatch.screen();
    var password = demo().provide(platform.accounts().admin());
    stopwatch.accept("demo accounts");
    try (var play = play(platform, ward, stopwatch)) {
      stopwatch.done();
      Welcome.lines(platform, ephemeral, ward, password).forEach(screen::line);
      var progress = new Progress(play.figures());
      watch(() -> progress.line(play.figures()), stop, screen);
    }
    takeOff(platform, ward);
  }

  private void watch(Supplier<String> status, StopSignal stop, Screen screen)
      throws InterruptedException {
    if (untilReady) {
      stop.await(AFTER_READY);
      return;
    }
    while (!stop.await(REFRESH)) {
      screen.status(status.get());
    }
    screen.clear();
  }

  private Simulation play(Platform platform, Ward ward, Stopwatch stopwatch) {
    var clock = Clock.systemUTC();
    try (var admission = Admission.at(platform.bootstrapServers(), platform.registry())) {
      var since = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      admission.admit(ward, since, demo().staff());
    }
    var uplink = Uplink.to(platform.uri(), new MintedTokens(platform.mint()), clock);
    var simulation = Simulation.start(ward, Pace.live(clock.instant(), null), uplink, null);
    stopwatch.accept("demo ward, %d beds".formatted(ward.beds().size()));
    return simulation;
  }

  /** Devices that are switched off on purpose are not lost: no alarm at the next start. */
  private static void takeOff(Platform platform, Ward ward) {
    try (var admission = Admission.at(platform.bootstrapServers(), platform.registry())) {
      admission.takeOff(ward, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }
  }

  private PlatformConfig config() {
    return new PlatformConfig(
        ephemeral ? Optional.empty() : Optional.of(data),
        port,
        kafkaPort,
        registryPort,
        Size.SMALL,
        noDemo ? Optional.empty() : Optional.of(demo()),
        Clock.systemUTC(),
        Optional.empty(),
        Strangers.REFUSED);
  }

  private Demo demo() {
    return Demo.of(wardId, Set.of(OTHER_WARD)).withPatient(Ward.patient(wardId, 1));
  }

  private Ward ward() {
    try {
      return Ward.of(wardId, beds);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
