package dev.wardstream.push.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.push.stream.Cursor.BadCursor;
import dev.wardstream.push.stream.Cursor.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final UUID TOPIC = new UUID(7, 8);
  private static final long STREAM = 99;

  /** As the first version wrote it: one topic, partitions 0 and 1, offsets 5 and 6. */
  private static final String FIRST_VERSION = "c1.AQAAAAAAAAAHAAAAAAAAAAgAAAAAAAAAYwIABQEGBiJVxA";

  private static Cursor cursor(int[] partitions, long[] offsets) {
    return new Cursor(STREAM, List.of(new Part(TOPIC, partitions, offsets)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void comesBackAsItWas(long seed) throws BadCursor {
    var random = new Random(seed);
    var parts = new ArrayList<Part>();
    var all = LongStream.builder();
    for (var topics = 1 + random.nextInt(3); topics > 0; topics--) {
      var partitions =
          random.nextBoolean()
              ? IntStream.range(0, 1 + random.nextInt(100)).toArray()
              : new int[] {random.nextInt(1_000)};
      var offsets =
          IntStream.of(partitions).mapToLong(_ -> random.nextLong(Long.MAX_VALUE)).toArray();
      LongStream.of(offsets).forEach(all);
      parts.add(new Part(new UUID(random.nextLong(), topics), partitions, offsets));
    }
    var cursor = new Cursor(STREAM, parts);
    var text = new String(cursor.encode(), US_ASCII);

    assertThat(Cursor.parse(text).offsetsLike(cursor)).isEqualTo(all.build().toArray());
    assertThat(text).startsWith("c2.").hasSizeLessThanOrEqualTo(cursor.maxLength());
  }

  @Test
  void isShort() {
    var hospital = IntStream.range(0, 24).toArray();
    var offsets = LongStream.range(0, 24).map(each -> 5_000_000 + each).toArray();

    assertThat(cursor(hospital, offsets).encode()).hasSizeLessThanOrEqualTo(175);
  }

  @Test
  void ofTheFirstVersionIsStillRead() throws BadCursor {
    var alone = cursor(new int[] {0, 1}, new long[2]);
    var withCensus =
        new Cursor(
            STREAM,
            List.of(
                new Part(TOPIC, new int[] {0, 1}, new long[2]),
                new Part(new UUID(1, 2), new int[] {0}, new long[] {77})));

    assertThat(Cursor.parse(FIRST_VERSION).offsetsLike(alone)).containsExactly(5, 6);
    assertThat(Cursor.parse(FIRST_VERSION).offsetsLike(withCensus)).containsExactly(5, 6, 0);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void isRefusedWhenAnyCharacterIsChanged(long seed) {
    var random = new Random(seed);
    var text = cursor(new int[] {0, 1}, new long[] {5, 6}).encode();
    for (var at = 3; at < text.length; at++) {
      var mangled = text.clone();
      mangled[at] = (byte) (mangled[at] == 'A' ? 'B' + random.nextInt(20) : 'A');
      assertThatThrownBy(() -> Cursor.parse(new String(mangled, US_ASCII)))
          .isInstanceOf(BadCursor.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c1.",
        "c2.AAAA",
        "c3.AAAA",
        "c2.A",
        "c2.!!!!",
        "c2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void isRefusedWhenItIsGarbage(String text) {
    assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(BadCursor.class);
  }

  @Test
  void isRefusedByAnotherTopicStreamOrPartitions() {
    var cursor = cursor(new int[] {3}, new long[] {5});
    var at = new long[] {0};
    var recreated = new Part(new UUID(7, 9), new int[] {3}, at);

    assertThatThrownBy(() -> cursor.offsetsLike(new Cursor(STREAM, List.of(recreated))))
        .hasMessageContaining("topic");
    assertThatThrownBy(() ->
            cursor.offsetsLike(new Cursor(STREAM + 1, List.of(new Part(TOPIC, new int[] {3}, at)))))
        .hasMessageContaining("stream");
    assertThatThrownBy(() -> cursor.offsetsLike(cursor(new int[] {2}, at)))
        .hasMessageContaining("partitions");
  }
}
