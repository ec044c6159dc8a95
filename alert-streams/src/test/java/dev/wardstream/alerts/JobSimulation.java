package dev.wardstream.alerts;

import dev.wardstream.alerts.horizon.ArrivalHorizon;
import dev.wardstream.alerts.rehoming.RehomingCounts;
import dev.wardstream.alerts.rules.RulesInForce;
import dev.wardstream.alerts.watch.Counts;
import dev.wardstream.alerts.wire.Channels;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology without a broker; time passes when the test says so. One thread. */
final class JobSimulation implements AutoCloseable {
  private final SchemaRegistry registry = new InMemoryRegistry();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private Instant horizon = Instant.EPOCH;

  JobSimulation(Path folder, Instant start) {
    this(folder, start, AlertTopology.ON_HEAP);
  }

  /** With so many patients on the heap: with none every input finds what the stores have. */
  JobSimulation(Path folder, Instant start, int onHeap) {
    var config = AlertsConfig.from(Map.of("WARDSTREAM_ALERTS_STATE_FOLDER", folder.toString()));
    var settings = StreamsSettings.of(config, meters, InstantSource.system());
    var texts = new Properties();
    texts.putAll(settings);
    driver =
        new TopologyTestDriver(
            topology(registry, _ -> horizon, meters, new StreamsConfig(settings), onHeap),
            texts,
            start);
  }

  static Topology topology(
      SchemaRegistry registry,
      ArrivalHorizon horizon,
      MeterRegistry meters,
      StreamsConfig config,
      int onHeap) {
    return new AlertTopology(
            new Channels(registry),
            new RulesInForce(meters),
            horizon,
            new Counts(meters),
            new RehomingCounts(meters),
            6,
            onHeap)
        .build(config);
  }

  <T extends SpecificRecord> void write(Topic topic, String key, T value, Instant at) {
    write(topic, key, value, at, new RecordHeaders());
  }

  @SuppressWarnings("unchecked")
  <T extends SpecificRecord> void write(
      Topic topic, String key, T value, Instant at, Headers headers) {
    var serde = AvroSerde.of(topic, (Class<T>) value.getClass(), registry);
    driver
        .createInputTopic(topic.name(), new StringSerializer(), serde.serializer())
        .pipeInput(new TestRecord<>(key, value, headers, at));
  }

  /** A tombstone. */
  void delete(Topic topic, String key, Instant at) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, null, at);
  }

  SchemaRegistry registry() {
    return registry;
  }

  /** Everything that had arrived by then is processed, and the job gets to know. */
  void pass(Instant until) {
    pass(until, Duration.ofSeconds(1));
  }

  /** The same, and so much time on the wall. */
  void pass(Instant until, Duration onTheWall) {
    horizon = until;
    driver.advanceWallClockTime(onTheWall);
  }

  MeterRegistry meters() {
    return meters;
  }

  <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
    return driver
        .createOutputTopic(
            topic.name(),
            new StringDeserializer(),
            AvroSerde.of(topic, type, registry).deserializer())
        .readValuesToList();
  }

  List<TestRecord<byte[], byte[]>> raw(String topic) {
    var bytes = new ByteArrayDeserializer();
    return driver.createOutputTopic(topic, bytes, bytes).readRecordsToList();
  }

  /** Readings with this disposition so far. */
  double counted(String disposition) {
    return meters.counter("wardstream.alerts.readings", "disposition", disposition).count();
  }

  /** Documents of rules that could not be read so far. */
  double refusedRules() {
    return meters.get(RulesInForce.REFUSED).gauge().value();
  }

  @Override
  public void close() {
    driver.close();
  }
}
