package dev.wardstream.push;

import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.audit.ShownLog;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.push.feed.Codec;
import dev.wardstream.push.feed.Feed;
import dev.wardstream.push.feed.KafkaPresenceLog;
import dev.wardstream.push.glass.GlassPage;
import dev.wardstream.push.glass.GlassService;
import dev.wardstream.push.me.MePage;
import dev.wardstream.push.page.StreamPage;
import dev.wardstream.push.presence.Attendance;
import dev.wardstream.push.room.RoomPage;
import dev.wardstream.push.room.RoomService;
import dev.wardstream.push.session.PushEndpoint;
import dev.wardstream.push.session.PushMetrics;
import dev.wardstream.push.session.Receipts;
import dev.wardstream.push.session.Trail;
import dev.wardstream.push.table.Rights;
import dev.wardstream.push.why.WhyPage;
import dev.wardstream.push.why.WhyService;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * The push service inside any process: give its {@link #endpoint} and {@link #addPages pages} to an
 * edge server, and {@link #whyNotReady} to its readiness. Safe from any thread. Close the server
 * first.
 */
public final class PushService implements AutoCloseable {
  private final Feed feed;
  private final PushEndpoint endpoint;
  private final WhyService why;
  private final GlassService glass;
  private final RoomService rooms;
  private final KafkaPresenceLog presence;

  private PushService(
      Feed feed,
      PushEndpoint endpoint,
      WhyService why,
      GlassService glass,
      RoomService rooms,
      KafkaPresenceLog presence) {
    this.feed = feed;
    this.endpoint = endpoint;
    this.why = why;
    this.glass = glass;
    this.rooms = rooms;
    this.presence = presence;
  }

  /** Begins to read; returns at once. Brokers that are not there yet are waited for. */
  public static PushService open(
      PushConfig config, SchemaRegistry registry, MeterRegistry meters, Clock clock) {
    var presence = KafkaPresenceLog.open(config.feed().kafka(), registry, meters);
    var attendance = new Attendance(UUID.randomUUID().toString(), presence, clock);
    var feed = new Feed(config.feed(), new Codec(registry), clock, attendance);
    var rights = new Rights(feed.tables().census(), feed.tables().rooms(), feed.tables().staff());
    var metrics = new PushMetrics(meters, feed, attendance.occupancy());
    var kafka = config.feed().kafka();
    var trail =
        new Trail(
            Receipts.open(kafka, registry, meters, clock),
            ShownLog.open(kafka, registry, meters),
            config.shownEvery());
    var glass = new GlassService(kafka, registry, feed, config.glassFor(), meters, clock);
    var why = WhyService.open(kafka, registry, feed, rights, meters, clock);
    var rooms = new RoomService(kafka, registry, feed, rights, clock);
    feed.start();
    var endpoint = new PushEndpoint(feed, rights, config.limits(), clock, metrics, trail);
    return new PushService(feed, endpoint, why, glass, rooms, presence);
  }

  /** {@code /v1/push}. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Adds its pages to a server: streams, why, break-glass, rooms, me. */
  public void addPages(EdgeServer.Builder server, TokenVerifier tokens, RefusalLog refusals) {
    server
        .lastingBelow(StreamPage.BELOW, context -> new StreamPage(endpoint, context))
        .httpBelow(WhyPage.BELOW, why.page(tokens))
        .httpBelow(GlassPage.BELOW, glass.page(tokens, refusals))
        .httpBelow(RoomPage.BELOW, rooms.page(tokens, refusals))
        .http(
            MePage.PATH,
            new MePage(new Callers(tokens, null, refusals), endpoint.rights(), feed::whyNotReady));
  }

  /**
   * Why it should not be given traffic; empty when tables and tails are up to date, and what is
   * shown gets on record.
   */
  public Optional<String> whyNotReady() {
    return feed.whyNotReady().or(endpoint.trail()::whyNotReady);
  }

  @Override
  public void close() {
    feed.close();
    presence.close();
    why.close();
    glass.close();
    rooms.close();
    endpoint.trail().close();
  }
}
