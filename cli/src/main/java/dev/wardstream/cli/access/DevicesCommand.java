package dev.wardstream.cli.access;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandGroup;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.edge.devices.Enrolment;
import dev.wardstream.edge.devices.Enrolment.Wanted;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceKind;
import dev.wardstream.schemas.avro.EnrolledDevice;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream devices}. Runs on the main thread. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    description = "Devices and gateways: let them in, take them back.",
    footer = {
      "",
      "Examples:",
      "  wardstream devices enrol mon-7                       prints a code, for once",
      "  wardstream devices enrol gw-1 --gateway --device mon-8 --device mon-9",
      "  wardstream devices enrol mon-7 --without-code        it has a certificate, or a token",
      "  wardstream devices revoke mon-7                      at once, also on open sockets",
      "  wardstream devices list"
    },
    subcommands = {
      DevicesCommand.Enrol.class,
      DevicesCommand.Revoke.class,
      DevicesCommand.Rows.class
    })
public final class DevicesCommand extends CommandGroup {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private static Screen screen(@Nullable CommandSpec spec) {
    return Screen.of(requireNonNull(spec).commandLine().getOut());
  }

  private static void requireId(String id, @Nullable CommandSpec spec) {
    if (!IDENTIFIER.matcher(id).matches()) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(),
          "'%s' is no id: 1 to 128 characters of A-Z a-z 0-9 . _ : -".formatted(id));
    }
  }

  private static String user() {
    return System.getProperty("user.name", "unknown");
  }

  /** {@code wardstream devices enrol}. */
  @Command(
      name = "enrol",
      mixinStandardHelpOptions = true,
      description =
          "Makes a one-time code with which a device brings its key; valid for 15 minutes.")
  static final class Enrol implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The device.")
    private String id = "";

    @Option(names = "--gateway", description = "It writes for other devices, not for itself.")
    private boolean gateway;

    @Option(names = "--device", paramLabel = "ID", description = "A device the gateway writes for.")
    private Set<String> devices = Set.of();

    @Option(
        names = "--without-code",
        description = "Let it in at once: it shows a certificate, or a token of a trusted issuer.")
    private boolean withoutCode;

    @Mixin private final Target target = new Target();

    @Override
    public void run() {
      requireId(id, spec);
      devices.forEach(device -> requireId(device, spec));
      if (!gateway && !devices.isEmpty()) {
        throw new ParameterException(
            requireNonNull(spec).commandLine(), "--device is for gateways: add --gateway.");
      }
      var wanted = new Wanted(gateway ? DeviceKind.GATEWAY : DeviceKind.DEVICE, devices);
      try (var cluster = Cluster.of(target)) {
        cluster.attempt(() -> enrol(cluster, wanted));
      }
    }

    private void enrol(Cluster cluster, Wanted wanted) {
      var enrolment = new Enrolment(cluster.client(), cluster.registry(), Clock.systemUTC());
      if (withoutCode) {
        enrolment.admit(id, wanted, user());
        screen(spec).line("%s may come.".formatted(id));
      } else {
        var made = enrolment.invite(id, wanted, user());
        screen(spec).line("@|bold %s|@".formatted(made.code().text()));
        screen(spec)
            .line(
                "Enter it at %s before %s; it can be used once."
                    .formatted(id, made.expires().truncatedTo(ChronoUnit.SECONDS)));
      }
    }
  }

  /** {@code wardstream devices revoke}. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description =
          "Takes a device back: its open sockets are closed, and no token, key or"
              + " certificate of it is good any more.")
  static final class Revoke implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The device.")
    private String id = "";

    @Mixin private final Target target = new Target();

    @Override
    public void run() {
      requireId(id, spec);
      try (var cluster = Cluster.of(target)) {
        cluster.attempt(() ->
            new Enrolment(cluster.client(), cluster.registry(), Clock.systemUTC())
                .revoke(id, user()));
        screen(spec).line("%s is revoked.".formatted(id));
      }
    }
  }

  /** {@code wardstream devices list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists every device that is known.")
  static final class Rows implements Runnable {
    private static final String ROW = "%-24s  %-8s  %-8s  %-12s  %-20s  %s";

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final Target target = new Target();

    @Override
    public void run() {
      try (var cluster = Cluster.of(target)) {
        cluster.attempt(() -> list(cluster));
      }
    }

    private void list(Cluster cluster) {
      var screen = screen(spec);
      screen.line(
          "@|bold %s|@"
              .formatted(ROW.formatted("DEVICE", "KIND", "STATE", "SHOWS", "SINCE", "BY")));
      cluster
          .newest(Topics.DEVICES, EnrolledDevice.class)
          .forEach((device, row) -> screen.line(row(device, row)));
    }

    private static String row(String device, EnrolledDevice row) {
      var shows = row.getKey() != null ? "key" : row.getCode() != null ? "code" : "other";
      return ROW.formatted(
              device,
              row.getKind().name().toLowerCase(Locale.ROOT),
              row.getState().name().toLowerCase(Locale.ROOT),
              shows,
              row.getAt().truncatedTo(ChronoUnit.SECONDS),
              row.getBy())
          + (row.getDevices().isEmpty() ? "" : "  for " + String.join(", ", row.getDevices()));
    }
  }
}
