package dev.wardstream.push;

import dev.wardstream.accounts.People;
import dev.wardstream.accounts.PeopleConfig;
import dev.wardstream.accounts.TicketPage;
import dev.wardstream.desk.DeskService;
import dev.wardstream.edge.Backends;
import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.ProcessMetrics;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.Refusals;
import dev.wardstream.edge.devices.DeviceCertificates;
import dev.wardstream.edge.devices.DevicePages;
import dev.wardstream.edge.devices.Devices;
import dev.wardstream.edge.devices.Devices.Strangers;
import dev.wardstream.edge.devices.Enrolment;
import dev.wardstream.push.site.ConsoleFiles;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.schemas.registry.RegistryClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The push service as a process of its own, configured by {@code WARDSTREAM_PUSH_…}. Serves the
 * console on {@code /}. Ends, in order, on a signal.
 */
public final class PushServer {
  private static final Logger LOGGER = LoggerFactory.getLogger(PushServer.class);
  private static final int PORT = 7420;

  /**
   * Everything an operator can set, from {@code WARDSTREAM_PUSH_…}.
   *
   * @param edge how it listens
   * @param backends where Kafka and the schema registry are
   * @param push what is read, kept and allowed
   * @param people whose tokens are accepted, and whether they are issued here
   * @param strangers what is done with devices that are not enrolled
   * @param alertsGroup application id of the alert job, whose delay operators are shown
   */
  public record Setup(
      EdgeConfig edge,
      Backends backends,
      PushConfig push,
      PeopleConfig people,
      Strangers strangers,
      String alertsGroup) {

    /** Reads the environment; an unknown {@code WARDSTREAM_PUSH_…} is an error. */
    public static Setup from(Map<String, String> environment) {
      var settings = Settings.of("WARDSTREAM_PUSH_", environment);
      var edge = EdgeConfig.from(settings, PORT);
      var backends = Backends.from(settings);
      var push = PushConfig.from(backends.kafka(), edge.limits().subscriptions(), settings);
      var people = PeopleConfig.from(settings, edge.rules());
      var setup =
          new Setup(
              edge,
              backends,
              push,
              people,
              Strangers.from(settings),
              settings.text("ALERTS_APPLICATION_ID").orElse("wardstream-alerts"));
      settings.refuseUnknown();
      return setup;
    }
  }

  private PushServer() {}

  /** Runs until a signal ends it. */
  static void main(String[] args) throws InterruptedException {
    var config = Setup.from(System.getenv());
    var edge = config.edge();
    var push = config.push();
    LOGGER.atInfo().addKeyValue("edge", edge).addKeyValue("limits", push.limits()).log("starting");

    var stopped = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopped.countDown();
                  awaitQuietly(ended);
                },
                "shutdown"));
    var clock = Clock.systemUTC();
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var kafka = config.backends().kafka();
    try (var _ = ProcessMetrics.bind(meters);
        var registry = new RegistryClient(config.backends().registry());
        var people = People.open(config.people(), kafka, registry, clock);
        var devices = Devices.open(kafka, registry);
        var refusals = Refusals.open(kafka, registry, meters, clock);
        var service = PushService.open(push, registry, meters, clock);
        var desk =
            DeskService.open(
                new DeskService.Ground(kafka, registry, meters, clock, config.alertsGroup()));
        var tickets = new TicketPage(name -> StreamName.parse(name).isPresent());
        var server =
            new Doors(
                    people, tickets, devices, desk, new Enrolment(kafka, registry, clock), refusals)
                .open(config, service, meters)) {
      LOGGER.atInfo().addKeyValue("port", server.port()).log("push serves");
      stopped.await();
    } finally {
      ended.countDown();
    }
  }

  /** Who may come in, and how. */
  private record Doors(
      People people,
      TicketPage tickets,
      Devices devices,
      DeskService desk,
      Enrolment enrolment,
      Refusals refusals) {

    EdgeServer open(Setup config, PushService service, PrometheusMeterRegistry meters) {
      var clock = Clock.systemUTC();
      var standing = Standing.all(List.of(people.standing(), devices.standing(config.strangers())));
      var tokens = new TokenVerifier(config.people().issuers(), standing, clock);
      var builder =
          EdgeServer.builder(config.edge())
              .endpoint(service.endpoint())
              .ready("push", service::whyNotReady)
              .ready("push-devices", devices::whyNotReady)
              .httpBelow("/", new ConsoleFiles(PushServer.class.getClassLoader()))
              .certificates(new DeviceCertificates(devices))
              .refusals(refusals)
              .metrics(meters)
              .clock(clock);
      service.addPages(builder, tokens, refusals);
      desk.serve(builder, tokens, refusals);
      people.serve(builder, tokens, meters, refusals);
      tickets.serve(builder, tokens, meters);
      config
          .people()
          .mint()
          .map(mint -> new DevicePages.Setup(devices, enrolment, mint, refusals, clock))
          .ifPresent(setup -> builder.httpBelow(DevicePages.BELOW, new DevicePages(setup, tokens)));
      return builder.start(tokens);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
