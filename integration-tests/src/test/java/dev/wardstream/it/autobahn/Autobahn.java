package dev.wardstream.it.autobahn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Autobahn|Testsuite 0.6.4 as a client of servers. The suite is Python 2, run by Jython in a
 * process of its own; both come from Maven Central, see the profile {@code autobahn} of this
 * module. How it takes answers of a server that is not an echo is in {@code autobahn/run.py}.
 */
final class Autobahn implements AutoCloseable {
  /** All but the groups 12 and 13, which are of compression: it is never negotiated. */
  private static final List<String> CASES =
      Stream.of(1, 2, 3, 4, 5, 6, 7, 9, 10).map(group -> group + ".*").toList();

  private static final Path HOME = Path.of(System.getProperty("autobahn.home", "target/autobahn"));
  private static final Path SCRIPTS = Path.of("src/test/resources/autobahn").toAbsolutePath();
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * What became of one case.
   *
   * @param behavior of the server in the case
   * @param behaviorClose of the server when it closed
   * @param code with which the server closed; null when the connection ended without
   */
  record Verdict(String behavior, String behaviorClose, @Nullable Integer code) {
    private static final List<String> GOOD = List.of("OK", "NON-STRICT", "INFORMATIONAL");

    /** NON-STRICT is allowed by the RFC, INFORMATIONAL cases have no wrong outcome. */
    boolean passed() {
      return GOOD.contains(behavior) && GOOD.contains(behaviorClose);
    }

    private static Verdict of(JsonNode node) {
      var code = node.path("remoteCloseCode");
      return new Verdict(
          node.path("behavior").asString(),
          node.path("behaviorClose").asString(),
          code.isNumber() ? code.asInt() : null);
    }
  }

  private final Path folder;
  private final Process process;

  private Autobahn(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts all cases against one server after the other.
   *
   * @param name of the run: its folder below {@code target/autobahn}
   * @param token said hello with, on each connection; empty for a server that echoes
   * @param servers address by name
   */
  static Autobahn start(String name, String token, Map<String, String> servers) throws IOException {
    var folder = Files.createDirectories(HOME.resolve(name)).toAbsolutePath();
    var reports = folder.resolve("reports");
    Files.deleteIfExists(reports.resolve("index.json"));
    var spec =
        Map.of(
            "options", Map.of("failByDrop", false, "version", 18, "utf8validateIncoming", false),
            "outdir", reports.toString(),
            "servers",
                servers.entrySet().stream()
                    .map(server ->
                        Map.of("agent", server.getKey(), "url", server.getValue(), "token", token))
                    .toList(),
            "cases", CASES,
            "exclude-cases", List.of(),
            "exclude-agent-cases", Map.of());
    Files.writeString(folder.resolve("spec.json"), JSON.writeValueAsString(spec));
    var builder =
        new ProcessBuilder(command())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("run.log").toFile());
    return new Autobahn(folder, builder.start());
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        HOME.resolve("jython.jar").toAbsolutePath().toString(),
        SCRIPTS.resolve("run.py").toString(),
        HOME.resolve("suite").toAbsolutePath().toString(),
        SCRIPTS.toString());
  }

  /** Waits for the end; what became of each case, by server. */
  Map<String, Map<String, Verdict>> verdicts() throws IOException, InterruptedException {
    if (!process.waitFor(MOST.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("not at its end after " + MOST + ": " + folder);
    }
    return JSON.readTree(folder.resolve("reports/index.json").toFile())
        .propertyStream()
        .collect(Collectors.toMap(Map.Entry::getKey, server -> verdicts(server.getValue())));
  }

  private static Map<String, Verdict> verdicts(JsonNode cases) {
    return cases
        .propertyStream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> Verdict.of(each.getValue())));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
