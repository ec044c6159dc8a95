package dev.wardstream.cli.rules;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.desk.rules.AppliedRules;
import dev.wardstream.desk.rules.AppliedRules.Applied;
import dev.wardstream.desk.rules.ApplyFailed;
import dev.wardstream.rules.BuiltIns;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.document.RuleReader;
import dev.wardstream.rules.feed.AppliedKey;
import dev.wardstream.schemas.registry.RegistryClient;
import dev.wardstream.schemas.registry.RegistryException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Rule sets as a person names them: a built-in one, an applied one, a file. */
final class RuleSource {
  static final String APPLIED = "applied:";

  static final String HELP =
      "a file, a built-in set (adult-continuous, home-rpm), or applied:ID[@VERSION]";

  private RuleSource() {}

  /** The document of a name. */
  static RuleDocument document(String name, Target target) {
    if (name.startsWith(APPLIED)) {
      return applied(name.substring(APPLIED.length()), target);
    }
    var builtIn = BuiltIns.text(name);
    if (builtIn.isPresent()) {
      return RuleFiles.sound(RuleReader.read(name, builtIn.get()));
    }
    Path file = path(name);
    if (!Files.isRegularFile(file)) {
      throw new CommandFailed(
          "There is no file and no built-in rule set '%s'. Built in: %s. Name one in force with %sID."
              .formatted(name, String.join(", ", BuiltIns.NAMES), APPLIED));
    }
    return RuleFiles.sound(RuleFiles.read(file));
  }

  /** What has been applied to a cluster. */
  static AppliedRules applied(Target target) {
    String bootstrap = target.bootstrapServers();
    try (var registry = new RegistryClient(target.registryUri())) {
      return AppliedRules.read(bootstrap, registry);
    } catch (ApplyFailed e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    } catch (RegistryException e) {
      throw CommandFailed.of("The registry is of no help", e);
    }
  }

  private static RuleDocument applied(String name, Target target) {
    AppliedRules applied = applied(target);
    String id = AppliedKey.of(name).map(AppliedKey::id).orElse(name);
    List<Applied> versions = applied.versions(id);
    if (versions.isEmpty()) {
      throw new CommandFailed(nothingOf(id, applied));
    }
    Applied found =
        AppliedKey.of(name).isEmpty()
            ? versions.getLast()
            : versions.stream()
                .filter(version -> version.key().toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                    new CommandFailed(
                        "%s has the versions %s."
                            .formatted(
                                id,
                                versions.stream()
                                    .map(version -> version.key().version())
                                    .toList())));
    return RuleFiles.sound(RuleReader.read(APPLIED + found.key(), found.document().getYaml()));
  }

  /** For somebody who asked for an id of which nothing has been applied. */
  static String nothingOf(String id, AppliedRules applied) {
    return "Nothing has been applied under '%s'. %s"
        .formatted(
            id,
            applied.ids().isEmpty()
                ? "Only the built-in rule sets are in force: " + String.join(", ", BuiltIns.NAMES)
                : "There are: " + String.join(", ", applied.ids()));
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CommandFailed("'%s' is no name of a file.".formatted(name), e);
    }
  }
}
