package dev.wardstream.desk.health;

import dev.wardstream.desk.http.Asked;
import dev.wardstream.desk.http.DeskPage.Route;
import dev.wardstream.desk.http.Tree;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/health/engine}: how far the alerts are behind the readings, for all who rely on
 * them; {@code GET /v1/health/streams}: how far each hop is behind, for operators. Delays are the
 * histograms of this process since it began: two looks, subtracted, are the time between them.
 */
public final class StreamHealth implements AutoCloseable {
  /** Where it is mounted. */
  public static final String PATH = "/v1/health/streams";

  /** Where it is mounted for everybody who watches. */
  public static final String ENGINE_PATH = "/v1/health/engine";

  /** Every open console asks every few seconds; the brokers are asked this often. */
  private static final Duration FRESH = Duration.ofSeconds(4);

  /** What was learned longer ago says nothing of now. */
  private static final Duration STALE = Duration.ofSeconds(20);

  private record Look(Instant at, Backlog backlog) {}

  private final Map<String, Object> kafka;
  private final ReentrantLock asking = new ReentrantLock();

  /** When the brokers were asked last; under the lock. */
  private Instant askedAt = Instant.EPOCH;

  private volatile @Nullable Look latest;
  private final String group;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Admin admin;

  /**
   * Asks the brokers of a cluster.
   *
   * @param group of the alert job
   */
  public StreamHealth(
      Map<String, Object> kafka, String group, MeterRegistry meters, InstantSource clock) {
    this.kafka = Map.copyOf(kafka);
    this.group = group;
    this.meters = meters;
    this.clock = clock;
    var config = new HashMap<>(kafka);
    config.put("client.id", "wardstream-desk-health");
    config.put("default.api.timeout.ms", "8000");
    config.put("request.timeout.ms", "4000");
    admin = Admin.create(config);
  }

  /** The pages. */
  public List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, "health.streams", this::answer),
        Route.of("GET", ENGINE_PATH, "health.engine", this::engine));
  }

  /**
   * The brokers are asked by one at a time, once in a while for all; nobody waits for the one who
   * asks, so brokers that do not answer hold one thread and no more.
   */
  private Object engine(Asked asked) throws Refusal {
    asked.require(Role.NURSE, Role.DOCTOR, Role.OPERATOR);
    if (asking.tryLock()) {
      try {
        var now = clock.instant();
        if (!now.isBefore(askedAt.plus(FRESH))) {
          askedAt = now;
          latest = new Look(now, Backlog.of(admin, kafka, group));
        }
      } finally {
        asking.unlock();
      }
    }
    var look = latest;
    if (look == null || look.at.plus(STALE).isBefore(clock.instant())) {
      throw Refusal.retry(
          ErrorCode.UNAVAILABLE, "the brokers do not say how far the alerts are", FRESH);
    }
    return Tree.of("at", look.at, "lag", look.backlog.lag(), "oldest", look.backlog.oldest());
  }

  private Object answer(Asked asked) throws Refusal {
    asked.require(Role.OPERATOR);
    var backlog = Backlog.of(admin, kafka, group);
    return Tree.of(
        "at", clock.instant(),
        "alerts",
            Tree.of(
                "group", group,
                "lag", backlog.lag(),
                "end", backlog.end(),
                "oldest", backlog.oldest(),
                "horizonAgeSeconds", gauge("wardstream.alerts.horizon.age"),
                "running", gauge("wardstream.alerts.running"),
                "partitions", backlog.lanes().stream().map(StreamHealth::json).toList()),
        "push", Tree.of("lag", gauge("wardstream.push.feed.lag")),
        "hops",
            List.of(
                hop("ingest", "wardstream.ingest.ack"),
                hop("alerts", "wardstream.alerts.delay"),
                hop("push", "wardstream.push.delay")));
  }

  private static Object json(Backlog.Lane lane) {
    return Tree.of(
        "partition", lane.partition(),
        "committed", lane.committed(),
        "end", lane.end(),
        "lag", lane.lag());
  }

  /** Null when this process does not measure it. */
  private @Nullable Double gauge(String name) {
    var gauge = meters.find(name).gauge();
    var value = gauge == null ? Double.NaN : gauge.value();
    return Double.isFinite(value) ? value : null;
  }

  /** All timers of a name together; without buckets when this process does not measure it. */
  private Object hop(String name, String meter) {
    var buckets = new TreeMap<Double, Double>();
    var count = 0L;
    for (Timer timer : meters.find(meter).timers()) {
      var snapshot = timer.takeSnapshot();
      count += snapshot.count();
      for (var bucket : snapshot.histogramCounts()) {
        buckets.merge(bucket.bucket(TimeUnit.MILLISECONDS), bucket.count(), Double::sum);
      }
    }
    var json = new ArrayList<Object>();
    buckets.forEach((most, within) -> {
      if (Double.isFinite(most)) {
        json.add(Tree.of("leMs", most, "count", within.longValue()));
      }
    });
    return Tree.of("hop", name, "measured", !buckets.isEmpty(), "count", count, "buckets", json);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }
}
