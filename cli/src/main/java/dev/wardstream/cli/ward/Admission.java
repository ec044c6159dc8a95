package dev.wardstream.cli.ward;

import dev.wardstream.desk.care.Wearing;
import dev.wardstream.desk.log.LogReader;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceKind;
import dev.wardstream.schemas.avro.DeviceState;
import dev.wardstream.schemas.avro.EnrolledDevice;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the patients, devices, rooms and enrolments of a demo ward to the care topics. Used by the
 * thread that starts or ends the demo.
 */
public final class Admission implements AutoCloseable {
  private static final List<Vital> EXPECTED = List.of(Vital.HR, Vital.RR, Vital.SPO2);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final String bootstrapServers;
  private final SchemaRegistry registry;
  private final KafkaProducer<String, byte[]> producer;

  private Admission(
      String bootstrapServers, SchemaRegistry registry, KafkaProducer<String, byte[]> producer) {
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
    this.producer = producer;
  }

  /** An admission office of a cluster. */
  public static Admission at(String bootstrapServers, SchemaRegistry registry) {
    var config =
        Map.<String, Object>of(
            "bootstrap.servers", bootstrapServers,
            "acks", "all",
            "enable.idempotence", "true",
            "max.block.ms", "15000",
            "client.id", "wardstream-admission");
    return new Admission(
        bootstrapServers,
        registry,
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
  }

  /**
   * Admits the patients of a ward who are not known yet, and puts on the devices that are not worn.
   * What is known about others stays.
   *
   * @param since when the devices are put on: from then on their silence is an alarm
   * @param members who may read and write in the ward's room
   */
  public void admit(Ward ward, Instant since, List<String> members) {
    var known = newest(Topics.CARE_PATIENTS, CarePatient.class).keySet();
    var worn = newest(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class);
    var patients = AvroSerde.of(Topics.CARE_PATIENTS, CarePatient.class, registry).serializer();
    var rooms = AvroSerde.of(Topics.CARE_ROOMS, CareRoom.class, registry).serializer();
    var changes = new ArrayList<Future<?>>();
    for (var bed : ward.beds()) {
      if (!known.contains(bed.patient())) {
        changes.add(send(Topics.CARE_PATIENTS, bed.patient(), patients::serialize, patient(bed)));
      }
    }
    changes.addAll(
        wear(
            ward, bed -> Wearing.of(worn.get(bed.device())).putOn(bed.patient(), since, EXPECTED)));
    changes.addAll(enrol(ward));
    changes.add(
        send(Topics.CARE_ROOMS, "ward-" + ward.id(), rooms::serialize, room(ward, members)));
    changes.forEach(Admission::await);
  }

  /** Takes the devices off: their silence from now on is no alarm. */
  public void takeOff(Ward ward, Instant now) {
    var worn = newest(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class);
    wear(ward, bed -> Wearing.of(worn.get(bed.device())).takeOff(now)).forEach(Admission::await);
  }

  private List<Future<?>> wear(Ward ward, Function<Bed, Wearing> change) {
    var devices =
        AvroSerde.of(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class, registry).serializer();
    var changes = new ArrayList<Future<?>>();
    for (var bed : ward.beds()) {
      var value = change.apply(bed).toAvro();
      changes.add(send(Topics.CARE_ASSOCIATIONS, bed.device(), devices::serialize, value));
    }
    return changes;
  }

  /** Lets the ward's devices in, with tokens; what is known of one, also its revocation, stays. */
  private List<Future<?>> enrol(Ward ward) {
    var known = newest(Topics.DEVICES, EnrolledDevice.class).keySet();
    var rows = AvroSerde.of(Topics.DEVICES, EnrolledDevice.class, registry).serializer();
    var changes = new ArrayList<Future<?>>();
    for (var bed : ward.beds()) {
      if (!known.contains(bed.device())) {
        changes.add(send(Topics.DEVICES, bed.device(), rows::serialize, enrolled()));
      }
    }
    return changes;
  }

  private static EnrolledDevice enrolled() {
    return EnrolledDevice.newBuilder()
        .setKind(DeviceKind.DEVICE)
        .setState(DeviceState.ACTIVE)
        .setDevices(List.of())
        .setBy("wardstream-admission")
        .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  /** The newest value per key of a compacted topic. */
  private <T extends SpecificRecord> Map<String, T> newest(Topic topic, Class<T> type) {
    var values = new HashMap<String, T>();
    try (var reader = LogReader.of(bootstrapServers, topic.name());
        var deserializer = AvroSerde.of(topic, type, registry).deserializer()) {
      reader.read(
          reader.everything(),
          record -> {
            var key = new String(record.key(), StandardCharsets.UTF_8);
            var bytes = record.value();
            if (bytes == null) {
              values.remove(key);
            } else {
              values.put(key, deserializer.decode(bytes));
            }
          },
          _ -> {});
    }
    return values;
  }

  private static CarePatient patient(Bed bed) {
    return CarePatient.newBuilder()
        .setWard(bed.ward())
        .setBed(bed.label())
        .setName(bed.name())
        .setAgeYears(bed.recording().ageYears())
        .setSex(bed.recording().sex())
        .build();
  }

  private static CareRoom room(Ward ward, List<String> members) {
    return CareRoom.newBuilder().setMembers(members).setTitle("Ward " + ward.id()).build();
  }

  private interface Encode<T> {
    byte @Nullable [] bytes(String topic, T value);
  }

  private <T extends SpecificRecord> Future<?> send(
      Topic topic, String key, Encode<T> encode, T value) {
    return producer.send(
        new ProducerRecord<>(topic.name(), key, encode.bytes(topic.name(), value)));
  }

  private static void await(Future<?> write) {
    try {
      write.get();
    } catch (ExecutionException e) {
      throw new CompletionException("a patient cannot be admitted", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException("interrupted while patients are admitted", e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
