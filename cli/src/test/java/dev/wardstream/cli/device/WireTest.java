package dev.wardstream.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.recordings.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void aPutSaysWhatWasMeasuredAndLeavesOutWhatWasNot() {
    var put =
        new Put(
            7,
            List.of(
                new Measurement(Instant.ofEpochMilli(5), new Sample("72", null, "0", "97.50")),
                new Measurement(Instant.ofEpochMilli(6), new Sample(null, null, null, null))));
    assertThat(put.frame("mon-1", 3))
        .isEqualTo(
            "{\"id\":7,\"put\":{\"device\":\"mon-1\",\"boot\":3,\"seq\":7,\"readings\":["
                + "{\"t\":5,\"hr\":72,\"rr\":0,\"spo2\":97.50},{\"t\":6}]}}");
  }

  @Test
  void understandsEveryLineOfAnAnswer() {
    var message =
        """
        {"hello":{"session":"s-1","limits":{"messageBytes":65536}}}
        {"id":5,"ok":{"at":["vitals.readings/3/88121"]}}
        {"id":6,"ok":{"rejected":[{"reading":1,"code":"X","path":{"a":[1]}},{"reading":2}],"at":[]}}
        {"id":7,"error":{"code":"UNAVAILABLE","message":"later","retry":true,"afterMs":1200}}
        {"id":8,"error":{"code":"MALFORMED","path":"put.seq","retry":false}}
        {"beat":{},"now":"…"}
        {"bye":{"code":4000,"reason":"DRAINING","resume":true,"afterMs":700}}
        """;
    assertThat(Answer.parse(message))
        .containsExactly(
            new Answer.Hello(),
            new Answer.Accepted(5, 0),
            new Answer.Accepted(6, 2),
            new Answer.Refused(7, "UNAVAILABLE", true, Duration.ofMillis(1200)),
            new Answer.Refused(8, "MALFORMED", false, Duration.ZERO),
            new Answer.Other(),
            new Answer.Bye(Duration.ofMillis(700)));
  }

  @Test
  void anErrorWithoutIdBelongsToNoPut() {
    assertThat(Answer.parse("{\"error\":{\"code\":\"MALFORMED\",\"retry\":false}}"))
        .containsExactly(new Answer.Refused(-1, "MALFORMED", false, Duration.ZERO));
  }
}
