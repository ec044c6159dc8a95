package dev.wardstream.alerts;

import dev.wardstream.alerts.horizon.GroupPositions;
import dev.wardstream.alerts.horizon.LogHorizon;
import dev.wardstream.alerts.rehoming.RehomingCounts;
import dev.wardstream.alerts.rules.RulesInForce;
import dev.wardstream.alerts.watch.Counts;
import dev.wardstream.alerts.wire.Channels;
import dev.wardstream.edge.OperationsServer;
import dev.wardstream.edge.ProcessMetrics;
import dev.wardstream.edge.Readiness;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.registry.RegistryClient;
import dev.wardstream.schemas.registry.RegistryException;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerting job: one topology, one {@link KafkaStreams}, one horizon. A process of its own or a
 * part of one; methods may be called from any thread.
 */
public final class AlertStreams implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AlertStreams.class);

  /** Twice the usual grace: what is older than this is no pause but trouble. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private static final Duration STOP = Duration.ofSeconds(8);

  /** Partition n of each holds the same patients: one task reads and writes them. */
  private static final List<Topic> OF_PATIENTS =
      List.of(
          Topics.VITALS_READINGS,
          Topics.ALERTS_ACTIONS,
          Topics.CARE_PATIENTS,
          Topics.VITALS_LATEST,
          Topics.VITALS_WINDOWS,
          Topics.ALERTS_EVENTS,
          Topics.ALERTS_ACTIVE);

  /** Partition n of each holds the same devices. */
  private static final List<Topic> OF_DEVICES =
      List.of(Topics.CARE_ASSOCIATIONS, Topics.VITALS_UNASSIGNED);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final LogHorizon horizon;
  private final Restores restores = new Restores();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private AlertStreams(KafkaStreams streams, KafkaStreamsMetrics metrics, LogHorizon horizon) {
    this.streams = streams;
    this.metrics = metrics;
    this.horizon = horizon;
    streams.setUncaughtExceptionHandler(this::onFailure);
    streams.setStateListener(this::onState);
    streams.setGlobalStateRestoreListener(restores);
  }

  static void main(String[] args) {
    var setup = AlertsSetup.from(System.getenv());
    var config = setup.job();
    LOGGER.atInfo().addKeyValue("config", config).log("starting");
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var readiness = new Readiness();
    readiness.require("streams", () -> Optional.of("STARTING"));
    try (var _ = ProcessMetrics.bind(meters);
        var _ = OperationsServer.start(setup.operations(), readiness, meters);
        var registry = new RegistryClient(config.backends().registry());
        var alerts = open(config, registry, meters, InstantSource.system())) {
      alerts.readiness().forEach(readiness::require);
      Runtime.getRuntime().addShutdownHook(new Thread(alerts::close, "shutdown"));
      alerts.start();
      alerts.ended().join();
    }
  }

  /**
   * Checks the cluster and prepares the job.
   *
   * @throws dev.wardstream.schemas.catalogue.CatalogueException when a topic is missing or cut
   *     wrongly; names the remedy
   */
  public static AlertStreams open(
      AlertsConfig config, SchemaRegistry registry, MeterRegistry meters, InstantSource clock) {
    var partitions = checkTopics(config);
    var positions =
        GroupPositions.open(
            StreamsSettings.client(config), config.applicationId(), inputs(config, partitions));
    var horizon = LogHorizon.of(positions, clock, config.grace());
    var settings = StreamsSettings.of(config, meters, clock);
    var topology =
        new AlertTopology(
                new Channels(registry),
                new RulesInForce(meters),
                horizon,
                new Counts(meters),
                new RehomingCounts(meters),
                partitions.patients(),
                AlertTopology.ON_HEAP)
            .build(new StreamsConfig(settings));
    var streams = new KafkaStreams(topology, settings);
    var metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(meters);
    var alerts = new AlertStreams(streams, metrics, horizon);
    alerts.measure(meters);
    return alerts;
  }

  private void measure(MeterRegistry meters) {
    Gauge.builder("wardstream.alerts.horizon.age", horizon, its -> its.age().toMillis() / 1e3)
        .description("How far the time of the slowest partition is behind the clock")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("wardstream.alerts.lag", horizon, LogHorizon::behind)
        .description("Records of all inputs that the group has not processed")
        .register(meters);
    Gauge.builder("wardstream.alerts.restoring", restores, Restores::count)
        .description("Stores that are being restored")
        .register(meters);
    Gauge.builder("wardstream.alerts.running", this, its -> its.ready() ? 1 : 0)
        .description("1 when every partition of this instance is watched")
        .register(meters);
  }

  /** Begins to watch; returns at once. */
  public void start() {
    streams.start();
  }

  /** Whether every partition given to this instance is being watched. */
  public boolean ready() {
    return streams.state() == State.RUNNING;
  }

  /** What must hold before the job can be relied on: name to the reason why it does not. */
  public Map<String, Supplier<Optional<String>>> readiness() {
    return Map.of(
        "streams",
        () -> ready() ? Optional.empty() : Optional.of(streams.state().name()),
        "stores",
        restores::whyNotReady,
        "horizon",
        this::whyTimeStands);
  }

  private Optional<String> whyTimeStands() {
    var age = horizon.age();
    if (age.compareTo(LATE) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        horizon.isKnown()
            ? "silence is not watched since %d s: %d records are not processed"
                .formatted(age.toSeconds(), horizon.behind())
            : "silence is not watched yet: edges and devices may hold readings back");
  }

  /** Completes when the job has stopped; exceptionally when a failure stopped it. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /** Stops, leaving the group at once so that others take over without waiting. Idempotent. */
  @Override
  public void close() {
    streams.close(
        CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(STOP));
    horizon.close();
    metrics.close();
    ended.complete(null);
  }

  /**
   * Trouble with what the job depends on passes: try again with a new thread. A bug does not: stop,
   * and let whoever supervises the process see it.
   */
  private StreamThreadExceptionResponse onFailure(Throwable failure) {
    if (passes(failure)) {
      LOGGER.atWarn().setCause(failure).log("a stream thread failed, another takes its place");
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOGGER.atError().setCause(failure).log("a stream thread failed, the job stops");
    ended.completeExceptionally(failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean passes(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof RetriableException
            || failure instanceof RegistryException
            || passes(failure.getCause()));
  }

  private void onState(State now, State before) {
    LOGGER.atInfo().addKeyValue("from", before).addKeyValue("to", now).log("streams state changed");
    if (now == State.RUNNING) {
      horizon.start();
    } else if (now.hasCompletedShutdown()) {
      ended.complete(null);
    }
  }

  /** Into how many partitions what belongs to patients, and what to devices, is cut. */
  private record Partitions(int patients, int devices) {}

  private static Partitions checkTopics(AlertsConfig config) {
    try (var admin = Admin.create(StreamsSettings.starting(config))) {
      var cluster = new Cluster(admin);
      cluster.requireCoPartitioned(List.of(Topics.DEAD_LETTERS));
      cluster.requireCoPartitioned(List.of(Topics.ALERTS_RULES));
      return new Partitions(
          cluster.requireCoPartitioned(OF_PATIENTS), cluster.requireCoPartitioned(OF_DEVICES));
    }
  }

  /** What must be processed before the time of a partition of patients may pass. */
  private static GroupPositions.Inputs inputs(AlertsConfig config, Partitions its) {
    var byPatient = "%s-%s-repartition".formatted(config.applicationId(), AlertTopology.BY_PATIENT);
    return new GroupPositions.Inputs(
        Map.of(
            Topics.CARE_ASSOCIATIONS.name(),
            its.devices(),
            Topics.VITALS_UNASSIGNED.name(),
            its.devices()),
        Map.of(
            Topics.VITALS_READINGS.name(),
            its.patients(),
            Topics.ALERTS_ACTIONS.name(),
            its.patients(),
            Topics.CARE_PATIENTS.name(),
            its.patients(),
            byPatient,
            its.patients()));
  }
}
