package dev.wardstream.it.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.platform.MintedTokens;
import dev.wardstream.cli.platform.Platform;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.cli.verify.Count;
import dev.wardstream.cli.verify.Plan;
import dev.wardstream.cli.verify.Report;
import dev.wardstream.cli.verify.Site;
import dev.wardstream.cli.verify.Verification;
import dev.wardstream.cli.ward.Admission;
import dev.wardstream.cli.ward.Bed;
import dev.wardstream.cli.ward.Ward;
import dev.wardstream.client.Transport;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wardstream verify} against our own, and against one that lies. */
class VerifyIT {
  private static final Ward WARD = Ward.of("verify", 3);

  /** Those that the server speaks. */
  private static final List<Transport> TRANSPORTS = List.of(Transport.values());

  /** Four habits on each transport, credit on one, and one that begins on each and switches. */
  private static final int WATCHERS =
      4 * TRANSPORTS.size() + 1 + (TRANSPORTS.size() > 1 ? TRANSPORTS.size() : 0);

  private static final Principal NURSE =
      new Principal(
          "verify", Set.of(Role.NURSE), Set.of("verify"), Set.of(), Set.of(), Instant.EPOCH);

  private static Platform platform;

  @BeforeAll
  static void start() {
    platform = Platform.start(PlatformConfig.ephemeral());
    try (var admission = Admission.at(platform.bootstrapServers(), platform.registry())) {
      admission.admit(WARD, Instant.now(), List.of());
    }
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Report verify(
      URI push, List<Transport> transports, List<Bed> beds, Duration length, Duration settle)
      throws InterruptedException {
    var site =
        new Site(
            platform.uri(),
            push,
            new MintedTokens(platform.mint()),
            () -> platform.mint().issue(NURSE, Duration.ofMinutes(10)),
            WARD.id(),
            beds.stream().map(Bed::device).toList());
    var plan = new Plan(length, Duration.ofMillis(50), 1, transports, settle, 20261122);
    return Verification.run(site, plan, (_, _, _) -> {});
  }

  @Test
  void weKeepOurPromise() throws InterruptedException {
    var report =
        verify(
            platform.uri(), TRANSPORTS, WARD.beds(), Duration.ofSeconds(4), Duration.ofSeconds(30));

    assertThat(report.findings()).isEmpty();
    assertThat(report.isKept()).isTrue();
    assertThat(report.of(Count.DELIVERED))
        .as("every watcher was told everything")
        .isGreaterThanOrEqualTo(report.put() * WATCHERS);
    assertThat(report.of(Count.OPENED)).as("connections were cut").isGreaterThan(WATCHERS);
  }

  @Test
  void theExampleOfTheClientWorks() throws InterruptedException {
    var device = WARD.beds().getFirst().device();
    var seen =
        WatchAWard.run(
            platform.uri(),
            new MintedTokens(platform.mint()).of(device),
            device,
            platform.mint().issue(NURSE, Duration.ofMinutes(10)),
            WARD.id());

    assertThat(seen).contains("\"temp\":38.05");
  }

  @ParameterizedTest(name = "{0} is found as {1}")
  @CsvSource({"DROP, LOST", "REPEAT, REPEATED", "SWAP, REORDERED", "ALTER, ALTERED"})
  void aLieIsFound(LyingProxy.Lie lie, Count fault) throws IOException, InterruptedException {
    try (var proxy = new LyingProxy(platform.uri(), lie)) {
      var report =
          verify(
              proxy.uri(),
              List.of(Transport.WEB_SOCKET),
              WARD.beds()
                  .subList(0, 1), // one partition: frames that change places are out of order
              Duration.ofSeconds(2),
              Duration.ofSeconds(2));

      assertThat(report.isKept()).isFalse();
      assertThat(report.of(fault)).isPositive();
      assertThat(report.findings()).isNotEmpty();
    }
  }
}
