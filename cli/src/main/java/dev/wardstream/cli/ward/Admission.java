package dev.wardstream.cli.ward;

import dev.wardstream.cli.log.LogReader;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the patients, devices and rooms of a demo ward to the care topics. Used by the thread that
 * starts or ends the demo.
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
   * Admits all patients of a ward and puts their devices on.
   *
   * @param since when the devices were put on: from then on their silence is an alarm
   * @param members who may read and write in the ward's room
   */
  public void admit(Ward ward, Instant since, List<String> members) {
    admit(ward, since, members, new HashSet<>());
  }

  /** Admits the patients of a ward who are not known yet; what is known about others stays. */
  public void admitNew(Ward ward, Instant since, List<String> members) {
    var known = keys(Topics.CARE_PATIENTS);
    known.addAll(keys(Topics.CARE_ASSOCIATIONS));
    admit(ward, since, members, known);
  }

  private void admit(Ward ward, Instant since, List<String> members, Set<String> known) {
    var patients = AvroSerde.of(Topics.CARE_PATIENTS, CarePatient.class, registry).serializer();
    var devices =
        AvroSerde.of(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class, registry).serializer();
    var rooms = AvroSerde.of(Topics.CARE_ROOMS, CareRoom.class, registry).serializer();
    var writing = new ArrayList<Future<?>>();
    for (var bed : ward.beds()) {
      if (known.add(bed.patient())) {
        writing.add(send(Topics.CARE_PATIENTS, bed.patient(), patients::serialize, patient(bed)));
      }
      if (known.add(bed.device())) {
        writing.add(
            send(
                Topics.CARE_ASSOCIATIONS,
                bed.device(),
                devices::serialize,
                worn(bed, since, null)));
      }
    }
    writing.add(
        send(Topics.CARE_ROOMS, "ward-" + ward.id(), rooms::serialize, room(ward, members)));
    writing.forEach(Admission::await);
  }

  /**
   * Takes the devices off: their silence from now on is no alarm.
   *
   * @param since when they were put on
   */
  public void takeOff(Ward ward, Instant since, Instant now) {
    var devices =
        AvroSerde.of(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class, registry).serializer();
    ward.beds().stream()
        .map(bed ->
            send(Topics.CARE_ASSOCIATIONS, bed.device(), devices::serialize, worn(bed, since, now)))
        .toList()
        .forEach(Admission::await);
  }

  private Set<String> keys(Topic topic) {
    var keys = new HashSet<String>();
    try (var reader = LogReader.of(bootstrapServers, topic.name())) {
      reader.read(
          reader.everything(),
          record -> {
            var key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
              keys.remove(key);
            } else {
              keys.add(key);
            }
          },
          _ -> {});
    }
    return keys;
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

  private static DeviceAssociations worn(Bed bed, Instant since, @Nullable Instant until) {
    var interval =
        AssociationInterval.newBuilder()
            .setPatient(bed.patient())
            .setFrom(since)
            .setTo(until)
            .setExpects(EXPECTED)
            .build();
    return DeviceAssociations.newBuilder().setIntervals(List.of(interval)).build();
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
