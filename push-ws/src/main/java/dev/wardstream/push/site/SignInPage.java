package dev.wardstream.push.site;

import dev.wardstream.edge.access.OpenIdProvider;
import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.net.URI;
import java.util.Optional;

/**
 * {@code GET /v1/sign-in}: the ways in that this server offers to browsers. Public: it tells
 * nothing that the sign-in itself would not.
 */
public final class SignInPage implements HttpHandler {
  /** Where it is mounted. */
  public static final String PATH = "/v1/sign-in";

  private final boolean accounts;
  private final Optional<OpenIdProvider> provider;

  /**
   * A page.
   *
   * @param accounts there is an account centre: a name and a password are enough
   * @param provider where people sign in otherwise
   */
  public SignInPage(boolean accounts, Optional<OpenIdProvider> provider) {
    this.accounts = accounts;
    this.provider = provider;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.getRequestMethod().equals(Methods.GET)) {
      HttpHandler later = this::answer;
      exchange.dispatch(later); // the provider may have to be asked
    } else {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET");
      Answers.refuse(
          exchange, StatusCodes.METHOD_NOT_ALLOWED, Refusal.of(ErrorCode.MALFORMED, "only GET"));
    }
  }

  private void answer(HttpServerExchange exchange) {
    var json = new StringBuilder("{\"accounts\":").append(accounts);
    provider.ifPresent(one -> write(json.append(",\"provider\":"), one));
    var body = Json.bytes(json.append('}'));
    Answers.send(exchange, StatusCodes.OK, "application/json", body);
  }

  private static void write(StringBuilder json, OpenIdProvider provider) {
    Json.quote(json.append("{\"issuer\":"), provider.issuer().toString());
    Json.quote(json.append(",\"client\":"), provider.client());
    provider
        .endpoints()
        .ifPresent(found -> {
          address(json, "authorization", found.authorization());
          address(json, "token", found.token());
          found.endSession().ifPresent(end -> address(json, "endSession", end));
        });
    json.append('}');
  }

  private static void address(StringBuilder json, String name, URI address) {
    Json.quote(json.append(",\"").append(name).append("\":"), address.toString());
  }
}
