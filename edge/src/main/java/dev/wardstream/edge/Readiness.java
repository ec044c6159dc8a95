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
  private final Map<String, Supplier<Optional<String>>> warnings = new ConcurrentSkipListMap<>();

  /** Adds or replaces a condition. */
  public void require(String name, Supplier<Optional<String>> whyNot) {
    conditions.put(name, whyNot);
  }

  /** Adds or replaces something that is told and takes no traffic away. */
  public void warn(String name, Supplier<Optional<String>> warning) {
    warnings.put(name, warning);
  }

  /** Whether every condition holds. */
  public boolean isReady() {
    return conditions.values().stream().allMatch(condition -> condition.get().isEmpty());
  }

  /** {@code {"ready":false,"why":{"kafka":"…"},"warnings":{"certificate":"…"}}}. */
  public String json() {
    var why = told(conditions);
    var warned = told(warnings);
    return "{\"ready\":%s%s%s}"
        .formatted(
            why.isEmpty(),
            why.isEmpty() ? "" : ",\"why\":{" + why + "}",
            warned.isEmpty() ? "" : ",\"warnings\":{" + warned + "}");
  }

  private static String told(Map<String, Supplier<Optional<String>>> suppliers) {
    var told = new StringBuilder();
    suppliers.forEach((name, supplier) ->
        supplier
            .get()
            .ifPresent(reason -> {
              Json.quote(told.append(told.isEmpty() ? "" : ","), name).append(':');
              Json.quote(told, reason);
            }));
    return told.toString();
  }
}
