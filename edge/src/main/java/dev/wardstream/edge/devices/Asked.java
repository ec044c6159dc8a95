package dev.wardstream.edge.devices;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to a page, read as a whole.
 *
 * @param address where it comes from
 * @param authorization its header; null without one
 * @param body as text
 */
record Asked(String address, @Nullable String authorization, String body) {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int MAX_BODY = 16 << 10;

  /** Reads a request; waits for its body. */
  static Asked of(HttpServerExchange exchange) throws IOException, Fault {
    exchange.startBlocking();
    var body = exchange.getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw Fault.of(StatusCodes.REQUEST_ENTITY_TOO_LARGE, "TOO_LARGE", "at most 16 KiB");
    }
    return new Asked(
        exchange.getSourceAddress().getAddress().getHostAddress(),
        exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION),
        new String(body, StandardCharsets.UTF_8));
  }

  /** The body as a JSON object. */
  Map<String, Object> json() throws Fault {
    try {
      return JSONObjectUtils.parse(body);
    } catch (ParseException e) {
      throw malformed("not a JSON object");
    }
  }

  /** A field that is an identifier. */
  static String identifier(Map<String, Object> json, String name) throws Fault {
    if (json.get(name) instanceof String text && isIdentifier(text)) {
      return text;
    }
    throw malformed(name + ": not 1 to 128 characters of A-Z a-z 0-9 . _ : -");
  }

  static boolean isIdentifier(String text) {
    return IDENTIFIER.matcher(text).matches();
  }

  static Fault malformed(String message) {
    return Fault.of(StatusCodes.BAD_REQUEST, "MALFORMED", message);
  }
}
