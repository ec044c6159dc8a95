package dev.wardstream.cli.replay;

import dev.wardstream.desk.log.LogReader;
import dev.wardstream.desk.log.Range;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Which records to replay.
 *
 * @param from begin, inclusive
 * @param to end, exclusive
 * @param patient only this patient's; null for everybody's
 */
record Selection(Bound from, Bound to, @Nullable String patient) {
  /** Several writers share a partition: their records may be out of order by this much at most. */
  private static final Duration DISORDER = Duration.ofHours(1);

  /** The offsets to read, fixed now: what arrives later is not read. */
  List<Range> ranges(LogReader reader) {
    var all = reader.partitions();
    var partitions = patient == null ? all : partitionOf(patient, all);
    var beginnings = reader.beginnings(partitions);
    var ends = reader.ends(partitions);
    var firsts = firsts(reader, partitions);
    var lasts = lasts(reader, partitions);
    var ranges = new ArrayList<Range>();
    for (var partition : partitions) {
      var end = ends.getOrDefault(partition, 0L);
      var first =
          Math.max(firsts.getOrDefault(partition, end), beginnings.getOrDefault(partition, 0L));
      var last = Math.min(lasts.getOrDefault(partition, end), end);
      ranges.add(new Range(partition, Math.min(first, last), last));
    }
    return ranges;
  }

  private Map<Integer, Long> firsts(LogReader reader, List<Integer> partitions) {
    return switch (from) {
      case Bound.Open _ -> reader.beginnings(partitions);
      case Bound.Time(var at) -> reader.firstSince(partitions, at.toEpochMilli());
      case Bound.Offsets(var offsets) -> offsets;
    };
  }

  private Map<Integer, Long> lasts(LogReader reader, List<Integer> partitions) {
    return switch (to) {
      case Bound.Open _ -> reader.ends(partitions);
      case Bound.Time(var at) -> reader.firstSince(partitions, at.plus(DISORDER).toEpochMilli());
      case Bound.Offsets(var offsets) -> withOthersEmpty(offsets, partitions);
    };
  }

  private static Map<Integer, Long> withOthersEmpty(
      Map<Integer, Long> offsets, List<Integer> partitions) {
    var all = new HashMap<Integer, Long>();
    partitions.forEach(partition -> all.put(partition, offsets.getOrDefault(partition, 0L)));
    return all;
  }

  /** Whether a record within the offsets belongs. */
  boolean includes(ConsumerRecord<byte[], byte[]> record) {
    return after(record.timestamp()) && before(record.timestamp()) && ofPatient(record.key());
  }

  private boolean after(long timestamp) {
    return !(from instanceof Bound.Time(var at)) || timestamp >= at.toEpochMilli();
  }

  private boolean before(long timestamp) {
    return !(to instanceof Bound.Time(var at)) || timestamp < at.toEpochMilli();
  }

  private boolean ofPatient(byte @Nullable [] key) {
    if (patient == null) {
      return true;
    }
    var text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    return text.equals(patient) || text.startsWith(patient + "|");
  }

  /** All records of a patient are in one partition, chosen as Kafka's own producer does. */
  private static List<Integer> partitionOf(String patient, List<Integer> partitions) {
    var hash = Utils.murmur2(patient.getBytes(StandardCharsets.UTF_8));
    return List.of(Utils.toPositive(hash) % partitions.size());
  }
}
