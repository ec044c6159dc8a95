package dev.wardstream.push.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.push.stream.Cursor.BadCursor;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final UUID TOPIC = new UUID(7, 8);
  private static final long STREAM = 99;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void comesBackAsItWas(long seed) throws BadCursor {
    var random = new Random(seed);
    var partitions = IntStream.range(0, 1 + random.nextInt(100)).toArray();
    var offsets =
        IntStream.of(partitions).mapToLong(_ -> random.nextLong(Long.MAX_VALUE)).toArray();
    var text = new String(Cursor.encode(TOPIC, STREAM, partitions, offsets), US_ASCII);

    assertThat(Cursor.parse(text).offsetsFor(TOPIC, STREAM, partitions)).isEqualTo(offsets);
    assertThat(text)
        .startsWith("c1.")
        .hasSizeLessThanOrEqualTo(Cursor.maxLength(partitions.length));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void isRefusedWhenAnyCharacterIsChanged(long seed) {
    var random = new Random(seed);
    var text = Cursor.encode(TOPIC, STREAM, new int[] {0, 1}, new long[] {5, 6});
    for (var at = 3; at < text.length; at++) {
      var mangled = text.clone();
      mangled[at] = (byte) (mangled[at] == 'A' ? 'B' + random.nextInt(20) : 'A');
      assertThatThrownBy(() -> parse(mangled)).isInstanceOf(BadCursor.class);
    }
  }

  private static long[] parse(byte[] text) throws BadCursor {
    return Cursor.parse(new String(text, US_ASCII)).offsetsFor(TOPIC, STREAM, new int[] {0, 1});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c1.",
        "c2.AAAA",
        "c1.A",
        "c1.!!!!",
        "c1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void isRefusedWhenItIsGarbage(String text) {
    assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(BadCursor.class);
  }

  @Test
  void isRefusedByAnotherTopicStreamOrPartitions() throws BadCursor {
    var cursor = Cursor.of(TOPIC, STREAM, new int[] {3}, new long[] {5});

    assertThatThrownBy(() -> cursor.offsetsFor(new UUID(7, 9), STREAM, new int[] {3}))
        .hasMessageContaining("topic");
    assertThatThrownBy(() -> cursor.offsetsFor(TOPIC, STREAM + 1, new int[] {3}))
        .hasMessageContaining("stream");
    assertThatThrownBy(() -> cursor.offsetsFor(TOPIC, STREAM, new int[] {2}))
        .hasMessageContaining("partitions");
  }
}
