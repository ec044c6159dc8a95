package dev.wardstream.ingest;

import dev.wardstream.edge.devices.Devices;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.ingest.act.Acts;
import dev.wardstream.ingest.act.Care;
import dev.wardstream.ingest.chat.Chats;
import dev.wardstream.ingest.put.Puts;
import dev.wardstream.ingest.record.Recorder;
import dev.wardstream.ingest.record.RecorderConfig;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Ingest without a server: the endpoint {@code /v1/ingest} and what it needs. Used by {@link
 * IngestServer}, or within one process with other services behind one {@code EdgeServer}.
 *
 * <p>Close it after the server: answers that are pending need the producer.
 */
public final class IngestService implements AutoCloseable {
  private static final List<String> WRITTEN =
      List.of(
          Topics.VITALS_READINGS.name(),
          Topics.VITALS_UNASSIGNED.name(),
          Topics.CHAT_MESSAGES.name(),
          Topics.ALERTS_ACTIONS.name());

  private final IngestTables tables;
  private final Recorder recorder;
  private final Endpoint endpoint;

  private IngestService(IngestTables tables, Recorder recorder, Endpoint endpoint) {
    this.tables = tables;
    this.recorder = recorder;
    this.endpoint = endpoint;
  }

  /**
   * Begins to read the tables and to reach Kafka; returns at once, ready later. The topics must
   * exist; schemas are registered before it returns.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   * @param config how records are sent
   */
  public static IngestService open(
      Map<String, Object> kafka,
      SchemaRegistry registry,
      RecorderConfig config,
      MeterRegistry metrics,
      InstantSource clock) {
    var tables = new IngestTables(kafka, registry, clock);
    var recorder = Recorder.open(kafka, WRITTEN, config, metrics);
    var puts = new Puts(tables.associations, tables.devices, recorder, registry, metrics);
    var chats = new Chats(tables.rooms, recorder, registry, clock);
    var acts =
        new Acts(tables.alerts, new Care(tables.patients, tables.staff), recorder, registry, clock);
    return new IngestService(tables, recorder, new IngestEndpoint(puts, chats, acts));
  }

  /** {@code /v1/ingest}. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Which devices may talk: for the standing of their tokens and sockets. */
  public Devices devices() {
    return tables.devices;
  }

  /** What must hold before traffic is welcome: name to the reason why it does not. */
  public Map<String, Supplier<Optional<String>>> readiness() {
    var conditions = new LinkedHashMap<>(tables.readiness());
    conditions.put("ingest-kafka", recorder::whyNotReady);
    return conditions;
  }

  @Override
  public void close() {
    recorder.close();
    tables.close();
  }
}
