package dev.wardstream.it.autobahn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Autobahn|Testsuite 0.6.4 as a client of one server. The suite is Python 2, run by Jython in a
 * process of its own; both come from Maven Central, see the profile {@code autobahn} of this
 * module.
 */
final class Autobahn {
  private static final Path HOME = Path.of(System.getProperty("autobahn.home", "target/autobahn"));
  private static final Duration MOST = Duration.ofMinutes(20);
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * What became of one case.
   *
   * @param behavior of the server in the case
   * @param behaviorClose of the server when it closed
   */
  record Verdict(String behavior, String behaviorClose) {
    /** INFORMATIONAL cases have no wrong outcome. */
    boolean passed() {
      var good = List.of("OK", "INFORMATIONAL");
      return good.contains(behavior) && good.contains(behaviorClose);
    }
  }

  private final String name;
  private final Path folder;
  private final Process process;

  private Autobahn(String name, Path folder, Process process) {
    this.name = name;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts cases against a server; several may run at a time.
   *
   * @param name of the server in the reports, below {@code target/autobahn}
   */
  static Autobahn start(String name, String url, List<String> cases) throws IOException {
    var folder = Files.createDirectories(HOME.resolve(name)).toAbsolutePath();
    var spec =
        Map.of(
            "options", Map.of("failByDrop", false),
            "outdir", folder.resolve("reports").toString(),
            "servers", List.of(Map.of("agent", name, "url", url, "options", Map.of("version", 18))),
            "cases", cases,
            "exclude-cases", List.of(),
            "exclude-agent-cases", Map.of());
    var file = Files.writeString(folder.resolve("spec.json"), JSON.writeValueAsString(spec));
    var script =
        """
        import sys
        sys.path.insert(0, "%s")
        sys.argv = ["wstest", "-m", "fuzzingclient", "-s", "%s"]
        from autobahntestsuite import wstest
        wstest.run()
        """
            .formatted(HOME.resolve("suite").toAbsolutePath(), file);
    Files.writeString(folder.resolve("run.py"), script);
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jython = HOME.resolve("jython.jar").toAbsolutePath().toString();
    var builder =
        new ProcessBuilder(java, "-Xmx512m", "-jar", jython, "run.py")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("run.log").toFile());
    return new Autobahn(name, folder, builder.start());
  }

  /** Waits for the end; what became of each case. */
  Map<String, Verdict> verdicts() throws IOException, InterruptedException {
    if (!process.waitFor(MOST)) {
      process.destroyForcibly();
      throw new IllegalStateException("not at its end after " + MOST + ": " + folder);
    }
    JsonNode index = JSON.readTree(folder.resolve("reports/index.json").toFile()).path(name);
    return index
        .propertyStream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each ->
                    new Verdict(
                        each.getValue().path("behavior").asString(),
                        each.getValue().path("behaviorClose").asString()),
                (one, _) -> one,
                TreeMap::new));
  }
}
