package dev.wardstream.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wardstream.alerts.association.Associations;
import dev.wardstream.alerts.association.DeviceIntervals;
import dev.wardstream.alerts.horizon.ArrivalHorizon;
import dev.wardstream.alerts.rehoming.DeviceInput;
import dev.wardstream.alerts.rehoming.Rehoming;
import dev.wardstream.alerts.rehoming.RehomingCounts;
import dev.wardstream.alerts.rules.RuleTopic;
import dev.wardstream.alerts.rules.RulesInForce;
import dev.wardstream.alerts.watch.AlertKey;
import dev.wardstream.alerts.watch.Counts;
import dev.wardstream.alerts.watch.Decision;
import dev.wardstream.alerts.watch.Input;
import dev.wardstream.alerts.watch.Watch;
import dev.wardstream.alerts.wire.Channels;
import dev.wardstream.alerts.wire.Keeping;
import dev.wardstream.clinical.alerts.AlertState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Readings, actions, patients and associations in; alerts, newest values and windows out. {@link
 * #build} reads as the diagram in docs/topology.md.
 *
 * @param channels the topics
 * @param rules who decides
 * @param horizon how far time may pass
 * @param counts what becomes of readings and actions
 * @param rehoming what becomes of readings without a patient
 * @param partitions partitions of the topics that hold patients
 * @param onHeap so many patients of a partition stay on the heap
 */
record AlertTopology(
    Channels channels,
    RulesInForce rules,
    ArrivalHorizon horizon,
    Counts counts,
    RehomingCounts rehoming,
    int partitions,
    int onHeap) {

  /** More than a thread can serve once a second. */
  static final int ON_HEAP = 50_000;

  /** Repartition topic; with the application id in front its name is data. */
  static final String BY_PATIENT = "associations-by-patient";

  /** The config goes to the builder too: only there does Kafka Streams reject unnamed resources. */
  Topology build(StreamsConfig config) {
    var builder = new StreamsBuilder(new TopologyConfig(config));
    var ofPatients =
        readings(builder)
            .merge(actions(builder), Named.as("and-actions"))
            .merge(patients(builder), Named.as("and-patients"));
    var devices = associations(builder);
    publish(watch(ofPatients.merge(toPatients(devices), Named.as("and-associations"))));
    rehome(builder, devices);
    rules(builder);
    return builder.build();
  }

  private KStream<String, Input> readings(StreamsBuilder builder) {
    var topic = channels.readings();
    return builder.stream(topic.name(), topic.as("readings"));
  }

  private KStream<String, Input> actions(StreamsBuilder builder) {
    var topic = channels.actions();
    return builder.stream(topic.name(), topic.as("actions"));
  }

  private KStream<String, Input> patients(StreamsBuilder builder) {
    var topic = channels.patients();
    return builder.stream(topic.name(), topic.as("care-patients"));
  }

  private KStream<String, DeviceIntervals> associations(StreamsBuilder builder) {
    var topic = channels.associations();
    return builder.stream(topic.name(), topic.as("associations"));
  }

  /** Kept per device, needed per patient. */
  private KStream<String, Input> toPatients(KStream<String, DeviceIntervals> devices) {
    return devices
        .process(new Associations(Keeping.intervals()), Named.as("route-associations"))
        .repartition(
            Repartitioned.<String, Input>as(BY_PATIENT)
                .withKeySerde(Serdes.String())
                .withValueSerde(Keeping.associated())
                .withNumberOfPartitions(partitions));
  }

  /** Readings that came before the association that says whose they are. */
  private void rehome(StreamsBuilder builder, KStream<String, DeviceIntervals> devices) {
    var from = channels.unassigned();
    var to = channels.moved();
    devices
        .<DeviceInput>mapValues(DeviceInput.Belongs::of, Named.as("belongs"))
        .merge(
            builder.stream(from.name(), from.as("unassigned"))
                .<DeviceInput>mapValues(DeviceInput.Sent::new, Named.as("sent")),
            Named.as("and-unassigned"))
        .process(
            new Rehoming(channels.unassignedPuts(), rehoming),
            Named.as("rehome"),
            Associations.DEVICES)
        .to(to.name(), to.to("rehomed-sink"));
  }

  private KStream<String, Decision> watch(KStream<String, Input> inputs) {
    return inputs.process(new Watch(rules, horizon, counts, onHeap), Named.as("watch-patient"));
  }

  /** Not partitioned: every instance knows all rules. */
  private void rules(StreamsBuilder builder) {
    var topic = channels.rules();
    builder.addGlobalStore(
        RuleTopic.store(), topic.name(), topic.as("rules"), new RuleTopic(rules));
  }

  private void publish(KStream<String, Decision> decisions) {
    var events = channels.events();
    var windows = channels.windows();
    var latest = channels.latest();
    var active = channels.active();
    decisions
        .flatMapValues(Decision::events, Named.as("events"))
        .to(events.name(), events.to("events-sink"));
    decisions
        .flatMap((_, decision) -> active(decision), Named.as("active"))
        .to(
            active.name(),
            active.to("active-sink").withStreamPartitioner((_, key, _, n) -> partition(key, n)));
    decisions
        .flatMapValues(Decision::latestIfAny, Named.as("latest"))
        .to(latest.name(), latest.to("latest-sink"));
    decisions
        .flatMapValues(Decision::windows, Named.as("windows"))
        .to(windows.name(), windows.to("windows-sink"));
  }

  /** Open alerts as they are now, tombstones for closed ones. */
  private static List<KeyValue<AlertKey, AlertState>> active(Decision decision) {
    return decision.alerts().stream()
        .map(its -> KeyValue.pair(new AlertKey(its.patient(), its.family()), its))
        .toList();
  }

  /** The partition Kafka's default gives to the patient alone: events and active alerts meet. */
  private static Optional<Set<Integer>> partition(AlertKey key, int partitions) {
    var hash = Utils.murmur2(key.patient().getBytes(UTF_8));
    return Optional.of(Set.of(Utils.toPositive(hash) % partitions));
  }
}
