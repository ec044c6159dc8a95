package dev.wardstream.edge.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed. From
 * anybody else, and in every other form, such headers are taken off before a page could read them.
 *
 * @param networks of the proxies; empty = there is none
 */
public record Proxies(List<Network> networks) {
  /** Nobody is believed. */
  public static final Proxies NONE = new Proxies(List.of());

  private static final HttpString FOR = new HttpString("X-Forwarded-For");
  private static final HttpString PROTO = new HttpString("X-Forwarded-Proto");
  private static final List<HttpString> ALL =
      List.of(
          FOR,
          PROTO,
          new HttpString("Forwarded"),
          new HttpString("X-Forwarded-Host"),
          new HttpString("X-Forwarded-Port"),
          new HttpString("X-Forwarded-Prefix"),
          new HttpString("X-Forwarded-Server"),
          new HttpString("X-Original-URL"),
          new HttpString("X-Real-IP"),
          new HttpString("X-Rewrite-URL"));

  public Proxies {
    networks = List.copyOf(networks);
  }

  /**
   * Addresses that begin alike.
   *
   * @param address any of them
   * @param bits how many bits at the beginning are alike
   */
  public record Network(InetAddress address, int bits) {

    static Network of(String text) {
      var slash = text.indexOf('/');
      var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      var most = address.getAddress().length * 8;
      var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits < 1 || bits > most) {
        throw new IllegalArgumentException("%s: not 1 to %d bits".formatted(text, most));
      }
      return new Network(address, bits);
    }

    boolean contains(InetAddress other) {
      var mine = address.getAddress();
      var theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      var whole = bits / 8;
      var rest = bits % 8;
      return Arrays.equals(mine, 0, whole, theirs, 0, whole)
          && (rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff) >> (8 - rest) == 0);
    }
  }

  /** Reads a list such as {@code 10.1.0.7,10.2.0.0/16}. */
  public static Proxies of(String list) {
    return new Proxies(Arrays.stream(list.split(",")).map(String::trim).map(Network::of).toList());
  }

  private boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** Takes the headers off; from a proxy, its client takes the place of the peer. */
  void apply(HttpServerExchange exchange) {
    var headers = exchange.getRequestHeaders();
    var peer = exchange.getSourceAddress();
    if (peer != null && contains(peer.getAddress())) {
      var client = client(headers.get(FOR));
      if (client != null) {
        exchange.setSourceAddress(new InetSocketAddress(client, 0));
      }
      var proto = headers.get(PROTO);
      if (proto != null && proto.size() == 1 && proto.getFirst().equals("https")) {
        exchange.setRequestScheme("https");
      }
    }
    ALL.forEach(headers::remove);
  }

  /** The last address that is not a proxy: those before it were written by who knows whom. */
  private @Nullable InetAddress client(@Nullable Iterable<String> values) {
    var hops = new ArrayList<String>();
    if (values != null) {
      values.forEach(value -> hops.addAll(List.of(value.split(","))));
    }
    for (var hop : hops.reversed()) {
      try {
        var address = InetAddress.ofLiteral(hop.trim());
        if (!contains(address)) {
          return address;
        }
      } catch (IllegalArgumentException _) {
        return null;
      }
    }
    return null;
  }
}
