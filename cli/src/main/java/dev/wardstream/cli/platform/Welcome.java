package dev.wardstream.cli.platform;

import dev.wardstream.cli.ward.Ward;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person needs to know once everything runs. */
final class Welcome {
  private Welcome() {}

  /**
   * @param password of the demo accounts; null when there are none
   */
  static List<String> lines(
      Platform platform, boolean ephemeral, @Nullable Ward demo, @Nullable String password) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("  Console    @|bold,underline %s|@".formatted(platform.uri()));
    if (demo != null) {
      lines.add(
          "  Look as    Nurse Noor (ward %s), Dr Okafor, Operator Otto or a patient: choose on the first page"
              .formatted(demo.id()));
      lines.add(
          "  Accounts   demo-nurse, demo-doctor, demo-operator; password %s until the next start"
              .formatted(password));
      lines.add(
          "  Flowing    %d beds of ward %s: real ICU recordings under invented names"
              .formatted(demo.beds().size(), demo.id()));
    }
    lines.add("  Kafka      %s".formatted(platform.bootstrapServers()));
    lines.add("  Schemas    %s".formatted(platform.registryUri()));
    lines.add(
        ephemeral
            ? "  Data       nothing is kept"
            : "  Data       %s (log: logs/wardstream.log)".formatted(platform.folder().root()));
    lines.add("  Try        ./wardstream replay alerts.events" + folder(platform, ephemeral));
    lines.add("  Stop       Ctrl-C");
    lines.add("");
    return lines;
  }

  private static String folder(Platform platform, boolean ephemeral) {
    var standard = new DataFolder(Path.of("data")).equals(platform.folder());
    return standard && !ephemeral ? "" : " --data " + platform.folder().root();
  }
}
