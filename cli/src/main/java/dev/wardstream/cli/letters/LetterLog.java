package dev.wardstream.cli.letters;

import dev.wardstream.desk.log.LogReader;
import dev.wardstream.desk.log.Range;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.letters.LetterHead;
import dev.wardstream.schemas.letters.LetterMark;
import dev.wardstream.schemas.letters.LogPosition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads {@code dead.letters}: letters, and the marks that say which were retried. */
record LetterLog(String bootstrapServers) {

  /** Every letter kept, oldest first. */
  List<Letter> letters() {
    var letters = new ArrayList<Letter>();
    var retried = new HashMap<LogPosition, LogPosition>();
    try (var reader = LogReader.of(bootstrapServers, Topics.DEAD_LETTERS.name())) {
      reader.read(
          reader.everything(),
          record -> {
            letter(record).ifPresent(letters::add);
            LetterMark.of(record.headers())
                .ifPresent(mark -> retried.put(mark.letter(), mark.at()));
          },
          _ -> {});
    }
    letters.replaceAll(letter -> letter.retried(retried.get(letter.at())));
    letters.sort(
        Comparator.comparing((Letter letter) -> letter.head().seen())
            .thenComparingInt(letter -> letter.at().partition())
            .thenComparingLong(letter -> letter.at().offset()));
    return letters;
  }

  /** The whole record of a letter; empty when there is none at that place. */
  Optional<ConsumerRecord<byte[], byte[]>> record(LogPosition place) {
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>(1);
    try (var reader = LogReader.of(bootstrapServers, place.topic())) {
      var its = List.of(place.partition());
      var begin = reader.partitions().contains(place.partition()) ? reader.beginnings(its) : null;
      if (begin != null && isWithin(place, begin.get(place.partition()), reader.ends(its))) {
        reader.read(
            List.of(new Range(place.partition(), place.offset(), place.offset() + 1)),
            found::add,
            _ -> {});
      }
    }
    return found.stream().findFirst();
  }

  private static boolean isWithin(
      LogPosition place, @Nullable Long begin, Map<Integer, Long> ends) {
    return begin != null
        && place.offset() >= begin
        && place.offset() < ends.getOrDefault(place.partition(), 0L);
  }

  /** The letter of a record; empty when it is something else. */
  static Optional<Letter> letter(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] key = record.key();
    byte @Nullable [] value = record.value();
    return LetterHead.of(record.headers())
        .map(head ->
            new Letter(
                new LogPosition(record.topic(), record.partition(), record.offset()),
                key == null ? null : ByteBuffer.wrap(key),
                value == null ? -1 : value.length,
                head,
                null));
  }
}
