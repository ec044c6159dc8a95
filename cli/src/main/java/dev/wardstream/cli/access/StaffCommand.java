package dev.wardstream.cli.access;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandGroup;
import dev.wardstream.cli.terminal.Converters;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.GrantScope;
import dev.wardstream.schemas.avro.StaffGrant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream staff}. Runs on the main thread. */
@Command(
    name = "staff",
    mixinStandardHelpOptions = true,
    description = "Whom nurses and doctors care for, whatever their tokens say.",
    footer = {
      "",
      "Examples:",
      "  wardstream staff set nurse-3 --ward icu-1",
      "  wardstream staff set dr-lee --ward icu-1 --patient icu-2-p07 --for 12h",
      "  wardstream staff set nurse-3                         nobody's patients any more",
      "  wardstream staff list"
    },
    subcommands = {StaffCommand.Put.class, StaffCommand.Rows.class})
public final class StaffCommand extends CommandGroup {
  /** {@code wardstream staff set}. */
  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = "Sets all wards and patients of an account, on open sockets, too.")
  static final class Put implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ACCOUNT", description = "Subject of the person's tokens.")
    private String account = "";

    @Option(names = "--ward", paramLabel = "ID", description = "A ward they work in.")
    private Set<String> wards = Set.of();

    @Option(names = "--patient", paramLabel = "ID", description = "A patient of their care team.")
    private Set<String> patients = Set.of();

    @Option(
        names = "--for",
        paramLabel = "TIME",
        converter = Converters.OfDuration.class,
        description = "How long from now on, as in 12h. Default: until it is set again.")
    private @Nullable Duration time;

    @Mixin private final Target target = new Target();

    @Override
    public void run() {
      var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      var until = time == null ? null : now.plus(time);
      var grants = new ArrayList<StaffGrant>();
      new TreeSet<>(wards)
          .forEach(ward -> grants.add(new StaffGrant(GrantScope.WARD, ward, now, until)));
      new TreeSet<>(patients)
          .forEach(patient -> grants.add(new StaffGrant(GrantScope.PATIENT, patient, now, until)));
      var row = new CareStaff(grants, System.getProperty("user.name", "unknown"), now);
      try (var cluster = Cluster.of(target)) {
        cluster.attempt(() -> cluster.write(Topics.CARE_STAFF, CareStaff.class, account, row));
      }
      Screen.of(requireNonNull(spec).commandLine().getOut())
          .line("%s: %s.".formatted(account, text(row)));
    }
  }

  /** {@code wardstream staff list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists everybody in the table; who is not there has what the token says.")
  static final class Rows implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final Target target = new Target();

    @Override
    public void run() {
      var screen = Screen.of(requireNonNull(spec).commandLine().getOut());
      try (var cluster = Cluster.of(target)) {
        cluster.attempt(() ->
            cluster
                .newest(Topics.CARE_STAFF, CareStaff.class)
                .forEach((account, row) -> screen.line("%-24s  %s".formatted(account, text(row)))));
      }
    }
  }

  private static String text(CareStaff row) {
    if (row.getGrants().isEmpty()) {
      return "nobody's patients";
    }
    var grants = row.getGrants().stream().map(StaffCommand::text).toList();
    return String.join(", ", grants);
  }

  private static String text(StaffGrant grant) {
    var until = grant.getUntil();
    return grant.getScope().name().toLowerCase(Locale.ROOT)
        + " "
        + grant.getId()
        + (until == null ? "" : " until " + until.truncatedTo(ChronoUnit.SECONDS));
  }
}
