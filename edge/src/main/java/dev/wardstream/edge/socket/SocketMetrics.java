package dev.wardstream.edge.socket;

import dev.wardstream.edge.access.Lapse;
import dev.wardstream.edge.limit.NoSeat;
import dev.wardstream.edge.limit.Seats;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counters of the sockets of one server. Safe from any thread. Labels come from the code alone,
 * never from a peer: no identifiers, no tokens, no vitals.
 */
public final class SocketMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger open;
  private final Counter messagesIn;
  private final Counter bytesIn;
  private final Counter messagesOut;
  private final Counter bytesOut;
  private final Map<String, Counter> requests = new ConcurrentHashMap<>();

  public SocketMetrics(MeterRegistry registry) {
    this.registry = registry;
    open = registry.gauge("wardstream.edge.connections", new AtomicInteger());
    messagesIn = registry.counter("wardstream.edge.messages", "direction", "in");
    messagesOut = registry.counter("wardstream.edge.messages", "direction", "out");
    bytesIn = registry.counter("wardstream.edge.bytes", "direction", "in");
    bytesOut = registry.counter("wardstream.edge.bytes", "direction", "out");
    registry.counter("wardstream.edge.pauses");
    for (var full : NoSeat.Full.values()) {
      registry.counter("wardstream.edge.seats.refused", "full", full.name());
    }
    for (var code : ErrorCode.values()) {
      refusals(code);
    }
    for (var reason : CloseReason.values()) {
      closes(reason);
    }
    for (var lapse : Lapse.values()) {
      lapses(lapse);
    }
  }

  private Counter refusals(ErrorCode code) {
    return registry.counter("wardstream.edge.refusals", "code", code.name());
  }

  private Counter lapses(Lapse lapse) {
    return registry.counter("wardstream.edge.lapses", "reason", lapse.name());
  }

  private Counter closes(CloseReason reason) {
    return registry.counter("wardstream.edge.closes", "reason", reason.name());
  }

  /** Counts a connection that is open now. */
  public void opened() {
    open.incrementAndGet();
  }

  /** Counts that it is not any more. */
  public void gone() {
    open.decrementAndGet();
  }

  void received(int bytes) {
    messagesIn.increment();
    bytesIn.increment(bytes);
  }

  /** Counts a message that is sent. */
  public void sent(int bytes) {
    messagesOut.increment();
    bytesOut.increment(bytes);
  }

  /** Counts a request that was refused. */
  public void refused(ErrorCode code) {
    refusals(code).increment();
  }

  /** Counts a socket whose principal is good no more. */
  public void lapsed(Lapse lapse) {
    lapses(lapse).increment();
  }

  /** Counts a connection that the server closes. */
  public void closed(CloseReason reason) {
    closes(reason).increment();
  }

  /** Counts a request whose verb the endpoint knows. */
  public void understood(String verb) {
    requests.computeIfAbsent(verb, this::requestCounter).increment();
  }

  private Counter requestCounter(String verb) {
    return registry.counter("wardstream.edge.requests", "verb", verb);
  }

  /** Counts that a connection was not read for a while because it exceeded its rates. */
  void paused() {
    registry.counter("wardstream.edge.pauses").increment();
  }

  /** Shows how many connections have not authenticated yet. */
  public void greeting(Seats seats) {
    Gauge.builder("wardstream.edge.connections.greeting", seats, Seats::greetingNow)
        .register(registry);
  }

  /** Counts a connection or HTTP request for which there was no place. */
  public void noSeat(NoSeat.Full full) {
    registry.counter("wardstream.edge.seats.refused", "full", full.name()).increment();
  }

  /** Counts an upgrade that was refused. */
  public void handshakeRefused(int status) {
    registry
        .counter("wardstream.edge.handshakes.refused", "status", Integer.toString(status))
        .increment();
  }
}
