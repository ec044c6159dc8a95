package dev.wardstream.push.site;

import dev.wardstream.edge.access.OpenIdProvider;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Serves the files below {@code dev/wardstream/console/} on the class path, {@code index.html} for
 * {@code /}, with a policy that lets them load nothing but each other; the other headers that keep
 * a page safe come from the edge.
 *
 * <p>Any thread. A file is read once, on a worker, and kept: the class path holds a bounded number
 * of them. Files named by their content, below {@code assets/}, may be kept by browsers for ever.
 */
public final class ConsoleFiles implements HttpHandler {
  private static final String FOLDER = "dev/wardstream/console/";
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));
  private static final HttpString POLICY = new HttpString("Content-Security-Policy");

  private static final class Page {
    private final byte[] content;
    private final String type;

    private Page(byte[] content, String type) {
      this.content = content;
      this.type = type;
    }
  }

  private final ClassLoader loader;
  private final Optional<OpenIdProvider> provider;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  /** Serves what this loader finds. */
  public ConsoleFiles(ClassLoader loader) {
    this(loader, Optional.empty());
  }

  /**
   * Serves what this loader finds.
   *
   * @param provider who gives tokens to the page
   */
  public ConsoleFiles(ClassLoader loader, Optional<OpenIdProvider> provider) {
    this.loader = loader;
    this.provider = provider;
  }

  /**
   * Nothing inline, and nobody else but who gives tokens. {@code 'self'} covers the sockets of the
   * same host, too.
   */
  private String policy() {
    var tokens =
        provider
            .flatMap(OpenIdProvider::knownEndpoints)
            .map(found -> " " + origin(found.token()))
            .orElse("");
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'"
        + tokens
        + "; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  }

  private static String origin(URI url) {
    return "%s://%s".formatted(url.getScheme(), url.getRawAuthority());
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (provider.isPresent() && provider.get().knownEndpoints().isEmpty()) {
      exchange.dispatch(() -> {
        provider.get().endpoints(); // may wait; without an answer the page comes all the same
        serve(exchange);
      });
    } else {
      serve(exchange);
    }
  }

  private void serve(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(POLICY, policy());
    if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
      exchange.setStatusCode(StatusCodes.METHOD_NOT_ALLOWED).endExchange();
      return;
    }
    var path = exchange.getRequestPath().equals("/") ? "/index.html" : exchange.getRequestPath();
    var name = path.substring(1);
    var known = pages.get(name);
    if (known != null) {
      send(exchange, name, known);
    } else if (exchange.isInIoThread()) {
      exchange.dispatch(() -> find(exchange, name));
    } else {
      find(exchange, name);
    }
  }

  private void find(HttpServerExchange exchange, String name) {
    var page = load(name);
    if (page.isEmpty()) {
      exchange.setStatusCode(StatusCodes.NOT_FOUND).endExchange();
    } else {
      pages.put(name, page.get());
      send(exchange, name, page.get());
    }
  }

  private static void send(HttpServerExchange exchange, String name, Page page) {
    var lasting = name.startsWith("assets/");
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, page.type)
        .put(Headers.CONTENT_LENGTH, page.content.length)
        .put(Headers.CACHE_CONTROL, lasting ? "public, max-age=31536000, immutable" : "no-cache");
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.endExchange();
    } else {
      exchange.getResponseSender().send(ByteBuffer.wrap(page.content));
    }
  }

  private Optional<Page> load(String name) {
    var dot = name.lastIndexOf('.');
    var type = dot < 0 ? null : TYPES.get(name.substring(dot + 1));
    if (type == null || !PATH.matcher(name).matches()) {
      return Optional.empty();
    }
    try (var in = loader.getResourceAsStream(FOLDER + name)) {
      return in == null ? Optional.empty() : Optional.of(new Page(in.readAllBytes(), type));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name + " of the console", e);
    }
  }
}
