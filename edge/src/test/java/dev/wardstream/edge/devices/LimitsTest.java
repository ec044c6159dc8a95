package dev.wardstream.edge.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void whoFailsTooOftenWaitsUntilTheMinuteIsOver() {
    var attempts = new Attempts(3, () -> now);
    for (var i = 0; i < 3; i++) {
      assertThat(attempts.wait("a")).isEmpty();
      attempts.failed("a");
      now = now.plusSeconds(10);
    }
    assertThat(attempts.wait("a")).contains(Duration.ofSeconds(30));
    assertThat(attempts.wait("b")).isEmpty();
    now = now.plusSeconds(30);
    assertThat(attempts.wait("a")).isEmpty();
  }

  @Test
  void anIdIsUsedOnceWhileItIsValid() {
    var used = new SingleUse(2);
    assertThat(used.use("a", now.plusSeconds(60), now)).isTrue();
    assertThat(used.use("a", now.plusSeconds(60), now)).isFalse();
    assertThat(used.use("b", now.plusSeconds(10), now)).isTrue();
    assertThat(used.use("c", now.plusSeconds(60), now)).as("no room").isFalse();
    assertThat(used.use("c", now.plusSeconds(60), now.plusSeconds(10))).isTrue();
    assertThat(used.use("a", now.plusSeconds(60), now.plusSeconds(59))).isFalse();
  }

  @Test
  void aCodeIsTheSameHoweverItIsTyped() {
    var hash = new EnrolmentCode("0123-1ABC-DEFG").hash();
    assertThat(new EnrolmentCode("o1231abcdefg").matches(hash)).isTrue();
    assertThat(new EnrolmentCode("0123-LABC-defg").matches(hash)).isTrue();
    assertThat(new EnrolmentCode("0123-1ABC-DEFH").matches(hash)).isFalse();
  }

  @Test
  void codesDifferAndHideInLogs() {
    var code = EnrolmentCode.make();
    assertThat(code.text()).matches("([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}");
    assertThat(EnrolmentCode.make()).isNotEqualTo(code);
    assertThat(code.toString()).doesNotContain(code.text());
  }
}
