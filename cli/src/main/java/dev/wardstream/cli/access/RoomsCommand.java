package dev.wardstream.cli.access;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.CommandGroup;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CareRoom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream rooms}. Runs on the main thread. */
@Command(
    name = "rooms",
    mixinStandardHelpOptions = true,
    description = "Who may read and write which room.",
    footer = {
      "",
      "Examples:",
      "  wardstream rooms set consult-42 --title Consult --patient p-3 --member dr-lee --member p-3",
      "  wardstream rooms list",
      "  wardstream rooms remove consult-42"
    },
    subcommands = {RoomsCommand.Put.class, RoomsCommand.Rows.class, RoomsCommand.Remove.class})
public final class RoomsCommand extends CommandGroup {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  /** {@code wardstream rooms set}. */
  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description =
          "Makes a room, or sets all of one; who is no member any more is shown the door.")
  static final class Put implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ROOM", description = "Id of the room.")
    private String room = "";

    @Option(names = "--title", paramLabel = "TEXT", description = "What it is called.")
    private @Nullable String title;

    @Option(
        names = "--patient",
        paramLabel = "ID",
        description = "Whom it is about. To take part, they must be a member, too.")
    private @Nullable String patient;

    @Option(
        names = "--member",
        paramLabel = "ACCOUNT",
        required = true,
        description = "Subject of the tokens of somebody who may read and write.")
    private Set<String> members = Set.of();

    @Mixin private final Target target = new Target();

    @Override
    public void run() {
      var command = requireNonNull(spec).commandLine();
      if (!ID.matcher(room).matches()) {
        throw new ParameterException(
            command, "ROOM is \"%s\", not 1 to 128 characters of A-Za-z0-9._:-".formatted(room));
      }
      var row = new CareRoom(List.copyOf(new TreeSet<>(members)), patient, title);
      try (var cluster = Cluster.of(target)) {
        cluster.attempt(() -> cluster.write(Topics.CARE_ROOMS, CareRoom.class, room, row));
      }
      Screen.of(command.getOut()).line("%s: %s.".formatted(room, text(row)));
    }
  }

  /** {@code wardstream rooms list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all rooms and their members.")
  static final class Rows implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final Target target = new Target();

    @Override
    public void run() {
      var screen = Screen.of(requireNonNull(spec).commandLine().getOut());
      try (var cluster = Cluster.of(target)) {
        cluster.attempt(() ->
            cluster
                .newest(Topics.CARE_ROOMS, CareRoom.class)
                .forEach((room, row) -> screen.line("%-24s  %s".formatted(room, text(row)))));
      }
    }
  }

  /** {@code wardstream rooms remove}. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = {
        "Removes a room: nobody reads or writes it any more.",
        "What was said stays in the log, and is there again when the room is set again."
      })
  static final class Remove implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ROOM", description = "Id of the room.")
    private String room = "";

    @Mixin private final Target target = new Target();

    @Override
    public void run() {
      try (var cluster = Cluster.of(target)) {
        cluster.attempt(() -> {
          if (!cluster.newest(Topics.CARE_ROOMS, CareRoom.class).containsKey(room)) {
            throw new CommandFailed("There is no room %s: see rooms list.".formatted(room));
          }
          cluster.remove(Topics.CARE_ROOMS, room);
        });
      }
      Screen.of(requireNonNull(spec).commandLine().getOut()).line("%s is gone.".formatted(room));
    }
  }

  private static String text(CareRoom row) {
    var title = row.getTitle();
    var patient = row.getPatient();
    return (title == null ? "" : "\"" + title + "\", ")
        + (patient == null ? "" : "about " + patient + ", ")
        + (row.getMembers().isEmpty() ? "nobody" : String.join(", ", row.getMembers()));
  }
}
