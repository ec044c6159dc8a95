package dev.wardstream.ingest.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Locale;
import java.util.Set;

/** What a request says its body is. */
public final class MediaType {
  private MediaType() {}

  /**
   * The type without parameters, in lower case; empty when there is none, or none that counts.
   *
   * @param parameters whole parameters that may follow, as in {@code charset=utf-8}
   */
  public static String of(HttpServerExchange exchange, Set<String> parameters) {
    var values = exchange.getRequestHeaders().get(Headers.CONTENT_TYPE);
    if (values == null || values.size() != 1) {
      return "";
    }
    var parts = values.getFirst().toLowerCase(Locale.ROOT).split(";");
    for (var i = 1; i < parts.length; i++) {
      if (!parameters.contains(parts[i].replace("\"", "").replace(" ", ""))) {
        return "";
      }
    }
    return parts[0].trim();
  }
}
