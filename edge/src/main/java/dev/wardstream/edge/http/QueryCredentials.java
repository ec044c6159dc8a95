package dev.wardstream.edge.http;

import io.undertow.server.HttpServerExchange;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Credentials in the query of an address end up in histories and logs of others (RFC 9700 §2.4), so
 * a request that carries one is refused, by the parameter's name or because a value looks like a
 * signed token.
 */
final class QueryCredentials {
  private static final Set<String> NAMES =
      Set.of(
          "access_token",
          "api_key",
          "apikey",
          "authorization",
          "bearer",
          "id_token",
          "jwt",
          "password",
          "refresh_token",
          "secret",
          "token");
  private static final Pattern SIGNED =
      Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");

  private QueryCredentials() {}

  static boolean isIn(HttpServerExchange exchange) {
    for (var parameter : exchange.getQueryParameters().entrySet()) {
      if (NAMES.contains(parameter.getKey().toLowerCase(Locale.ROOT))
          || SIGNED.matcher(parameter.getKey()).find()
          || parameter.getValue().stream().anyMatch(value -> SIGNED.matcher(value).find())) {
        return true;
      }
    }
    return false;
  }
}
