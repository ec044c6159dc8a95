package dev.wardstream.ingest;

import dev.wardstream.edge.devices.Devices;
import dev.wardstream.edge.rights.Staff;
import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.ingest.act.AlertIndex;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.GlassGrant;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** The tables an ingest node decides with. */
final class IngestTables implements AutoCloseable {
  final CompactedTable<DeviceAssociations> associations;
  final CompactedTable<CarePatient> patients;
  final CompactedTable<CareRoom> rooms;
  final CompactedTable<AlertInstance> active;
  final CompactedTable<CareStaff> staffRows;
  final CompactedTable<GlassGrant> glassRows;
  final AlertIndex alerts = new AlertIndex();
  final Devices devices;
  final Staff staff;

  IngestTables(Map<String, Object> kafka, SchemaRegistry registry, InstantSource clock) {
    staff = new Staff(clock);
    staffRows =
        CompactedTable.open(
            kafka,
            Topics.CARE_STAFF.name(),
            AvroSerde.of(Topics.CARE_STAFF, CareStaff.class, registry).deserializer(),
            staff);
    glassRows =
        CompactedTable.open(
            kafka,
            Topics.CARE_GLASS.name(),
            AvroSerde.of(Topics.CARE_GLASS, GlassGrant.class, registry).deserializer(),
            staff.glass());
    devices = Devices.open(kafka, registry);
    associations = open(kafka, Topics.CARE_ASSOCIATIONS, DeviceAssociations.class, registry);
    patients = open(kafka, Topics.CARE_PATIENTS, CarePatient.class, registry);
    rooms = open(kafka, Topics.CARE_ROOMS, CareRoom.class, registry);
    active =
        CompactedTable.open(
            kafka,
            Topics.ALERTS_ACTIVE.name(),
            AvroSerde.of(Topics.ALERTS_ACTIVE, AlertInstance.class, registry).deserializer(),
            alerts);
  }

  private static <V extends SpecificRecord> CompactedTable<V> open(
      Map<String, Object> kafka, Topic topic, Class<V> type, SchemaRegistry registry) {
    return CompactedTable.open(
        kafka, topic.name(), AvroSerde.of(topic, type, registry).deserializer());
  }

  Map<String, Supplier<Optional<String>>> readiness() {
    var conditions = new LinkedHashMap<String, Supplier<Optional<String>>>();
    conditions.put("ingest-associations", associations::whyNotReady);
    conditions.put("ingest-patients", patients::whyNotReady);
    conditions.put("ingest-rooms", rooms::whyNotReady);
    conditions.put("ingest-staff", staffRows::whyNotReady);
    conditions.put("ingest-glass", glassRows::whyNotReady);
    conditions.put("ingest-devices", devices::whyNotReady);
    conditions.put("ingest-alerts", active::whyNotReady);
    return conditions;
  }

  @Override
  public void close() {
    associations.close();
    patients.close();
    rooms.close();
    staffRows.close();
    glassRows.close();
    devices.close();
    active.close();
  }
}
