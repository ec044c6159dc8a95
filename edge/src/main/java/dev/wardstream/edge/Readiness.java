package dev.wardstream.edge;

import dev.wardstream.edge.socket.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * What must be well for a server to be given traffic. Each condition tells why it does not hold, or
 * nothing. Safe from any thread; conditions must answer at once.
 */
public final class Readiness {
  private final Map<String, Supplier<Optional<String>>> conditions = new ConcurrentSkipListMap<>();

  /** Adds or replaces a condition. */
  public void require(String name, Supplier<Optional<String>> whyNot) {
    conditions.put(name, whyNot);
  }

  /** Whether every condition holds. */
  public boolean isReady() {
    return conditions.values().stream().allMatch(condition -> condition.get().isEmpty());
  }

  /** {@code {"ready":false,"why":{"kafka":"…"}}}. */
  public String json() {
    var why = new StringBuilder();
    conditions.forEach((name, condition) ->
        condition
            .get()
            .ifPresent(reason -> {
              Json.quote(why.append(why.isEmpty() ? "" : ","), name).append(':');
              Json.quote(why, reason);
            }));
    return why.isEmpty() ? "{\"ready\":true}" : "{\"ready\":false,\"why\":{%s}}".formatted(why);
  }
}
