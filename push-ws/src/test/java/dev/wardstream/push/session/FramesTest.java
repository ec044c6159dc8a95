package dev.wardstream.push.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.ObjectReadContext;

class FramesTest {
  private static Frames.Sub sub(String body) throws Refusal {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    try (var parser = Json.STRICT.createParser(ObjectReadContext.empty(), bytes)) {
      parser.nextToken();
      return Frames.sub(parser);
    }
  }

  @Test
  void readsATime() throws Refusal {
    var frame =
        sub("{\"stream\":\"wards/w/vitals\",\"from\":{\"time\":\"2026-11-22T10:00:00+01:00\"}}");

    assertThat(frame.begin()).isEqualTo(new Begin.At(Instant.parse("2026-11-22T09:00:00Z")));
    assertThat(frame.pace().isEvery()).isTrue();
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          "from":{"time":"1960-01-01T00:00:00Z"}              ; sub.from.time  ; BAD_TIME
          "from":{"time":"+999999999-12-31T23:59:59Z"}        ; sub.from.time  ; BAD_TIME
          "from":{"time":-1}                                  ; sub.from.time  ; BAD_TIME
          "from":{"time":253402300800000}                     ; sub.from.time  ; BAD_TIME
          "from":{"time":99999999999999999999999}             ; sub.from.time  ; BAD_TIME
          "from":{"time":"yesterday"}                         ; sub.from.time  ; BAD_TIME
          "from":"never"                                      ; sub.from       ; MALFORMED
          "deliver":"some"                                    ; sub.deliver    ; MALFORMED
          "deliver":"latest","intervalMs":99                  ; sub.intervalMs ; MALFORMED
          "deliver":"latest","intervalMs":60001               ; sub.intervalMs ; MALFORMED
          "credit":-1                                         ; sub.credit     ; MALFORMED
          """)
  void namesTheFieldThatIsWrong(String field, String path, String code) {
    assertThatThrownBy(() -> sub("{\"stream\":\"wards/w/vitals\"," + field + "}"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.path()).isEqualTo(path);
              assertThat(refusal.code().name()).isEqualTo(code);
            });
  }
}
