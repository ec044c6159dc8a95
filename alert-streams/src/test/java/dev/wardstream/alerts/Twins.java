package dev.wardstream.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.alerts.watch.Input;
import dev.wardstream.alerts.wire.Channels;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.rules.feed.RuleFeed;
import dev.wardstream.rules.outline.RuleWriter;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.RuleSetDocument;
import dev.wardstream.schemas.registry.AvroSerde;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** The job and the pure engine, told the same. One thread. */
final class Twins implements AutoCloseable {
  final JobSimulation job;
  final Oracle oracle;
  private final Channels channels;
  private final Map<String, List<byte[]>> said = new TreeMap<>();
  private final Map<String, Set<String>> patientsOfDevice = new HashMap<>();
  private RuleFeed rules = RuleFeed.BUILT_IN;
  private long offset;

  Twins(Path folder, Instant start, int onHeap) {
    job = new JobSimulation(folder, start, onHeap);
    channels = new Channels(job.registry());
    oracle = new Oracle(channels);
  }

  void read(String patient, DeviceReadings put, Instant at) {
    job.write(Topics.VITALS_READINGS, patient, put, at);
    var input = channels.readings().values().deserializer();
    oracle.take(
        patient,
        input.deserialize("", bytes(Topics.VITALS_READINGS, put)),
        at,
        new Position(0, offset++));
  }

  void act(String patient, AlertAction action, Instant at) {
    job.write(Topics.ALERTS_ACTIONS, patient, action, at);
    var input = channels.actions().values().deserializer();
    take(patient, input.deserialize("", bytes(Topics.ALERTS_ACTIONS, action)), at);
  }

  void care(String patient, CarePatient care, Instant at) {
    job.write(Topics.CARE_PATIENTS, patient, care, at);
    var input = channels.patients().values().deserializer();
    take(patient, input.deserialize("", bytes(Topics.CARE_PATIENTS, care)), at);
  }

  void discharge(String patient, Instant at) {
    job.delete(Topics.CARE_PATIENTS, patient, at);
    take(patient, channels.patients().values().deserializer().deserialize("", null), at);
  }

  void associate(String device, DeviceAssociations all, Instant at) {
    job.write(Topics.CARE_ASSOCIATIONS, device, all, at);
    var intervals =
        channels
            .associations()
            .values()
            .deserializer()
            .deserialize("", bytes(Topics.CARE_ASSOCIATIONS, all))
            .intervals();
    var concerned = patientsOfDevice.computeIfAbsent(device, _ -> new TreeSet<>());
    intervals.stream().map(Association::patient).forEach(concerned::add);
    concerned.forEach(patient -> take(patient, new Input.DeviceAssociated(device, intervals), at));
  }

  void apply(RuleSet set, Instant at) {
    apply(set.id().name() + "@" + set.id().version(), RuleWriter.write(set, "test"), at);
  }

  void apply(String key, String yaml, Instant at) {
    job.write(
        Topics.ALERTS_RULES,
        key,
        new RuleSetDocument(key.split("@")[0], 0, "", yaml, "author", at, null),
        at);
    rules = rules.take(key, yaml);
    assertThat(rules.problems()).isEmpty();
    oracle.rules(rules.book());
  }

  /** Everything that had arrived by then is processed. */
  void pass(Instant until) {
    job.pass(until);
    oracle.tick(until);
  }

  private void take(String patient, Input input, Instant at) {
    oracle.take(patient, input, at, new Position(0, 0));
  }

  @SuppressWarnings("unchecked")
  private <T extends SpecificRecord> byte[] bytes(dev.wardstream.schemas.Topic topic, T value) {
    var serde = AvroSerde.of(topic, (Class<T>) value.getClass(), job.registry());
    return serde.serializer().encode(value);
  }

  /** The events of the job so far, per patient; they are those of the engine, byte for byte. */
  Map<String, List<AlertEvent>> requireAlike() {
    for (var event : job.raw(Topics.ALERTS_EVENTS.name())) {
      said.computeIfAbsent(new String(event.key(), UTF_8), _ -> new ArrayList<>())
          .add(event.value());
    }
    Map<String, List<AlertEvent>> job = read(said);
    assertThat(job).isEqualTo(read(oracle.events()));
    return job;
  }

  private Map<String, List<AlertEvent>> read(Map<String, List<byte[]>> events) {
    var deserializer =
        AvroSerde.of(Topics.ALERTS_EVENTS, AlertEvent.class, job.registry()).deserializer();
    Map<String, List<AlertEvent>> all = new TreeMap<>();
    events.forEach(
        (patient, values) -> all.put(patient, values.stream().map(deserializer::decode).toList()));
    return all;
  }

  @Override
  public void close() {
    job.close();
  }
}
