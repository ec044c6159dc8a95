package dev.wardstream.ingest.put;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.devices.Devices;
import dev.wardstream.edge.rights.Staff;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.edge.socket.Request;
import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.ingest.act.Care;
import dev.wardstream.ingest.record.Receipt;
import dev.wardstream.ingest.record.Recorder;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** The verb {@code put}: devices, and people about a round of theirs. Any I/O thread. */
public final class Puts {
  private final CompactedTable<DeviceAssociations> associations;
  private final Devices devices;
  private final ManualRounds rounds;
  private final Recorder recorder;
  private final AvroSerializer<DeviceReadings> assigned;
  private final AvroSerializer<DeviceReadings> unassigned;
  private final MeterRegistry metrics;
  private final Counter readings;

  public Puts(
      CompactedTable<DeviceAssociations> associations,
      Devices devices,
      Care care,
      Recorder recorder,
      SchemaRegistry registry,
      MeterRegistry metrics) {
    this.associations = associations;
    this.devices = devices;
    rounds = new ManualRounds(devices, care);
    this.recorder = recorder;
    this.metrics = metrics;
    readings = metrics.counter("wardstream.ingest.readings");
    assigned = AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, registry).serializer();
    unassigned =
        AvroSerde.of(Topics.VITALS_UNASSIGNED, DeviceReadings.class, registry).serializer();
  }

  /** Reads a put and checks that the principal may write it. */
  public Request read(JsonParser body, Principal principal) throws Refusal {
    var reader = new PutReader();
    var put = reader.read(body);
    authorise(put, principal);
    reader
        .rejections()
        .counts()
        .forEach((code, count) ->
            metrics.counter("wardstream.ingest.rejected", "code", code.name()).increment(count));
    return reply -> serve(put, reply);
  }

  /** Whether the principal may write this put; a refusal if not. */
  public void authorise(Put put, Principal principal) throws Refusal {
    var machine = principal.is(Role.DEVICE) || principal.is(Role.GATEWAY);
    if (!machine && Staff.isClinician(principal)) {
      rounds.authorise(put, principal);
    } else {
      authoriseDevice(put, principal);
    }
  }

  private void authoriseDevice(Put put, Principal principal) throws Refusal {
    var patient = put.patient();
    var wanted = new Wanted(put.device(), patient);
    if (!devices.mayWrite(principal, put.device())) {
      throw Refusal.forbidden("put.device", "not a device you may write for", wanted);
    }
    if (patient != null
        && !(principal.is(Role.GATEWAY) && principal.patients().contains(patient))) {
      throw Refusal.forbidden("put.patient", "not a patient of this token", wanted);
    }
  }

  private void serve(Put put, Reply reply) {
    if (isReady(List.of(put), reply)) {
      var placement = Placement.of(put, associations.get(put.device()));
      var records = records(put, placement);
      if (records.isEmpty()) {
        reply.ok(PutReceipt.body(List.of(), placement, put.rejected()));
        return;
      }
      readings.increment(put.readings().size());
      recorder.record(
          records, reply, positions -> PutReceipt.body(positions, placement, put.rejected()));
    }
  }

  /**
   * Records several puts, each of one reading, as one request: all of them, or none if Kafka takes
   * nothing now. They must have been authorised.
   *
   * @param receipt is given the position of each put
   */
  public void record(List<Put> puts, Reply reply, Receipt receipt) {
    if (isReady(puts, reply)) {
      var records = new ArrayList<ProducerRecord<byte[], byte[]>>(puts.size());
      for (var put : puts) {
        records.addAll(records(put, Placement.of(put, associations.get(put.device()))));
      }
      readings.increment(records.size());
      recorder.record(records, reply, receipt);
    }
  }

  private boolean isReady(List<Put> puts, Reply reply) {
    var ready =
        devices.whyNotReady().isEmpty()
            && (associations.whyNotReady().isEmpty()
                || puts.stream().allMatch(put -> put.patient() != null));
    if (!ready) {
      reply.refuse(
          Refusal.retry(
              ErrorCode.UNAVAILABLE, "starting: nothing was recorded", Duration.ofSeconds(1)));
    }
    return ready;
  }

  private List<ProducerRecord<byte[], byte[]>> records(Put put, Placement placement) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(1);
    placement
        .byPatient()
        .forEach((patient, part) ->
            records.add(record(Topics.VITALS_READINGS.name(), patient, put, part)));
    if (!placement.unassigned().isEmpty()) {
      records.add(record(Topics.VITALS_UNASSIGNED.name(), null, put, placement.unassigned()));
    }
    return records;
  }

  private ProducerRecord<byte[], byte[]> record(
      String topic, @Nullable String patient, Put put, List<Reading> part) {
    var value = new DeviceReadings(put.device(), put.boot(), put.seq(), part, 0);
    var key = patient == null ? put.device() : patient;
    var bytes = patient == null ? unassigned.encode(value) : assigned.encode(value);
    return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), bytes);
  }
}
