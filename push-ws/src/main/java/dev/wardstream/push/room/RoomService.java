package dev.wardstream.push.room;

import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.AccessLog;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.push.feed.Feed;
import dev.wardstream.push.table.Rights;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.undertow.server.HttpHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** The past of rooms, on the tables of a feed. Safe from any thread. */
public final class RoomService implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final Feed feed;
  private final RoomLooks looks;
  private final AccessLog log;

  /** On a cluster; nothing is asked of it yet. */
  public RoomService(
      Map<String, Object> kafka,
      SchemaRegistry registry,
      Feed feed,
      Rights rights,
      InstantSource clock) {
    this.feed = feed;
    log = AccessLog.open(kafka, registry);
    looks = new RoomLooks(rights, new RoomHistory(kafka, registry, WITHIN), log, clock);
  }

  /** The page, to be mounted at {@link RoomPage#BELOW}. */
  public HttpHandler page(TokenVerifier tokens, RefusalLog refusals) {
    return new RoomPage(new Callers(tokens, null, refusals), looks, feed::whyNotReady);
  }

  @Override
  public void close() {
    log.close();
  }
}
