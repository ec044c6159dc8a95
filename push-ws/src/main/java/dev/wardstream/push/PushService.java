package dev.wardstream.push;

import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.http.LastingPage;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.SocketContext;
import dev.wardstream.push.feed.Codec;
import dev.wardstream.push.feed.Feed;
import dev.wardstream.push.page.StreamPage;
import dev.wardstream.push.session.PushEndpoint;
import dev.wardstream.push.session.PushMetrics;
import dev.wardstream.push.table.Rights;
import dev.wardstream.push.why.WhyPage;
import dev.wardstream.push.why.WhyService;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import java.time.Clock;
import java.util.Optional;

/**
 * The push service inside any process: give its {@link #endpoint}, {@link #streams} and {@link
 * #whyPage} to an edge server, and {@link #whyNotReady} to its readiness. Safe from any thread.
 * Close the server first.
 */
public final class PushService implements AutoCloseable {
  private final Feed feed;
  private final PushEndpoint endpoint;
  private final WhyService why;

  private PushService(Feed feed, PushEndpoint endpoint, WhyService why) {
    this.feed = feed;
    this.endpoint = endpoint;
    this.why = why;
  }

  /** Begins to read; returns at once. Brokers that are not there yet are waited for. */
  public static PushService open(
      PushConfig config, SchemaRegistry registry, MeterRegistry meters, Clock clock) {
    var feed = new Feed(config.feed(), new Codec(registry), clock);
    var rights = new Rights(feed.tables().census(), feed.tables().rooms(), feed.tables().staff());
    var metrics = new PushMetrics(meters, feed);
    var why = WhyService.open(config.feed().kafka(), registry, feed, rights, meters, clock);
    feed.start();
    return new PushService(
        feed, new PushEndpoint(feed, rights, config.limits(), clock, metrics), why);
  }

  /** {@code /v1/push}. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** {@code /v1/alerts/{id}/why}: to be mounted at {@link WhyPage#BELOW}. */
  public HttpHandler whyPage(TokenVerifier tokens) {
    return why.page(tokens);
  }

  /** {@code /v1/streams/…}: to be mounted at {@link StreamPage#BELOW}. */
  public LastingPage streams(SocketContext context) {
    return new StreamPage(endpoint, context);
  }

  /** Why it should not be given traffic; empty when tables and tails are up to date. */
  public Optional<String> whyNotReady() {
    return feed.whyNotReady();
  }

  @Override
  public void close() {
    feed.close();
    why.close();
  }
}
