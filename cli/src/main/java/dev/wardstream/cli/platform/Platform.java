package dev.wardstream.cli.platform;

import dev.wardstream.accounts.AccountService;
import dev.wardstream.accounts.People;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.devices.DevicePages;
import dev.wardstream.edge.devices.Enrolment;
import dev.wardstream.embedded.KafkaCluster;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.embedded.registry.EmbeddedRegistry;
import dev.wardstream.push.site.ConsoleFiles;
import dev.wardstream.push.site.SignInPage;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Everything in this process: a real broker, the schema registry, both edge services, the alert job
 * and the console, behind one loopback port. Started when it is ready to be used; closed in order,
 * within seconds. Any thread may call, one at a time.
 */
public final class Platform implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String HOST = "127.0.0.1";

  private final Closing closing;
  private final KafkaCluster kafka;
  private final EmbeddedRegistry registry;
  private final EdgeServer server;
  private final PrometheusMeterRegistry meters;
  private final Doors doors;
  private final DataFolder folder;

  private Platform(Ground ground, EdgeServer server, PrometheusMeterRegistry meters, Doors doors) {
    this.closing = ground.closing;
    this.kafka = ground.kafka;
    this.registry = ground.registry;
    this.folder = ground.folder;
    this.server = server;
    this.meters = meters;
    this.doors = doors;
  }

  /** Who lets people in. */
  private record Doors(TokenMint mint, People people) {}

  /** What the services stand on. */
  private record Ground(
      Closing closing, DataFolder folder, KafkaCluster kafka, EmbeddedRegistry registry) {}

  /** Starts; returns when everything is ready. */
  public static Platform start(PlatformConfig config) {
    return start(config, _ -> {});
  }

  /**
   * Starts; returns when everything is ready.
   *
   * @param steps is told what has just become ready
   * @throws CommandFailed when it cannot start, with the remedy
   */
  public static Platform start(PlatformConfig config, Consumer<String> steps) {
    var closing = new Closing();
    var started = false;
    try {
      var platform = start(config, steps, closing);
      started = true;
      return platform;
    } finally {
      if (!started) {
        closing.close();
      }
    }
  }

  private static Platform start(PlatformConfig config, Consumer<String> steps, Closing closing) {
    var port = free(config.port());
    var ground = ground(config, steps, closing);
    createTopics(ground.kafka, config);
    steps.accept("topics");
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    closing.add(meters::close);
    var mint = ground.folder.mint(config.clock());
    var services =
        Services.open(
            new Services.Ground(
                ground.kafka.bootstrapServers(),
                ground.registry.uri(),
                ground.registry.local(),
                ground.folder.streams(),
                meters,
                config.clock()),
            mint,
            closing);
    var server = serve(config, port, services, mint, meters, enrolment(ground, config));
    closing.add(server::close);
    var platform = new Platform(ground, server, meters, new Doors(mint, services.people()));
    awaitReady(services);
    steps.accept("ingest, alerts, push and console");
    ground.folder.announce(platform.addresses());
    closing.add(ground.folder::withdraw);
    return platform;
  }

  private static Ground ground(PlatformConfig config, Consumer<String> steps, Closing closing) {
    var folder = new DataFolder(config.data().orElseGet(() -> temporary(closing)));
    var lock = FolderLock.take(folder.root());
    closing.add(lock::close);
    var kafka =
        config
            .cluster()
            .orElseGet(() ->
                EmbeddedKafka.builder()
                    .port(config.kafkaPort())
                    .dataFolder(folder.kafka())
                    .start());
    closing.add(kafka::close);
    steps.accept("Kafka broker");
    var registry =
        EmbeddedRegistry.start(
            kafka.bootstrapServers(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), config.registryPort()));
    closing.add(registry::close);
    steps.accept("schema registry");
    return new Ground(closing, folder, kafka, registry);
  }

  private static void createTopics(KafkaCluster kafka, PlatformConfig config) {
    var client = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    try (var admin = Admin.create(client)) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, config.size(), 1, cluster.describe(Topics.ALL)));
    }
  }

  private static Enrolment enrolment(Ground ground, PlatformConfig config) {
    var kafka = Map.<String, Object>of("bootstrap.servers", ground.kafka.bootstrapServers());
    return new Enrolment(kafka, ground.registry.local(), config.clock());
  }

  private static EdgeServer serve(
      PlatformConfig config,
      int port,
      Services services,
      TokenMint mint,
      PrometheusMeterRegistry meters,
      Enrolment enrolment) {
    var origins = "http://127.0.0.1:%1$d,http://localhost:%1$d".formatted(port);
    var settings =
        Map.of(
            "PORT", Integer.toString(port),
            "HOST", HOST,
            "ORIGINS", origins,
            "MAX_PER_ADDRESS", "10000", // every device of a simulation is on this machine
            "MAX_GREETING_PER_ADDRESS", "1000",
            "DEVICE_RATE", "1000", // and may hurry through its day
            "DEVICE_BYTE_RATE", "4194304");
    var builder =
        EdgeServer.builder(EdgeConfig.from(Settings.of("", settings), port))
            .metrics(meters)
            .clock(config.clock())
            .httpBelow("/", new ConsoleFiles(Platform.class.getClassLoader()))
            .http(SignInPage.PATH, new SignInPage(true, Optional.empty()));
    var devices = services.ingest().devices();
    var standing =
        Standing.all(List.of(services.people().standing(), devices.standing(config.strangers())));
    var tokens = mint.verifier(standing);
    services.serve(builder, tokens, meters);
    var pages =
        new DevicePages.Setup(devices, enrolment, mint, services.refusals(), config.clock());
    builder.httpBelow(DevicePages.BELOW, new DevicePages(pages, tokens));
    config.demo().ifPresent(demo -> builder.http(DemoPage.PATH, new DemoPage(demo, mint)));
    return builder.start(tokens);
  }

  private static void awaitReady(Services services) {
    var deadline = System.nanoTime() + READY_LIMIT.toNanos();
    var whyNot = services.whyNotReady();
    while (whyNot.isPresent()) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailed(
            "Not ready after %d s: %s".formatted(READY_LIMIT.toSeconds(), whyNot.get()));
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailed("Interrupted while starting.", e);
      }
      whyNot = services.whyNotReady();
    }
  }

  /** The port asked for, or a free one; found before anything else is started. */
  private static int free(int port) {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new CommandFailed(
          "Port %d is in use: stop what listens there, or choose another with --port."
              .formatted(port),
          e);
    }
  }

  private static Path temporary(Closing closing) {
    try {
      var folder = Files.createTempDirectory("wardstream-");
      closing.add(() -> delete(folder));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  /** The edge, as in {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return URI.create("http://" + HOST + ":" + server.port());
  }

  /** WebSocket address of an endpoint, as in {@code /v1/push}. */
  public URI socket(String path) {
    return URI.create("ws://" + HOST + ":" + server.port() + path);
  }

  /** The broker; may be stopped and started to see what happens. */
  public KafkaCluster kafka() {
    return kafka;
  }

  /** Addresses of the broker. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** The schema registry's address. */
  public URI registryUri() {
    return registry.uri();
  }

  /** The schema registry, without HTTP. */
  public SchemaRegistry registry() {
    return registry.local();
  }

  /** Issues tokens that this platform accepts. */
  public TokenMint mint() {
    return doors.mint();
  }

  /** Accounts of people. */
  public AccountService accounts() {
    return doors.people().centre().orElseThrow();
  }

  /** What the services count. */
  public PrometheusMeterRegistry meters() {
    return meters;
  }

  /** Where data is kept. */
  public DataFolder folder() {
    return folder;
  }

  /** Addresses for other processes. */
  public DataFolder.Running addresses() {
    return new DataFolder.Running(uri(), bootstrapServers(), registryUri());
  }

  @Override
  public void close() {
    closing.close();
  }
}
