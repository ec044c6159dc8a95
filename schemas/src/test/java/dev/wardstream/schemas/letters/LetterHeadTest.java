package dev.wardstream.schemas.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterHeadTest {
  private static final LetterHead HEAD =
      new LetterHead(
          "unusable",
          "java.lang.IllegalArgumentException",
          "of no device",
          new LogPosition("vitals.readings", 3, 4711),
          Instant.parse("2026-01-01T12:00:00.123Z"),
          "wardstream-alerts",
          Instant.parse("2026-01-01T12:00:01Z"));

  @Test
  void isReadAsItWasWritten() {
    var headers = new RecordHeaders();
    HEAD.writeTo(headers);

    assertThat(LetterHead.of(headers)).contains(HEAD);
    assertThat(LetterMark.of(headers)).isEmpty();
  }

  @Test
  void takesThePlaceOfAnOlderOne() {
    var headers = new RecordHeaders();
    HEAD.writeTo(headers);
    HEAD.writeTo(headers);

    assertThat(headers.toArray()).hasSize(7);
  }

  @Test
  void aMarkIsNoLetter() {
    var headers = new RecordHeaders();
    var mark = new LetterMark(new LogPosition("dead.letters", 1, 2), new LogPosition("t", 3, 4));
    mark.writeTo(headers);

    assertThat(LetterMark.of(headers)).contains(mark);
    assertThat(LetterHead.of(headers)).isEmpty();
  }

  @Test
  void isEmptyForHeadersOfSomethingElse() {
    var headers = new RecordHeaders();
    headers.add("letter.reason", "unreadable".getBytes(UTF_8));
    headers.add("letter.origin", "nowhere".getBytes(UTF_8));

    assertThat(LetterHead.of(headers)).isEmpty();
    assertThat(LetterHead.of(new RecordHeaders())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b/c", "topic/1", "topic/1/2/3", "topic/-1/2", "/1/2"})
  void refusesWhatIsNoPosition(String text) {
    assertThatThrownBy(() -> LogPosition.parse(text)).hasMessageContaining(text);
  }
}
