package dev.wardstream.cli.access;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandGroup;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardstream audit}. Runs on the main thread. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Who looked at what, who changed accounts, and who tried what they may not.",
    subcommands = AuditCommand.Tail.class)
public final class AuditCommand extends CommandGroup {
  /** {@code wardstream audit tail}. */
  @Command(
      name = "tail",
      mixinStandardHelpOptions = true,
      description = "The newest records of audit.access, oldest first.",
      footer = {
        "",
        "Examples:",
        "  wardstream audit tail",
        "  wardstream audit tail --subject nurse-3 --refused --lines 200"
      })
  static final class Tail implements Runnable {
    private static final String ROW = "%-24s  %-20s  %-15s  %-7s  %s";
    private static final Comparator<AccessRecord> BY_TIME =
        Comparator.comparing(AccessRecord::getAt);

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--subject", paramLabel = "ID", description = "Only of this subject.")
    private @Nullable String subject;

    @Option(names = "--refused", description = "Only what was refused.")
    private boolean refused;

    @Option(
        names = "--lines",
        paramLabel = "N",
        defaultValue = "50",
        description = "How many (default: ${DEFAULT-VALUE}).")
    private int lines = 50;

    @Mixin private final Target target = new Target();

    @Override
    public void run() {
      var newest = new PriorityQueue<>(BY_TIME);
      try (var cluster = Cluster.of(target)) {
        cluster.attempt(() ->
            cluster.each(
                Topics.AUDIT_ACCESS,
                AccessRecord.class,
                (_, record) -> {
                  if (isWanted(record)) {
                    newest.add(record);
                  }
                  if (newest.size() > lines) {
                    newest.remove();
                  }
                }));
      }
      var screen = Screen.of(requireNonNull(spec).commandLine().getOut());
      screen.line(
          "@|bold %s|@".formatted(ROW.formatted("AT", "SUBJECT", "ADDRESS", "RESULT", "WHAT")));
      newest.stream().sorted(BY_TIME).forEach(record -> screen.line(row(record)));
    }

    private boolean isWanted(AccessRecord record) {
      return (subject == null || subject.equals(record.getSubject()))
          && !(refused && record.getAllowed());
    }

    private static String row(AccessRecord record) {
      var address = record.getAddress();
      var times = record.getCount() == 1 ? "" : " (%d times)".formatted(record.getCount());
      var why = record.getReason() == null ? "" : ": " + record.getReason();
      return ROW.formatted(
          record.getAt().truncatedTo(ChronoUnit.MILLIS),
          record.getSubject(),
          address == null ? "" : address,
          record.getAllowed() ? "allowed" : "refused",
          record.getWhat() + " " + record.getResource() + times + why);
    }
  }
}
