package dev.wardstream.edge;

import dev.wardstream.edge.access.Certificates;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.http.Admission;
import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Bodies;
import dev.wardstream.edge.http.Guard;
import dev.wardstream.edge.http.LastingPage;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.SocketContext;
import dev.wardstream.edge.socket.SocketMetrics;
import dev.wardstream.edge.tls.CertificateWatch;
import dev.wardstream.edge.undertow.SocketGate;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/**
 * A running edge: WebSocket endpoints, HTTP pages, health and metrics on one port.
 *
 * <p>{@link #close} drains: no new connections, every socket is told to come back elsewhere,
 * pending answers are finished, all within twice the drain time.
 */
public final class EdgeServer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(EdgeServer.class);
  private static final int WORKERS = 16;
  private static final Duration ELSEWHERE = Duration.ofSeconds(1);

  /** Connections that are not WebSockets, at which no more are accepted until some have gone. */
  private static final int OTHERS = 1_024;

  /** Bytes that the system takes from a peer that is not read; else it would be megabytes. */
  private static final int RECEIVE_BUFFER = 128 << 10;

  private final EdgeConfig config;
  private final SocketGate gate;
  private final GracefulShutdownHandler pages;
  private final ExecutorService verifiers;
  private final Undertow undertow;
  private final List<LastingPage> lasting;
  private final AtomicBoolean closing;
  private final Optional<CertificateWatch> certificate;

  private EdgeServer(Builder builder, SocketGate gate, ExecutorService verifiers) {
    config = builder.config;
    closing = builder.closing;
    certificate = builder.certificate();
    this.gate = gate;
    this.verifiers = verifiers;
    lasting = builder.lastingPages(gate.context());
    pages = new GracefulShutdownHandler(builder.handler(gate));
    undertow = listener().setHandler(builder.guard(this::unlessClosing)).build();
  }

  private void unlessClosing(HttpServerExchange exchange) throws Exception {
    if (closing.get()) {
      var refusal = Refusal.retry(ErrorCode.UNAVAILABLE, "this node is going away", ELSEWHERE);
      Answers.refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE, refusal);
    } else {
      pages.handleRequest(exchange);
    }
  }

  /** A server to be composed. */
  public static Builder builder(EdgeConfig config) {
    return new Builder(config);
  }

  private Undertow.Builder listener() {
    var connections = config.limits().caps().connections();
    var builder =
        Undertow.builder()
            .setIoThreads(config.ioThreads())
            .setWorkerThreads(WORKERS)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 5_000)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 10_000)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 8 << 10)
            .setServerOption(UndertowOptions.MAX_HEADERS, 50)
            .setServerOption(UndertowOptions.MAX_PARAMETERS, 16)
            .setServerOption(UndertowOptions.MAX_COOKIES, 16)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) Answers.MAX_BODY)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
            .setServerOption(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS, false)
            .setSocketOption(Options.BACKLOG, 4_096)
            .setSocketOption(Options.CONNECTION_HIGH_WATER, connections + 2 * OTHERS)
            .setSocketOption(Options.CONNECTION_LOW_WATER, connections + OTHERS)
            .setSocketOption(Options.RECEIVE_BUFFER, RECEIVE_BUFFER)
            .setSocketOption(Options.TCP_NODELAY, true)
            .setSocketOption(Options.KEEP_ALIVE, true)
            .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, clientCertificates(config))
            .setSocketOption(Options.SSL_ENABLED_PROTOCOLS, Tls.VERSIONS)
            .setSocketOption(Options.SSL_ENABLED_CIPHER_SUITES, Tls.CIPHERS);
    var clients = config.clients().orElse(null);
    return certificate
        .map(watch -> config.tls().orElseThrow().context(watch.keys(), clients))
        .map(context -> builder.addHttpsListener(config.port(), config.host(), context))
        .orElseGet(() -> builder.addHttpListener(config.port(), config.host()));
  }

  private static SslClientAuthMode clientCertificates(EdgeConfig config) {
    return config.clients().isPresent()
        ? SslClientAuthMode.REQUESTED
        : SslClientAuthMode.NOT_REQUESTED;
  }

  private void start() {
    undertow.start();
    LOGGER.atInfo().addKeyValue("port", port()).log("edge listens");
  }

  /** The port that is listened on. */
  public int port() {
    var address = undertow.getListenerInfo().getFirst().getAddress();
    return ((InetSocketAddress) address).getPort();
  }

  /** WebSocket connections that are open now. */
  public int connections() {
    return gate.open();
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      pages.shutdown();
      gate.drain();
      lasting.forEach(LastingPage::drain);
      awaitAnswers();
      undertow.stop();
      certificate.ifPresent(CertificateWatch::close);
      verifiers.shutdownNow();
      LOGGER.atInfo().log("edge has stopped");
    }
  }

  private void awaitAnswers() {
    var deadline = System.nanoTime() + config.limits().drain().multipliedBy(2).toNanos();
    try {
      pages.awaitShutdown(config.limits().drain().toMillis());
      while (gate.open() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Composes a server. Used by one thread. */
  public static final class Builder {
    private final EdgeConfig config;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Map<String, Page> exact = new LinkedHashMap<>();
    private final Map<String, Page> prefixes = new LinkedHashMap<>();
    private final Map<String, Function<SocketContext, LastingPage>> lasting = new LinkedHashMap<>();
    private final Readiness readiness = new Readiness();
    private final AtomicBoolean closing = new AtomicBoolean();
    private PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private InstantSource clock = InstantSource.system();
    private RefusalLog refusals = RefusalLog.NONE;
    private @Nullable Certificates certificates;

    private Builder(EdgeConfig config) {
      this.config = config;
      readiness.require("edge", () -> closing.get() ? Optional.of("draining") : Optional.empty());
    }

    /** Adds a WebSocket address. */
    public Builder endpoint(Endpoint endpoint) {
      endpoints.add(endpoint);
      return this;
    }

    /** Adds a page at exactly this path. */
    public Builder http(String path, HttpHandler handler) {
      exact.put(path, new Page(handler, Answers::refuse));
      return this;
    }

    /** Adds pages below this path; exact ones win. */
    public Builder httpBelow(String path, HttpHandler handler) {
      return httpBelow(path, handler, Answers::refuse);
    }

    /**
     * Adds pages below this path; exact ones win.
     *
     * @param refused answers who is not let in to them
     */
    public Builder httpBelow(String path, HttpHandler handler, Bodies.Otherwise refused) {
      prefixes.put(path, new Page(handler, refused));
      return this;
    }

    /**
     * Adds pages below this path whose answers last; they are asked to end when the server drains.
     *
     * @param page made when the server starts, of what all its connections share
     */
    public Builder lastingBelow(String path, Function<SocketContext, LastingPage> page) {
      lasting.put(path, page);
      return this;
    }

    /** Adds a condition without which the server is not given traffic. */
    public Builder ready(String name, Supplier<Optional<String>> whyNot) {
      readiness.require(name, whyNot);
      return this;
    }

    /** Counts in a registry that others use too; without this, in one of its own. */
    public Builder metrics(PrometheusMeterRegistry registry) {
      metrics = registry;
      return this;
    }

    /** Platform time; without this, the system clock. */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /** Records what peers may not do; without this, it is counted only. */
    public Builder refusals(RefusalLog log) {
      refusals = log;
      return this;
    }

    /** Knows whom client certificates speak for; without this, nobody comes in with one. */
    public Builder certificates(Certificates known) {
      certificates = known;
      return this;
    }

    /** Listens from now on. */
    public EdgeServer start(TokenVerifier tokens) {
      var verifiers =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("verify-", 0).factory());
      var context =
          new SocketContext(
              config.limits(), tokens, verifiers, clock, new SocketMetrics(metrics), refusals);
      var server = new EdgeServer(this, new SocketGate(context), verifiers);
      server.start();
      return server;
    }

    private Optional<CertificateWatch> certificate() {
      var watch =
          config
              .tls()
              .map(tls -> CertificateWatch.open(tls.certificate(), tls.check(), metrics, clock));
      watch.ifPresent(opened -> {
        readiness.require("certificate", opened::whyNotReady);
        readiness.warn("certificate", opened::fault);
      });
      return watch;
    }

    private HttpHandler guard(HttpHandler all) {
      return new Guard(all, config.origins(), config.proxies(), metrics);
    }

    private List<LastingPage> lastingPages(SocketContext context) {
      var made = new ArrayList<LastingPage>();
      lasting.forEach((path, make) -> {
        var page = make.apply(context);
        httpBelow(path, page);
        made.add(page);
      });
      return List.copyOf(made);
    }

    private HttpHandler handler(SocketGate gate) {
      var paths = new PathHandler();
      HealthPages.add(paths, readiness, metrics);
      var sockets = gate.handler(endpoints, config.origins(), certificates);
      endpoints.forEach(endpoint -> paths.addExactPath(endpoint.path(), sockets));
      prefixes.forEach((path, page) -> paths.addPrefixPath(path, page.behind(gate)));
      exact.forEach((path, page) -> paths.addExactPath(path, page.behind(gate)));
      return paths;
    }

    /** What is mounted somewhere, and how those are answered who are not let in. */
    private record Page(HttpHandler handler, Bodies.Otherwise refused) {
      HttpHandler behind(SocketGate gate) {
        return new Admission(handler, gate.seats(), gate.context().metrics(), refused);
      }
    }
  }
}
