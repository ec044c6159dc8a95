// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.RegistryClient;
import java.net.URI;

/** Items as readings of beds in turn, written to Kafka at once. */
final class LogSource implements Source {
  private static final Signal SIGNAL = new Signal(300);

  private final int beds;
  private final RegistryClient registry;
  private final LogWriter log;
  private final AvroSerializer<DeviceReadings> serializer;
  private long sent;

  LogSource(String bootstrapServers, URI registryAddress, int beds) {
    this.beds = beds;
    registry = new RegistryClient(registryAddress);
    log = LogWriter.prompt(bootstrapServers);
    serializer = AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, registry).serializer();
  }

  @Override
  public void send(long seq) {
    int bed = (int) (sent % beds);
    var like = SIGNAL.record(bed, sent / beds, System.currentTimeMillis());
    var record = new DeviceReadings(like.getDevice(), like.getBoot(), seq, like.getReadings(), 0);
    log.write(Topics.VITALS_READINGS, Beds.patient(bed), serializer.encode(record));
    sent++;
  }

  @Override
  public void close() {
    log.close();
    registry.close();
  }
}
