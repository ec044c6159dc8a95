package dev.wardstream.edge.access;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What token issuers publish: small documents, fetched without redirects and within seconds. */
final class Documents {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MAX_BYTES = 256 << 10;
  private static final int OK = 200;
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private Documents() {}

  /** The document at an address. */
  static String fetch(URI url) throws IOException {
    var request =
        HttpRequest.newBuilder(url).timeout(ANSWER).header("Accept", "application/json").build();
    try (var client =
        HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(Redirect.NEVER).build()) {
      var answer = client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
      if (answer.statusCode() != OK) {
        throw new IOException("status " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Where a provider keeps its keys. */
  static URI keysOf(URI issuer) throws IOException {
    return required(discovered(issuer), "jwks_uri");
  }

  /**
   * What a provider says of itself (OpenID Connect Discovery 1.0 §4).
   *
   * @throws IOException also when the document is of another issuer (§4.3)
   */
  static Map<String, Object> discovered(URI issuer) throws IOException {
    var base = issuer.toString();
    var slash = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    try {
      var document = JSONObjectUtils.parse(fetch(URI.create(slash + DISCOVERY)));
      if (!base.equals(JSONObjectUtils.getString(document, "issuer"))) {
        throw new IOException("the discovery document is of another issuer");
      }
      return document;
    } catch (ParseException | IllegalArgumentException e) {
      throw new IOException("the discovery document cannot be understood", e);
    }
  }

  /** A secure address in a document. */
  static URI required(Map<String, Object> document, String name) throws IOException {
    return address(document, name)
        .orElseThrow(() -> new IOException("the discovery document has no " + name));
  }

  /** A secure address in a document; empty where there is none. */
  static Optional<URI> address(Map<String, Object> document, String name) throws IOException {
    try {
      var found = Optional.ofNullable(JSONObjectUtils.getURI(document, name));
      found.ifPresent(Documents::requireSecure);
      return found;
    } catch (ParseException | IllegalArgumentException e) {
      throw new IOException(name + " of the discovery document cannot be used", e);
    }
  }

  /**
   * Refuses addresses that anybody on the way could answer for.
   *
   * @throws IllegalArgumentException unless it is HTTPS, or HTTP on this computer
   */
  static void requireSecure(URI url) {
    var host = url.getHost();
    var scheme = String.valueOf(url.getScheme());
    if (host == null || !Set.of("http", "https").contains(scheme)) {
      throw new IllegalArgumentException(url + " is not an address, as in https://id.example/ward");
    }
    if (scheme.equals("http") && !isLoopback(host)) {
      throw new IllegalArgumentException(url + " is not https, and not on this computer");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
