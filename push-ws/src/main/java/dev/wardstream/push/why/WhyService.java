package dev.wardstream.push.why;

import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.AccessLog;
import dev.wardstream.push.feed.Feed;
import dev.wardstream.push.table.Rights;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Explanations of alerts, on the tables of a feed. Safe from any thread. */
public final class WhyService implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(15);
  private static final int FEED_SECONDS = 2;

  private final Feed feed;
  private final Looks looks;
  private final AccessLog log;
  private final MeterRegistry meters;

  private WhyService(Feed feed, Looks looks, AccessLog log, MeterRegistry meters) {
    this.feed = feed;
    this.looks = looks;
    this.log = log;
    this.meters = meters;
  }

  /** Explanations from a cluster; nothing is asked of it yet. */
  public static WhyService open(
      Map<String, Object> kafka,
      SchemaRegistry registry,
      Feed feed,
      Rights rights,
      MeterRegistry meters,
      InstantSource clock) {
    var log = AccessLog.open(kafka, registry);
    var reader = new WhyReader(kafka, registry, WITHIN);
    return new WhyService(feed, new Looks(rights, reader, log, clock), log, meters);
  }

  /** The page, to be mounted at {@link WhyPage#BELOW}. */
  public HttpHandler page(TokenVerifier tokens) {
    return new WhyPage(tokens, looks, this::patientOf, feed::whyNotReady, meters);
  }

  /** Whose open alert it is, as the feed knows; null when it is not open, or the feed is busy. */
  private @Nullable String patientOf(String alertId) {
    var answer = new CompletableFuture<@Nullable String>();
    feed.execute(() -> answer.complete(feed.tables().patientOf(alertId)));
    try {
      return answer.get(FEED_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
