package dev.wardstream.edge.socket;

import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import java.util.function.Consumer;

/** Finds out who shows a token or a ticket: on a worker, and tells it on the I/O thread. */
record Verification(SocketContext context, Endpoint endpoint, Wire wire) {

  /**
   * Tells one of the two.
   *
   * @param origin of the page that connects; empty when it is not a page
   */
  void of(TokenFrame shown, String origin, Consumer<Principal> known, Runnable unknown) {
    context
        .workers()
        .execute(() -> {
          try {
            var principal = principal(shown, origin);
            wire.execute(() -> known.accept(principal));
          } catch (InvalidToken e) {
            wire.execute(unknown);
          }
        });
  }

  private Principal principal(TokenFrame shown, String origin) throws InvalidToken {
    if (!shown.isTicket()) {
      return context.tokens().verify(shown.text());
    }
    if (!endpoint.takesTickets()) {
      throw new InvalidToken("ticket");
    }
    return context.tokens().redeem(shown.text(), origin);
  }
}
