package dev.wardstream.it.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.platform.Platform;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.it.autobahn.Autobahn.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every case of the suite against an echo on the stack of the edge, and against {@code /v1/ingest}
 * and {@code /v1/push} as they are, with their own limits, after a hello.
 */
@Tag("autobahn")
class AutobahnIT {
  private static final int ALL_CASES = 301;

  @Test
  void everyCasePasses() throws Exception {
    try (var platform = Platform.start(PlatformConfig.ephemeral())) {
      var echo = echo();
      try (var endpoints =
              Autobahn.start(
                  "endpoints",
                  token(platform),
                  Map.of(
                      "ingest", platform.socket("/v1/ingest").toString(),
                      "push", platform.socket("/v1/push").toString()));
          var echoes =
              Autobahn.start(
                  "echo", "", Map.of("echo", "ws://127.0.0.1:" + port(echo) + "/echo"))) {
        var verdicts = endpoints.verdicts();
        requireOfAnEndpoint(of("ingest", verdicts));
        requireOfAnEndpoint(of("push", verdicts));
        requireAll(of("echo", echoes.verdicts()), (_, verdict) -> verdict.passed());
      } finally {
        echo.destroy();
        echo.waitFor();
      }
    }
  }

  private static Map<String, Verdict> of(
      String server, Map<String, Map<String, Verdict>> verdicts) {
    return verdicts.getOrDefault(server, Map.of());
  }

  private static void requireOfAnEndpoint(Map<String, Verdict> verdicts) {
    requireAll(verdicts, OfAnEndpoint::passed);
    var codes =
        verdicts.entrySet().stream().filter(each -> OfAnEndpoint.sendsTooMuch(each.getKey()));
    assertThat(codes)
        .as("the code for too much comes through at times")
        .anyMatch(each -> each.getValue().code() != null);
  }

  private static void requireAll(
      Map<String, Verdict> verdicts, BiPredicate<String, Verdict> passed) {
    var failed =
        verdicts.entrySet().stream()
            .filter(each -> !passed.test(each.getKey(), each.getValue()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertThat(failed).isEmpty();
    assertThat(verdicts).hasSize(ALL_CASES);
  }

  private static String token(Platform platform) {
    var nurse =
        new Principal(
            "nurse", Set.of(Role.NURSE), Set.of("ward"), Set.of(), Set.of(), Instant.EPOCH);
    return platform.mint().issue(nurse, Duration.ofMinutes(15));
  }

  private static Process echo() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.wardstream.edge.undertow.EchoServer")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The first line that is a number: what is logged comes before it. */
  private static int port(Process process) throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.matches("[0-9]+")) {
        return Integer.parseInt(line);
      }
    }
    throw new IllegalStateException("the echo has ended");
  }
}
