package dev.wardstream.desk.whatif;

import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.desk.log.LogReader;
import dev.wardstream.desk.log.Range;
import dev.wardstream.records.FromLog;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroDeserializer;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Utils;

/**
 * Takes the readings of a time once more through the engine, by two books of rules at once. Reads
 * the log a while before the time asked for, so that runs of readings and newest values are there
 * when it begins. One thread; interrupt it to end it early.
 */
final class Rerun {
  /** Alerts decided by what was measured longer ago may differ from what was alerted then. */
  static final Duration WARM_UP = Duration.ofHours(1);

  /** Some minutes of work; more is a study, for which there is `wardstream evaluate`. */
  static final int MOST_RECORDS = 2_000_000;

  private final Map<String, Object> kafka;
  private final SchemaRegistry registry;
  private final Question question;
  private final SortedMap<String, Both> courses = new TreeMap<>();
  private long records;

  Rerun(Map<String, Object> kafka, SchemaRegistry registry, Question question) {
    this.kafka = kafka;
    this.registry = registry;
    this.question = question;
    var before = new Engine(question.before());
    var after = new Engine(question.after());
    var start = question.from().minus(WARM_UP);
    question
        .people()
        .forEach((id, person) -> {
          var both =
              new Both(
                  new Course(before, id, question.from()), new Course(after, id, question.from()));
          both.before.begin(person.care(), person.devices(), start);
          both.after.begin(person.care(), person.devices(), start);
          courses.put(id, both);
        });
  }

  private record Both(Course before, Course after) {}

  /** Is told how far it is. */
  interface Progress {
    void at(long done, long of);
  }

  /** More is in the log than one run may read. */
  static final class TooMuch extends Exception {
    private static final long serialVersionUID = 1L;

    TooMuch(long records) {
      super(
          "%,d records stand in the log for this time, more than %,d: choose a shorter one"
              .formatted(records, MOST_RECORDS));
    }
  }

  /**
   * What came of it.
   *
   * @param patients every patient's alerts by both
   * @param records of these patients that were read
   */
  record Result(SortedMap<String, List<Comparison>> patients, long records) {}

  Result run(Progress progress) throws TooMuch {
    try (var reader = LogReader.of(kafka, Topics.VITALS_READINGS.name());
        var values =
            AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, registry).deserializer()) {
      var ranges = ranges(reader);
      var total = ranges.stream().mapToLong(Range::length).sum();
      if (total > MOST_RECORDS) {
        throw new TooMuch(total);
      }
      var done = new long[1];
      progress.at(0, total);
      reader.read(
          ranges, record -> take(record, values), passed -> progress.at(done[0] += passed, total));
    }
    var patients = new TreeMap<String, List<Comparison>>();
    courses.forEach((id, both) ->
        patients.put(
            id, Comparison.of(both.before.end(question.to()), both.after.end(question.to()))));
    return new Result(patients, records);
  }

  private List<Range> ranges(LogReader reader) {
    var all = reader.partitions();
    var partitions = new TreeSet<Integer>();
    for (var patient : courses.keySet()) {
      var hash = Utils.murmur2(patient.getBytes(StandardCharsets.UTF_8));
      partitions.add(Utils.toPositive(hash) % all.size());
    }
    return ranges(reader, partitions);
  }

  private List<Range> ranges(LogReader reader, Collection<Integer> partitions) {
    var start = question.from().minus(WARM_UP).toEpochMilli();
    var first = reader.firstSince(partitions, start);
    var after = reader.firstSince(partitions, question.to().toEpochMilli());
    var ends = reader.ends(partitions);
    var ranges = new ArrayList<Range>();
    first.forEach((partition, from) -> {
      long end = ends.getOrDefault(partition, from);
      ranges.add(new Range(partition, from, Math.min(end, after.getOrDefault(partition, end))));
    });
    return ranges;
  }

  private void take(
      ConsumerRecord<byte[], byte[]> record, AvroDeserializer<DeviceReadings> values) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    var both = courses.get(new String(record.key(), StandardCharsets.UTF_8));
    if (both == null) {
      return;
    }
    DeviceReadings read;
    try {
      read = values.decode(record.value());
    } catch (SerializationException e) {
      return; // the alert job has set it aside, too
    }
    records++;
    var put =
        new Put(
            read.getDevice(),
            read.getBoot(),
            read.getSeq(),
            Instant.ofEpochMilli(record.timestamp()),
            new Position(record.partition(), record.offset()),
            FromLog.readings(read));
    if (read.getPart() == 0) {
      both.before.put(put);
      both.after.put(put);
    } else {
      both.before.rehome(put);
      both.after.rehome(put);
    }
  }
}
