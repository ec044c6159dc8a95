package dev.wardstream.desk.care;

import dev.wardstream.edge.rights.Staff;
import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.edge.table.Row;
import dev.wardstream.edge.table.TableListener;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.EnrolledDevice;
import dev.wardstream.schemas.avro.GlassGrant;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The tables of care as of now, in memory. A thread each reads the log; any thread may ask. */
public final class CareTables implements AutoCloseable {
  private final Staff rights;
  private final CompactedTable<CarePatient> patients;
  private final CompactedTable<DeviceAssociations> associations;
  private final CompactedTable<CareStaff> staff;
  private final CompactedTable<GlassGrant> glass;
  private final CompactedTable<EnrolledDevice> devices;

  /** One row, with its key. */
  public record Known<V>(String key, Row<V> row) {
    /** What it says. */
    public V value() {
      return row.value();
    }
  }

  private CareTables(Map<String, Object> kafka, SchemaRegistry registry, InstantSource clock) {
    rights = new Staff(clock);
    var open = new Opening(kafka, registry);
    patients = open.table(Topics.CARE_PATIENTS, CarePatient.class, (_, _) -> {});
    associations = open.table(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class, (_, _) -> {});
    staff = open.table(Topics.CARE_STAFF, CareStaff.class, rights);
    glass = open.table(Topics.CARE_GLASS, GlassGrant.class, rights.glass());
    devices = open.table(Topics.DEVICES, EnrolledDevice.class, (_, _) -> {});
  }

  private record Opening(Map<String, Object> kafka, SchemaRegistry registry) {
    <V extends SpecificRecord> CompactedTable<V> table(
        Topic topic, Class<V> type, TableListener<V> listener) {
      var values = AvroSerde.of(topic, type, registry).deserializer();
      return CompactedTable.open(kafka, topic.name(), values, listener);
    }
  }

  /** Begins to read; returns at once. */
  public static CareTables open(
      Map<String, Object> kafka, SchemaRegistry registry, InstantSource clock) {
    return new CareTables(kafka, registry, clock);
  }

  /** Whom staff care for. */
  public Staff rights() {
    return rights;
  }

  /** A patient who is in a ward; null when nobody of that id is. */
  public @Nullable CarePatient patient(String id) {
    return patients.get(id);
  }

  /** Everybody who is in a ward, by id. */
  public SortedMap<String, Known<CarePatient>> patients() {
    return sorted(patients);
  }

  /** Whom each device measured and measures, by device. */
  public SortedMap<String, Known<DeviceAssociations>> associations() {
    return sorted(associations);
  }

  /** Everybody who has a row, by account. */
  SortedMap<String, Known<CareStaff>> staff() {
    return sorted(staff);
  }

  /** Devices and gateways that are enrolled, by id. */
  SortedMap<String, Known<EnrolledDevice>> devices() {
    return sorted(devices);
  }

  private static <V> SortedMap<String, Known<V>> sorted(CompactedTable<V> table) {
    var sorted = new TreeMap<String, Known<V>>();
    table
        .rows()
        .forEach(
            entry -> sorted.put(entry.getKey(), new Known<>(entry.getKey(), entry.getValue())));
    return sorted;
  }

  /** Where the newest record of a key stands, as in {@code care.patients/3/17}; null for none. */
  @Nullable String position(Topic topic, String key) {
    var row = table(topic).row(key);
    return row == null ? null : position(topic, row);
  }

  static String position(Topic topic, Row<?> row) {
    return "%s/%d/%d".formatted(topic.name(), row.partition(), row.offset());
  }

  /** Waits until everything before a position has been read; false when the time is up first. */
  boolean awaitRead(Topic topic, int partition, long position, Duration limit)
      throws InterruptedException {
    return table(topic).awaitRead(partition, position, limit);
  }

  private CompactedTable<?> table(Topic topic) {
    if (topic.equals(Topics.CARE_PATIENTS)) {
      return patients;
    }
    if (topic.equals(Topics.CARE_ASSOCIATIONS)) {
      return associations;
    }
    if (topic.equals(Topics.CARE_STAFF)) {
      return staff;
    }
    throw new IllegalArgumentException("the desk does not change " + topic.name());
  }

  /** Why they cannot be relied on yet; empty when they can. */
  public Optional<String> whyNotReady() {
    return all().stream().flatMap(table -> table.whyNotReady().stream()).findFirst();
  }

  private List<CompactedTable<?>> all() {
    return List.of(patients, associations, staff, glass, devices);
  }

  @Override
  public void close() {
    all().forEach(CompactedTable::close);
  }
}
