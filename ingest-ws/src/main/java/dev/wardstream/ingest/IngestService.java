package dev.wardstream.ingest;

import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.devices.DeviceCertificates;
import dev.wardstream.edge.devices.Devices;
import dev.wardstream.edge.http.Bodies;
import dev.wardstream.edge.http.BodyLimits;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.ingest.act.Acts;
import dev.wardstream.ingest.act.Care;
import dev.wardstream.ingest.chat.Chats;
import dev.wardstream.ingest.fhir.FhirPage;
import dev.wardstream.ingest.http.ReadingsPage;
import dev.wardstream.ingest.put.Puts;
import dev.wardstream.ingest.record.Recorder;
import dev.wardstream.ingest.record.RecorderConfig;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  private final Puts puts;
  private final Endpoint endpoint;
  private final MeterRegistry metrics;
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ingest-http-", 0).factory());

  private IngestService(
      IngestTables tables, Recorder recorder, Puts puts, Endpoint endpoint, MeterRegistry metrics) {
    this.tables = tables;
    this.recorder = recorder;
    this.puts = puts;
    this.endpoint = endpoint;
    this.metrics = metrics;
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
    var care = new Care(tables.patients, tables.staff);
    var puts = new Puts(tables.associations, tables.devices, care, recorder, registry, metrics);
    var chats = new Chats(tables.rooms, recorder, registry, clock);
    var acts = new Acts(tables.alerts, care, recorder, registry, clock);
    var endpoint = new IngestEndpoint(puts, chats, acts, recorder);
    return new IngestService(tables, recorder, puts, endpoint, metrics);
  }

  /** {@code /v1/ingest}. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Which devices may talk: for the standing of their tokens and sockets. */
  public Devices devices() {
    return tables.devices;
  }

  /** Puts {@code POST /v1/readings} and {@code /fhir} before a server. */
  public void addPages(
      EdgeServer.Builder server, TokenVerifier tokens, RefusalLog refusals, BodyLimits limits) {
    var callers = new Callers(tokens, new DeviceCertificates(tables.devices), refusals);
    var bodies = new Bodies(limits, workers, metrics);
    var readings = new ReadingsPage(puts, callers, bodies, limits, workers, metrics);
    var fhir = new FhirPage(puts, callers, bodies, workers, metrics);
    server.http(ReadingsPage.PATH, new HttpContinueReadHandler(readings));
    server.httpBelow(FhirPage.BELOW, new HttpContinueReadHandler(fhir), fhir::refuse);
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
    workers.shutdownNow();
    tables.close();
  }
}
