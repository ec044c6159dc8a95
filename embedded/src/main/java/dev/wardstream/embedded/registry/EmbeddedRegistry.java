package dev.wardstream.embedded.registry;

import dev.wardstream.schemas.registry.InMemoryRegistry;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.xnio.Options;

/**
 * A schema registry in this process, reachable over HTTP. Its worker threads answer; all state is
 * in the topic {@code _schemas}, so closing and starting again loses nothing. Only one may run per
 * cluster: there is no election.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final long MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int REQUEST_MILLIS = 10_000;
  private static final int IDLE_MILLIS = 60_000;

  private final SchemasTopic topic;
  private final InMemoryRegistry registry;
  private final Undertow server;
  private final InetSocketAddress address;

  private EmbeddedRegistry(SchemasTopic topic, InMemoryRegistry registry, Undertow server) {
    this.topic = topic;
    this.registry = registry;
    this.server = server;
    this.address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
  }

  /** Starts on any free loopback port. */
  public static EmbeddedRegistry start(String bootstrapServers) {
    return start(bootstrapServers, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /**
   * Restores the schemas and starts to serve.
   *
   * @param bootstrapServers the cluster that keeps {@code _schemas}
   * @param bind address to listen on; port 0 for any free one
   */
  public static EmbeddedRegistry start(String bootstrapServers, InetSocketAddress bind) {
    var topic = new SchemasTopic(bootstrapServers);
    var started = false;
    try {
      topic.create();
      var registry = new InMemoryRegistry(topic.restore(), topic);
      var server = server(bind, new RegistryApi(registry));
      server.start();
      started = true;
      return new EmbeddedRegistry(topic, registry, server);
    } finally {
      if (!started) {
        topic.close();
      }
    }
  }

  /** Where clients reach it, as in {@code http://127.0.0.1:8081}. */
  public URI uri() {
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** The same registry for use within this process, without HTTP. */
  public SchemaRegistry local() {
    return registry;
  }

  @Override
  public void close() {
    server.stop();
    topic.close();
  }

  private static Undertow server(InetSocketAddress bind, RegistryApi api) {
    return Undertow.builder()
        .addHttpListener(bind.getPort(), bind.getHostString(), RegistryHandler.of(api))
        .setIoThreads(1)
        .setWorkerThreads(4)
        .setWorkerOption(Options.THREAD_DAEMON, true)
        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
        .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, REQUEST_MILLIS)
        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
        .setServerOption(UndertowOptions.IDLE_TIMEOUT, IDLE_MILLIS)
        .build();
  }
}
