package dev.wardstream.push.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.socket.Bye;
import dev.wardstream.edge.socket.CloseReason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
  private final Events events = new Events(1_024);

  private String line(String line) {
    events.append(line.getBytes(StandardCharsets.UTF_8));
    events.endLine();
    return take();
  }

  private String take() {
    var text = StandardCharsets.UTF_8.decode(events.take(true)).toString();
    events.taken();
    return text;
  }

  @Test
  void beginsWithWhenToComeBack() {
    assertThat(take()).matches("retry: [1-3][0-9]{3}\n\n");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"sub\":1,\"data\":[{\"at\":\"t/0/1\"}],\"cursor\":\"c1.B\"}|data|c1.B",
        "{\"sub\":12,\"live\":{\"cursor\":\"c1.B\"}}|live|c1.B",
        "{\"sub\":1,\"gap\":{\"from\":\"c1.A\",\"to\":\"c1.B\",\"why\":\"retention\",\"count\":4}}|gap|c1.B",
        "{\"beat\":{\"1\":\"c1.B\"},\"now\":\"2026-11-21T10:00:15.000Z\"}|beat|c1.B",
        "{\"beat\":{},\"now\":\"2026-11-21T10:00:15.000Z\"}|beat|",
        "{\"sub\":1,\"snapshot\":[{\"cursor\":\"c1.X\"}],\"more\":true}|snapshot|",
      })
  void aLineIsAnEventAndItsCursorTheId(
      String line, String type, @org.jspecify.annotations.Nullable String id) {
    take();

    assertThat(line(line))
        .isEqualTo(
            "data: " + line + "\nevent: " + type + (id == null ? "" : "\nid: " + id) + "\n\n");
  }

  @Test
  void aLostRightIsTheEnd() {
    take();

    assertThat(
            line(
                "{\"sub\":1,\"gap\":{\"from\":\"c1.A\",\"to\":\"c1.A\",\"why\":\"revoked\",\"count\":0}}"))
        .contains("event: gap\n")
        .endsWith(
            """
            event: bye
            data: {"bye":{"code":4501,"reason":"FORBIDDEN","resume":false}}

            """);
    assertThat(events.isOver()).isTrue();
  }

  @Test
  void aGoodbyeSaysWhenToComeBack() {
    take();
    events.end(new Bye(CloseReason.DRAINING, 1_200));

    assertThat(take())
        .isEqualTo(
            """
            retry: 1200
            event: bye
            data: {"bye":{"code":4000,"reason":"DRAINING","resume":true,"afterMs":1200}}

            """);
  }
}
