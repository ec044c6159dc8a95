package dev.wardstream.alerts.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wardstream.alerts.association.DeviceIntervals;
import dev.wardstream.alerts.watch.AlertKey;
import dev.wardstream.alerts.watch.Decision.Latest;
import dev.wardstream.alerts.watch.Input;
import dev.wardstream.alerts.watch.Input.CareChanged;
import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertState;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.windows.VitalWindow;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.RuleSetDocument;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.avro.VitalsWindow;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import dev.wardstream.schemas.registry.UnreadableRecordException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Every topic the job reads or writes, as values of the domain.
 *
 * @param registry who knows the schemas
 */
public record Channels(SchemaRegistry registry) {

  /** What devices sent; key: patient. */
  public Channel<String, Input> readings() {
    return read(Topics.VITALS_READINGS, DeviceReadings.class, Inbound::readings);
  }

  /** What devices sent before it was known whose it is; key: device. */
  public Channel<String, UnassignedPut> unassigned() {
    return read(Topics.VITALS_UNASSIGNED, DeviceReadings.class, UnassignedPut::new);
  }

  /** Such puts, as the job itself keeps them. */
  public Serde<UnassignedPut> unassignedPuts() {
    var avro = AvroSerde.of(Topics.VITALS_UNASSIGNED, DeviceReadings.class, registry);
    var serializer = avro.serializer();
    var deserializer = avro.deserializer();
    return Serdes.serdeFrom(
        (_, put) -> serializer.encode(put.avro()),
        (_, bytes) -> new UnassignedPut(deserializer.decode(bytes)));
  }

  /** What of it belongs to a patient after all; key: patient. */
  public Channel<String, UnassignedPut> moved() {
    return new Channel<>(
        Topics.VITALS_READINGS.name(),
        Serdes.String(),
        writing(Topics.VITALS_READINGS, DeviceReadings.class, UnassignedPut::avro));
  }

  /** What people did; key: patient. */
  public Channel<String, Input> actions() {
    return read(Topics.ALERTS_ACTIONS, AlertAction.class, Inbound::action);
  }

  /** Who is measured by what; key: device. */
  public Channel<String, DeviceIntervals> associations() {
    return read(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class, Inbound::intervals);
  }

  /** Where patients are and what was prescribed; key: patient. */
  public Channel<String, Input> patients() {
    return read(
        Topics.CARE_PATIENTS, CarePatient.class, Inbound::care, new CareChanged(Care.UNKNOWN));
  }

  /**
   * Rule sets as YAML; key: rule set and version. What is no such record reads as an empty
   * document, which is refused like any other that says nothing: there is no dead letter from a
   * topic that every instance reads.
   */
  public Channel<String, String> rules() {
    var avro = AvroSerde.of(Topics.ALERTS_RULES, RuleSetDocument.class, registry).deserializer();
    Serde<String> values =
        OneWay.reading((_, bytes) -> {
          try {
            return bytes == null ? null : avro.decode(bytes).getYaml();
          } catch (UnreadableRecordException _) {
            return "";
          }
        });
    return new Channel<>(Topics.ALERTS_RULES.name(), Serdes.String(), values);
  }

  /** What happened to alerts; key: patient. */
  public Channel<String, AlertEvent> events() {
    return new Channel<>(
        Topics.ALERTS_EVENTS.name(),
        Serdes.String(),
        writing(
            Topics.ALERTS_EVENTS,
            dev.wardstream.schemas.avro.AlertEvent.class,
            OutboundAlerts::event));
  }

  /** Alerts that are open, tombstones for those closed; key: patient and family. */
  public Channel<AlertKey, AlertState> active() {
    return new Channel<>(
        Topics.ALERTS_ACTIVE.name(),
        OneWay.writing((_, key) -> key.text().getBytes(UTF_8)),
        writing(Topics.ALERTS_ACTIVE, AlertInstance.class, OutboundAlerts::instance));
  }

  /** Newest values; key: patient. */
  public Channel<String, Latest> latest() {
    return new Channel<>(
        Topics.VITALS_LATEST.name(),
        Serdes.String(),
        writing(Topics.VITALS_LATEST, VitalsLatest.class, OutboundVitals::latest));
  }

  /** Minutes and hours; key: patient. */
  public Channel<String, VitalWindow> windows() {
    return new Channel<>(
        Topics.VITALS_WINDOWS.name(),
        Serdes.String(),
        writing(Topics.VITALS_WINDOWS, VitalsWindow.class, OutboundVitals::window));
  }

  private <A extends SpecificRecord, V> Channel<String, V> read(
      Topic topic, Class<A> type, Function<A, V> toDomain) {
    return read(topic, type, toDomain, null);
  }

  /** What a tombstone means is known here, too. */
  private <A extends SpecificRecord, V> Channel<String, V> read(
      Topic topic, Class<A> type, Function<A, V> toDomain, @Nullable V tombstone) {
    var avro = AvroSerde.of(topic, type, registry).deserializer();
    Serde<V> values =
        OneWay.reading(
            (_, bytes) -> bytes == null ? tombstone : toDomain.apply(avro.decode(bytes)));
    return new Channel<>(topic.name(), Serdes.String(), values);
  }

  private <A extends SpecificRecord, V> Serde<V> writing(
      Topic topic, Class<A> type, Function<V, @Nullable A> toAvro) {
    var avro = AvroSerde.of(topic, type, registry).serializer();
    return OneWay.writing((name, value) -> avro.serialize(name, toAvro.apply(value)));
  }
}
