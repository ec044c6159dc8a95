package dev.wardstream.cli.letters;

import dev.wardstream.desk.log.LogReader;
import dev.wardstream.desk.log.Range;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.letters.LetterHead;
import dev.wardstream.schemas.letters.LogPosition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which letters can be written back to where they came from, and which not.
 *
 * @param bootstrapServers the cluster
 */
record Retry(String bootstrapServers) {

  /**
   * What is to be done.
   *
   * @param back letters to be written back, in the order of their origins
   * @param left why a letter is left alone, by id
   */
  record Plan(List<Letter> back, Map<String, String> left) {}

  /** Looks at the cluster; changes nothing. */
  Plan plan(List<Letter> letters) {
    var newest = new HashMap<LogPosition, Map<ByteBuffer, Long>>();
    var back = new ArrayList<Letter>();
    var left = new LinkedHashMap<String, String>();
    for (var letter : inOrderOfOrigin(letters)) {
      var why = whyNot(letter, newest);
      why.ifPresentOrElse(reason -> left.put(letter.id(), reason), () -> back.add(letter));
    }
    return new Plan(back, left);
  }

  private static List<Letter> inOrderOfOrigin(List<Letter> letters) {
    return letters.stream()
        .sorted((a, b) -> {
          var one = a.head().origin();
          var other = b.head().origin();
          int byTopic = one.topic().compareTo(other.topic());
          int byPartition = Integer.compare(one.partition(), other.partition());
          return byTopic != 0
              ? byTopic
              : byPartition != 0 ? byPartition : Long.compare(one.offset(), other.offset());
        })
        .toList();
  }

  private Optional<String> whyNot(Letter letter, Map<LogPosition, Map<ByteBuffer, Long>> newest) {
    if (letter.retriedAt() != null) {
      return Optional.of("was retried already, as " + letter.retriedAt());
    }
    var origin = letter.head().origin();
    var topic = Topics.ALL.stream().filter(each -> each.name().equals(origin.topic())).findFirst();
    if (topic.isEmpty()) {
      return Optional.of("%s is no topic of the catalogue".formatted(origin.topic()));
    }
    return topic.filter(Topic::compacted).isPresent()
        ? superseded(letter, newest)
        : Optional.empty();
  }

  /** An old state must not take the place of a newer one. */
  private Optional<String> superseded(
      Letter letter, Map<LogPosition, Map<ByteBuffer, Long>> newest) {
    var key = letter.key();
    if (key == null) {
      return Optional.of("has no key, which its topic needs");
    }
    var origin = letter.head().origin();
    var partition = new LogPosition(origin.topic(), origin.partition(), 0);
    var its = newest.computeIfAbsent(partition, this::newestOffsets).get(key);
    return its != null && its > origin.offset()
        ? Optional.of("%s has a newer record of this key".formatted(origin.topic()))
        : Optional.empty();
  }

  private Map<ByteBuffer, Long> newestOffsets(LogPosition partition) {
    var offsets = new HashMap<ByteBuffer, Long>();
    try (var reader = LogReader.of(bootstrapServers, partition.topic())) {
      List<Range> its =
          reader.everything().stream()
              .filter(range -> range.partition() == partition.partition())
              .collect(Collectors.toList());
      reader.read(
          its,
          record -> {
            if (record.key() != null) {
              offsets.put(ByteBuffer.wrap(record.key()), record.offset());
            }
          },
          _ -> {});
    }
    return offsets;
  }

  /** Whether the header is the original's own. */
  static boolean isOriginal(String header) {
    return !header.startsWith(LetterHead.PREFIX);
  }
}
