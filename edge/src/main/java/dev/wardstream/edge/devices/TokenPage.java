package dev.wardstream.edge.devices;

import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Proof;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.audit.Denied;
import io.undertow.util.StatusCodes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * A device shows an assertion that it has signed, and gets a short access token: the client
 * credentials of RFC 6749, section 4.4, with the client assertion of RFC 7523. Errors have the
 * codes of RFC 6749, section 5.2.
 */
final class TokenPage {
  /** How long a token is good; a revocation does not wait for it. */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /** Bad assertions from one address in a minute. */
  private static final int OF_ADDRESS = 60;

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Devices devices;
  private final TokenMint mint;
  private final Assertions assertions;
  private final Attempts addresses;

  TokenPage(Devices devices, TokenMint mint, InstantSource clock) {
    this.devices = devices;
    this.mint = mint;
    var rules = mint.rules();
    assertions = new Assertions(devices, rules.issuer(), rules.skew(), clock);
    addresses = new Attempts(OF_ADDRESS, clock);
  }

  String answer(Asked asked) throws Fault {
    var form = form(asked.body());
    if (!"client_credentials".equals(form.get("grant_type"))) {
      throw Fault.of(
          StatusCodes.BAD_REQUEST, "unsupported_grant_type", "grant_type: client_credentials");
    }
    var assertion = form.get("client_assertion");
    if (assertion == null || !ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
      throw Fault.of(
          StatusCodes.BAD_REQUEST,
          "invalid_request",
          "client_assertion with client_assertion_type " + ASSERTION_TYPE);
    }
    if (devices.whyNotReady().isPresent()) {
      throw Fault.retry(
          StatusCodes.SERVICE_UNAVAILABLE,
          "temporarily_unavailable",
          "starting",
          Duration.ofSeconds(1));
    }
    var wait = addresses.wait(asked.address());
    if (wait.isPresent()) {
      throw Fault.retry(
          StatusCodes.TOO_MANY_REQUESTS, "slow_down", "too many bad assertions", wait.get());
    }
    return token(asked, assertion);
  }

  private String token(Asked asked, String assertion) throws Fault {
    try {
      var device = assertions.verify(assertion);
      var token = mint.issue(devices.principal(device, Instant.MAX, Proof.NONE), LIFETIME);
      return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
          .formatted(token, LIFETIME.toSeconds());
    } catch (InvalidToken e) {
      addresses.failed(asked.address());
      throw Fault.denied(
          StatusCodes.UNAUTHORIZED,
          "invalid_client",
          new Denied(
              Denied.NOBODY,
              "",
              "devices.token",
              "",
              null,
              asked.address(),
              "assertion: " + e.getMessage()));
    }
  }

  private static Map<String, String> form(String body) throws Fault {
    var form = new HashMap<String, String>();
    for (var pair : body.split("&", -1)) {
      var equals = pair.indexOf('=');
      try {
        if (equals < 0
            || form.put(decoded(pair, 0, equals), decoded(pair, equals + 1, pair.length()))
                != null) {
          throw Fault.of(StatusCodes.BAD_REQUEST, "invalid_request", "a form, each field once");
        }
      } catch (IllegalArgumentException e) {
        throw Fault.of(StatusCodes.BAD_REQUEST, "invalid_request", "not a form");
      }
    }
    return form;
  }

  private static String decoded(String body, int from, int to) {
    return URLDecoder.decode(body.substring(from, to), StandardCharsets.UTF_8);
  }
}
