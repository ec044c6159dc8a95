package dev.wardstream.edge;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics} of a service that serves nothing
 * else. Safe from any thread.
 */
public final class OperationsServer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(OperationsServer.class);

  private final Undertow undertow;

  private OperationsServer(Undertow undertow) {
    this.undertow = undertow;
  }

  /**
   * Listens from now on.
   *
   * @param readiness may be added to later
   */
  public static OperationsServer start(
      OperationsConfig config, Readiness readiness, PrometheusMeterRegistry metrics) {
    var paths = new PathHandler();
    HealthPages.add(paths, readiness, metrics);
    var server =
        new OperationsServer(
            Undertow.builder()
                .setIoThreads(1)
                .setWorkerThreads(2)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 5_000)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 10_000)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 8 << 10)
                .setServerOption(UndertowOptions.MAX_HEADERS, 50)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 1L << 10)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .addHttpListener(config.port(), config.host())
                .setHandler(paths)
                .build());
    server.undertow.start();
    LOGGER.atInfo().addKeyValue("port", server.port()).log("health and metrics are served");
    return server;
  }

  /** The port that is listened on. */
  public int port() {
    var address = undertow.getListenerInfo().getFirst().getAddress();
    return ((InetSocketAddress) address).getPort();
  }

  @Override
  public void close() {
    undertow.stop();
  }
}
