package dev.wardstream.push.glass;

import dev.wardstream.edge.access.Certificates;
import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.AccessLog;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.http.Bodies;
import dev.wardstream.edge.http.BodyLimits;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.push.feed.Feed;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Breaking the glass, on the tables of a feed. Safe from any thread. */
public final class GlassService implements AutoCloseable {
  private static final BodyLimits BODIES =
      new BodyLimits(8 << 10, 8 << 10, 1 << 20, Duration.ofSeconds(10));

  private final Feed feed;
  private final AccessLog audit;
  private final GlassLog log;
  private final BreakGlass glass;
  private final MeterRegistry meters;
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("glass-", 0).factory());

  /**
   * On a cluster; nothing is asked of it yet.
   *
   * @param length how long a grant lasts
   */
  public GlassService(
      Map<String, Object> kafka,
      SchemaRegistry registry,
      Feed feed,
      Duration length,
      MeterRegistry meters,
      InstantSource clock) {
    this.feed = feed;
    this.meters = meters;
    audit = AccessLog.open(kafka, registry);
    log = new GlassLog(kafka, registry);
    glass = new BreakGlass(feed, audit, log, clock, length);
  }

  /** The pages, to be mounted at {@link GlassPage#BELOW}. */
  public HttpHandler page(TokenVerifier tokens, RefusalLog refusals) {
    return new GlassPage(
        glass,
        new Callers(tokens, new NoCertificates(), refusals),
        new Bodies(BODIES, workers, meters),
        feed::whyNotReady,
        workers,
        meters);
  }

  /** No certificate speaks for a nurse or a doctor. */
  private static final class NoCertificates implements Certificates {
    @Override
    public Optional<String> whyNotReady() {
      return Optional.empty();
    }

    @Override
    public Principal principal(X509Certificate certificate) throws InvalidToken {
      throw new InvalidToken("certificate");
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    audit.close();
    log.close();
  }
}
