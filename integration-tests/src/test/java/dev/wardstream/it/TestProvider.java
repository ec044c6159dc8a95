package dev.wardstream.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An OpenID provider as RFC 6749 and RFC 7636 want it: a code for whoever comes, once, and tokens
 * for it only against the verifier it was asked for with. Everybody is Noor, a nurse of icu-1.
 */
final class TestProvider implements AutoCloseable {
  private static final long LIFETIME_SECONDS = 10;

  private record Asked(String challenge, String redirect) {}

  private final RSAKey key;
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
  private final Map<String, Asked> codes = new ConcurrentHashMap<>();
  private final Map<String, Boolean> refreshTokens = new ConcurrentHashMap<>();
  final AtomicInteger refreshed = new AtomicInteger();
  final AtomicInteger signedOut = new AtomicInteger();
  final List<String> refusals = new CopyOnWriteArrayList<>();

  TestProvider() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    page("/realm/.well-known/openid-configuration", this::discovery);
    page("/realm/keys", exchange -> json(exchange, new JWKSet(key.toPublicJWK()).toString()));
    page("/realm/authorize", this::authorize);
    page("/realm/token", this::token);
    page("/realm/end", this::end);
    server.start();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException, JOSEException;
  }

  private void page(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          } catch (JOSEException e) {
            throw new IOException(e);
          }
        });
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
  }

  private void discovery(HttpExchange exchange) throws IOException {
    json(
        exchange,
        """
        {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/authorize",
         "token_endpoint":"%1$s/token","end_session_endpoint":"%1$s/end"}
        """
            .formatted(issuer()));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var asked = fields(exchange.getRequestURI().getRawQuery());
    if (!"S256".equals(asked.get("code_challenge_method"))
        || !"fragment".equals(asked.get("response_mode"))
        || !"code".equals(asked.get("response_type"))) {
      refusals.add(asked.toString());
    }
    var code = UUID.randomUUID().toString();
    var redirect = asked.getOrDefault("redirect_uri", "");
    codes.put(code, new Asked(asked.getOrDefault("code_challenge", ""), redirect));
    go(exchange, redirect + "#state=" + asked.get("state") + "&code=" + code);
  }

  private void token(HttpExchange exchange) throws IOException, JOSEException {
    exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var given = fields(body);
    var refresh = given.get("refresh_token");
    if (refresh != null && refreshTokens.remove(refresh) != null) {
      refreshed.incrementAndGet();
      json(exchange, tokens());
      return;
    }
    var asked = codes.remove(given.getOrDefault("code", ""));
    if (asked == null
        || !asked.challenge().equals(challenge(given.getOrDefault("code_verifier", "")))
        || !asked.redirect().equals(given.get("redirect_uri"))) {
      refusals.add(body);
      send(exchange, 400, "{\"error\":\"invalid_grant\"}");
    } else {
      json(exchange, tokens());
    }
  }

  private void end(HttpExchange exchange) throws IOException {
    signedOut.incrementAndGet();
    go(
        exchange,
        fields(exchange.getRequestURI().getRawQuery())
            .getOrDefault("post_logout_redirect_uri", ""));
  }

  private String tokens() throws JOSEException {
    var refresh = UUID.randomUUID().toString();
    refreshTokens.put(refresh, true);
    return "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":%d,\"token_type\":\"Bearer\"}"
        .formatted(accessToken(), refresh, LIFETIME_SECONDS);
  }

  private String accessToken() throws JOSEException {
    var now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience("wardstream")
            .subject("noor")
            .claim("azp", "ward-console")
            .claim("name", "Noor of the provider")
            .claim("realm_access", Map.of("roles", List.of("nurse")))
            .claim("groups", List.of("icu-1"))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(LIFETIME_SECONDS)))
            .build();
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static String challenge(String verifier) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> fields(String query) {
    return Arrays.stream(query.split("&"))
        .map(field -> new ArrayList<>(Arrays.asList(field.split("=", 2))))
        .collect(Collectors.toMap(List::getFirst, field -> decoded(field.getLast()), (a, _) -> a));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    send(exchange, 200, body);
  }

  private static void go(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    send(exchange, 302, "gone");
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
